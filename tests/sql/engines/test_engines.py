"""Every engine walks as networkx does, from the same text.

SQLite and DuckDB need nothing but themselves; PostgreSQL and Spark are started by
``make test-engines``.
"""

import itertools
import os
import random
import re
import signal
import subprocess
import sys
import threading
import time

import networkx as nx
import pytest

import coopgraph as cg
from coopgraph.answers.reach import Direction
from coopgraph.sql.closure import closure
from coopgraph.sql.relation_graph import RelationGraph
from tests.sql.engines import servers

duckdb = pytest.importorskip("duckdb")

GRAPHS = 1000
PERIOD = 100  # the ids of a graph begin at a multiple of it
MODALITIES = ["required", "required", "alternative", "possible"]
RING = 2000

heavy = pytest.mark.engines
LIGHT = ["sqlite", "duckdb"]
ALL = [*LIGHT, pytest.param("postgresql", marks=heavy), pytest.param("spark", marks=heavy)]
#: The engines for a ring: SQLite always, those that take longer in `make test-engines`; Spark would
#: take ten minutes.
STEPPED = ["sqlite", *(pytest.param(engine, marks=heavy) for engine in ("duckdb", "postgresql"))]

# The client of Spark warns of what other libraries of the day deprecate.
pytestmark = pytest.mark.filterwarnings("default")


class Recorded(RelationGraph):
    """A table that keeps the statements its engine was given."""

    def __init__(self, *arguments, before=lambda _statement: None, **options):
        super().__init__(*arguments, **options)
        self.statements = []
        self.before = before

    def _result(self, statement):
        self.statements.append(statement)
        self.before(statement)
        return super()._result(statement)


def write(path, links):
    """Links, (dependent, depends_on, modality) each, as Parquet."""
    dependent, depends_on, modality = map(list, zip(*links, strict=True))
    kind = "BIGINT" if isinstance(dependent[0], int) else "VARCHAR"
    with duckdb.connect() as connection:
        connection.execute(
            f"CREATE TABLE relation AS SELECT unnest(?::{kind}[]) AS dependent, "
            f"unnest(?::{kind}[]) AS depends_on, 'requires' AS kind, unnest(?::VARCHAR[]) AS modality",
            [dependent, depends_on, modality],
        )
        connection.execute(f"COPY relation TO '{path}' (FORMAT parquet)")
    return path


def multigraphs():
    """Small graphs with cycles, loops and repeated links, kept apart by the offset of their ids."""
    chance = random.Random(2019)  # noqa: S311
    for number in range(GRAPHS):
        items = chance.randint(2, 12)
        for _ in range(chance.randint(1, 3 * items)):
            ends = chance.randrange(items), chance.randrange(items)
            yield (*(number * PERIOD + end for end in ends), chance.choice(MODALITIES))


@pytest.fixture(scope="module")
def links():
    return list(multigraphs())


