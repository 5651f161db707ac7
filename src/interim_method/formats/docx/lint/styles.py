"""How text looks by its styles: colour, size, weight, language and what is behind it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any, Final, NamedTuple

from interim_method.formats.docx.oxml import NAMESPACES

__all__ = ["NOTHING", "Look", "Styles", "fill_of", "is_on", "look_of"]

_W: Final = f"{{{NAMESPACES['w']}}}"
_OFF: Final = ("0", "false", "off", "none")
_HIGHLIGHTS: Final = {
    "black": "000000",
    "blue": "0000FF",
    "cyan": "00FFFF",
    "darkBlue": "000080",
    "darkCyan": "008080",
    "darkGray": "808080",
    "darkGreen": "008000",
    "darkMagenta": "800080",
    "darkRed": "800000",
    "darkYellow": "808000",
    "green": "00FF00",
    "lightGray": "C0C0C0",
    "magenta": "FF00FF",
    "red": "FF0000",
    "white": "FFFFFF",
    "yellow": "FFFF00",
}


class Look(NamedTuple):
    """What is stated of a stretch of text; what is not is `None`."""

    colour: str | None = None
    """Six hexadecimal digits, or ``auto``."""
    size: float | None = None
    """In points."""
    bold: bool | None = None
    hidden: bool | None = None
    language: str | None = None
    fill: str | None = None
    """The colour right behind it; empty where it is stated that there is none."""

    def over(self, below: Look) -> Look:
        """This, and where it states nothing what *below* states."""
        return Look._make(its if mine is None else mine for mine, its in zip(self, below, strict=True))


NOTHING: Final = Look()


def is_on(element: Any) -> bool | None:
    """Whether a switch such as ``w:b`` is on; nothing where it is not there."""
    return None if element is None else element.get(_W + "val", "true").lower() not in _OFF


def _hex(colour: str | None) -> str | None:
    if colour is None:
        return None
    if len(colour) == 6 and all(c in "0123456789abcdefABCDEF" for c in colour):
        return colour.upper()
    return "auto"


def fill_of(properties: Any) -> str | None:
    """The colour of the shading among *properties*; nothing where there is none."""
    shading = None if properties is None else properties.find(_W + "shd")
    if shading is None:
        return None
    kind = shading.get(_W + "val", "clear")
    back, front = _hex(shading.get(_W + "fill")), _hex(shading.get(_W + "color"))
    if kind == "solid":
        return "000000" if front in (None, "auto") else front
    if kind.startswith("pct") and kind[3:].isdigit():
        share = int(kind[3:]) / 100
        over = _channels("000000" if front in (None, "auto") else str(front))
        under = _channels("FFFFFF" if back in (None, "auto") else str(back))
        return "".join(f"{round(a * share + b * (1 - share)):02X}" for a, b in zip(over, under, strict=True))
    return None if back == "auto" or kind == "nil" else back


def _channels(colour: str) -> tuple[int, int, int]:
    return int(colour[:2], 16), int(colour[2:4], 16), int(colour[4:], 16)


def look_of(properties: Any) -> Look:
    """What a ``w:rPr`` states."""
    if properties is None:
        return NOTHING
    colour = properties.find(_W + "color")
    size = properties.find(_W + "sz")
    language = properties.find(_W + "lang")
    highlight = properties.find(_W + "highlight")
    fill = fill_of(properties)
    if highlight is not None:
        fill = _HIGHLIGHTS.get(highlight.get(_W + "val", ""), "")
    elif fill is None and properties.find(_W + "shd") is not None:
        fill = ""
    return Look(
        None if colour is None else _hex(colour.get(_W + "val")) or "auto",
        None if size is None else _points(size.get(_W + "val")),
        is_on(properties.find(_W + "b")),
        is_on(properties.find(_W + "vanish")),
        None if language is None else language.get(_W + "val"),
        fill,
    )


def _points(half: str | None) -> float | None:
    try:
        return float(half or "") / 2
    except ValueError:
        return None


class Styles:
    """The styles of a file."""

    def __init__(self, root: Any) -> None:
        found = () if root is None else root.iterchildren(_W + "style")
        self._by_id: dict[str, Any] = {style.get(_W + "styleId", ""): style for style in found}
        self._defaults: dict[str, str] = {
            style.get(_W + "type", "paragraph"): id
            for id, style in self._by_id.items()
            if style.get(_W + "default") in ("1", "true", "on")
        }
        self._base = (
            NOTHING if root is None else look_of(root.find(f"{_W}docDefaults/{_W}rPrDefault/{_W}rPr"))
        )
        self._looks: dict[str, Look] = {}
        self._levels: dict[str, int] = {}

    @property
    def language(self) -> str | None:
        """The language that text has by default."""
        return self.look_by(self.default("paragraph")).over(self._base).language

    @property
    def base(self) -> Look:
        """What holds where no style states anything."""
        return self._base

    def default(self, kind: str) -> str:
        """The id of the style that has no need to be named."""
        return self._defaults.get(kind, "")

    def __contains__(self, id: str) -> bool:
        return id in self._by_id

    def name(self, id: str | None) -> str:
        """The name of a style, in small letters: programs change the others."""
        style = self._by_id.get(id or "")
        named = None if style is None else style.find(_W + "name")
        return "" if named is None else (named.get(_W + "val") or "").casefold()

    def chain(self, id: str | None) -> Iterator[Any]:
        """A style, then the one that it is based on, and so on."""
        seen = set()
        while id and id in self._by_id and id not in seen:
            seen.add(id)
            style = self._by_id[id]
            yield style
            based = style.find(_W + "basedOn")
            id = None if based is None else based.get(_W + "val")

    def is_or_comes_from(self, id: str | None, names: Iterable[str]) -> bool:
        """Whether a style has one of *names*, or is based on one that has."""
        wanted = set(names)
        return any(self.name(style.get(_W + "styleId")) in wanted for style in self.chain(id))

    def look_by(self, id: str | None) -> Look:
        """What a style and those that it is based on state of text."""
        if not id:
            return NOTHING
        if id not in self._looks:
            found = NOTHING
            for style in self.chain(id):
                found = found.over(look_of(style.find(_W + "rPr")))
            self._looks[id] = found
        return self._looks[id]

    def paragraph_fill(self, id: str | None) -> str | None:
        """The shading that a paragraph style gives."""
        for style in self.chain(id):
            if fill := fill_of(style.find(_W + "pPr")):
                return fill
        return None

    def has_line(self, id: str | None) -> bool:
        """Whether a paragraph style draws a line."""
        return any(style.find(f"{_W}pPr/{_W}pBdr") is not None for style in self.chain(id))

    def level(self, id: str | None) -> int:
        """The level of the heading that a paragraph style makes; 0 for none."""
        if not id:
            return 0
        if id not in self._levels:
            self._levels[id] = self._level(id)
        return self._levels[id]

    def _level(self, id: str) -> int:
        for style in self.chain(id):
            word, _, number = self.name(style.get(_W + "styleId")).partition(" ")
            if word == "heading" and number.isdigit():
                return int(number)
            outline = style.find(f"{_W}pPr/{_W}outlineLvl")
            if outline is not None:
                depth = outline.get(_W + "val", "9")
                return int(depth) + 1 if depth.isdigit() and int(depth) < 9 else 0
        return 0
