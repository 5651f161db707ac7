"""The sample, written once."""

from __future__ import annotations

import pytest

from formats.docx import sample
from formats.docx.tools import written
from interim_method.markup import tree


@pytest.fixture(scope="session")
def sample_document() -> tree.Document:
    return sample.document()


@pytest.fixture(scope="session")
def sample_file(sample_document: tree.Document) -> bytes:
    return written(sample_document)