@pytest.fixture(scope="module")
def roots(links):
    """Three items of each graph."""
    items = sorted({end for *ends, _ in links for end in ends})
    by_graph = itertools.groupby(items, lambda item: item // PERIOD)
    return [root for _, group in by_graph for root in random.Random(5).sample([*group] * 3, 3)]  # noqa: S311


@pytest.fixture(scope="module")
def batch(links, tmp_path_factory):
    return write(tmp_path_factory.mktemp("batch") / "links.parquet", links)


@pytest.fixture(scope="module")
def open_in(request):
    """Open a file of relations in the engine of that name."""

    def open_in(engine, path):
        url = None
        if engine == "postgresql":
            url = request.getfixturevalue("postgresql")
        if engine == "spark":
            url = request.getfixturevalue("spark").url
        return cg.read_relations(path, engine=engine, url=url)

    return open_in


def walked(links, roots, direction, *, required):
    """Who is reached from whom in how many steps, by networkx."""
    graph = nx.MultiDiGraph()
    for dependent, depends_on, modality in links:
        graph.add_nodes_from([dependent, depends_on])
        if modality == "required" or not required:
            graph.add_edge(dependent, depends_on)
    if direction is Direction.DEPENDENTS:
        graph = graph.reverse(copy=False)
    return {
        (root, node, depth)
        for root in roots
        for node, depth in nx.single_source_shortest_path_length(graph, root).items()
    }


def nameless(statements):
    """The statements of the walk, with a common name for the tables made on the way."""
    steps = [text for text in statements if text.startswith("INSERT") or "depth" in text]
    return [
        re.sub("coopgraph_[0-9a-f]+", "reached", text) for text in steps if "CREATE" not in text
    ]


@pytest.fixture(scope="module")
def texts():
    """What each engine was given, to be compared with what the others were given."""
    return {}


@pytest.mark.parametrize("engine", ALL)
def test_a_thousand_cyclic_multigraphs_are_walked_as_networkx_walks_them(
    engine, open_in, batch, links, roots, texts
):
    """Both directions, all links and required ones alone, every depth; the same text everywhere."""
    with open_in(engine, batch) as opened:
        graph = Recorded(opened.connection)
        for direction, required in itertools.product(Direction, (False, True)):
            with graph.walk(roots, direction, required=required) as reached:
                rows = graph.run(f"SELECT root, node, depth FROM {reached}")
            found = {tuple(row) for row in rows}
            assert len(found) == len(rows)
            assert found == walked(links, roots, direction, required=required)
    texts[engine] = nameless(graph.statements)
    assert len(texts[engine]) > 40
    assert all(text == texts[engine] for text in texts.values())


@pytest.mark.parametrize("engine", ALL)
def test_questions_have_the_same_answers_in_every_engine(engine, open_in, tmp_path, graph):
    """The bundled dossier as a table answers what its graph answers."""
    cg.write(graph, tmp_path / "links.parquet")
    with open_in(engine, tmp_path / "links.parquet") as table:
        for ask in (cg.dependents, cg.prerequisites):
            for subject in ("framework-convention", "anrur-afd-convention"):
                rows = {(row.item.id, row.steps, row.certainty) for row in ask(table, subject)}
                assert rows == {(r.item.id, r.steps, r.certainty) for r in ask(graph, subject)}
        expected = cg.exposure(graph)["framework-convention"]
        (row,) = cg.exposure(table, agreements=["framework-convention"])
        assert (row.institutions, row.institutions_possible) == (
            expected.institutions,
            expected.institutions_possible,
        )
        assert nx.ancestors(table, "framework-convention") == set(
            cg.dependents(graph, "framework-convention").ids
        )


@pytest.mark.parametrize("engine", ALL)
def test_any_text_can_be_an_id(engine, open_in, tmp_path):
    """Quotes, backslashes and other scripts are letters like others."""
    ids = ["l'agence", 'the "bank"', "c:\\new\\", "\\'", "الوكالة", "a%b_c", "--", "$1 {x} ?"]
    links = [(one, other, "required") for one, other in itertools.pairwise(ids)]
    with open_in(engine, write(tmp_path / "links.parquet", links)) as table:
        assert [table.id_of(one) for one in ids] == ids
        assert set(cg.dependents(table, ids[-1]).ids) == set(ids[:-1])
        assert set(cg.dependents(table, ids[3]).ids) == set(ids[:3])
        with pytest.raises(cg.UnknownItemError):
            cg.dependents(table, "' OR '1' = '1")


@pytest.mark.engines
@pytest.mark.parametrize("words", ["dependents framework-convention", "exposure"])
def test_spark_connect_answers_as_duckdb_does(spark_connect, tmp_path, graph, words):
    """By the command, for one process cannot speak to Spark in both ways."""
    cg.write(graph, tmp_path / "links.parquet")
    command = [sys.executable, "-m", "coopgraph", *words.split()]
    command += ["--relations", str(tmp_path / "links.parquet"), "--format", "csv"]
    expected = subprocess.run(command, check=True, capture_output=True).stdout
    ask = subprocess.run([*command, "--url", spark_connect], capture_output=True, check=False)
    assert (ask.stderr, ask.stdout) == (b"", expected)


@pytest.mark.parametrize("engine", STEPPED)
def test_a_ring_of_two_thousand_is_walked_to_its_end(engine, open_in, tmp_path):
    links = [(one, (one + 1) % RING, "required") for one in range(RING)]
    with open_in(engine, write(tmp_path / "ring.parquet", links)) as table:
        found = table.steps_from(0, Direction.DEPENDENTS)
    assert found == {one: RING - one for one in range(1, RING)}


@pytest.mark.parametrize("engine", ALL)
def test_a_walk_that_was_cut_off_goes_on_where_it_stopped(engine, open_in, batch, links, roots):
    """The first walk fails in the middle; the second takes its table and needs fewer steps."""

    def cut(statement):
        if statement.startswith("INSERT") and "depth = 3 - 1" in statement:
            msg = "the power is cut"
            raise ConnectionError(msg)

    with open_in(engine, batch) as opened:
        graph = Recorded(opened.connection, before=cut)
        known = "SELECT DISTINCT depends_on AS root, depends_on AS node, 0 AS depth FROM relation"
        chosen = ", ".join(map(str, roots))
        with graph.working(f"{known} WHERE depends_on IN ({chosen})") as reached:
            with pytest.raises(cg.EngineError, match="the power is cut"):
                closure(graph.run, reached)
            assert graph.run(f"SELECT max(depth) FROM {reached}")[0][0] == 2
            graph.before, graph.statements = lambda _statement: None, []
            deepest = closure(graph.run, reached)
            rows = {tuple(row) for row in graph.run(f"SELECT root, node, depth FROM {reached}")}
    starts = {root for root, *_ in rows}
    assert starts == set(roots) & {depends_on for _, depends_on, _ in links}
    assert rows == walked(links, starts, Direction.DEPENDENTS, required=False)
    steps = [text for text in graph.statements if text.startswith("INSERT")]
    assert len(steps) == deepest  # levels 2 (again) to the deepest, and the one that adds nothing


@pytest.mark.engines
def test_a_worker_that_dies_in_the_middle_changes_no_answer(open_in, spark, tmp_path):
    """One of Spark's two executors is killed while a step runs."""
    chance = random.Random(1961)  # noqa: S311
    links = [
        (chance.randrange(30_000), chance.randrange(30_000), "required") for _ in range(60_000)
    ]
    killed = []

    def strike(statement):
        if statement.startswith("INSERT") and "depth = 4 - 1" in statement:
            threading.Timer(0.1, lambda: killed.append(spark.kill_one_executor())).start()

    with open_in("spark", write(tmp_path / "links.parquet", links)) as opened:
        graph = Recorded(opened.connection, before=strike)
        found = graph.steps_from(links[0][1], Direction.DEPENDENTS)
    root = links[0][1]
    expected = walked(links, [root], Direction.DEPENDENTS, required=False)
    assert killed[0] is not None
    assert killed[0] not in spark.executors()
    assert len(expected) > 10_000
    assert {(root, node, depth) for node, depth in found.items()} == expected - {(root, root, 0)}


def test_a_part_that_is_missing_is_named_with_how_to_install_it(monkeypatch):
    """And with how long that takes."""
    monkeypatch.setattr(servers.shutil, "which", lambda _name: None)
    monkeypatch.setattr(servers.Path, "glob", lambda *_: iter(()))
    with pytest.raises(servers.MissingPartError, match=r"apt-get install postgresql \(about 1 min"):
        servers.postgresql_programs()
    monkeypatch.setitem(sys.modules, "pyspark", None)
    with pytest.raises(servers.MissingPartError, match=r"pip install .*\[spark\]"):
        servers.spark_programs()


@pytest.mark.parametrize("end", ["kill", "interrupt all"])
def test_what_was_started_ends_with_whoever_started_it(tmp_path, end):
    """Also when that one is killed, or interrupted at the terminal: the pipe to it closes."""
    # What a shell starts in the background ignores interrupts, and so does what that starts.
    code = (
        "import signal, sys, time, pathlib; sys.path.insert(0, sys.argv[1])\n"
        "signal.signal(signal.SIGINT, signal.default_int_handler)\n"
        "from tests.sql.engines.servers import kept\n"
        "with kept(['sleep', '600'], pathlib.Path(sys.argv[2])) as process:\n"
        "    print(process.pid, flush=True); time.sleep(600)\n"
    )
    root = str(servers.KEEPER.parents[3])
    starter = subprocess.Popen(
        [sys.executable, "-c", code, root, str(tmp_path / "log")],
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        text=True,
        start_new_session=True,
    )
    keeper = int(starter.stdout.readline())
    asleep = []
    while not asleep:
        asleep = [pid for pid, (parent, _) in servers.processes().items() if parent == keeper]
    if end == "kill":
        starter.kill()
    else:
        os.killpg(starter.pid, signal.SIGINT)
    starter.communicate(timeout=60)
    until = time.monotonic() + 10
    while {keeper, *asleep} & set(servers.processes()):
        assert time.monotonic() < until
        time.sleep(0.1)
