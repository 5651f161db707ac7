"""A file that cannot be a template ends in one error that names it, soon, in little memory, with nothing written."""

from __future__ import annotations

import io
import json
import os
import subprocess
import sys
import zipfile
from collections.abc import Callable, Mapping
from pathlib import Path

import pytest

from corpus import BROKEN
from formats.docx.houses import NAMESPACES, OFFICE, PACKAGE, SHEET, house, p
from formats.docx.tools import changed

SOUND = {
    "openxmlsdk__EmptyRelationshipElement.docx",
    "poi__Bug60341.docx",
    "poi__zero-length.docx",
}
"""Files that broke other programs once. Microsoft's validator finds nothing wrong with them, and they are used."""
DOCUMENT = "word/document.xml"
TYPES = "[Content_Types].xml"
RELATIONS = "word/_rels/document.xml.rels"

SCRIPT = """
import json, re, sys, time
from pathlib import Path
import interim_method as im
from interim_method.errors import TemplateError
document = im.document_from_markdown("# x")
found = []
for name in json.loads(sys.stdin.read()):
    began = time.perf_counter()
    try:
        im.export(document, sys.argv[1], template=name)
        said = ""
    except TemplateError as error:
        said = str(error)
    found.append([name, said, time.perf_counter() - began])
# What getrusage says counts the process that started this one, too.
status = Path("/proc/self/status")
most = re.search(r"VmHWM:\\s*(\\d+)", status.read_text()) if status.exists() else None
print(json.dumps([found, int(most[1]) / 1024 if most else 0]))
"""


def zipped(parts: Mapping[str, bytes]) -> bytes:
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, blob in parts.items():
            archive.writestr(name, blob)
    return target.getvalue()


def with_parts(**more: bytes) -> bytes:
    """A sound template with further parts, ``__`` standing for a slash and ``_dot_`` for a full stop."""
    with zipfile.ZipFile(io.BytesIO(house(p()))) as archive:
        parts = {name: archive.read(name) for name in archive.namelist()}
    return zipped(parts | {n.replace("__", "/").replace("_dot_", "."): blob for n, blob in more.items()})


def twice() -> bytes:
    target = io.BytesIO(house(p()))
    with zipfile.ZipFile(target, "a") as archive, pytest.warns(UserWarning, match="Duplicate"):
        archive.writestr(DOCUMENT, b"<a/>")
    return target.getvalue()


def renamed(name: str) -> bytes:
    with zipfile.ZipFile(io.BytesIO(house(p()))) as archive:
        parts = {one: archive.read(one) for one in archive.namelist()}
    return zipped({**parts, name: b"<a/>"})


def without(name: str) -> bytes:
    with zipfile.ZipFile(io.BytesIO(house(p()))) as archive:
        return zipped({one: archive.read(one) for one in archive.namelist() if one != name})


def of_text(change: Callable[[str], str | bytes], name: str = DOCUMENT) -> bytes:
    return changed(house(p()), name, change)


def nested(depth: int) -> bytes:
    inside = "<w:sdt><w:sdtContent>" * depth + "<w:p/>" + "</w:sdtContent></w:sdt>" * depth
    return house(inside)


def declared(xml: str) -> str:
    entities = '<!ENTITY a "aaaaaaaaaa">' + "".join(
        f'<!ENTITY {chr(98 + n)} "{f"&{chr(97 + n)};" * 10}">' for n in range(9)
    )
    return f"<!DOCTYPE w:document [{entities}]>{xml.replace('<w:p>', '<w:p>&j;')}"


def many_elements() -> bytes:
    return house("".join(f'<w:p w:rsidR="{n * 2_654_435_761 % (1 << 32):08X}"/>' for n in range(700_000)))


def bomb() -> bytes:
    return with_parts(word__media__big_dot_png=b"\0" * (180 << 20))


def many_bombs() -> bytes:
    return with_parts(
        **{f"word__media__big{n}_dot_bin": os.urandom(1 << 10) + b"\0" * (1 << 19) for n in range(200)}
    )


def long_directory() -> bytes:
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w") as archive:
        for n in range(30_000):
            archive.writestr(f"{n:05}", b"")
    return target.getvalue()


def settings_with(kind: str) -> bytes:
    relations = f'<Relationship Id="rIdM" Type="http://schemas.microsoft.com/office/2006/relationships/{kind}" Target="x.bin"/>'
    return house(p(), relations=relations, parts={"word/x.bin": ("application/x", b"x")})


