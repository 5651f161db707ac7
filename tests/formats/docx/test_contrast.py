"""Whoever sees badly, or prints in black and white, can read every word."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

import pytest

import interim_method as im
from formats.docx.lint import W
from formats.docx.tools import part, root_of, written
from interim_method.formats.docx.look import WALL
from interim_method.markup import tree
from interim_method.methodologies.interim_executive import example

NESPRA = example.engagement()
DOCUMENTS = (
    ("handbook", "facilitator"),
    ("session-sheet", "facilitator"),
    ("minutes", "filled"),
    ("diagnosis", "filled"),
    ("agreement", "filled"),
    ("quadrants", "filled"),
    ("quadrants", "blank"),
    ("journey", "filled"),
    ("canvas", "filled"),
    ("funnel", "filled"),
    ("comparison", "blank"),
    ("action-plan", "filled"),
    ("hours", "filled"),
    ("hypotheses", "filled"),
    ("engagement-report", "filled"),
)
ENOUGH = 4.5
"""What WCAG asks for at its level AA."""
SMALLEST = 16
"""In half points: eight, for the small print; nine in what a board says."""


def brightness(colour: str) -> float:
    """The relative luminance of WCAG."""
    found = []
    for at in (0, 2, 4):
        channel = int(colour[at : at + 2], 16) / 255
        found.append(channel / 12.92 if channel <= 0.04045 else ((channel + 0.055) / 1.055) ** 2.4)
    return 0.2126 * found[0] + 0.7152 * found[1] + 0.0722 * found[2]


def contrast(ink: str, ground: str) -> float:
    high, low = sorted((brightness(ink), brightness(ground)), reverse=True)
    return (high + 0.05) / (low + 0.05)


def value(element: Any, path: str, attribute: str = "val") -> str:
    found = element.find("/".join(W + step for step in path.split("/"))) if element is not None else None
    return "" if found is None else found.get(W + attribute, "")


class Styles:
    """What the styles of a file say, each with those that it is based on."""

    def __init__(self, file: bytes) -> None:
        root = root_of(file, "word/styles.xml")
        self.all = {one.get(W + "styleId"): one for one in root.iter(W + "style")}
        self.default = value(root, "docDefaults/rPrDefault/rPr/color")

    def said(self, style: str, path: str, attribute: str = "val") -> str:
        element = self.all.get(style)
        while element is not None:
            if found := value(element, path, attribute):
                return found
            element = self.all.get(value(element, "basedOn"))
        return ""


def pairs(file: bytes, name: str) -> Iterator[tuple[str, str, str]]:
    """Ink, ground and words of every run of a part."""
    styles = Styles(file)
    for run in root_of(file, name).iter(W + "r"):
        words = "".join(t.text or "" for t in run.iter(W + "t")).strip()
        if not words:
            continue
        paragraph = next(a for a in run.iterancestors() if a.tag == W + "p")
        style = value(paragraph, "pPr/pStyle")
        ink = (
            value(run, "rPr/color")
            or styles.said(value(run, "rPr/rStyle"), "rPr/color")
            or styles.said(style, "rPr/color")
            or styles.default
        )
        grounds = [
            styles.said(value(run, "rPr/rStyle"), "rPr/shd", "fill"),
            styles.said(style, "pPr/shd", "fill"),
            *(value(a, "tcPr/shd", "fill") for a in run.iterancestors() if a.tag == W + "tc"),
            "FFFFFF",
        ]
        yield ink, next(g for g in grounds if g and g != "auto"), words


def faint(file: bytes) -> list[tuple[str, str, str]]:
    names = ("word/document.xml", "word/header1.xml", "word/footer1.xml", "word/footnotes.xml")
    return [p for name in names for p in pairs(file, name) if contrast(p[0], p[1]) < ENOUGH]


@pytest.mark.parametrize(("recipe", "edition"), DOCUMENTS)
def test_every_word_stands_out_from_its_ground(recipe: str, edition: str) -> None:
    assert faint(written(im.compose(NESPRA, recipe, edition=edition, language="ca"))) == []


def test_every_kind_of_block_stands_out_from_its_ground(sample_file: bytes) -> None:
    assert faint(sample_file) == []


def test_every_mark_of_a_stage_stands_out_from_its_ground() -> None:
    stages = ("problem", "awareness", "want", "can", "do", "", "of-another-method")
    callouts = tuple(
        tree.Callout((tree.paragraph("x"),), kind, tree.line("y"), stage)
        for kind in ("note", "tip", "warning", "next", "notice")
        for stage in stages
    )
    strips = tuple(
        tree.Grid((tree.GridCell(tree.line("x"), (), stage=stage, marked=marked),), 1, "strip")
        for stage in stages
        for marked in (True, False)
    )
    boards = tuple(
        tree.Grid((tree.GridCell(tree.line("x"), (tree.paragraph("y", "muted"),), stage=stage),), 1)
        for stage in stages
    )
    file = written(tree.Document(title="T", language="ca", blocks=(*callouts, *strips, *boards)))
    assert faint(file) == []


def test_no_type_is_smaller_than_can_be_read_and_on_a_wall_it_is_larger() -> None:
    def sizes(paper: Any) -> list[int]:
        file = written(tree.Document(title="T", language="ca", blocks=(tree.paragraph("x"),), paper=paper))
        styles = part(file, "word/styles.xml").decode()
        return [int(n) for n in re.findall(r'<w:sz w:val="(\d+)"', styles) if int(n) > 3]

    assert min(sizes("A4")) >= SMALLEST
    assert sizes("A3") == [round(n * WALL) for n in sizes("A4")]
