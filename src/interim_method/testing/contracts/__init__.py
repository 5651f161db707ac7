"""Contracts: what everything of a kind must hold, as tests for a plug-in's own test suite.

A subclass whose name begins with `Test` says what is under test; pytest does the rest::

    class TestPage(ExporterContract):
        plugin = interim_method_page
        name = "page"

        def text_of(self, content):
            return content.decode()
"""

from interim_method.testing.contracts.base import Contract
from interim_method.testing.contracts.documents import DocumentContract
from interim_method.testing.contracts.exporters import ExporterContract
from interim_method.testing.contracts.methodologies import MethodologyContract
from interim_method.testing.contracts.rules import RuleContract
from interim_method.testing.contracts.templates import TemplateContract
from interim_method.testing.contracts.tools import ToolKindContract
from interim_method.testing.contracts.variants import VariantContract

__all__ = [
    "Contract",
    "DocumentContract",
    "ExporterContract",
    "MethodologyContract",
    "RuleContract",
    "TemplateContract",
    "ToolKindContract",
    "VariantContract",
]
