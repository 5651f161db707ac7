"""What is written as Markdown reads back as the same tree."""

from __future__ import annotations

from hypothesis import given

import trees
from interim_method.markup.normal import normalise
from interim_method.markup.parsing import parse, parse_inline
from interim_method.markup.rendering import inline, render
from interim_method.markup.runs import on_one_line
from interim_method.markup.tree import Blocks, Runs


@given(trees.trees())
def test_what_is_rendered_reads_back_as_the_same_tree(blocks: Blocks) -> None:
    assert parse(render(blocks)) == normalise(blocks)


@given(trees.runs)
def test_a_line_reads_back_as_the_same_runs(runs: Runs) -> None:
    assert parse_inline(inline(on_one_line(runs))) == on_one_line(runs)
