"""Offers: what a plug-in says it has, cheaply; `load` brings the thing itself.

Offers grow by optional fields only, so that a plug-in written for an older version keeps working.
"""

from __future__ import annotations

import re
from abc import ABC, abstractmethod
from collections.abc import Callable, Iterable, Mapping, Sequence
from datetime import date
from os import PathLike
from pathlib import Path
from typing import TYPE_CHECKING, BinaryIO, ClassVar, Final, Generic, Literal, TypeVar, get_args

from attrs import field, frozen

from interim_method.errors import DefinitionError, Fault
from interim_method.model.finding import Finding
from interim_method.model.frozen import FrozenMap, Value
from interim_method.model.marks import unmarked
from interim_method.model.record import is_id
from interim_method.plugin.parameters import Parameter
from interim_method.plugin.templates import TemplateChecker

if TYPE_CHECKING:
    from interim_method.documents.context import Context
    from interim_method.forms.form import Form, ReadOptions
    from interim_method.markup.tree import Document
    from interim_method.model.engagement import Engagement, ToolContent
    from interim_method.model.methodology import Methodology, Tool
    from interim_method.model.pilot import Pilot
    from interim_method.model.terminology import Terminology  # noqa: F401
    from interim_method.model.variant import Variant
    from interim_method.plugin.jobs import Job

    AVariant = Variant

__all__ = [
    "DocumentOffer",
    "Edition",
    "Exporter",
    "ExporterOffer",
    "Importer",
    "ImporterOffer",
    "LanguageOffer",
    "MethodologyOffer",
    "NamedOffer",
    "Offer",
    "Recipe",
    "Rule",
    "RuleOffer",
    "Subject",
    "TemplateOffer",
    "TerminologyOffer",
    "ToolKind",
    "ToolOffer",
    "VariantOffer",
]

Edition = Literal["blank", "filled", "facilitator", "summary"]
"""To fill in; the record; with minutes and tips; short, for participants and the assembly."""
Subject = Literal["engagement", "pilot", "methodology"]
"""What a document or a rule may be about."""

Exporter = Callable[["Job", BinaryIO], Sequence[Finding]]
"""Writes a job to a stream, and says what it could not show."""
Importer = Callable[[BinaryIO, "ReadOptions"], "Form"]
"""Finds what a filled document holds, and where: which place of a record that is, is decided for all formats at once."""
Recipe = Callable[["Context"], "Document"]
"""Composes a document."""
Rule = Callable[["Methodology | Engagement | Pilot", date | None], Iterable[Finding]]
"""Checks a record, as of a day."""

_SUFFIX: Final = re.compile(r"(\.[a-z0-9]{1,16}){1,2}")
_LANGUAGE: Final = re.compile(r"[a-z]{2,3}(-[A-Za-z0-9]{2,8})*")
_MEDIA_TYPE: Final = re.compile(r"[a-z]+/[A-Za-z0-9][A-Za-z0-9!#$&^_.+-]*")

T = TypeVar("T")
T_co = TypeVar("T_co", covariant=True)


def _items(value: Iterable[T]) -> tuple[T, ...]:
    """*value* as a tuple; a bare text, whose letters nobody meant, is refused."""
    if isinstance(value, (str, bytes)):
        raise DefinitionError(f"{value!r} is one text where several values are expected: write ({value!r},)")
    return tuple(value)


def _subjects(value: Iterable[Subject]) -> tuple[Subject, ...]:
    return _items(value)


def _editions(value: Iterable[Edition]) -> tuple[Edition, ...]:
    return _items(value)


def _names(value: Iterable[str]) -> tuple[str, ...]:
    return _items(value)


def _parameters(value: Iterable[Parameter]) -> tuple[Parameter, ...]:
    return _items(value)


def _map(value: Mapping[str, str]) -> FrozenMap[str, str]:
    return FrozenMap(value)


