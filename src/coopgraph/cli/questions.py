"""The commands that query a dossier: each is a function of the package."""

import inspect
from collections.abc import Callable, Mapping
from typing import Any, Final

import typer

import coopgraph as cg
from coopgraph.answers.answer import Answer
from coopgraph.cli.changes import change_in
from coopgraph.cli.command import (
    Parameters,
    changes_checked,
    check_suffix,
    command,
    date_of_graph,
    dates_checked,
    queried,
    refuse_existing,
    show_answer,
    tell_written,
)
from coopgraph.cli.options import (
    QUESTION_PARAMETERS,
    Engine,
    Force,
    Format,
    In,
    Lang,
    MemosOut,
    NewDossier,
    OldDossier,
    Relations,
    TwoDates,
    Url,
)

app = typer.Typer()

#: Where questions look.
_DOSSIER: Final[Parameters] = {"source": (In, None)}
_DOSSIER_OR_RELATIONS: Final[Parameters] = {
    **_DOSSIER,
    "relations": (Relations, None),
    "engine": (Engine, None),
    "url": (Url, None),
}


def _show(graph: Any, item: str | None = None, *, lang: str | None) -> Answer[Any]:
    return cg.describe(graph, item, lang=lang) if item else cg.overview(graph, lang=lang)


def _what_if(graph: Any, *, as_of: str, lang: str | None, **options: Any) -> Answer[Any]:
    change = change_in(options)
    with changes_checked():
        return cg.what_if(graph, change, as_of=as_of, lang=lang)


def _at(graph: Any, when: str, *, lang: str | None) -> Answer[Any]:
    with dates_checked(lang or graph.graph.get("language")):
        then = cg.at(graph, when)
    return cg.overview(then, lang=lang)


def _options_of(function: Callable[..., Answer[Any]], sources: Parameters) -> Parameters:
    """The options of a question: the parameters of its function, then where to look."""
    parameters = inspect.signature(_ASKED_LIKE.get(function, function)).parameters
    own = {
        name: (QUESTION_PARAMETERS[name], one.default or None)
        for name, one in parameters.items()
        if name in QUESTION_PARAMETERS
    }
    return {**own, **sources}


def _question(function: Callable[..., Answer[Any]], options: Parameters) -> Any:
    """A command that asks a function about a graph and prints the answer."""

    def run(*, lang: Lang = None, form: Format = "table", **given: Any) -> None:
        places = {name: given.pop(name) for name in _DOSSIER_OR_RELATIONS if name in given}
        given = {name: value for name, value in given.items() if value not in (None, [])}
        with queried(**places, widen=given.get("widen")) as graph:
            if "as_of" in options:
                given["as_of"] = date_of_graph(graph, given.get("as_of"), lang)
            show_answer(function(graph, lang=lang, **given), form)

    return run


#: Those whose options are the parameters of another function.
_ASKED_LIKE: Final[Mapping[Any, Any]] = {_what_if: cg.what_if}

#: What each function is asked, as the help of its command.
_ASKED: Final[Mapping[Callable[..., Answer[Any]], str]] = {
    _show: "List the contents of a dossier, or everything it records about one item.",
    cg.dependents: "Who depends on an item, directly or through others?",
    cg.prerequisites: "What does an item depend on, directly or through others?",
    cg.explain: "Why does one item depend on another, and where does the source say so?",
    cg.exposure: "How many institutions and agreements rely on each agreement?",
    cg.state: "What stands, what can come next, and whose act does it await?",
    _what_if: "What does a change take away, hold up, or bring closer?",
    cg.unlock: "What must be concluded, by whom, in which order, to reach a goal?",
    cg.when: "When is a goal reached at the earliest and at the latest, and what decides it?",
    cg.why_not: "Why can a goal not be reached, and what would open it?",
    cg.single_points: "Whose loss alone puts a goal out of reach?",
    cg.blockers: "Which losses together put a goal out of reach?",
    cg.ready: "What can come next, and whose act is missing?",
    cg.deadlocks: "Which items wait for one another, so that none can come first?",
    cg.roadmap: "In which order do things come, and which chain is the longest?",
    _at: "How did everything stand on a date?",
    cg.history: "What happened when, what is expected, and what is due?",
    cg.cooperation: "Who shares agreements with whom?",
    cg.participation: "Who is party to which agreement?",
    cg.brokers: "Who stands between others in the network of shared agreements?",
}

for _function, _help in _ASKED.items():
    _on_relations = _function in {cg.dependents, cg.prerequisites, cg.exposure}
    _options = _options_of(_function, _DOSSIER_OR_RELATIONS if _on_relations else _DOSSIER)
    _name = _function.__name__.strip("_").replace("_", "-")
    command(app, _name, _help, _options)(_question(_function, _options))


@command(app)
def compare(
    old: OldDossier,
    new: NewDossier = None,
    at: TwoDates = None,
    out: MemosOut = None,
    force: Force = False,
    lang: Lang = None,
    form: Format = "table",
) -> None:
    """What has changed from one dossier to another, or between two dates, and what it entails?"""
    for path in out or ():
        check_suffix(path, ".html", ".htm", ".md", ".markdown")
    refuse_existing(out or (), lang, force=force)
    if (new is None) is (at is None) or len(at or ()) not in {0, 2}:
        msg = "give a later dossier, or --at twice"
        raise typer.BadParameter(msg)
    with dates_checked(lang):
        answer = cg.compare(
            cg.read(old),
            cg.read(new) if new else None,
            at=(at[0], at[1]) if at else None,
            lang=lang,
        )
    if not out:
        show_answer(answer, form)
    for path in out or ():
        cg.memo(answer).save(path)
        tell_written([path], answer.lang)
