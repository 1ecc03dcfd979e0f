"""New figures, and their conversion to image files."""

import io
from collections.abc import Mapping
from typing import Any, Final, Literal

import matplotlib as mpl
from matplotlib.axes import Axes
from matplotlib.backends.backend_agg import FigureCanvasAgg
from matplotlib.figure import Figure

from coopgraph._base.errors import PictureTooLargeError
from coopgraph.messages.escaping import escape_controls
from coopgraph.plot.glyphs import ignore_glyph_warnings

__all__ = ["ImageFormat", "PictureAxes", "image", "new_axes"]

ImageFormat = Literal["png", "svg", "pdf"]

_SIDE: Final = 30_000  # pixels; matplotlib supports up to 65,535
_PIXELS: Final = 120_000_000  # about half a gigabyte of memory
_NOTEBOOK_DPI: Final = 96


class PictureAxes(Axes):
    """Axes that notebooks display as PNG or SVG.

    Their figure is not registered with pyplot, so it is freed when nothing refers to it any more.
    """

    def _repr_mimebundle_(
        self, **_: Any
    ) -> tuple[dict[str, object], dict[str, dict[str, int]]]:  # called by IPython
        figure = self.get_figure(root=True)
        width, height = figure.get_size_inches() if figure else (0, 0)
        png = image(self, "png", dpi=2 * _NOTEBOOK_DPI)  # sharp on high-resolution screens
        svg = image(self, "svg").decode()
        shown = {"width": int(width * _NOTEBOOK_DPI), "height": int(height * _NOTEBOOK_DPI)}
        return {"image/png": png, "image/svg+xml": svg}, {"image/png": shown}


def new_axes(width: float, height: float) -> Axes:
    """Create a figure of the given size in points, with axes that fill it."""
    figure = Figure(figsize=(width / 72, height / 72))
    FigureCanvasAgg(figure)
    axes: Axes = figure.add_axes((0, 0, 1, 1), axes_class=PictureAxes)
    return axes


def image(ax: Axes, form: ImageFormat = "png", *, dpi: int = 144) -> bytes:
    """Return a picture as the content of an image file. The same picture gives the same bytes.

    Parameters
    ----------
    ax
        The axes that the picture was drawn on.
    form
        ``png``, ``svg`` (text stays text) or ``pdf`` (fonts are embedded). The title is stored as
        metadata.
    dpi
        Dots per inch of a PNG.

    Raises
    ------
    PictureTooLargeError
        If a PNG would need more memory than an ordinary computer has.

    Examples
    --------
    >>> import coopgraph as cg
    >>> graph = cg.build_graph(cg.example())
    >>> cg.plot.image(cg.plot.dependency_map(graph), "pdf")[:5]
    b'%PDF-'
    """
    figure = ax.get_figure(root=True)
    if form == "png":
        _check_pixels(figure, dpi)
    settings = {"svg.fonttype": "none", "svg.hashsalt": "coopgraph", "pdf.fonttype": 42}
    stream = io.BytesIO()
    with mpl.rc_context(settings), ignore_glyph_warnings():  # type: ignore[arg-type]
        figure.savefig(  # type: ignore[union-attr]
            stream, format=form, dpi=dpi, metadata=_metadata(form, ax), facecolor="white"
        )
    if form == "svg":  # ids from the data may contain control characters, which XML forbids
        return escape_controls(stream.getvalue().decode()).encode()
    return stream.getvalue()


def _metadata(form: ImageFormat, ax: Axes) -> Mapping[str, str | None]:
    """The metadata of a file: the title, but no date or version, which would change the bytes."""
    title = escape_controls(str(ax.get_label()))
    named: dict[str, str | None] = {"Title": title} if title else {}
    without: dict[str, tuple[str, ...]] = {
        "png": ("Software",),
        "svg": ("Date", "Creator"),
        "pdf": ("CreationDate", "Creator", "Producer"),
    }
    return named | dict.fromkeys(without[form])


def _check_pixels(figure: Any, dpi: int) -> None:
    width, height = (float(side) for side in figure.get_size_inches())
    most = min(_SIDE / max(width, height), (_PIXELS / (width * height)) ** 0.5)
    if dpi > most:
        raise PictureTooLargeError("image-too-large", dpi=dpi, most=int(most))
