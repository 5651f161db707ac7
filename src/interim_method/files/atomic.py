"""Files replaced as a whole or not at all."""

from __future__ import annotations

import contextlib
import os
import stat
from collections.abc import Iterator
from pathlib import Path
from typing import BinaryIO
from uuid import uuid4

__all__ = ["replace_atomically", "why_not_written"]


@contextlib.contextmanager
def replace_atomically(path: str | os.PathLike[str]) -> Iterator[BinaryIO]:
    """A binary file to write to; *path* holds all of it once the block has ended, and before that what it held.

    Where the block fails, *path* is as it was and nothing else is left behind. The mode of a file that is
    replaced is kept, and a link stays a link. A device or a pipe cannot be replaced, and is written to.

    Raises:
        OSError: The file cannot be written.
    """
    try:
        before = Path(path).stat()
    except FileNotFoundError:
        before = None
    if before is not None and not stat.S_ISREG(before.st_mode):
        with Path(path).open("wb") as file:
            yield file
        return
    target = Path(os.path.realpath(path))
    if before is not None and not os.access(target, os.W_OK):
        # Replacing needs no leave of the file itself, yet whoever made it read-only meant it.
        raise PermissionError(13, "is read-only", str(path))
    # Short, so that it fits wherever the target's own name does; beside the target, so that it is on its disk.
    draft = target.with_name(f".{uuid4().hex}.tmp")
    try:
        with draft.open("xb") as file:
            yield file
            file.flush()
            os.fsync(file.fileno())
        if before is not None:
            draft.chmod(stat.S_IMODE(before.st_mode))
        draft.replace(target)
    except BaseException:
        with contextlib.suppress(OSError):
            draft.unlink()
        raise
    _sync_folder(target.parent)


def why_not_written(error: OSError | ValueError, path: str | os.PathLike[str]) -> str:
    """What kept *path* from being written, and what to do where that is known."""
    folder = Path(path).parent
    if isinstance(error, IsADirectoryError):
        return "it is a directory; say a file in it"
    if isinstance(error, NotADirectoryError):
        return f"{folder} is not a folder; say another place"
    if isinstance(error, FileNotFoundError):
        return f"there is no folder {folder}; make it first"
    return getattr(error, "strerror", None) or str(error)


def _sync_folder(folder: Path) -> None:
    """Have the new name on disk too, where the system can."""
    if os.name == "posix":
        with contextlib.suppress(OSError):
            descriptor = os.open(folder, os.O_RDONLY)
            try:
                os.fsync(descriptor)
            finally:
                os.close(descriptor)
