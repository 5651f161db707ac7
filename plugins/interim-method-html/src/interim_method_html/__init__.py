"""Documents as one self-contained, accessible HTML page each: an exporter of interim-method."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING

from interim_method.plugin import ExporterOffer, Parameter, hookimpl

if TYPE_CHECKING:
    from interim_method.plugin import Exporter

__all__ = ["interim_exporters"]


@hookimpl
def interim_exporters() -> Iterable[ExporterOffer]:
    """Offer the exporter ``html``."""
    yield ExporterOffer(
        name="html",
        suffixes=(".html", ".htm"),
        media_type="text/html",
        options=(
            Parameter(name="images", kind="images", summary="The folder that pictures lie in."),
            Parameter(
                name="strict-images",
                kind="yes-no",
                default=False,
                summary="A picture that cannot be shown is an error.",
            ),
        ),
        summary="One self-contained web page, accessible and ready to print.",
        load=_export,
    )


def _export() -> Exporter:
    from interim_method_html.page import export

    return export
