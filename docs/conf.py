"""Sphinx configuration. ``make docs`` builds the pages and treats warnings as errors."""

import re
import shutil
import sys
from pathlib import Path
from typing import Any

HERE = Path(__file__).parent
sys.path.insert(0, str(HERE))

import generate  # noqa: E402

import coopgraph  # noqa: E402

project = "coopgraph"
author = "The coopgraph contributors"
release = version = coopgraph.__version__
language = "en"

extensions = [
    "myst_nb",
    "sphinx.ext.autodoc",
    "sphinx.ext.napoleon",
    "sphinx.ext.viewcode",
]
myst_enable_extensions = ["colon_fence", "deflist"]
myst_heading_anchors = 3
source_suffix = {".md": "myst-nb", ".ipynb": "myst-nb", ".rst": "restructuredtext"}
exclude_patterns = ["_build", "README.md"]

# Notebooks are stored without outputs and executed here; an error in one fails the build.
nb_execution_mode = "force"
nb_execution_raise_on_error = True
nb_execution_timeout = 180
nb_merge_streams = True

napoleon_google_docstring = False
napoleon_numpy_docstring = True
napoleon_use_ivar = True
autodoc_member_order = "bysource"
autodoc_typehints = "signature"
autodoc_preserve_defaults = True
python_use_unqualified_type_names = True
toc_object_entries_show_parents = "hide"

html_theme = "pydata_sphinx_theme"
html_title = "coopgraph"
html_static_path = ["_static"]
html_css_files = ["coopgraph.css"]
html_show_sourcelink = False
html_sidebars = {page: [] for page in ("index", "quickstart", "concepts", "gallery")}
html_theme_options = {
    "navigation_with_keys": True,
    "show_prev_next": True,
    "secondary_sidebar_items": ["page-toc"],
    "navbar_align": "left",
    "footer_start": ["copyright"],
    "footer_end": [],
}
copyright = "the coopgraph contributors, MIT licence"  # noqa: A001 - Sphinx names it


def _copy_notebooks() -> None:
    """Copy the notebooks here, since Sphinx reads its own folder only."""
    target = HERE / "notebooks"
    shutil.rmtree(target, ignore_errors=True)
    target.mkdir()
    for notebook in sorted((HERE.parent / "notebooks").glob("*.ipynb")):
        shutil.copy(notebook, target / notebook.name)


_copy_notebooks()
generate.write_command_reference(HERE / "reference" / "commands.md")
generate.write_file_reference(HERE / "reference" / "files.md")
generate.write_api_reference(HERE / "reference" / "api.md")
generate.write_where(HERE / "reference" / "where.md")

_INTERNAL = re.compile(r"\bcoopgraph\.(?:[a-z_]\w*\.)+(?=[A-Z])")


def _shorten_signature(*args: Any) -> tuple[str | None, str | None]:
    """Name types without the internal modules that hold them."""
    *_, signature, returned = args
    return signature and _INTERNAL.sub("", signature), returned and _INTERNAL.sub("", returned)


def _shorten_docstring(*args: Any) -> None:
    lines = args[-1]
    lines[:] = [_INTERNAL.sub("", line) for line in lines]


def setup(app: Any) -> None:
    """Connect what Sphinx calls while it reads docstrings."""
    app.connect("autodoc-process-signature", _shorten_signature)
    app.connect("autodoc-process-docstring", _shorten_docstring)
