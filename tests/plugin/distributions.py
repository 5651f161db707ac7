"""Lays distributions out as an installer leaves them, nasty ones too."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from textwrap import dedent

__all__ = ["GROUP", "lay_out"]

GROUP = "interim_method.plugins"


def lay_out(
    folder: Path,
    name: str,
    modules: Mapping[str, str],
    *,
    version: str = "1.0",
    entry_points: str | bytes = "",
    metadata: str | bytes | None = None,
) -> Path:
    """Put a distribution into the site folder *folder*, and give the folder.

    Args:
        folder: The site folder; it is made where it is not there.
        name: Name of the distribution.
        modules: Name of a module → its code.
        version: Version of the distribution.
        entry_points: What stands in its file of entry points.
        metadata: What stands in its file of metadata, where that is not its name and version.
    """
    stem = f"{name.replace('-', '_')}-{version}"
    info = folder / f"{stem}.dist-info"
    info.mkdir(parents=True)
    if metadata is None:
        metadata = f"Metadata-Version: 2.1\nName: {name}\nVersion: {version}\n"
    files = {
        **{folder / f"{module}.py": dedent(code) for module, code in modules.items()},
        info / "METADATA": metadata,
        info / "entry_points.txt": entry_points,
    }
    for file, content in files.items():
        file.write_bytes(content.encode() if isinstance(content, str) else content)
    listed = [*files, info / "RECORD"]
    record = "".join(f"{file.relative_to(folder).as_posix()},,\n" for file in listed)
    (info / "RECORD").write_text(record, encoding="utf-8")
    return folder
