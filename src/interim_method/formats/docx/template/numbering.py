"""The lists of our own template: bullets, numbers, and the numbers of headings, nine levels each."""

from __future__ import annotations

from typing import Final, Literal

from interim_method.formats.docx.look import MUTED

__all__ = ["INDENT", "KINDS", "LEVELS", "ListKind", "abstract_xml", "number_xml"]

ListKind = Literal["bullets", "numbers", "headings"]

KINDS: Final[tuple[ListKind, ...]] = ("bullets", "numbers", "headings")
LEVELS: Final = 9
INDENT: Final = 340
"""How far each level of a list moves in."""

_SIGNS: Final = "•–•–•–•–•"
_FORMATS: Final = ("decimal", "lowerLetter", "lowerRoman") * 3


def abstract_xml(kind: ListKind, number: int) -> str:
    """The definition of a *kind* of list, as abstract number *number*."""
    level = {"bullets": _bullet, "numbers": _number, "headings": _heading}[kind]
    multilevel = "multilevel" if kind == "headings" else "hybridMultilevel"
    return (
        f'<w:abstractNum w:abstractNumId="{number}"><w:multiLevelType w:val="{multilevel}"/>'
        + "".join(map(level, range(LEVELS)))
        + "</w:abstractNum>"
    )


def number_xml(number: int, abstract: int, level: int = 0, start: int | None = None) -> str:
    """A list of its own; with *start* it counts anew from there on *level*."""
    override = (
        ""
        if start is None
        else f'<w:lvlOverride w:ilvl="{level}"><w:startOverride w:val="{start}"/></w:lvlOverride>'
    )
    return f'<w:num w:numId="{number}"><w:abstractNumId w:val="{abstract}"/>{override}</w:num>'


def _level(level: int, form: str, text: str, ppr: str, rpr: str = "") -> str:
    return (
        f'<w:lvl w:ilvl="{level}"><w:start w:val="1"/><w:numFmt w:val="{form}"/>'
        f'<w:lvlText w:val="{text}"/><w:lvlJc w:val="left"/><w:pPr>{ppr}</w:pPr>'
        f"<w:rPr>{rpr}</w:rPr></w:lvl>"
    )


def _hanging(level: int) -> str:
    return f'<w:ind w:left="{INDENT * (level + 1)}" w:hanging="{INDENT}"/>'


def _bullet(level: int) -> str:
    return _level(level, "bullet", _SIGNS[level], _hanging(level), f'<w:color w:val="{MUTED}"/>')


def _number(level: int) -> str:
    return _level(level, _FORMATS[level], f"%{level + 1}.", _hanging(level), f'<w:color w:val="{MUTED}"/>')


def _heading(level: int) -> str:
    text = ".".join(f"%{n + 1}" for n in range(level + 1))
    width = 454 + 170 * level
    ppr = (
        f'<w:tabs><w:tab w:val="num" w:pos="{width}"/></w:tabs><w:ind w:left="{width}" w:hanging="{width}"/>'
    )
    return _level(level, "decimal", text, ppr, f'<w:color w:val="{MUTED}"/>')
