"""House templates, looked into before they are used."""

from __future__ import annotations

import os

from interim_method.api.guards import record_given
from interim_method.api.hosts import default_host
from interim_method.api.records import Subject
from interim_method.errors import ExportError
from interim_method.model import Engagement, Methodology, Pilot
from interim_method.plugin import PluginHost, TemplateCheck

__all__ = ["TemplateCheck", "check_template"]

_RECORDS = {cls.KIND: cls for cls in (Engagement, Pilot, Methodology)}


def check_template(
    path: str | os.PathLike[str],
    *,
    document: str | None = None,
    record: Subject | None = None,
    to: str = "docx",
    host: PluginHost | None = None,
) -> TemplateCheck:
    """What a house template holds, and what becomes of it; nothing is written.

    Args:
        path: The template.
        document: Name of the document that it is meant for; without it, the parts of all documents are known.
        record: The record that its addresses lead into; without it, an address is only looked at for its form.
        to: Name of the exporter that would use it.
        host: Offers documents and exporters.

    Raises:
        TemplateError: It cannot be used.
        UnknownName: No such document or exporter.
        ExportError: An exporter that takes no template.
    """
    if record is not None:
        record_given(record)
    host = host or default_host()
    exporter = host.exporter(to)
    if exporter.checker is None:
        raise ExportError(f"{exporter.name} takes no template")
    offers = host.documents if document is None else (host.document(document),)
    kinds = dict.fromkeys(kind for offer in offers for kind in offer.subjects)
    with host.running(exporter):
        return exporter.checker()(
            path,
            parts=tuple(dict.fromkeys(part for offer in offers for part in offer.parts)),
            whole=document is not None,
            record=record,
            types=tuple(_RECORDS[kind] for kind in kinds),
        )
