"""`TemplateContract`: what every house template must hold."""

from __future__ import annotations

import io

import interim_method as im
from interim_method.errors import InterimMethodError
from interim_method.plugin import TemplateOffer
from interim_method.testing import samples
from interim_method.testing.contracts.base import Contract, require, require_none

__all__ = ["TemplateContract"]


class TemplateContract(Contract):
    """For a house template of Word."""

    _KIND = TemplateOffer

    def test_its_file_is_there_and_can_be_used(self) -> None:
        """The file is in the distribution, and nothing in it stands in the way."""
        require(self.loaded.is_file(), f"{self.loaded} is not there: is it in the wheel?")
        try:
            found = im.check_template(self.loaded, host=self.host)
        except InterimMethodError as error:
            raise AssertionError(str(error)) from error
        require_none(
            (f"{f.address} {f.message}" for f in found.findings if f.severity == "error"), "the template"
        )

    def test_every_document_can_be_made_with_it_without_defects(self) -> None:
        """Each document of an engagement; the lint finds nothing wrong in the Word files."""
        from interim_method.formats.docx.lint import word_defects

        for document in self.host.documents:
            if "engagement" not in document.subjects:
                continue
            stream = io.BytesIO()
            im.export(
                samples.engagement(),
                stream,
                to="docx",
                document=document.name,
                template=self.loaded,
                host=self.host,
            )
            defects = word_defects(io.BytesIO(stream.getvalue()))
            require_none(
                (d.message for d in defects if d.severity == "error"), f"{document.name} with the template"
            )
