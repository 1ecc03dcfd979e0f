"""What must type-check: graphs of networkx and their views, and names in every form."""

import networkx as nx

import coopgraph as cg


def ask(graph: cg.Graph) -> None:
    cg.dependents(graph, "framework-convention", widen="part_of")
    cg.what_if(graph, fails="framework-convention", withdraws=["afd"], signs=("anah",))
    cg.exposure(graph, agreements="framework-convention")
    cg.roadmap(graph, {"anrur-afd-convention"})
    cg.plot.cooperation_map(graph, highlight=cg.dependents(graph, "afd"))
    cg.ready(cg.at(graph, "2020"))


dossier = cg.example()
built = cg.build_graph(dossier)
own: "nx.MultiDiGraph[str]" = nx.MultiDiGraph()
simple: "nx.DiGraph[str]" = nx.DiGraph()
ask(built)
ask(own)
ask(simple)
ask(cg.grouped(built))
ask(built.subgraph(["afd", "anah"]))
ask(built.copy())
ask(built.reverse(copy=False))
cg.compare(dossier, built)
cg.mentions(built, "AFD")


def ask_a_table(table: cg.RelationGraph) -> None:
    cg.dependents(table, "frame")
    cg.exposure(table)
