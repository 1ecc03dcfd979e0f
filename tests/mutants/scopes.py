"""Which modules are changed, and which tests are asked, by the name of the scope."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Scope:
    """Modules with the tests that are theirs; the doctests of the modules are asked too."""

    modules: tuple[str, ...]
    tests: tuple[str, ...]


SCOPES = {
    "readers": Scope(
        modules=(
            "coopgraph.words.dates",
            "coopgraph.words.edtf",
            "coopgraph.words.times",
            "coopgraph.words.written_dates",
            "coopgraph.io.salvage",
            "coopgraph.records.date_order",
            "coopgraph.records.identities",
            "coopgraph.records.pydantic_errors",
            "coopgraph.records.references",
            "coopgraph.records.validation",
            "coopgraph.io.read.read",
            "coopgraph.io.read.text",
            "coopgraph.io.read.yaml",
            "coopgraph.io.read.json",
            "coopgraph.io.read.csv",
            "coopgraph.io.read.xlsx",
            "coopgraph.io.tables.cells",
            "coopgraph.io.tables.rows",
            "coopgraph.io.tables.cell_addresses",
            "coopgraph.io.tables.sheets",
            "coopgraph.io.tables.titles",
            "coopgraph.io.tables.records",
            "coopgraph.io.read.iati",
            "coopgraph.io.read.iati_stream",
            "coopgraph.io.mapping.schema",
            "coopgraph.io.read.mapped",
            "coopgraph.io.mapping.translation",
            "coopgraph.extract.documents",
        ),
        tests=(
            "tests/_base/test_progress.py",
            "tests/words/test_dates.py",
            "tests/words/test_written_dates.py",
            "tests/records/test_date_order.py",
            "tests/questions/test_check.py",
            "tests/records/test_identities.py",
            "tests/records/test_models.py",
            "tests/records/test_ties.py",
            "tests/records/test_validation.py",
            "tests/io/test_formats.py",
            "tests/io/read/test_iati.py",
            "tests/io/mapping/test_limits.py",
            "tests/io/mapping/test_mapping.py",
            "tests/extract/test_documents.py",
            "tests/io/tables/test_rows.py",
            "tests/io/read/test_salvage.py",
            "tests/io/read/test_slips.py",
            "tests/io/read/test_suggestions.py",
            "tests/io/tables/test_tables.py",
            "tests/io/test_workbooks.py",
        ),
    ),
    "state": Scope(
        modules=(
            "coopgraph.graph.recorded",
            "coopgraph.network.conditions",
            "coopgraph.network.fixpoints",
            "coopgraph.network.falling",
            "coopgraph.network.change",
            "coopgraph.network.certainty",
            "coopgraph.network.from_graph",
            "coopgraph.network.reasons",
            "coopgraph.network.snapshot",
            "coopgraph.questions.state",
            "coopgraph.questions.change",
            "coopgraph.questions.apply",
            "coopgraph.answers.impact",
            "coopgraph.questions.what_if",
            "coopgraph.questions.findings_of_state",
        ),
        tests=(
            "tests/network/test_falling.py",
            "tests/questions/test_change.py",
            "tests/questions/test_check.py",
            "tests/questions/test_snapshot.py",
            "tests/questions/test_state.py",
            "tests/questions/test_what_if.py",
            "tests/questions/test_worlds.py",
        ),
    ),
}