@frozen(kw_only=True, eq=False, repr=False)
class Offer(Value, ABC, Generic[T_co]):
    """Base of all offers.

    Attributes:
        load: Brings the thing itself; heavy imports belong in it.
        summary: What it is, in a sentence.

    Raises:
        DefinitionError: Values that an offer cannot have, all in one error.
    """

    KIND: ClassVar[str]
    """What is offered, in a word."""
    HOOK: ClassVar[str]
    """The hook that such offers come through."""

    load: Callable[[], T_co]
    summary: str = ""

    def __attrs_post_init__(self) -> None:
        faults = self._faults()
        if faults:
            raise DefinitionError(faults)

    @property
    @abstractmethod
    def names(self) -> tuple[str, ...]:
        """Everything that it may be asked for by, its own name first."""

    def loaded_fault(self, loaded: object) -> str | None:
        """What is wrong with what `load` gave, or None."""
        return None if callable(loaded) else f"gave {_shown(loaded)}, which cannot be called"

    def _faults(self) -> list[Fault]:
        return [
            *_unless("/summary", isinstance(self.summary, str), "must be text"),
            *_unless("/load", callable(self.load), "cannot be called", "give a function without arguments"),
        ]


@frozen(kw_only=True, eq=False, repr=False)
class NamedOffer(Offer[T_co]):
    """An offer that goes by a name.

    Attributes:
        name: A lower-case letter, then letters, digits and hyphens, 63 characters at most.
    """

    name: str

    @property
    def names(self) -> tuple[str, ...]:
        """Its name."""
        return (self.name,)

    def _faults(self) -> list[Fault]:
        return [*_name_faults("/name", (self.name,)), *super()._faults()]


@frozen(kw_only=True, eq=False, repr=False)
class MethodologyOffer(NamedOffer["Methodology"]):
    """A methodology."""

    KIND = "methodology"
    HOOK = "interim_methodologies"

    def loaded_fault(self, loaded: object) -> str | None:
        from interim_method.model.methodology import Methodology

        return _instance_fault(loaded, Methodology)


@frozen(kw_only=True, eq=False, repr=False)
class VariantOffer(NamedOffer["AVariant"]):
    """A named, versioned set of changes on the methodology or variant `base`.

    `of_file` makes the whole offer of a TOML or JSON file.
    """

    KIND = "variant"
    HOOK = "interim_variants"

    base: str
    version: str

    @classmethod
    def of_file(cls, path: str | PathLike[str]) -> VariantOffer:
        """The offer of the variant in a file.

        Raises:
            FileError: It cannot be read, or holds no variant; every fault with its line.
        """
        # What reads files is for plug-ins that have some.
        from interim_method.files import load

        variant = load(path, kind="variant")
        said = variant.title.said("en").text if variant.summary is None else variant.summary.said("en").text
        return cls(
            name=variant.id,
            base=variant.base,
            version=variant.version,
            summary=said.partition("\n")[0],
            load=lambda: load(path, kind="variant"),
        )

    def loaded_fault(self, loaded: object) -> str | None:
        from interim_method.model import variant

        return _instance_fault(loaded, variant.Variant)

    def _faults(self) -> list[Fault]:
        return [
            *super()._faults(),
            *_name_faults("/base", (self.base,)),
            *_unless("/version", isinstance(self.version, str) and self.version != "", "must be text"),
        ]


@frozen(kw_only=True, eq=False, repr=False)
class ToolKind(Value):
    """A kind of tool: the class of its definitions, and the class of its fillings."""

    definition: type[Tool]
    content: type[ToolContent]


@frozen(kw_only=True, eq=False, repr=False)
class ToolOffer(Offer[ToolKind]):
    """A kind of tool, such as ``quadrants``; `version` is that of its stored form."""

    KIND = "tool kind"
    HOOK = "interim_tools"

    kind: str
    version: int = 1

    @property
    def names(self) -> tuple[str, ...]:
        """Its kind."""
        return (self.kind,)

    def loaded_fault(self, loaded: object) -> str | None:
        return _instance_fault(loaded, ToolKind)

    def _faults(self) -> list[Fault]:
        whole = type(self.version) is int and self.version >= 1
        return [
            *_name_faults("/kind", (self.kind,)),
            *_unless("/version", whole, "must be a whole number of 1 or more"),
            *super()._faults(),
        ]


