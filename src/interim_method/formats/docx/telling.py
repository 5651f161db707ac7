"""Findings about templates that several places tell."""

from __future__ import annotations

from interim_method.model.finding import Finding

__all__ = ["told_of_outside"]


def told_of_outside(target: str) -> Finding:
    """That a template loads something that is not in its file."""
    return Finding(
        rule="template-outside",
        severity="warning",
        address="",
        message=f"the template loads something from elsewhere, which is left out: {target!r}",
        advice="insert it into the file in Word and save it again",
    )
