"""`ToolKindContract`: what every kind of tool must hold."""

from __future__ import annotations

import copy
import json
import pickle
from typing import Any

import attrs

import interim_method as im
from interim_method.errors import InterimMethodError
from interim_method.model import Tool, ToolContent, Unknown
from interim_method.plugin import ToolOffer
from interim_method.testing import samples
from interim_method.testing.contracts.base import Contract, require
from interim_method.testing.harness import isolated_host

__all__ = ["ToolKindContract"]


class ToolKindContract(Contract):
    """For a kind of tool; `name` is the kind."""

    _KIND = ToolOffer

    def definition(self) -> Any:
        """A tool of this kind, as a methodology defines it, with everything that it can have."""
        raise AssertionError(f"{type(self).__name__} must give a tool: def definition(self)")

    def content(self) -> Any:
        """One filling of that tool, with everything that it can have."""
        raise AssertionError(f"{type(self).__name__} must give a filling of the tool: def content(self)")

    def methodology(self) -> im.Methodology:
        """A methodology whose first step uses the tool."""
        small, tool = samples.small_methodology(), self.definition()
        step = im.put(small, "/elements/ask/tools", (tool.id,)).elements["ask"]
        return attrs.evolve(small, elements=im.Keyed([*small.elements.replaced("ask", step), tool]))

    def engagement(self) -> im.Engagement:
        """An engagement in which the tool has been filled in."""
        return attrs.evolve(samples.empty_engagement(self.methodology()), contents=im.Keyed([self.content()]))

    def test_its_classes_say_their_kind(self) -> None:
        """Files and errors name a tool by the kind of its class."""
        loaded = self.loaded
        for cls, base in ((loaded.definition, Tool), (loaded.content, ToolContent)):
            require(issubclass(cls, base), f"{cls.__name__} is no {base.__name__}")
            require(self.name == cls.KIND, f"{cls.__name__} says the kind {cls.KIND!r}, not {self.name!r}")
        require(isinstance(self.definition(), loaded.definition), "the tool is not of the class offered")
        require(isinstance(self.content(), loaded.content), "the filling is not of the class offered")
        require(self.content().tool == self.definition().id, "the filling is not of the tool")

    def test_its_values_are_frozen_hashable_and_can_be_sent_to_other_processes(self) -> None:
        """Records are values: equal by content, unchangeable, at home in pools of processes."""
        for value in (self.definition(), self.content()):
            try:
                value.id = "other"
                raise AssertionError(f"{type(value).__name__} can be changed: say @frozen(kw_only=True)")
            except attrs.exceptions.FrozenInstanceError:
                pass
            try:
                hash(value)
            except TypeError as error:
                raise AssertionError(f"{type(value).__name__} cannot be hashed: {error}") from error
            for same in (pickle.loads(pickle.dumps(value)), copy.deepcopy(value)):
                require(same == value, f"a copy of {type(value).__name__} is not equal to it")

    def test_a_record_with_it_comes_back_from_its_file(self) -> None:
        """What is written is read again, as the same values of the same classes."""
        for record in (self.methodology(), self.engagement()):
            try:
                again = im.from_dict(json.loads(json.dumps(im.to_dict(record))), host=self.host)
            except InterimMethodError as error:
                raise AssertionError(f"a {record.KIND} with it cannot be read: {error}") from error
            require(again == record, f"a {record.KIND} with it is another one when it is read again")

    def test_without_the_plugin_a_record_with_it_is_kept_as_it_is(self) -> None:
        """Who has not got the plug-in can read and write the record, and loses nothing."""
        written = im.to_dict(self.engagement())
        bare = im.from_dict(written, host=isolated_host())
        assert isinstance(bare, im.Engagement)
        require(isinstance(bare.contents[0], Unknown), "the kind is known without the plug-in")
        require(im.to_dict(bare) == written, "without the plug-in something of it is lost")
        require(im.from_dict(im.to_dict(bare), host=self.host) == self.engagement(), "it does not come back")

    def test_the_schema_of_files_knows_it(self) -> None:
        """Programs that check files against the JSON Schema are told what the tool looks like."""
        schema = json.dumps(im.json_schema("engagement", host=self.host))
        require(json.dumps(self.name) in schema, "the schema does not name the kind")

    def test_a_record_with_it_can_be_checked_redacted_and_exported(self) -> None:
        """Rules, redaction, each document and each format of the box go on in its presence."""
        record = self.engagement()
        failed = [f for f in im.check(record, host=self.host) if "failed" in f.message]
        require(not failed, f"a rule fails: {failed[:1]}")
        try:
            im.redact(record, audience="public")
            for document in self.host.documents:
                if "engagement" in document.subjects:
                    for edition in document.editions:
                        made = im.compose(record, document.name, edition=edition, host=self.host)
                        im.to_bytes(made, "docx")
        except InterimMethodError as error:
            raise AssertionError(f"a record with it cannot be exported: {error}") from error
