"""SVG: drawings that are text, looked through for what does more than draw."""

from __future__ import annotations

import re
from typing import Final

from interim_method.errors import ImageError
from interim_method.formats.pictures.headers import BYTES

__all__ = ["checked_svg"]

_SVG: Final = "{http://www.w3.org/2000/svg}"
_ACTIVE: Final = frozenset({"script", "foreignObject", "handler", "listener"})
_ADDRESS: Final = re.compile(r"url\(\s*['\"]?(?!#|data:image/)[^)\s]|@import", re.IGNORECASE)


def checked_svg(data: bytes) -> bytes:
    """An SVG file, as it is.

    Raises:
        ImageError: Another kind of file, a damaged or too large one, or one that runs or fetches something.
    """
    from lxml import etree

    if len(data) > BYTES:
        raise ImageError(f"is larger than {BYTES // 1_000_000} MB; make it smaller")
    if b"<!ENTITY" in data.replace(b"\0", b""):
        raise ImageError("is an SVG drawing with entities of its own; save it as plain SVG")
    parser = etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False)
    try:
        root = etree.fromstring(data, parser)
    except (etree.XMLSyntaxError, ValueError) as error:
        raise ImageError("is a damaged SVG drawing; save it again") from error
    if root.tag != f"{_SVG}svg":
        raise ImageError("is no SVG drawing")
    for element in root.iter():
        if not isinstance(element.tag, str):
            continue
        name = etree.QName(element).localname
        says = [str(value) for value in element.attrib.values()]
        if name == "style":
            says.append("".join(map(str, element.itertext())))
        if name in _ACTIVE or any(etree.QName(key).localname.startswith("on") for key in element.attrib):
            raise ImageError("is an SVG drawing that runs something; save it as plain SVG")
        if any(_leads_out(str(key), str(value)) for key, value in element.attrib.items()) or any(
            _ADDRESS.search(one) for one in says
        ):
            raise ImageError("is an SVG drawing that fetches something; save it as plain SVG")
    return data


def _leads_out(key: str, value: str) -> bool:
    """Whether an attribute makes the drawing fetch something; a link that somebody may click does not."""
    named = key.rpartition("}")[2] in ("href", "src")
    return named and not value.strip().lower().startswith(("#", "data:image/"))
