"""Texts on which exports break, and a graph that someone else built out of them."""

import networkx as nx

from coopgraph.graph.forms import thresholds_in

#: Texts that a dossier or a graph may hold, and that every format must hold as they are.
NASTY = [
    '"', "'", "\\", "ends in \\", '\\"', "<script>alert(1)</script>", "</script>", "<!--",
    "]]>", "line\nbreak", "tab\there", "المغرب", "😀🇲🇦", "=cmd()", "'=cmd()", "''=x", "'t Hooft",
    "+1", "-1", "@x", "＝x", "end", "click a b", "%%{init: {}}%%", "%% comment", "subgraph x",
    "]]", "([", "{{", "|", "--> x", "a;b", "#35;", "#", "&lt;b&gt;", "&amp;", "`md`", "**b**",
    "1. one", "2) two", "- x", "$$x$$", "ﬂ°°60¶ß", "style:<b>;", "classDef a:b#c;", "\\N", "\\n",
    "\\l", "007", "2019", "NaN", "null", "true", "None", "a:b", "%41", "zero\u200bwidth", "a  b",
    "@base <x>", '"""', "'''", "a,b", "x" * 10_000,
]  # fmt: skip

#: Characters that no reader of XML or JSON takes, each with what stands in for it.
UNREADABLE = {
    "nul\x00": "nul\ufffd",
    "\x1b[31m": "\ufffd[31m",
    "half \ud800": "half \ufffd",
    "\ufffe": "\ufffd",
    "line\u2028end": "line\ufffdend",
    "a\r\nb\rc": "a\nb\nc",
}

IDS = ["a.b", "a%2Eb", "end", "x:y", "1", "ünï", "a b", '"q"', "<n>", "node", "-x", "=x", "a_b"]


def nasty_graph():
    """A graph that carries the schema, made by someone else, out of all nasty texts.

    Every one is the name, the acronym or an attribute of an institution; parallel ties join some.
    """
    graph = nx.MultiDiGraph(title="<b>&\"'\\", language="en", extra="=1")
    graph.add_node("deal", record="agreement", title="The deal", kind="treaty", status="signed")
    for number, text in enumerate(NASTY):
        item = IDS[number] if number < len(IDS) else f"body-{number}"
        graph.add_node(
            item,
            record="institution",
            title=text,
            acronym=text[::-1],
            weight=number / 2,
            member=number % 2 == 0,
            **{"odd name: <x>": text},
        )
        graph.add_edge(item, "deal", relation="party_to", role="party", strength=number - 3)
        if number % 3 == 0:
            graph.add_edge(item, "deal", relation="party_to", role="funder", evidence=text)
    graph.add_edge("end", "node", relation="part_of", modality="possible")
    return graph


def meant(name, value):
    """The value of an attribute that formats with one type for each may write in another way."""
    if name == "quorum":
        return thresholds_in(int(value) if str(value).isdigit() else value)
    return float(value) if name == "amount" else value


def plain(graph, *, name=lambda name: name):
    """Nodes and edges with their attributes, edges without keys, in an order of their own."""
    nodes = {
        item: {name(n): meant(n, v) for n, v in data.items()}
        for item, data in graph.nodes(data=True)
    }
    edges = [
        (a, b, sorted((n, meant(n, v)) for n, v in data.items()))
        for a, b, data in graph.edges(data=True)
    ]
    return nodes, sorted(edges, key=repr)
