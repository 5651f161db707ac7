"""What the tests of Word files look into them with."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Iterator
from typing import Any

from lxml import etree

from formats.docx.lint import W
from interim_method.formats.docx import write
from interim_method.formats.docx.reading import read
from interim_method.forms.form import Form, Held, ReadOptions
from interim_method.markup import tree


def written(document: tree.Document, **more: Any) -> bytes:
    """The bytes of *document* as DOCX."""
    target = io.BytesIO()
    write(document, target, **more)
    return target.getvalue()


def part(file: bytes, name: str) -> bytes:
    """A part of a file."""
    with zipfile.ZipFile(io.BytesIO(file)) as archive:
        return archive.read(name)


def root_of(file: bytes, name: str = "word/document.xml") -> Any:
    """The root of a part."""
    return etree.fromstring(part(file, name))


def texts_of(file: bytes) -> Iterator[str]:
    """The texts of body, headers, footers and notes, in the order in which they are read."""
    with zipfile.ZipFile(io.BytesIO(file)) as archive:
        for name in archive.namelist():
            if name.startswith("word/") and name.endswith(".xml"):
                for element in etree.fromstring(archive.read(name)).iter(
                    W + "t", W + "tab", W + "br", W + "p"
                ):
                    yield element.text or "" if element.tag == W + "t" else "\n"


def changed(file: bytes, name: str, change: Any) -> bytes:
    """A file with the text of one of its parts changed."""
    target = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(file)) as source, zipfile.ZipFile(target, "w") as made:
        for one in source.namelist():
            blob = source.read(one)
            made.writestr(one, change(blob.decode("utf-8")) if one == name else blob)
    return target.getvalue()


def squeezed(text: str) -> str:
    """A text without its white space: programs differ in what they make of it."""
    return "".join(text.split())


def with_part(file: bytes, kind: str, xml: str) -> bytes:
    """A file with a further part that its text refers to."""
    relation = (
        f'<Relationship Id="rIdNew{kind}" Target="{kind}.xml"'
        f' Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/{kind}"/></Relationships>'
    )
    related = changed(
        file, "word/_rels/document.xml.rels", lambda old: old.replace("</Relationships>", relation)
    )
    target = io.BytesIO(related)
    with zipfile.ZipFile(target, "a") as archive:
        archive.writestr(f"word/{kind}.xml", xml)
    return target.getvalue()


def form_of(file: bytes, **options: Any) -> Form:
    """What a file holds."""
    return read(io.BytesIO(file), ReadOptions(**options))


def value_of(held: Held, form: Form) -> str:
    """The plain value that a place holds: that of the map, where it shows what it was made with."""
    if held.value is not None:
        return held.value
    if held.as_made and form.map:
        return next(place.base for place in form.map.places if place.key == held.key)
    return held.text


def values_in(file: bytes) -> dict[str, str]:
    """Key → value of the places of a file; of several with one key the first."""
    form = form_of(file)
    return {held.key: value_of(held, form) for held in reversed(form.held)}