MADE: dict[str, tuple[Callable[[], bytes], str]] = {
    "bytes-none": (lambda: b"", "is empty"),
    "text": (lambda: b"{\\rtf1 hello}", "not a Word document"),
    "archive": (lambda: zipped({"a.txt": b"x"}), "no list of content types"),
    "sheet": (
        lambda: of_text(lambda x: x.replace("wordprocessingml.document", "spreadsheetml.sheet"), TYPES),
        "may be a spreadsheet",
    ),
    "encrypted-old": (lambda: b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(5000), "encrypted"),
    "bomb": (bomb, "unpacks"),
    "bombs": (many_bombs, "unpacks"),
    "elements": (many_elements, "too much text"),
    "directory": (long_directory, "more parts than can be read"),
    "many-parts": (lambda: with_parts(**{f"x{n}": b"" for n in range(2001)}), "at most 2000"),
    "twice": (twice, "twice"),
    "climbing": (lambda: renamed("../../etc/evil.xml"), "outside"),
    "absolute": (lambda: renamed("/etc/evil.xml"), "outside"),
    "backslash": (lambda: renamed("word\\..\\..\\evil.xml"), "outside"),
    "drive": (lambda: renamed("C:/evil.xml"), "outside"),
    "entities": (lambda: of_text(declared), "document type declaration"),
    "entities-utf16": (lambda: of_text(lambda x: declared(x).encode("utf-16")), "document type declaration"),
    "entities-ebcdic": (
        lambda: of_text(
            lambda x: f'<?xml version="1.0" encoding="IBM037"?>{declared(x)}'.encode("cp037"),
            "word/styles.xml",
        ),
        "",
    ),
    "nested": (lambda: nested(5_000), "nests too deep"),
    "nested-quietly": (lambda: nested(105), "nests too deep"),
    "macros": (lambda: with_parts(word__vbaProject_dot_bin=b"x"), "macros"),
    "macros-by-type": (
        lambda: of_text(
            lambda x: x.replace(
                "application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml",
                "application/vnd.ms-word.document.macroEnabled.main+xml",
            ),
            TYPES,
        ),
        "macros",
    ),
    "macros-elsewhere": (lambda: settings_with("vbaProject"), "macros"),
    "active-x": (lambda: with_parts(word__activeX__activeX1_dot_xml=b"<a/>"), "programs"),
    "strict": (
        lambda: of_text(
            lambda x: x.replace(
                "http://schemas.openxmlformats.org/wordprocessingml/2006/main",
                "http://purl.oclc.org/ooxml/wordprocessingml/main",
            )
        ),
        "strict format",
    ),
    "no-text": (lambda: without(DOCUMENT), "which holds its text, is not there"),
    "no-relations": (lambda: without("_rels/.rels"), "where its text is"),
    "part-missing": (lambda: without("word/styles.xml"), "'styles.xml', which is not there"),
    "relation-to-nothing": (
        lambda: house(p(), relations=f'<Relationship Id="rIdQ" Type="{OFFICE}header" Target="header9.xml"/>'),
        "'header9.xml', which is not there",
    ),
    "cut-off": (lambda: of_text(lambda x: x[: len(x) // 2]), "is damaged: 'word/document.xml'"),
    "no-body": (lambda: of_text(lambda x: f"<w:document {NAMESPACES}/>"), "has no body"),
    "relations-broken": (lambda: of_text(lambda x: "<Relationships", RELATIONS), "is damaged"),
    "relations-else": (
        lambda: of_text(
            lambda x: f'<Relationships xmlns="{PACKAGE}relationships"><Relationship/></Relationships>',
            RELATIONS,
        ),
        "is damaged",
    ),
    "styles-else": (lambda: house(p(), styles=SHEET.replace("w:styles", "w:fonts")), ""),
}
"""Name → how it is made, and what is said of it; without that it may as well be used."""


def tried(paths: list[str], folder: Path) -> tuple[dict[str, tuple[str, float]], float]:
    """What exports with templates say and how long each takes, and the most memory in MB, in a process of their own."""
    target = folder / "plan.docx"
    target.write_bytes(b"the old one")
    before = sorted(folder.iterdir())
    answer = subprocess.run(
        [sys.executable, "-c", SCRIPT, str(target)],
        input=json.dumps(paths),
        capture_output=True,
        text=True,
        check=True,
    )
    found, memory = json.loads(answer.stdout)
    if all(said for _, said, _ in found):
        assert target.read_bytes() == b"the old one"
        assert sorted(folder.iterdir()) == before
    return {name: (said, seconds) for name, said, seconds in found}, memory


@pytest.mark.skipif(not BROKEN.is_dir(), reason=f"the folder {BROKEN} is not there")
def test_files_that_broke_other_programs_are_refused_or_sound(tmp_path: Path) -> None:
    paths = [str(one) for one in sorted(BROKEN.iterdir()) if one.name not in SOUND]
    found, memory = tried(paths, tmp_path)
    for path, (said, seconds) in found.items():
        assert said.startswith(f"{path}: the template "), path
        assert seconds < 5
    assert memory < 300
    sound, _ = tried([str(BROKEN / name) for name in SOUND], tmp_path)
    assert {said for said, _ in sound.values()} == {""}


def test_files_made_to_do_harm_are_refused(tmp_path: Path) -> None:
    folder = tmp_path / "templates"
    folder.mkdir()
    for name, (make, _) in MADE.items():
        (folder / f"{name}.docx").write_bytes(make())
    refused = [name for name, (_, said) in MADE.items() if said]
    found, memory = tried([str(folder / f"{name}.docx") for name in refused], tmp_path)
    for path, (said, seconds) in found.items():
        assert said.startswith(f"{path}: the template "), path
        assert MADE[Path(path).stem][1] in said, said
        assert seconds < 5, path
    assert memory < 300
    others, _ = tried([str(folder / f"{name}.docx") for name in set(MADE) - set(refused)], tmp_path)
    assert all(said == "" or "the template " in said for said, _ in others.values())


def test_what_is_no_file_is_refused(tmp_path: Path) -> None:
    pipe = tmp_path / "pipe.docx"
    os.mkfifo(pipe)
    closed = tmp_path / "closed.docx"
    closed.write_bytes(house(p()))
    closed.chmod(0)
    paths = [str(tmp_path), str(pipe), str(tmp_path / "none.docx"), "/dev/zero", "a\0b.docx"]
    if os.geteuid() != 0:
        paths.append(str(closed))
    found, _ = tried(paths, tmp_path)
    for path, (said, seconds) in found.items():
        assert ": the template " in said, path
        assert seconds < 5