@frozen(kw_only=True, eq=False, repr=False)
class DocumentOffer(NamedOffer[Recipe]):
    """A document that can be composed.

    Attributes:
        order: Its place in the order of use; listings and file numbers follow it.
        subjects: What it may be about.
        editions: The editions that it has.
        narrows: What ``of=`` may name, such as ``step`` or ``session``.
        parameters: What else its caller may choose.
        parts: What its parts are called by house templates; none where any name may be one.
        titles: Language → its title, which may have marks.
        files: Language → the stem of a file's name.
        words: The folder of the document's own words: catalogues ``<language>/*.po``, whose ids begin with the
            document's name.
    """

    KIND = "document"
    HOOK = "interim_documents"

    subjects: tuple[Subject, ...] = field(converter=_subjects)
    editions: tuple[Edition, ...] = field(default=("filled",), converter=_editions)
    order: int = 1000
    narrows: tuple[str, ...] = field(default=(), converter=_names)
    parameters: tuple[Parameter, ...] = field(default=(), converter=_parameters)
    parts: tuple[str, ...] = field(default=(), converter=_names)
    titles: FrozenMap[str, str] = field(factory=FrozenMap, converter=_map)
    files: FrozenMap[str, str] = field(factory=FrozenMap, converter=_map)
    words: Path | None = None

    def title(self, language: str) -> str:
        """The title in *language*, else in English, else in any, else the name."""
        return unmarked(_in_language(self.titles, language)) or self.name

    def file(self, language: str) -> str:
        """The stem of a file's name in *language*, found like `title`."""
        return _in_language(self.files, language) or self.name

    def _faults(self) -> list[Fault]:
        return [
            *super()._faults(),
            *_choice_faults("/subjects", self.subjects, get_args(Subject)),
            *_choice_faults("/editions", self.editions, get_args(Edition)),
            *_unless("/order", type(self.order) is int, "must be a whole number"),
            *_name_faults("/narrows", self.narrows),
            *_parameter_faults("/parameters", self.parameters),
            *_name_faults("/parts", self.parts),
            *_language_faults("/titles", self.titles),
            *_language_faults("/files", self.files),
            *_unless(
                "/words", self.words is None or isinstance(self.words, Path), "must be the path of a folder"
            ),
            *(
                Fault(f"/files/{language}", f"{stem!r} is not the stem of a file's name")
                for language, stem in self.files.items()
                if not isinstance(stem, str) or not re.fullmatch(r"[^\W_][\w-]{0,62}", stem)
            ),
        ]


@frozen(kw_only=True, eq=False, repr=False)
class ExporterOffer(NamedOffer[Exporter]):
    """A writer of a format.

    Attributes:
        aliases: Other names for it.
        suffixes: File suffixes that mean it, each with its dot and in lower case.
        media_type: Media type of what it writes.
        takes: ``document`` (the composed tree) or ``record`` (the data).
        options: What its caller may choose.
        checker: Loads what looks into a house template, for exporters that take one.
    """

    KIND = "exporter"
    HOOK = "interim_exporters"

    aliases: tuple[str, ...] = field(default=(), converter=_names)
    suffixes: tuple[str, ...] = field(default=(), converter=_names)
    media_type: str = "application/octet-stream"
    takes: Literal["document", "record"] = "document"
    options: tuple[Parameter, ...] = field(default=(), converter=_parameters)
    checker: Callable[[], TemplateChecker] | None = None

    @property
    def names(self) -> tuple[str, ...]:
        """Its name and its aliases."""
        return (self.name, *self.aliases)

    def _faults(self) -> list[Fault]:
        typed = isinstance(self.media_type, str) and _MEDIA_TYPE.fullmatch(self.media_type) is not None
        return [
            *super()._faults(),
            *_name_faults("/aliases", self.aliases),
            *_suffix_faults("/suffixes", self.suffixes),
            *_unless("/media_type", typed, f"{self.media_type!r} is not a media type"),
            *_choice_faults("/takes", (self.takes,), ("document", "record")),
            *_parameter_faults("/options", self.options),
        ]


@frozen(kw_only=True, eq=False, repr=False)
class ImporterOffer(NamedOffer[Importer]):
    """A reader of filled documents of a format; `suffixes` as for an exporter."""

    KIND = "importer"
    HOOK = "interim_importers"

    suffixes: tuple[str, ...] = field(default=(), converter=_names)

    def _faults(self) -> list[Fault]:
        return [*super()._faults(), *_suffix_faults("/suffixes", self.suffixes)]


@frozen(kw_only=True, eq=False, repr=False)
class RuleOffer(NamedOffer[Rule]):
    """A check of records of the kinds `subjects`."""

    KIND = "rule"
    HOOK = "interim_rules"

    subjects: tuple[Subject, ...] = field(converter=_subjects)

    def _faults(self) -> list[Fault]:
        return [*super()._faults(), *_choice_faults("/subjects", self.subjects, get_args(Subject))]


