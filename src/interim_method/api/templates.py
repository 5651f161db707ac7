"""House templates, looked into before they are used."""

from __future__ import annotations

import os
from pathlib import Path

from interim_method.api.guards import record_given
from interim_method.api.hosts import default_host
from interim_method.api.records import Subject
from interim_method.errors import ExportError, UnknownName
from interim_method.model import Engagement, Methodology, Pilot, is_id
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
        path: The template: a file, or the name of one that a plug-in offers.
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
    file = template_file(path, host) if isinstance(path, str) else path
    with host.running(exporter):
        return exporter.checker()(
            file,
            parts=tuple(dict.fromkeys(part for offer in offers for part in offer.parts)),
            whole=document is not None,
            record=record,
            types=tuple(_RECORDS[kind] for kind in kinds),
        )


def template_file(given: str, host: PluginHost) -> str:
    """The file of a house template that was asked for by its path, or by the name of an offer.

    A file of that name goes first; what is no name, such as anything with a suffix, is a path.

    Raises:
        PluginError: The plug-in that offers it is at fault.
    """
    if not is_id(given) or Path(given).exists():
        return given
    try:
        return str(host.load(host.template(given)))
    except UnknownName as error:
        if not error.known:
            return given  # nobody offers any: whoever opens it says that there is no such file
        raise
