"""Old files are brought up to date before they are read."""

from __future__ import annotations

import copy
from typing import Any

import pytest

from interim_method.errors import InvalidContent, UnsupportedVersion
from interim_method.files import from_dict, json_schema, to_dict, upgrades
from interim_method.model import Text
from interim_method.model.methodology import Methodology

OLDEST = {"format": "interim-method/methodology", "version": 1, "id": "m", "data": {"name": "Mètode"}}


@pytest.fixture(autouse=True)
def third_version(monkeypatch: pytest.MonkeyPatch) -> None:
    """A methodology was called by one name in version 1, and by one for each language in 2; 3 calls that title."""

    def names(data: dict[str, Any]) -> dict[str, Any]:
        return {**data, "name": {"ca": data["name"]}}

    def title(data: dict[str, Any]) -> dict[str, Any]:
        return {("title" if key == "name" else key): value for key, value in data.items()}

    monkeypatch.setitem(upgrades.CURRENT, "methodology", 3)
    monkeypatch.setitem(upgrades.STEPS, ("methodology", 1), names)
    monkeypatch.setitem(upgrades.STEPS, ("methodology", 2), title)


def test_a_file_takes_every_step_from_its_own_version_on() -> None:
    second = {**OLDEST, "version": 2, "data": {"name": {"ca": "Mètode"}}}
    third = {**OLDEST, "version": 3, "data": {"title": {"ca": "Mètode"}}}
    for envelope in (OLDEST, second, third):
        before = copy.deepcopy(envelope)
        record = from_dict(envelope)
        assert record == Methodology(id="m", title=Text(ca="Mètode"))
        assert envelope == before
        assert to_dict(record) == third


def test_a_file_that_is_not_what_its_version_says_is_a_fault_and_no_traceback() -> None:
    with pytest.raises(InvalidContent, match="from version 1 to 2: KeyError"):
        from_dict({**OLDEST, "data": {}})


def test_the_newest_version_is_the_one_that_errors_and_schemas_name() -> None:
    with pytest.raises(UnsupportedVersion, match=r"version 4 .* up to version 3"):
        from_dict({**OLDEST, "version": 4})
    assert json_schema("methodology")["properties"]["version"] == {"type": "integer", "const": 3}


def test_every_version_but_the_newest_has_its_step() -> None:
    assert set(upgrades.STEPS) == {
        (kind, version) for kind, current in upgrades.CURRENT.items() for version in range(1, current)
    }
