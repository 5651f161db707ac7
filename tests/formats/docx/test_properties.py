"""Whatever a tree holds, the file is sound, loses no text, and gives every field back."""

from __future__ import annotations

import io

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from formats.docx.lint import WRITTEN, defects
from formats.docx.tools import squeezed, texts_of, values_in
from interim_method.formats.docx import write
from interim_method.markup import tree

WORDS = st.text(
    st.characters(exclude_categories=("Cs", "Cc"), exclude_characters="\ufffe\uffff"), min_size=1, max_size=12
)
STAGES = st.sampled_from([None, "problem", "do", "another"])
TEXT = st.builds(tree.Text, WORDS, st.sampled_from([None, "ca", "en", "ar"]))
RUN = st.recursive(
    TEXT
    | st.builds(tree.Code, WORDS)
    | st.just(tree.Break())
    | st.builds(tree.NoteRef, st.sampled_from("abc")),
    lambda inner: st.one_of(
        st.builds(tree.Strong, st.lists(inner, max_size=2).map(tuple)),
        st.builds(tree.Emphasis, st.lists(inner, max_size=2).map(tuple)),
        st.builds(tree.Strike, st.lists(inner, max_size=2).map(tuple)),
        st.builds(
            tree.Link,
            st.lists(inner, max_size=2).map(tuple),
            st.sampled_from(
                ["https://a.example/?x=1&y=2", "#id", "#none", "javascript:x", "mailto:a@b.example"]
            ),
        ),
    ),
    max_leaves=5,
)
RUNS = st.lists(RUN, max_size=3).map(tuple)
PARAGRAPH = st.builds(
    tree.Paragraph,
    RUNS,
    st.sampled_from(
        ["body", "body", "lead", "question", "help", "label", "figure", "muted", "caption", "pending"]
    ),
)


def containers(inner: st.SearchStrategy[tree.Block]) -> st.SearchStrategy[tree.Block]:
    blocks = st.lists(inner, max_size=3).map(tuple)
    cells = st.lists(st.builds(tree.Cell, blocks, st.integers(1, 3), STAGES), max_size=4).map(tuple)
    row = st.builds(tree.Row, cells, st.booleans(), st.sampled_from(["body", "total", "group"]))
    columns = st.lists(
        st.builds(
            tree.Column,
            st.sampled_from(["left", "center", "right"]),
            st.floats(0, 5),
            st.sampled_from(["text", "number", "sign", "short"]),
        ),
        min_size=1,
        max_size=4,
    ).map(tuple)
    headers = st.lists(row, min_size=1, max_size=2).map(tuple)
    return st.one_of(
        st.builds(
            tree.Section,
            RUNS,
            blocks,
            st.sampled_from(["", "id", "Això és 1 id"]),
            st.booleans(),
            st.sampled_from([None, "portrait", "landscape"]),
            st.booleans(),
            STAGES,
        ),
        st.builds(
            tree.Items,
            st.lists(st.builds(tree.Item, blocks, st.sampled_from([None, True, False])), max_size=3).map(
                tuple
            ),
            st.sampled_from([None, 0, 1, 7]),
            st.booleans(),
        ),
        st.builds(
            tree.Definitions,
            st.lists(st.builds(tree.Definition, RUNS, blocks), max_size=2).map(tuple),
            st.sampled_from(["glossary", "facts"]),
        ),
        st.builds(
            tree.Table,
            columns,
            headers,
            st.lists(row, max_size=3).map(tuple),
            WORDS,
            RUNS,
            STAGES,
            st.sampled_from(["data", "plan", "map", "matrix"]),
        ),
        st.builds(
            tree.Grid,
            st.lists(
                st.builds(
                    tree.GridCell,
                    RUNS,
                    blocks,
                    st.integers(1, 3),
                    st.integers(1, 3),
                    st.integers(1, 2),
                    st.integers(1, 2),
                    STAGES,
                    st.booleans(),
                ),
                max_size=4,
            ).map(tuple),
            st.integers(1, 3),
            st.sampled_from(["board", "strip", "cards"]),
            minimum=st.integers(0, 60),
        ),
        st.builds(tree.Quote, blocks, RUNS),
        st.builds(
            tree.Callout,
            blocks,
            st.sampled_from(["note", "tip", "warning", "next", "notice"]),
            RUNS,
            STAGES,
        ),
        st.builds(tree.Footnote, st.sampled_from("abc"), blocks),
        st.builds(
            tree.Field,
            st.sampled_from(["k1", "k2", "k3"]),
            st.just("/a"),
            st.sampled_from(["text", "markdown", "number", "date", "choice", "scale", "yes-no", "hours"]),
            WORDS,
            st.sampled_from(["", "valor"]),
            blocks,
            lines=st.integers(0, 4),
            low=st.just(1),
            high=st.just(5),
            stage=STAGES,
        ),
    )


BLOCK = st.recursive(
    PARAGRAPH
    | st.sampled_from([tree.Rule(), tree.PageBreak()])
    | st.builds(tree.CodeBlock, WORDS)
    | st.builds(tree.Image, st.just("x.png"), st.none() | WORDS),
    containers,
    max_leaves=14,
)


@given(
    st.lists(BLOCK, max_size=4).map(tuple),
    st.booleans(),
    st.booleans(),
    st.sampled_from(["portrait", "landscape"]),
)
@settings(max_examples=120, suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large])
def test_any_tree_makes_a_sound_file_with_all_its_text(
    blocks: tree.Blocks, cover: bool, contents: bool, orientation: str
) -> None:
    document = tree.Document(
        title="Títol",
        language="ca",
        blocks=blocks,
        cover=cover,
        contents_title="Continguts" if contents else "",
        orientation=orientation,  # type: ignore[arg-type]
    )
    target = io.BytesIO()
    write(document, target)
    file = target.getvalue()
    # A tree may have a title, a heading or a link of no text: the lint's other findings are ours.
    assert defects(file, but=(*WRITTEN, "heading-empty", "link-without-text", "empty-paragraph")) == []
    held = squeezed("".join(texts_of(file)))
    for block in tree.walk(blocks):
        # What a field of one line shows is its plain text, and a choice its label.
        if isinstance(block, tree.Paragraph) and not any(
            isinstance(b, tree.Field) for b in tree.walk(blocks)
        ):
            assert squeezed(tree.plain(block.runs)) in held or has_marks(block.runs)
    # A field is one place; what it shows holds no other.
    outermost = tree.walk(blocks, lambda b: not isinstance(b, tree.Field))
    keys = {b.key for b in outermost if isinstance(b, tree.Field)}
    assert keys <= values_in(file).keys()


def has_marks(runs: tree.Runs) -> bool:
    """Whether something stands between the texts of these runs in the file, such as a refused link's target."""
    return any(isinstance(r, tree.Link | tree.NoteRef) or has_marks(getattr(r, "runs", ())) for r in runs)
