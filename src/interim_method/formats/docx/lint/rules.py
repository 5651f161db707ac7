"""The rules of the lint: what each finds, how bad it is, and what to do about it."""

from __future__ import annotations

from typing import Final, Literal

from attrs import frozen

from interim_method.model.finding import Severity

__all__ = ["RULES", "Rule", "Theme"]

Theme = Literal["package", "structure", "references", "document", "headings", "tables", "content", "order"]


@frozen
class Rule:
    """A rule of the lint.

    Attributes:
        name: Its name in findings.
        theme: What it looks at.
        severity: ``error``: Word repairs or refuses the file, or somebody cannot read it. ``warning``: somebody
            reads it with effort. ``advice``: worth a look.
        finds: What it finds.
        advice: What to do about it.
    """

    name: str
    theme: Theme
    severity: Severity
    finds: str
    advice: str


_RULES: Final = (
    Rule("part-twice", "package", "error", "a part that lies in the file twice", "write each part once"),
    Rule("part-damaged", "package", "error", "a part that is not XML", "write the part again"),
    Rule(
        "part-without-type",
        "package",
        "error",
        "a part without a content type",
        "name its type in [Content_Types].xml",
    ),
    Rule(
        "part-missing",
        "package",
        "error",
        "a relationship to a part that is not there",
        "add the part, or take the relationship out",
    ),
    Rule(
        "relationship-missing",
        "package",
        "error",
        "an id that no relationship of its part has",
        "add the relationship, or take the reference out",
    ),
    Rule(
        "cell-end",
        "structure",
        "error",
        "a cell that does not end in a paragraph",
        "end every cell in a paragraph",
    ),
    Rule(
        "tables-touch",
        "structure",
        "error",
        "two tables with nothing between, which Word makes one",
        "put a paragraph between them",
    ),
    Rule(
        "tables-too-deep",
        "structure",
        "warning",
        "more than three tables within each other",
        "use fewer tables within tables",
    ),
    Rule(
        "grid-mismatch",
        "structure",
        "error",
        "rows or widths that do not fit the columns of their table",
        "let the cells of each row fill the columns, and their widths add up",
    ),
    Rule(
        "merge-without-start",
        "structure",
        "error",
        "a cell that goes on one above that is not there",
        "begin the merged cell in a row above",
    ),
    Rule(
        "field-unbalanced",
        "structure",
        "error",
        "a field without its beginning or its end",
        "write the begin and the end of each field",
    ),
    Rule(
        "field-asks",
        "structure",
        "warning",
        "a field that makes Word ask the reader whether to update it",
        "write its result, and neither w:dirty nor w:updateFields",
    ),
    Rule(
        "bookmark-unpaired",
        "structure",
        "error",
        "a bookmark without its start or its end",
        "write both, with one id",
    ),
    Rule(
        "bookmark-name",
        "structure",
        "warning",
        "a bookmark name that Word's own dialogs do not take",
        "begin with a letter or _, use letters, digits and _, at most 40",
    ),
    Rule(
        "id-twice",
        "structure",
        "error",
        "an id or a name that must be unique and is not",
        "give each bookmark, content control and drawing its own",
    ),
    Rule(
        "space-lost",
        "structure",
        "error",
        "a space at the edge of a text that Word drops",
        'write xml:space="preserve"',
    ),
    Rule(
        "style-undefined",
        "references",
        "error",
        "a style that the file does not define",
        "define it, or use one that is there",
    ),
    Rule(
        "list-undefined",
        "references",
        "error",
        "a list that the file does not define",
        "define it in the numbering part",
    ),
    Rule(
        "note-missing",
        "references",
        "error",
        "a call of a note that is not there",
        "add the note, or drop its call",
    ),
    Rule("note-uncalled", "references", "warning", "a note that nothing calls", "call it, or drop it"),
    Rule(
        "target-missing",
        "references",
        "error",
        "a link or reference to a bookmark that is not there",
        "set the bookmark, or make the link text",
    ),
    Rule(
        "title-missing",
        "document",
        "error",
        "no title in the properties of the document",
        "give it a title (File, Info, Title)",
    ),
    Rule(
        "title-not-shown",
        "document",
        "warning",
        "no text in the style Title or Heading 1",
        "show the title in the style Title",
    ),
    Rule(
        "language-missing",
        "document",
        "error",
        "text whose language nothing states",
        "state it in the defaults of the styles (Review, Language)",
    ),
    Rule(
        "language-differs",
        "document",
        "warning",
        "properties that state another language than the text",
        "state the same language in both",
    ),
    Rule(
        "language-not-in-properties",
        "document",
        "advice",
        "properties that state no language, which some readers ask first",
        "state the language of the text in the properties too",
    ),
    Rule(
        "language-of-text",
        "document",
        "warning",
        "words that look like another language than the stated one",
        "mark the text with its own language (w:lang)",
    ),
    Rule(
        "heading-first",
        "headings",
        "warning",
        "a first heading that is not of level 1, and no title before it",
        "begin with Title or Heading 1",
    ),
    Rule(
        "heading-skipped",
        "headings",
        "error",
        "a heading more than one level below the one before",
        "use the next level",
    ),
    Rule(
        "heading-empty",
        "headings",
        "warning",
        "a heading without text",
        "write it, or make it a plain paragraph",
    ),
    Rule(
        "heading-in-table",
        "headings",
        "advice",
        "a heading in a table, which Word's navigation leaves out",
        "set headings outside of tables",
    ),
    Rule(
        "table-without-headings",
        "tables",
        "error",
        "a table of data with headings neither above nor beside it",
        "mark its header row or its first column, or mark it as layout: the table style IM Plain",
    ),
    Rule(
        "table-headings-differ",
        "tables",
        "error",
        "a table that says its headings stand above where they do not, or the reverse",
        "mark the header rows (w:tblHeader) and say so in w:tblLook",
    ),
    Rule(
        "header-row-late",
        "tables",
        "error",
        "a header row below a row of data",
        "put header rows first",
    ),
    Rule(
        "header-cell-empty",
        "tables",
        "warning",
        "a header cell without text, which is not the first",
        "say in it what the column holds",
    ),
    Rule(
        "data-cells-merged",
        "tables",
        "warning",
        "cells of data merged down, which readers lose their place in",
        "repeat the value in each row",
    ),
    Rule(
        "alt-text-missing",
        "content",
        "error",
        "a picture, drawing or chart without words, not marked as decorative",
        "describe it (Alt Text), or mark it as decorative",
    ),
    Rule(
        "alt-text-file-name",
        "content",
        "warning",
        "a description that is a file name or a number",
        "say what the picture shows",
    ),
    Rule("link-without-text", "content", "error", "a link without text", "say in it where it leads"),
    Rule(
        "link-text-vague",
        "content",
        "warning",
        "a link whose text does not say where it leads",
        "say in it where it leads",
    ),
    Rule(
        "link-text-twice",
        "content",
        "warning",
        "links of one text to different places",
        "give each its own text",
    ),
    Rule(
        "contrast-low",
        "content",
        "error",
        "text with less than 4.5:1 of contrast to what is behind it, large text with less than 3:1",
        "use a darker or a lighter colour",
    ),
    Rule(
        "control-without-title",
        "content",
        "warning",
        "a content control that does not say what belongs in it",
        "give it a title (w:alias)",
    ),
    Rule(
        "floating-content",
        "order",
        "warning",
        "a text box, frame, floating table or floating picture, read at another place than it is seen",
        "put it in line with the text",
    ),
    Rule(
        "empty-paragraph",
        "order",
        "warning",
        "an empty paragraph that only makes room",
        "use the spacing of the paragraphs around it",
    ),
    Rule(
        "spaces-for-layout",
        "order",
        "warning",
        "three or more spaces in a row",
        "use a tab stop, an indent or a table",
    ),
    Rule(
        "tabs-for-layout",
        "order",
        "warning",
        "two or more tabs in a row",
        "use one tab stop, an indent or a table",
    ),
)

RULES: Final = {rule.name: rule for rule in _RULES}
"""Every rule, by its name."""
