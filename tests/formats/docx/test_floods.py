"""Word files that nobody wrote: each is read, or refused with one error, in a few seconds and little memory."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Callable
from pathlib import Path

import pytest

from programs import within_bounds

BODY = "word/document.xml"
W = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
CONTROL = '<w:sdt><w:sdtPr><w:tag w:val="im:aaaaaaaaaa"/></w:sdtPr><w:sdtContent>{}</w:sdtContent></w:sdt>'
TABLE = "<w:tbl><w:tr><w:tc>{}</w:tc></w:tr></w:tbl>"


def text(number: int) -> str:
    """A paragraph that packs badly."""
    return f"<w:p><w:r><w:t>{number * 2654435761 % 2**64:x}{number * 40503 % 2**61:x}</w:t></w:r></w:p>"


def document(body: str, head: str = "") -> str:
    return f"{head}<w:document {W}><w:body>{body}</w:body></w:document>"


FLOODS: dict[str, Callable[[], tuple[str, str]]] = {
    "white space": lambda: (BODY, document(" " * 100_000_000)),
    "paragraphs that are all alike": lambda: (
        BODY,
        document("<w:p><w:r><w:t>a</w:t></w:r></w:p>" * 1_000_000),
    ),
    "paragraphs": lambda: (BODY, document("".join(map(text, range(300_000))))),
    "paragraphs that are just few enough": lambda: (BODY, document("".join(map(text, range(90_000))))),
    "tables": lambda: (BODY, document("".join(TABLE.format(text(n)) for n in range(44_000)))),
    "copies of a control": lambda: (BODY, document("".join(CONTROL.format(text(n)) for n in range(38_000)))),
    "copies of a bookmark": lambda: (
        BODY,
        document(
            "<w:p>"
            + "".join(
                f'<w:bookmarkStart w:id="{n}" w:name="im_aaaaaaaaaa"/><w:bookmarkEnd w:id="{n}"/>'
                for n in range(100_000)
            )
            + "</w:p>"
        ),
    ),
    "tables in tables": lambda: (
        BODY,
        document("<w:tbl><w:tr><w:tc>" * 300 + "<w:p/>" + "</w:tc></w:tr></w:tbl>" * 300),
    ),
    "controls in controls": lambda: (
        BODY,
        document("<w:sdt><w:sdtContent>" * 3_000 + "<w:p/>" + "</w:sdtContent></w:sdt>" * 3_000),
    ),
    "a document type": lambda: (BODY, document("<w:p/>", '<!DOCTYPE x [<!ENTITY a "b">]>')),
    "a part outside": lambda: ("../../etc/outside", "x"),
    "no XML": lambda: (BODY, "hello"),
}
READ = """
import interim_method as im
from interim_method.errors import ReadError
try:
    im.read(sys.argv[1])
except ReadError as error:
    print(error)
"""


@pytest.mark.parametrize("flood", FLOODS)
def test_a_flood_is_read_or_refused_in_five_seconds_and_300_megabytes(
    flood: str, sample_file: bytes, tmp_path: Path
) -> None:
    name, content = FLOODS[flood]()
    path = tmp_path / "filled.docx"
    with (
        zipfile.ZipFile(io.BytesIO(sample_file)) as archive,
        zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as made,
    ):
        for info in archive.infolist():
            if info.filename != name:
                made.writestr(info, archive.read(info))
        made.writestr(name, content)
    del content
    within_bounds(READ, str(path))


@pytest.mark.parametrize(
    "content",
    [b"", b"hello", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600), b"PK\x03\x04" + bytes(50)],
    ids=["empty", "text", "OLE, as old or encrypted files are", "half a zip"],
)
def test_what_is_no_word_document_is_refused_with_one_error(content: bytes, tmp_path: Path) -> None:
    import interim_method as im
    from interim_method.errors import ReadError

    path = tmp_path / "filled.docx"
    path.write_bytes(content)
    with pytest.raises(ReadError, match=r"filled\.docx: "):
        im.read(path)
