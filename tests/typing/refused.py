"""What must not type-check: each line marked with an error, and no other."""

import networkx as nx

import coopgraph as cg

dossier = cg.example()
graph = cg.build_graph(dossier)
cg.ready(dossier)  # error
cg.dependents(42, "afd")  # error
cg.exposure("dossier.yaml")  # error
cg.unlock(None, "afd")  # error
cg.plot.cooperation_map(dossier)  # error
cg.build_graph(graph)  # error, where networkx has types
cg.dependents(graph, 42)  # error
cg.what_if(graph, fails=42)  # error
cg.roadmap(graph, [dossier])  # error
cg.dependents(graph, "afd", widen=3)  # error
cg.plot.dependency_map(graph, highlight="afd")  # error
undirected: "nx.Graph[str]" = nx.Graph()
cg.cooperation(undirected)  # error, where networkx has types
numbered: "nx.DiGraph[int]" = nx.DiGraph()
cg.ready(numbered)  # error, where networkx has types


def ask_a_table(table: cg.RelationGraph) -> None:
    cg.ready(table)  # error
