"""Makes installed distributions, nasty ones too, without an installer."""

from __future__ import annotations

import importlib
import sys
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from plugin.distributions import GROUP, lay_out

Install = Callable[..., Path]


@pytest.fixture
def install(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Install]:
    """Installs a distribution with modules and an entry point into a folder on the path.

    Each distribution gets a folder of its own, put in front of the path (or, with ``last``, behind the
    others that were installed so), so that the order of the path can be chosen.
    """
    before = set(sys.modules)
    made: list[str] = []

    def install(
        name: str,
        code: str | None = None,
        *,
        entry: str | None = None,
        version: str = "1.0",
        plugin: str | None = None,
        entry_points: str | bytes | None = None,
        metadata: str | bytes | None = None,
        last: bool = False,
    ) -> Path:
        module = name.replace("-", "_")
        if entry_points is None:
            entry_points = f"[{GROUP}]\n{plugin or name} = {entry or module}\n"
        folder = lay_out(
            tmp_path / f"site-{len(made)}",
            name,
            {} if code is None else {module: code},
            version=version,
            entry_points=entry_points,
            metadata=metadata,
        )
        made.append(str(folder))
        path = list(sys.path)
        path.insert(len([p for p in path if p in made]) if last else 0, str(folder))
        monkeypatch.setattr(sys, "path", path)
        importlib.invalidate_caches()
        return folder

    yield install
    for name in set(sys.modules) - before:
        if str(tmp_path) in (getattr(sys.modules[name], "__file__", None) or ""):
            del sys.modules[name]
