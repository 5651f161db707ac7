"""What a resolver gives for the source of a picture."""

from __future__ import annotations

import os
from collections.abc import Callable
from typing import TypeAlias

from attrs import frozen

__all__ = ["ImageSource", "Images", "Resolver"]


@frozen
class ImageSource:
    """The bytes of a picture.

    Attributes:
        data: A PNG, JPEG or GIF file.
        svg: The same picture as SVG, for programs that draw it; the others show *data*.
    """

    data: bytes
    svg: bytes | None = None


Resolver: TypeAlias = Callable[[str], "ImageSource | bytes | None"]
"""Gives the bytes of a picture by its source, None where there is none; `ImageError` says why not."""

Images: TypeAlias = "str | os.PathLike[str] | Resolver | None"
"""Where pictures are taken from: a folder, what a resolver gives, or nowhere."""
