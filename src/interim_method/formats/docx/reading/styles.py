"""What styles and lists of a file mean, by their names: the ids differ between languages and programs."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any, Final, Literal, NamedTuple

from interim_method.formats.docx.reading.names import W, is_on, value

__all__ = ["BODY", "Level", "Look", "Numbering", "RunLook", "Styles", "edge"]

Kind = Literal["body", "heading", "quote", "code", "rule", "term", "definition", "label", "caption", "spacer"]

_HEADING: Final = re.compile(r"heading ([1-9])\b")
_KINDS: Final[dict[str, Kind]] = {
    "quote": "quote",
    "intense quote": "quote",
    "quotations": "quote",
    "block text": "quote",
    "source code": "code",
    "html preformatted": "code",
    "preformatted text": "code",
    "horizontal line": "rule",
    "im term": "term",
    "definition term": "term",
    "im definition": "definition",
    "definition": "definition",
    "im label": "label",
    "caption": "caption",
    "im spacer": "spacer",
}
_CODES: Final = ("verbatim char", "html code", "source text")
_STRONG: Final = ("strong", "strong emphasis", "intense emphasis")
_EMPHASIS: Final = ("emphasis", "subtle emphasis", "intense emphasis")


class Look(NamedTuple):
    """What the style of a paragraph means."""

    kind: Kind = "body"
    level: int = 0
    """Of a heading."""
    numbering: Any = None
    """The list that all its paragraphs belong to."""
    left: int = 0
    """How far it is moved in."""


class RunLook(NamedTuple):
    """What the style of a stretch of text means."""

    strong: bool = False
    emphasis: bool = False
    strike: bool = False
    code: bool = False
    placeholder: bool = False


class Level(NamedTuple):
    """A level of a list."""

    ordered: bool
    start: int
    left: int


BODY: Final = Look()
_PLAIN: Final = RunLook()


class Styles:
    """The styles of a file."""

    def __init__(self, root: Any) -> None:
        self._styles: dict[str, Any] = {}
        self.default = ""
        """The style of a paragraph that names none."""
        self.colours: set[str] = set()
        self.sizes: set[str] = set()
        """Colours and sizes that some style gives: text in them may have it from there."""
        if root is None:
            return
        for style in root.iterchildren(f"{W}style"):
            id = style.get(f"{W}styleId", "")
            self._styles[id] = style
            if style.get(f"{W}type") == "paragraph" and style.get(f"{W}default") in ("1", "true"):
                self.default = id
        self.colours = {one.get(f"{W}val", "").upper() for one in root.iter(f"{W}color")}
        self.sizes = {one.get(f"{W}val", "") for one in root.iter(f"{W}sz")}
        self._looks: dict[str, Look] = {}
        self._run_looks: dict[str, RunLook] = {}

    def _chain(self, id: str) -> Iterator[Any]:
        """A style, and those that it is based on."""
        seen: set[str] = set()
        while id in self._styles and id not in seen:
            seen.add(id)
            style = self._styles[id]
            yield style
            id = value(style, f"{W}basedOn")

    def look(self, id: str) -> Look:
        """What the style of a paragraph means."""
        if not self._styles:
            return BODY
        found = self._looks.get(id)
        if found is None:
            found = self._looks[id] = self._looked_up(id or self.default)
        return found

    def _looked_up(self, id: str) -> Look:
        kind: Kind = "body"
        level = 0
        numbering = left = None
        for style in self._chain(id):
            name = value(style, f"{W}name").lower()
            properties = style.find(f"{W}pPr")
            if kind == "body":
                heading = _HEADING.match(name)
                outline = value(properties, f"{W}outlineLvl")
                if heading or (outline.isdecimal() and int(outline) < 9):
                    kind, level = "heading", int(heading[1]) if heading else int(outline) + 1
                else:
                    kind = _KINDS.get(name, "body")
            if properties is not None:
                if numbering is None:
                    numbering = properties.find(f"{W}numPr")
                if left is None:
                    left = edge(properties)
        return Look(kind, level, numbering if kind == "body" else None, left or 0)

    def run_look(self, id: str) -> RunLook:
        """What the style of a stretch of text means."""
        if not self._styles:
            return _PLAIN
        found = self._run_looks.get(id)
        if found is None:
            names = [value(style, f"{W}name").lower() for style in self._chain(id)]
            runs = [p for style in self._chain(id) if (p := style.find(f"{W}rPr")) is not None]
            found = self._run_looks[id] = RunLook(
                strong=any(n in _STRONG for n in names) or any(is_on(p, f"{W}b") for p in runs),
                emphasis=any(n in _EMPHASIS for n in names) or any(is_on(p, f"{W}i") for p in runs),
                strike=any(is_on(p, f"{W}strike") for p in runs),
                code=any(n in _CODES for n in names),
                placeholder="placeholder text" in names,
            )
        return found


def edge(properties: Any) -> int | None:
    """How far the properties of a paragraph move it in; None where they do not say."""
    found = properties.find(f"{W}ind")
    if found is None:
        return None
    said = found.get(f"{W}left", found.get(f"{W}start"))
    try:
        return None if said is None else int(said)
    except ValueError:
        return None


class Numbering:
    """The lists of a file."""

    def __init__(self, root: Any) -> None:
        self._abstract: dict[str, Any] = {}
        self._numbers: dict[str, Any] = {}
        self._levels: dict[tuple[str, int], Level] = {}
        if root is None:
            return
        for one in root:
            if one.tag == f"{W}abstractNum":
                self._abstract[one.get(f"{W}abstractNumId", "")] = one
            elif one.tag == f"{W}num":
                self._numbers[one.get(f"{W}numId", "")] = one

    def level(self, id: str, level: int) -> Level:
        """A level of the list with an id."""
        key = id, level
        if key not in self._levels:
            self._levels[key] = self._looked_up(id, level)
        return self._levels[key]

    def _looked_up(self, id: str, level: int) -> Level:
        number = self._numbers.get(id)
        found = start = None
        if number is not None:
            for one in number.iterchildren(f"{W}lvlOverride"):
                if one.get(f"{W}ilvl") == str(level):
                    start = value(one, f"{W}startOverride") or None
                    found = one.find(f"{W}lvl")
            if found is None:
                found = self._level_of(self._abstract.get(value(number, f"{W}abstractNumId")), level)
        form = value(found, f"{W}numFmt", "bullet" if found is None else "decimal")
        said = start or value(found, f"{W}start", "1")
        properties = found.find(f"{W}pPr") if found is not None else None
        left = edge(properties) if properties is not None else None
        return Level(
            form not in ("bullet", "none"),
            int(said) if said.isdecimal() else 1,
            360 * (level + 1) if left is None else left,
        )

    def _level_of(self, abstract: Any, level: int) -> Any:
        """The definition of a level; some lists only name the style that has it."""
        if abstract is None:
            return None
        linked = value(abstract, f"{W}numStyleLink")
        if linked:
            abstract = next(
                (a for a in self._abstract.values() if value(a, f"{W}styleLink") == linked), abstract
            )
        return next(
            (one for one in abstract.iterchildren(f"{W}lvl") if one.get(f"{W}ilvl") == str(level)), None
        )
