"""Names of files and ids, made of what people call things."""

from __future__ import annotations

import re
import unicodedata

from interim_method.plugin import DocumentOffer

__all__ = ["document_stem", "slug"]


def slug(text: str, otherwise: str = "engagement") -> str:
    """*text* as an id or a part of a file name: lower-case letters, digits and hyphens.

    Accents go, apostrophes part words, and the middle dot of Catalan's ``l·l`` does not.
    """
    letters = unicodedata.normalize("NFKD", text.replace("·", "")).lower()
    plain = "".join(letter for letter in letters if not unicodedata.combining(letter))
    made = re.sub("[^a-z0-9]+", "-", plain).strip("-")[:63].strip("-")
    return made if made[:1].isalpha() else otherwise


def document_stem(offer: DocumentOffer, language: str, edition: str, part: str = "") -> str:
    """What the file of a document is called, without its suffix: its name, its part and its edition."""
    tail = ""
    if edition != "filled":
        # The words of the documents need Babel, which the other commands do without.
        from interim_method.documents.language import BUILT_IN
        from interim_method.documents.language import language as words

        base = language.partition("-")[0].lower()
        own = words(base if base in BUILT_IN else "en")
        tail = own.word(f"edition-file.{edition}") if own.has(f"edition-file.{edition}") else edition
    return "-".join(piece for piece in (offer.file(language), part, tail) if piece)
