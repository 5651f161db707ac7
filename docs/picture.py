"""Draws the README's picture: a page of the demo, as LibreOffice sets it.

Usage: python docs/picture.py DEMO IMAGES
"""

from __future__ import annotations

import subprocess
import sys
import tempfile
from pathlib import Path

DOCUMENT, LANGUAGE, PAGE, DOTS_PER_INCH = "action-plan", "en", 1, 110


def main(demo: Path, images: Path) -> None:
    """Draw the page into *images*."""
    (source,) = (demo / LANGUAGE).glob(f"??-{DOCUMENT}.docx")
    images.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory() as folder:
        profile = (Path(folder) / "profile").resolve().as_uri()
        office = ["soffice", f"-env:UserInstallation={profile}", "--headless", "--convert-to", "pdf"]
        subprocess.run([*office, "--outdir", folder, str(source)], check=True)
        draw = ["pdftoppm", "-png", "-singlefile", "-f", str(PAGE), "-r", str(DOTS_PER_INCH)]
        subprocess.run([*draw, str(Path(folder) / f"{source.stem}.pdf"), str(images / DOCUMENT)], check=True)


if __name__ == "__main__":
    main(Path(sys.argv[1]), Path(sys.argv[2]))
