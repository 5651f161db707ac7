"""What plug-in authors and other people's checks test with. Everything loads on its first use.

- Contracts: what everything of a kind must hold, as classes to subclass in a test module.
- `isolated_host`: a host with the box and the plug-in under test, and nothing else.
- `samples`: records and documents, plain, empty and nasty ones.
- `strategies`: generators of records for Hypothesis, which the extra ``testing`` brings.
- `word_defects`: a lint for Word files, ours or anybody's; `WORD_RULES` are its rules. In a test::

    from interim_method.testing import word_defects

    assert not [f for f in word_defects("report.docx") if f.severity == "error"]
"""

from __future__ import annotations

import importlib
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from interim_method.formats.docx.lint import RULES as WORD_RULES
    from interim_method.formats.docx.lint import Rule as WordRule
    from interim_method.formats.docx.lint import word_defects
    from interim_method.testing import samples, strategies
    from interim_method.testing.contracts import (
        Contract,
        DocumentContract,
        ExporterContract,
        MethodologyContract,
        RuleContract,
        TemplateContract,
        ToolKindContract,
        VariantContract,
    )
    from interim_method.testing.harness import isolated_host

__all__ = [
    "Contract",
    "DocumentContract",
    "ExporterContract",
    "MethodologyContract",
    "RuleContract",
    "TemplateContract",
    "ToolKindContract",
    "VariantContract",
    "WORD_RULES",
    "WordRule",
    "isolated_host",
    "samples",
    "strategies",
    "word_defects",
]

_LINT = "interim_method.formats.docx.lint"
_CONTRACTS = "interim_method.testing.contracts"
_NAMES = {
    "WORD_RULES": (_LINT, "RULES"),
    "WordRule": (_LINT, "Rule"),
    "word_defects": (_LINT, "word_defects"),
    "isolated_host": ("interim_method.testing.harness", "isolated_host"),
    "samples": ("interim_method.testing.samples", ""),
    "strategies": ("interim_method.testing.strategies", ""),
    **{name: (_CONTRACTS, name) for name in __all__ if name.endswith("Contract")},
}


def __getattr__(name: str) -> Any:
    if name not in _NAMES:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    home, attribute = _NAMES[name]
    module = importlib.import_module(home)
    found = globals()[name] = getattr(module, attribute) if attribute else module
    return found


def __dir__() -> list[str]:
    return sorted({*globals(), *__all__})
