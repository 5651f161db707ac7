"""Draws the pages that the gallery and the README show: pages of the demo, as LibreOffice sets them.

Usage: python docs/gallery.py DEMO IMAGES
"""

from __future__ import annotations

import struct
import subprocess
import sys
import tempfile
import zlib
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import Any, Final, NamedTuple

DOTS_PER_INCH: Final = 96
COLOURS, EXACT = 256, 48
"""Of a page: those of inks and tints as they are, the rest for the edges of letters."""
FRAME: Final = bytes.fromhex("D0D4D9")


class Picture(NamedTuple):
    """A page to be shown: the picture's name, the file in the demo, and words on its page; none for the first."""

    name: str
    file: str
    words: str = ""


PICTURES: Final = (
    Picture("handbook", "en/01-method-handbook.docx"),
    Picture("handbook-step", "ca/01-manual-del-metode-facilitadora.docx", "Benvinguda"),
    Picture("worksheet", "ca/02-full-de-treball-1-escolta-per-omplir.docx"),
    Picture("worksheet-facilitator", "es/02-hoja-de-trabajo-1-escucha-facilitadora.docx"),
    Picture("minutes", "es/03-acta-1-sesion-grupal-escucha.docx"),
    Picture("diagnosis", "ca/04-diagnosi.docx"),
    Picture("diagnosis-dots", "es/04-diagnostico.docx", "Sabemos a quién"),
    Picture("agreement", "ca/05-acord-de-treball.docx"),
    Picture("agreement-terms", "en/05-working-agreement.docx", "Signatures"),
    Picture("agreement-wall", "es/05-acuerdo-de-trabajo-para-rellenar.docx"),
    Picture("quadrants", "es/06-cuadrantes.docx"),
    Picture("journey", "ca/07-viatge-de-clientes.docx"),
    Picture("canvas", "en/08-canvas.docx"),
    Picture("funnel", "es/09-embudo-de-ventas.docx"),
    Picture("comparison", "en/10-competitor-analysis.docx"),
    Picture("action-plan", "en/11-action-plan.docx"),
    Picture("action-plan-cards", "ca/11-pla-d-accio.docx", "Fitxes d’acció"),
    Picture("hours", "es/12-horas.docx"),
    Picture("hours-sheet", "ca/12-hores-per-omplir.docx"),
    Picture("hypotheses", "ca/13-hipotesis.docx", "Fitxes"),
    Picture("engagement-report", "en/14-engagement-report.docx"),
    Picture("engagement-report-results", "ca/14-informe-de-l-acompanyament.docx", "Encallades a"),
    Picture("pilot-report", "es/15-memoria-del-piloto.docx"),
    Picture("pilot-report-matrix", "en/15-pilot-report.docx", "✓ supported · ~ open"),
    Picture("experience", "en/16-experience-account.docx"),
)

FILLED_IN: Final = (
    Picture("worksheet-empty", "en/worksheet-empty.docx"),
    Picture("worksheet-by-hand", "en/worksheet-by-hand.docx"),
)
"""Pages of the how-to, of documents that are made for it."""

BY_HAND: Final = {
    "on": "12/2/2026",
    "place": "The cooperative's premises",
    "data": "Two thirds of our income comes from five schools. We answer a request in nine days.",
    "strengths": "We listen, we finish on time, and schools tell others about us.",
    "blockers": "Time: nobody has a morning for it.",
    "differences": "Those who build want more work of the kind we know. Those who sell want to try new things.",
}
"""What somebody writes into a worksheet: the name of the place, or of its question, and the words."""


def main(demo: Path, images: Path) -> None:
    """Draw every picture into *images*, which then holds these alone."""
    images.mkdir(parents=True, exist_ok=True)
    for old in images.glob("*.png"):
        old.unlink()
    by_hand(demo)
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        for picture, printed in zip((*PICTURES, *FILLED_IN), _printed(demo, folder), strict=True):
            drawn = _drawn(printed, _page(printed, picture.words), folder / picture.name)
            (images / f"{picture.name}.png").write_bytes(png(*drawn))