@frozen(kw_only=True, eq=False, repr=False)
class LanguageOffer(Offer[Mapping[str, str]]):
    """A language of the documents' own words.

    Attributes:
        code: BCP 47 tag, such as ``eu``.
        name: The language's name in itself, such as ``euskara``.
        load: Gives the words: key → words in this language.
    """

    KIND = "language"
    HOOK = "interim_languages"

    code: str
    name: str

    @property
    def names(self) -> tuple[str, ...]:
        """Its tag."""
        return (self.code,)

    def loaded_fault(self, loaded: object) -> str | None:
        return _instance_fault(loaded, Mapping)

    def _faults(self) -> list[Fault]:
        tagged = isinstance(self.code, str) and _LANGUAGE.fullmatch(self.code) is not None
        named = isinstance(self.name, str) and self.name != ""
        return [
            *_unless("/code", tagged, f"{_cut(self.code)} is not a language tag", "use tags such as eu"),
            *_unless("/name", named, "must be the language's name"),
            *super()._faults(),
        ]


@frozen(kw_only=True, eq=False, repr=False)
class TerminologyOffer(NamedOffer["Terminology | Path"]):
    """An organisation's own words: `load` gives a `Terminology`, or the path of a file with one."""

    KIND = "terminology"
    HOOK = "interim_terminologies"

    def loaded_fault(self, loaded: object) -> str | None:
        from interim_method.model.terminology import Terminology

        return None if isinstance(loaded, Path) else _instance_fault(loaded, Terminology)


@frozen(kw_only=True, eq=False, repr=False)
class TemplateOffer(NamedOffer[Path]):
    """A house template: `load` gives the path of a file."""

    KIND = "template"
    HOOK = "interim_templates"

    def loaded_fault(self, loaded: object) -> str | None:
        return _instance_fault(loaded, Path)


# --- what may be wrong ---------------------------------------------------------------------------------------------


def _unless(at: str, holds: bool, problem: str, advice: str = "") -> list[Fault]:
    return [] if holds else [Fault(at, problem, advice)]


def _name_faults(at: str, names: Iterable[object]) -> list[Fault]:
    return [
        Fault(at, f"{_cut(name)} is not a name", "use a lower-case letter, then letters, digits and hyphens")
        for name in names
        if not is_id(name)
    ]


def _choice_faults(at: str, values: tuple[object, ...], choices: tuple[str, ...]) -> list[Fault]:
    wrong = [
        Fault(at, f"{_cut(v)} is not possible here", "one of " + ", ".join(choices))
        for v in values
        if v not in choices
    ]
    return wrong or _unless(at, bool(values), "is empty", "one of " + ", ".join(choices))


def _suffix_faults(at: str, suffixes: Iterable[object]) -> list[Fault]:
    return [
        Fault(at, f"{_cut(s)} is not a file suffix", "with its dot and in lower case, such as .docx")
        for s in suffixes
        if not (isinstance(s, str) and _SUFFIX.fullmatch(s))
    ]


def _parameter_faults(at: str, parameters: tuple[object, ...]) -> list[Fault]:
    wrong = [Fault(at, f"{_cut(p)} is not a Parameter") for p in parameters if not isinstance(p, Parameter)]
    names = [p.name for p in parameters if isinstance(p, Parameter)]
    return [*wrong, *_unless(at, len(set(names)) == len(names), "two parameters have one name")]


def _language_faults(at: str, texts: Mapping[str, object]) -> list[Fault]:
    faults = []
    for language, text in texts.items():
        if not (isinstance(language, str) and _LANGUAGE.fullmatch(language)):
            faults.append(Fault(at, f"{_cut(language)} is not a language tag", "use tags such as ca"))
        elif not isinstance(text, str) or not text:
            faults.append(Fault(f"{at}/{language}", "must be text"))
    return faults


def _instance_fault(loaded: object, wanted: type) -> str | None:
    if isinstance(loaded, wanted):
        return None
    return f"gave {_shown(loaded)}, not a {wanted.__name__}"


def _in_language(texts: Mapping[str, str], language: str) -> str:
    for candidate in (language, language.partition("-")[0], "en", *texts):
        if candidate in texts:
            return texts[candidate]
    return ""


def _shown(value: object) -> str:
    return "None" if value is None else f"a value of the type {type(value).__name__}"


def _cut(value: object) -> str:
    text = repr(value)
    return text if len(text) <= 80 else text[:77] + "…"
