"""Pictures for writers of any format: who may open them, what they are, and how large they are.

A document names a picture by its source, as Markdown does. Nothing is opened for that name: only a resolver
that the caller supplies is asked for it, such as `ImageFolder` makes, and what it gives is looked at from
outside, by its first bytes and its lengths, before it goes into a file.
"""

from interim_method.formats.pictures.folder import ImageFolder, resolver_of
from interim_method.formats.pictures.headers import BYTES, PIXELS, Measured, measured
from interim_method.formats.pictures.source import Images, ImageSource, Resolver
from interim_method.formats.pictures.vector import checked_svg

__all__ = [
    "BYTES",
    "PIXELS",
    "ImageFolder",
    "ImageSource",
    "Images",
    "Measured",
    "Resolver",
    "checked_svg",
    "measured",
    "resolver_of",
]
