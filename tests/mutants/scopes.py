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
            "coopgraph.dates",
            "coopgraph.integrity",
            "coopgraph.salvage",
            "coopgraph.sound",
            "coopgraph.validation",
            "coopgraph.formats.reading",
            "coopgraph.formats.yaml",
            "coopgraph.formats.json",
            "coopgraph.formats.csv",
            "coopgraph.formats.xlsx",
            "coopgraph.formats.cells",
            "coopgraph.formats.rows",
            "coopgraph.formats.grid",
            "coopgraph.formats.sheets",
            "coopgraph.formats.titles",
            "coopgraph.formats.records",
            "coopgraph.formats.iati",
            "coopgraph.formats.iati_stream",
            "coopgraph.formats.plan",
            "coopgraph.formats.mapping",
            "coopgraph.formats.translation",
            "coopgraph.formats.reports",
        ),
        tests=(
            "tests/test_dates.py",
            "tests/test_model.py",
            "tests/test_validation.py",
            "tests/formats/test_formats.py",
            "tests/formats/test_iati.py",
            "tests/formats/test_mapping.py",
            "tests/formats/test_reports.py",
            "tests/formats/test_rows.py",
            "tests/formats/test_salvage.py",
            "tests/formats/test_slips.py",
            "tests/formats/test_tables.py",
            "tests/formats/test_workbooks.py",
        ),
    ),
}
