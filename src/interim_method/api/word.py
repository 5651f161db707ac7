"""Documents for users of python-docx, and into theirs."""

from __future__ import annotations

import os
from collections.abc import Iterable
from typing import TYPE_CHECKING

from interim_method.model import Finding

if TYPE_CHECKING:
    from interim_method.formats.docx.handover import Place, WordDocument
    from interim_method.formats.pictures import Images
    from interim_method.markup.tree import Block, Document

__all__ = ["add_to_word", "word_document"]


def word_document(
    document: Document,
    *,
    template: str | os.PathLike[str] | None = None,
    images: Images = None,
    findings: list[Finding] | None = None,
) -> WordDocument:
    """A document as the one of python-docx, to go on with: to add to it, to change it, to save it.

    Args:
        document: A document that `compose` or `document_from_markdown` made.
        template: A house template, whose page, styles, headers and footers are kept.
        images: Where pictures are taken from, as for `export`.
        findings: A list that takes in what could not be shown as meant.

    Raises:
        TemplateError: The template cannot be used.
        ExportError: *images* is no folder.
    """
    from interim_method.formats.docx import handover

    made, found = handover.word_document(document, template=template, images=images)
    if findings is not None:
        findings += found
    return made


def add_to_word(
    word: WordDocument,
    content: Document | Iterable[Block],
    *,
    before: Place | None = None,
    images: Images = None,
) -> tuple[Finding, ...]:
    """Put blocks into a document that python-docx has open, in its own styles where it has them.

    Args:
        word: A document of python-docx, ours or not.
        content: Blocks, or a document whose blocks are meant: its title, head and foot stay behind.
        before: The paragraph or table of *word* that the blocks are put before; at the end where not given.
        images: Where pictures are taken from, as for `export`.

    Returns:
        What could not be shown as meant.

    Raises:
        ExportError: *before* does not stand in the text of *word*, or *images* is no folder.
    """
    from interim_method.formats.docx import handover
    from interim_method.markup import tree

    if not isinstance(content, tree.Document):
        language = word.core_properties.language or "en"
        content = tree.Document(title="", blocks=tuple(content), language=language)
    return handover.add_blocks(word, content, before, images)
