"""Pictures as a writer needs them: each opened once, and what there is to say of it said once."""

from __future__ import annotations

from typing import NamedTuple

from attrs import define, field

from interim_method.errors import ExportError, ImageError
from interim_method.formats.pictures import ImageSource, Measured, Resolver, checked_svg, measured
from interim_method.markup import tree
from interim_method.model.finding import Finding

__all__ = ["Album", "Opened"]


class Opened(NamedTuple):
    """A picture that may be shown.

    Attributes:
        source: Its bytes.
        size: What kind it is and how large.
    """

    source: ImageSource
    size: Measured


@define
class Album:
    """Opens the pictures of one document, by the caller's resolver alone.

    Attributes:
        images: Opens pictures by their sources; without one, none is opened.
        strict: Whether a picture that cannot be shown is an error.
        findings: What was found of them.
    """

    images: Resolver | None = None
    strict: bool = False
    findings: list[Finding] = field(factory=list)
    _known: dict[str, Opened | ImageError] = field(factory=dict)
    _told: set[tuple[str, str]] = field(factory=set)

    def open(self, picture: tree.Image) -> Opened | None:
        """A picture, or None where it cannot be shown; what there is to say of it is found once.

        Raises:
            ExportError: It cannot be shown, and every picture must be.
        """
        known = self._known.get(picture.source)
        if known is None:
            try:
                known = self._looked_at(picture.source)
            except ImageError as error:
                known = error
            self._known[picture.source] = known
        if isinstance(known, ImageError):
            if self.strict:
                raise ExportError(f"the picture {picture.source!r} {known.problem}") from known
            said = f"{known.problem}; its words stand in its place"
            advice = (
                ""
                if self.images
                else "name the folder that pictures lie in, or give a function that opens them"
            )
            self._find("image-not-shown", picture.source, said, advice)
            return None
        if not picture.alt and picture.alt is not None:
            self._find(
                "image-without-words",
                picture.source,
                "has no words for who does not see it, and is marked as decoration",
                "say what it shows between the brackets: ![words](source)",
            )
        return known

    def _looked_at(self, source: str) -> Opened:
        if self.images is None:
            raise ImageError("was not opened")
        try:
            given = self.images(source)
        except OSError as error:
            raise ImageError(f"cannot be read: {error.strerror or error}") from error
        if given is None:
            raise ImageError("is not there")
        if isinstance(given, bytes):
            given = ImageSource(given)
        if not isinstance(given, ImageSource):
            raise ImageError(f"was given as a value of the type {type(given).__name__}, not as bytes")
        if given.svg is not None:
            checked_svg(given.svg)
        return Opened(given, measured(given.data))

    def _find(self, rule: str, source: str, said: str, advice: str) -> None:
        if (rule, source) not in self._told:
            self._told.add((rule, source))
            self.findings.append(
                Finding(
                    rule=rule,
                    severity="warning",
                    address="",
                    message=f"the picture {source!r} {said}",
                    advice=advice,
                )
            )
