"""What plug-in authors and other people's checks test with. Everything loads on its first use.

`word_defects` is a lint for Word files, ours or anybody's; `WORD_RULES` are its rules. In a test::

    from interim_method.testing import word_defects

    assert not [f for f in word_defects("report.docx") if f.severity == "error"]
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from interim_method.formats.docx.lint import RULES as WORD_RULES
    from interim_method.formats.docx.lint import Rule as WordRule
    from interim_method.formats.docx.lint import word_defects

__all__ = ["WORD_RULES", "WordRule", "word_defects"]

_NAMES = {"WORD_RULES": "RULES", "WordRule": "Rule", "word_defects": "word_defects"}


def __getattr__(name: str) -> Any:
    if name not in _NAMES:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    from interim_method.formats.docx import lint

    found = globals()[name] = getattr(lint, _NAMES[name])
    return found


def __dir__() -> list[str]:
    return sorted({*globals(), *__all__})
