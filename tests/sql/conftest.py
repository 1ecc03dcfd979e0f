"""Tables of relations in SQLite, which every Python has."""

import contextlib
import sqlite3

import pytest

from coopgraph.sql.relation_graph import RelationGraph


def table_of(links):
    """A table of links, (dependent, depends_on, kind, modality) each."""
    connection = sqlite3.connect(":memory:")
    connection.execute("CREATE TABLE relation (dependent, depends_on, kind, modality)")
    connection.executemany("INSERT INTO relation VALUES (?, ?, ?, ?)", links)
    return connection


@pytest.fixture
def table():
    """Make a RelationGraph of links; its connection is closed afterwards."""
    with contextlib.ExitStack() as stack:

        def table(links, **options):
            connection = stack.enter_context(contextlib.closing(table_of(links)))
            return RelationGraph(connection, **options)

        yield table