def by_hand(demo: Path) -> None:
    """Make a worksheet twice: as it is handed out, and as it comes back."""
    # The tests fill in documents too.
    sys.path.insert(0, str(Path(__file__).parent.parent / "tests"))
    import interim_method as im
    from filling import fill
    from interim_method.markup import tree
    from interim_method.methodologies.interim_executive import example

    asked: Any = {
        "document": "session-sheet",
        "of": "/elements/diagnosis",
        "edition": "blank",
        "language": "en",
    }
    empty = im.to_bytes(example.engagement(), "docx", **asked)
    (demo / "en" / "worksheet-empty.docx").write_bytes(empty)
    typed: dict[str, str] = {}
    for field in tree.fields(im.compose(example.engagement(), asked.pop("document"), **asked)):
        for name, words in BY_HAND.items():
            if field.address.endswith((f"/{name}", f"={name}/value")):
                typed.setdefault(field.key, words)
    (demo / "en" / "worksheet-by-hand.docx").write_bytes(fill(empty, "docx", typed))


def _printed(demo: Path, folder: Path) -> Iterator[Path]:
    """The PDF of each picture's document."""
    sources = list(dict.fromkeys(demo / picture.file for picture in (*PICTURES, *FILLED_IN)))
    missing = [str(source) for source in sources if not source.is_file()]
    if missing:
        raise SystemExit(f"not in the demo: {', '.join(missing)}")
    profile = (folder / "profile").resolve().as_uri()
    office = ["soffice", f"-env:UserInstallation={profile}", "--headless", "--convert-to", "pdf"]
    for language in sorted({source.parent.name for source in sources}):
        files = [str(source) for source in sources if source.parent.name == language]
        subprocess.run([*office, "--outdir", str(folder / language), *files], check=True)
    for picture in (*PICTURES, *FILLED_IN):
        yield (folder / picture.file).with_suffix(".pdf")


def _page(printed: Path, words: str) -> int:
    """The first page with *words*."""
    if not words:
        return 1
    read = subprocess.run(["pdftotext", str(printed), "-"], check=True, capture_output=True, encoding="utf-8")
    for number, page in enumerate(read.stdout.split("\f"), 1):
        if words in " ".join(page.split()):
            return number
    raise SystemExit(f"no page of {printed.stem} says {words!r}")


def _drawn(printed: Path, page: int, target: Path) -> tuple[int, int, bytes]:
    """Width, height and pixels of a page."""
    draw = ["pdftoppm", "-singlefile", "-f", str(page), "-r", str(DOTS_PER_INCH)]
    subprocess.run([*draw, str(printed), str(target)], check=True)
    drawn = target.with_suffix(".ppm").read_bytes()
    _, size, _, pixels = drawn.split(b"\n", 3)
    width, height = map(int, size.split())
    return width, height, pixels


def png(width: int, height: int, pixels: bytes) -> bytes:
    """A framed picture of few colours as PNG; the same pixels give the same bytes.

    Args:
        width: Pixels across.
        height: Pixels down.
        pixels: Red, green and blue of each, row by row.
    """
    line = 3 * width
    rows = [FRAME + pixels[at + 3 : at + line - 3] + FRAME for at in range(0, line * height, line)]
    rows[0] = rows[-1] = FRAME * width
    colours = [[row[at : at + 3] for at in range(0, line, 3)] for row in rows]
    counts = Counter(colour for row in colours for colour in row)
    palette = _palette(counts)
    index = {colour: bytes((_nearest(colour, palette),)) for colour in counts}
    # Each row begins with its filter: none.
    packed = zlib.compress(b"".join(b"\0" + b"".join(index[c] for c in row) for row in colours), 9)
    header = struct.pack(">IIBBBBB", width, height, 8, 3, 0, 0, 0)
    chunks = ((b"IHDR", header), (b"PLTE", b"".join(palette)), (b"IDAT", packed), (b"IEND", b""))
    return b"\x89PNG\r\n\x1a\n" + b"".join(_chunk(*chunk) for chunk in chunks)


def _palette(counts: Counter[bytes]) -> list[bytes]:
    """The most frequent colours, then as many of the shades between them as there is room for."""
    exact = [colour for colour, _ in counts.most_common(EXACT)]
    shades: Counter[bytes] = Counter()
    for colour, n in counts.items():
        shades[bytes(channel // 16 * 17 for channel in colour)] += n
    # Rare inks have few shades, which thousands of greys would leave no room for.
    coloured = sorted(shades, key=lambda c: (max(c) - min(c) < 48, -shades[c]))
    return list(dict.fromkeys([*exact, *coloured]))[:COLOURS]


def _nearest(colour: bytes, palette: list[bytes]) -> int:
    return min(
        range(len(palette)), key=lambda n: sum((a - b) ** 2 for a, b in zip(colour, palette[n], strict=True))
    )


def _chunk(kind: bytes, data: bytes) -> bytes:
    return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))


if __name__ == "__main__":
    main(Path(sys.argv[1]), Path(sys.argv[2]))
