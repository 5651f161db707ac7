"""Pictures out of one folder, and out of nothing else."""

from __future__ import annotations

import os
import re
import stat
from pathlib import Path, PurePosixPath
from typing import Final
from urllib.parse import unquote

from attrs import field, frozen

from interim_method.errors import ExportError, ImageError
from interim_method.formats.pictures.headers import BYTES
from interim_method.formats.pictures.source import Images, ImageSource, Resolver

__all__ = ["ImageFolder", "resolver_of"]

_SCHEME: Final = re.compile(r"[A-Za-z][A-Za-z0-9+.-]*:|//|\\\\")
_WEB: Final = re.compile(r"(https?:)?//", re.IGNORECASE)


def _path(value: str | os.PathLike[str]) -> Path:
    return Path(value)


@frozen
class ImageFolder:
    """A resolver of pictures in a folder: of files inside it alone, whatever a source says.

    A source is a path below the folder, with ``/`` between its parts; ``%20`` and the like are read as in an
    address. Nothing above the folder is opened, neither through ``..`` nor through a link that leads out, and
    nothing but plain files. ``name.svg`` is taken together with the ``name.png`` beside it.

    Attributes:
        folder: The folder.
    """

    folder: Path = field(converter=_path)

    def __call__(self, source: str) -> ImageSource:
        """The picture with this source.

        Raises:
            ImageError: A source that leads nowhere, or out of the folder.
        """
        path = self._found(source)
        if path.suffix.lower() != ".svg":
            return ImageSource(_read(path))
        try:
            twin = self._found(PurePosixPath(unquote(source)).with_suffix(".png").as_posix())
        except ImageError as error:
            raise ImageError(
                "is SVG, which not every program draws; put the same picture beside it as .png"
            ) from error
        return ImageSource(_read(twin), _read(path))

    def _found(self, source: str) -> Path:
        """The file of a source, which may be written as in an address."""
        for name in dict.fromkeys((source, unquote(source))):
            if (path := self._inside(name)) is not None:
                return path
        raise ImageError(f"is not in the folder {str(self.folder)!r}")

    def _inside(self, name: str) -> Path | None:
        if _WEB.match(name):
            raise ImageError(
                "is on the web, from where nothing is fetched; save it in the folder of pictures"
            )
        parts = PurePosixPath(name).parts
        if _SCHEME.match(name) or name.startswith("/") or "\\" in name or "\0" in name or ".." in parts:
            raise ImageError(
                "leads out of the folder of pictures; put it there and name it by its path inside"
            )
        try:
            root = self.folder.resolve(strict=True)
            path = root.joinpath(*parts).resolve(strict=True)
        except (OSError, RuntimeError, ValueError):
            return None
        if not path.is_relative_to(root):
            raise ImageError("is a link that leads out of the folder of pictures; put the file itself there")
        return path


def resolver_of(images: Images) -> Resolver | None:
    """The resolver that is meant by what a caller gave.

    Raises:
        ExportError: A path that is no folder.
    """
    if not isinstance(images, (str, os.PathLike)):
        return images
    if not os.path.isdir(images):  # noqa: PTH112 - a path that cannot be one is none, and no error
        raise ExportError("is no folder of pictures", os.fspath(images))
    return ImageFolder(images)


def _read(path: Path) -> bytes:
    try:
        # A pipe must not be waited for: it is opened without, and refused.
        with open(path, "rb", opener=_opener) as stream:
            status = os.fstat(stream.fileno())
            if not stat.S_ISREG(status.st_mode):
                raise ImageError("is no plain file")
            return stream.read(BYTES + 1)
    except IsADirectoryError:
        raise ImageError("is a folder, not a file") from None
    except OSError as error:
        raise ImageError(f"cannot be read: {error.strerror or error}") from error


def _opener(path: str, flags: int) -> int:
    return os.open(path, flags | getattr(os, "O_NONBLOCK", 0))
