"""A person with a filled-in file: types into its places as an editor would save it, format by format."""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Mapping
from typing import Any

from lxml import etree

__all__ = ["fill"]

_W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_W14 = "{http://schemas.microsoft.com/office/word/2010/wordml}"
_SPACE = "{http://www.w3.org/XML/1998/namespace}space"


def fill(content: bytes, to: str, typed: Mapping[str, str]) -> bytes:
    """*content* with what was typed into the places with these keys: lines of plain text; ``""`` empties."""
    return (_fill_docx if to == "docx" else _fill_markdown)(content, typed)


# --- Word ---------------------------------------------------------------------------------------------------------------


def _fill_docx(content: bytes, typed: Mapping[str, str]) -> bytes:
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        parts = {info: archive.read(info) for info in archive.infolist()}
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as archive:
        for info, blob in parts.items():
            if re.fullmatch(r"word/(document|header\d*|footer\d*)\.xml", info.filename):
                root = etree.fromstring(blob)
                for control in list(root.iter(f"{_W}sdt")):
                    tag = control.find(f"{_W}sdtPr/{_W}tag")
                    key = tag.get(f"{_W}val", "").removeprefix("im:") if tag is not None else ""
                    if key in typed:
                        _type(control, typed[key])
                blob = etree.tostring(root, xml_declaration=True, encoding="UTF-8", standalone=True)
            archive.writestr(info, blob)
    return made.getvalue()


def _type(control: Any, text: str) -> None:
    properties, content = control.find(f"{_W}sdtPr"), control.find(f"{_W}sdtContent")
    box = properties.find(f"{_W14}checkbox")
    if box is not None:
        ticked = text in ("true", "yes", "sí", "x")
        box.find(f"{_W14}checked").set(f"{_W14}val", str(int(ticked)))
        next(content.iter(f"{_W}t")).text = "☑" if ticked else "☐"
        return
    showing = properties.find(f"{_W}showingPlcHdr")
    if showing is not None:
        properties.remove(showing)
    day = properties.find(f"{_W}date")
    if day is not None:
        day.attrib.pop(f"{_W}fullDate", None)
    paragraphs = content.findall(f"{_W}p")
    if not paragraphs:  # a control within a line
        for child in list(content):
            content.remove(child)
        content.append(_run(text))
        return
    first = paragraphs[0]
    style = first.find(f"{_W}pPr/{_W}pStyle")
    for child in list(content):
        content.remove(child)
    for line in text.split("\n\n") or [""]:
        paragraph = etree.SubElement(content, f"{_W}p")
        if style is not None:
            kept = etree.SubElement(etree.SubElement(paragraph, f"{_W}pPr"), f"{_W}pStyle")
            kept.set(f"{_W}val", style.get(f"{_W}val"))
        if line:
            paragraph.append(_run(line))


def _run(text: str) -> Any:
    run = etree.Element(f"{_W}r")
    for n, line in enumerate(text.split("\n")):
        if n:
            etree.SubElement(run, f"{_W}br")
        said = etree.SubElement(run, f"{_W}t")
        said.text = line
        said.set(_SPACE, "preserve")
    return run


# --- Markdown -------------------------------------------------------------------------------------------------------------


def _fill_markdown(content: bytes, typed: Mapping[str, str]) -> bytes:
    text = content.decode()
    for key, said in typed.items():
        pattern = re.compile(rf"(<!-- im:{key} -->)(.*?)(<!-- /im:{key} -->)", re.DOTALL)
        text = pattern.sub(lambda found, said=said: _written(found, said), text)  # type: ignore[misc]
    return text.encode()


def _written(found: re.Match[str], said: str) -> str:
    before, was, behind = found.groups()
    if "\n" not in was:
        return before + " ".join(said.split()) + behind
    start = found.start()
    lead = found.string[found.string.rfind("\n", 0, start) + 1 : start]
    lead = re.sub(r"[^>\s]", " ", lead)
    lines = ["", "", *said.split("\n"), "", ""] if said else ["", "", ""]
    return (
        before
        + "\n".join(
            (lead + line).rstrip() if n and line else (lead if n == len(lines) - 1 else line)
            for n, line in enumerate(lines)
        )
        + behind
    )
