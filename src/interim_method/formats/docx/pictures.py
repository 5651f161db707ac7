"""Pictures as drawings in a line: opened by the caller's resolver alone, never larger than they are."""

from __future__ import annotations

from typing import Final

from interim_method.formats.docx.context import Context
from interim_method.formats.docx.look import mm
from interim_method.formats.docx.oxml import attribute
from interim_method.formats.pictures import Measured
from interim_method.formats.writing.album import Opened
from interim_method.markup import tree

__all__ = ["drawing"]

_EMU: Final = 914_400
"""English metric units in an inch."""
_TWENTIETH: Final = 635
"""Those in a twentieth of a point."""
_PICTURE: Final = "http://schemas.openxmlformats.org/drawingml/2006/picture"
_SVG: Final = (
    '<a:ext uri="{{96DAC541-7B7A-43D3-8B79-37D633B846F1}}">'
    '<asvg:svgBlip xmlns:asvg="http://schemas.microsoft.com/office/drawing/2016/SVG/main" r:embed="{}"/></a:ext>'
)
_DECORATIVE: Final = (
    '<a:extLst><a:ext uri="{C183D7F6-B498-43B3-948B-1728B52AA6E4}">'
    '<adec:decorative xmlns:adec="http://schemas.microsoft.com/office/drawing/2017/decorative" val="1"/>'
    "</a:ext></a:extLst>"
)


def drawing(picture: tree.Image, ctx: Context) -> str:
    """The run of a picture, or nothing where it cannot be shown; what there is to say of it is found once.

    Raises:
        ExportError: It cannot be shown, and every picture must be.
    """
    ctx.pictures[tree.Image(picture.source, picture.alt, picture.title)] = None
    opened = ctx.album.open(picture)
    return _run(picture, opened, ctx) if opened else ""


def _run(picture: tree.Image, opened: Opened, ctx: Context) -> str:
    width, height = _extent(opened.size, ctx)
    number = ctx.drawing_id()
    name = f"Picture {number}"
    embedded = ctx.medium(opened.source.data, opened.size.media_type, opened.size.suffix)
    drawn = _SVG.format(ctx.medium(opened.source.svg, "image/svg+xml", ".svg")) if opened.source.svg else ""
    words = f' descr="{attribute(picture.alt)}"' if picture.alt else ""
    title = f' title="{attribute(picture.title)}"' if picture.title else ""
    named = f'<wp:docPr id="{number}" name="{name}"{words}{title}'
    named += "/>" if picture.alt else f">{_DECORATIVE}</wp:docPr>"
    turned = opened.size.turned
    turn = f' rot="{turned * 60_000}"' if turned else ""
    shape = f'<a:off x="0" y="0"/><a:ext cx="{width}" cy="{height}"/>'
    # Turned about its middle, a picture stands out of its place above and below, or at both sides.
    beyond = (height - width) // 2 if turned in (90, 270) else 0
    sides, ends = max(beyond, 0), max(-beyond, 0)
    around = f'<wp:effectExtent l="{sides}" t="{ends}" r="{sides}" b="{ends}"/>' if beyond else ""
    return (
        '<w:r><w:drawing><wp:inline distT="0" distB="0" distL="0" distR="0">'
        f'<wp:extent cx="{width}" cy="{height}"/>{around}{named}'
        f'<a:graphic><a:graphicData uri="{_PICTURE}"><pic:pic xmlns:pic="{_PICTURE}">'
        f'<pic:nvPicPr><pic:cNvPr id="{number}" name="{name}"{words}/><pic:cNvPicPr/></pic:nvPicPr>'
        f'<pic:blipFill><a:blip r:embed="{embedded}"'
        + (f"><a:extLst>{drawn}</a:extLst></a:blip>" if drawn else "/>")
        + "<a:stretch><a:fillRect/></a:stretch></pic:blipFill>"
        f"<pic:spPr><a:xfrm{turn}>{shape}</a:xfrm>"
        '<a:prstGeom prst="rect"><a:avLst/></a:prstGeom></pic:spPr>'
        "</pic:pic></a:graphicData></a:graphic></wp:inline></w:drawing></w:r>"
    )


def _extent(size: Measured, ctx: Context) -> tuple[int, int]:
    """Width and height before it is turned: its own, or as much as there is room for."""
    across, down = size.inches
    wide, high = (down, across) if size.turned in (90, 270) else (across, down)
    room = max(ctx.room, mm(5)) * _TWENTIETH / _EMU
    # Some room is left for a caption below the tallest one.
    tall = ctx.page(ctx.lying).text_height * 0.88 * _TWENTIETH / _EMU
    scale = min(1.0, room / wide, tall / high)
    return max(1, round(across * scale * _EMU)), max(1, round(down * scale * _EMU))
