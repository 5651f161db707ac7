"""`Context`: what a recipe composes with.

A recipe is a function of a context alone. The context knows the record, the language, the edition and the
date; it says texts, makes fields and collections from addresses, and puts the whole together.
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterable, Mapping, Sequence
from datetime import date
from functools import cached_property
from typing import Any, Literal, TypeVar, get_args, get_origin

from attrs import Factory, frozen

from interim_method.documents.language import Language
from interim_method.documents.signs import SIGNS
from interim_method.errors import AddressError, ExportError
from interim_method.markup import tree as t
from interim_method.markup.parsing import parse, parse_inline
from interim_method.model import (
    Audience,
    ChangeStage,
    Choice,
    Engagement,
    FrozenMap,
    Keyed,
    Kind,
    Methodology,
    Money,
    Person,
    Pilot,
    Record,
    Text,
    fields_of,
    item_type,
    parts,
    place,
    record_type,
)
from interim_method.model.record import bare_type
from interim_method.rules.pilots import Totals

__all__ = ["Col", "Context"]

R = TypeVar("R", bound=Record)
Subject = Methodology | Engagement | Pilot
Said = str | Text | None


@frozen
class Col:
    """A column of a collection: a field of its items, or what `make` makes of one.

    Attributes:
        heading: Its words.
        name: The field below the item; empty for what is derived.
        make: Gives the blocks of a derived cell.
        width: Its share of the width.
        align: How its cells are aligned.
        holds: What its cells hold, for writers to choose their look.
        options: The choices of the field, where the model does not know them.
        guide: Says what stands in the empty place of an item instead of *Pendent*; empty for that.
    """

    heading: str
    name: str = ""
    make: Callable[[Any], t.Blocks] | None = None
    width: float = 1.0
    align: t.Align = "left"
    holds: Literal["text", "number", "sign", "short"] = "text"
    options: tuple[t.Option, ...] = ()
    guide: Callable[[Any], str] | None = None


@frozen(kw_only=True)
class Context:
    """Everything that a recipe may know.

    Attributes:
        subject: The record, already redacted for `audience`.
        recipe: Name of the document.
        title: Title of the document, in its language.
        language: The language of the document.
        edition: ``blank``, ``filled``, ``facilitator`` or ``summary``.
        audience: Whom it is for.
        on: The day that it speaks of; that of the record where nobody said.
        of: Address that narrows it to one step, session, content or person; empty for the whole.
        parameters: The recipe's parameters by name.
        engagements: The engagements of a pilot, redacted for the audience too.
        totals: Of a pilot, how many verdicts each hypothesis got; reckoned before redaction, since sums may
            be told to those who may not see whose they are.
        copy: Number of the copy, where several are handed out.
    """

    subject: Subject
    recipe: str
    title: str
    language: Language
    edition: Literal["blank", "filled", "facilitator", "summary"] = "filled"
    audience: Audience = "organisation"
    on: date | None = None
    of: str = ""
    parameters: FrozenMap[str, Any] = Factory(FrozenMap)
    engagements: Keyed[Engagement] = Factory(Keyed)
    totals: FrozenMap[str, Totals] = Factory(FrozenMap)
    copy: int = 0

    # --- what it is about --------------------------------------------------------------------------------

    @property
    def blank(self) -> bool:
        """Whether places are left empty, to be filled in by hand."""
        return self.edition == "blank"

    @property
    def engagement(self) -> Engagement:
        """The engagement.

        Raises:
            ExportError: The subject is something else.
        """
        if not isinstance(self.subject, Engagement):
            raise ExportError(
                f"the document {self.recipe!r} is about an engagement, not a {self.subject.KIND}"
            )
        return self.subject

    @property
    def pilot(self) -> Pilot:
        """The pilot.

        Raises:
            ExportError: The subject is something else.
        """
        if not isinstance(self.subject, Pilot):
            raise ExportError(f"the document {self.recipe!r} is about a pilot, not {_a(self.subject.KIND)}")
        return self.subject

    @property
    def methodology(self) -> Methodology:
        """The methodology, the subject's own where it is not one itself."""
        return self.subject if isinstance(self.subject, Methodology) else self.subject.methodology

    @property
    def own_language(self) -> str:
        """The language in which the record is written."""
        return self.language.code if isinstance(self.subject, Methodology) else self.subject.language

    @property
    def day(self) -> date | None:
        """The day that the document speaks of."""
        return self.on or (None if isinstance(self.subject, Methodology) else self.subject.reference)

    def narrowed(self, *collections: str) -> str | None:
        """The id that `of` names, where it leads into one of *collections*; None where it names nothing.

        Raises:
            AddressError: It leads nowhere, or into something else.
        """
        if not self.of:
            return None
        tokens = parts(self.of)
        if len(tokens) == 2 and tokens[0] in collections:
            record: Record = self.subject
            if tokens[0] == "elements" and not isinstance(self.subject, Methodology):
                record = self.methodology
            place(record, self.of)
            return tokens[1]
        wanted = " or ".join(f"/{c}/…" for c in collections) or "nothing"
        raise AddressError(f"does not narrow the document {self.recipe!r}; it takes {wanted}", self.of)

    # --- words -------------------------------------------------------------------------------------------

    def word(self, key: str, **gaps: object) -> str:
        """Words of the document, by symbolic id."""
        return self.language.word(key, **gaps)

    def choice(self, name: str, value: str | None, *, sign: bool = True) -> str:
        """The words for the value of a choice field, with its sign where it has one."""
        if value is None:
            return ""
        mark = SIGNS.get(f"{name}.{value}", "") if sign else ""
        words = self.language.word(f"{name}.{value}") if self.language.has(f"{name}.{value}") else value
        return f"{mark} {words}" if mark else words

    def text(self, said: Said) -> str:
        """A text in the document's language, as plain text; empty for nothing."""
        return self._said(said)[0] if said else ""

    def line(self, said: Said) -> t.Runs:
        """A line of plain text as runs; marked with its language where that is not the document's."""
        if not said:
            return ()
        text, language = self._said(said)
        return t.line(text, None if language == self.language.code else language)

    def inline(self, said: Said) -> t.Runs:
        """A short piece of Markdown as runs, for where there is no room for blocks."""
        if not said:
            return ()
        text, language = self._said(said)
        runs = parse_inline(text)
        return runs if language == self.language.code else _in_language(runs, language)

    def prose(self, said: Said) -> t.Blocks:
        """A text as blocks."""
        if not said:
            return ()
        text, language = self._said(said)
        blocks = parse(text)
        if language == self.language.code:
            return blocks
        return tuple(
            t.Paragraph(_in_language(b.runs, language), b.role) if isinstance(b, t.Paragraph) else b
            for b in blocks
        )

    def _said(self, said: str | Text) -> tuple[str, str]:
        if isinstance(said, str):
            return said, self.own_language
        found = said.said(self.language.code, (self.own_language, "ca", "es", "en"))
        return found.text, found.language

    # --- blocks ------------------------------------------------------------------------------------------

    def section(
        self, key: str, *blocks: t.Block | Iterable[t.Block | None] | None, **options: Any
    ) -> t.Section:
        """A section headed by the words *key* (the recipe's, such as ``board``), its id the same."""
        return t.Section(t.line(self.heading(key)), flat(blocks), id=key.rpartition(".")[2], **options)

    def heading(self, key: str) -> str:
        """The words of a heading: the recipe's own, or the common ones."""
        own = f"{self.recipe}.{key}"
        return self.word(own if self.language.has(own) else key)

    def pending(self) -> t.Paragraph:
        """Stands where somebody should still write something."""
        return t.paragraph(self.word("pending"), "pending")

    def facts(self, *entries: tuple[str, str | t.Blocks | t.Runs | None]) -> t.Definitions:
        """Labels and their values; those without a value are left out."""
        found = []
        for label, value in entries:
            if value:
                blocks = (t.paragraph(value),) if isinstance(value, str) else _as_blocks(value)
                found.append(t.Definition(t.line(label), blocks))
        return t.Definitions(tuple(found), role="facts")

    def bullets(self, items: Iterable[Said | t.Runs]) -> t.Block | None:
        """A tight list of short pieces of Markdown; None where there is nothing to list."""
        made = tuple(
            t.Item((t.Paragraph(i if isinstance(i, tuple) else self.inline(i)),)) for i in items if i
        )
        return t.Items(made) if made else None

    def table(
        self,
        headings: Sequence[str],
        rows: Iterable[Sequence[str | t.Runs | t.Blocks | t.Cell | None]],
        *,
        align: str = "",
        widths: Sequence[float] = (),
        total: Sequence[str] | None = None,
        title: str = "",
        **options: Any,
    ) -> t.Table | None:
        """A table of texts; *align* has a letter (l, c, r) for each column. None where there are no rows."""
        sides: dict[str, t.Align] = {"l": "left", "c": "center", "r": "right"}
        columns = tuple(
            t.Column(
                sides[align[n]] if n < len(align) else "left",
                widths[n] if n < len(widths) else 1.0,
                "number" if n < len(align) and align[n] == "r" else "text",
            )
            for n in range(len(headings))
        )
        body = [t.Row(tuple(_as_cell(cell) for cell in row)) for row in rows]
        if not body:
            return None
        if total is not None:
            body.append(t.Row(tuple(_as_cell(cell) for cell in total), role="total"))
        header = (t.Row(tuple(_as_cell(h) for h in headings)),)
        return t.Table(columns, header, tuple(body), title=title, **options)

    def strip(self, marked: Iterable[str] = ()) -> t.Grid | None:
        """The five change stages in a row, the present ones marked; None where the methodology has none."""
        stages = self.methodology.stages
        if not stages:
            return None
        present = set(marked)
        cells = tuple(
            t.GridCell(self.line(s.title), (), column=n, stage=s.id, marked=s.id in present)
            for n, s in enumerate(stages, 1)
        )
        return t.Grid(cells, columns=len(cells), role="strip", title=self.word("label.stage"))

    def callout(self, kind: Any, title: str, *blocks: t.Block | Iterable[t.Block | None] | None) -> t.Callout:
        """Something to be seen."""
        return t.Callout(flat(blocks), kind, t.line(title))

    # --- people, stages, choices --------------------------------------------------------------------------

    @cached_property
    def _people(self) -> Keyed[Person]:
        return Keyed() if isinstance(self.subject, Methodology) else self.subject.people

    def role(self, key: str | None) -> str:
        """A person's role; empty where it is not known or not to be shown."""
        person = self._people.get(key)
        return self.text(person.role) if person else ""

    def roles(self, keys: Iterable[str]) -> str:
        """The roles of several people."""
        return self.language.listing(r for r in map(self.role, keys) if r)

    def stage(self, key: str | None) -> str:
        """The title of a change stage."""
        found = self.methodology.elements.get(key)
        return self.text(found.title) if isinstance(found, ChangeStage) else ""

    def blocker(self, key: str | None) -> str:
        """The words for a kind of blocker."""
        found = self._blockers.get(key)
        return self.text(found.label) if found else (key or "")

    @cached_property
    def _blockers(self) -> Keyed[Choice]:
        return self._choices("blocker-kinds")

    def _choices(self, key: str) -> Keyed[Choice]:
        found = self.methodology.elements.get(key)
        return getattr(found, "choices", Keyed())

    # --- dates and numbers ------------------------------------------------------------------------------

    def short_date(self, day: date | None) -> str:
        """A date for tables; empty for none."""
        return self.language.short_date(day) if day else ""

    def long_date(self, day: date | None) -> str:
        """A date in full; empty for none."""
        return self.language.long_date(day) if day else ""

    def hours(self, minutes: int | None) -> str:
        """Minutes as hours without the unit; empty for none."""
        return "" if minutes is None else self.language.hours(minutes)

    def number(self, value: Any, decimals: int | None = None) -> str:
        """A number; empty for none."""
        return "" if value is None else self.language.number(value, decimals)

    def money(self, amount: Money | None) -> str:
        """An amount; empty for none."""
        return self.language.money(amount) if amount else ""

    # --- fields and collections ---------------------------------------------------------------------------

    def key(self, address: str) -> str:
        """The key of a place: ten characters that are the same in every language, edition and export."""
        digest = hashlib.sha256(f"{self.subject.id}\n{address}".encode()).digest()
        return _letters(digest)

    def field(
        self,
        address: str,
        label: str,
        *,
        lines: int = 1,
        guide: str = "",
        new: type[Record] | None = None,
        stage: str | None = None,
        value: Any = None,
        options: tuple[t.Option, ...] | None = None,
        kind: Kind | None = None,
    ) -> t.Field:
        """The fillable place at an address of the record.

        What it takes is read from the model. In a blank edition it is empty, with room for a hand.

        Args:
            address: Where its value lies, or will lie once somebody fills it in.
            label: What it is called, for those who cannot see where it stands.
            lines: The room that a hand needs.
            guide: What to write there, shown while it is empty.
            new: The class of an item that is not in the record yet; *address* then ends in one of its fields.
            stage: The change stage whose colour it takes.
            value: For an item that is not in the record yet, what it starts with.
            options: The choices, where they are not the model's own.
            kind: What it takes, where the model does not say.
        """
        if new is not None:
            info = fields_of(new)[address.rpartition("/")[2]]
            annotation, found = info.type, value
        else:
            spot = place(self.subject, address)
            annotation, found = spot.type, spot.value
        takes = kind or _kind(annotation)
        shown = None if self.blank else found
        language = self.own_language
        if isinstance(shown, Text):
            shown, language = self._said(shown)
        choices = options if options is not None else self._options(address, annotation, takes)
        return t.Field(
            key=self.key(address),
            address=address,
            kind=takes.name,
            label=label,
            value=_plain_value(shown),
            blocks=self._shown(shown, takes, choices, language),
            placeholder=guide or (self.word("pending") if not self.blank else ""),
            options=choices,
            low=takes.low,
            high=takes.high,
            lines=lines,
            language=language if takes.name in ("text", "markdown") else "",
            stage=stage,
        )

    def _options(self, address: str, annotation: Any, kind: Kind) -> tuple[t.Option, ...]:
        name = address.rpartition("/")[2]
        inner = item_type(annotation) or annotation
        bare = bare_type(inner)
        if get_origin(bare) is Literal:
            return tuple(t.Option(v, self.choice(name, v)) for v in get_args(bare))
        if kind.name in ("reference", "choices"):
            return tuple(self._candidates(kind.of))
        if kind.name == "yes-no":
            return (t.Option("true", self.word("yes")), t.Option("false", self.word("no")))
        return ()

    def _candidates(self, collections: Iterable[str]) -> Iterable[t.Option]:
        for name in collections:
            if name.startswith("choices:"):
                for choice in self._choices(name.partition(":")[2]):
                    yield t.Option(choice.id, self.text(choice.label))
            elif name == "journey-stages":
                for tool in self.methodology.tools:
                    for stage in getattr(tool, "stages", ()) if tool.KIND == "journey" else ():
                        yield t.Option(stage.id, self.text(stage.title))
            elif not name.startswith("elements") and name in fields_of(type(self.subject)):
                for item in getattr(self.subject, name):
                    yield t.Option(item.id, self._name(item))

    def _name(self, item: Any) -> str:
        for attribute in ("role", "title", "name", "text"):
            said = getattr(item, attribute, None)
            if said:
                return self.text(said)
        return str(item.id)

    def _shown(self, value: Any, kind: Kind, options: tuple[t.Option, ...], language: str) -> t.Blocks:
        if value is None or value == () or value == "":
            return ()
        labels = {o.value: o.label for o in options}
        match value:
            case bool():
                return (t.paragraph(self.word("yes" if value else "no")),)
            case date():
                return (t.paragraph(self.short_date(value)),)
            case Money():
                return (t.paragraph(self.money(value)),)
            case int() if kind.name == "hours":
                return (t.paragraph(self.hours(value)),)
            case int():
                return (
                    t.paragraph(self.language.signed(value) if (kind.low or 0) < 0 else self.number(value)),
                )
            case tuple():
                return (t.paragraph(self.language.listing(labels.get(v, str(v)) for v in value)),)
            case str() if kind.name == "markdown":
                return self.prose(value if language == self.own_language else Text({language: value}))
            case str() if kind.name == "number":
                return (t.paragraph(self.number(value)),)
            case str() if kind.name == "text":
                return (
                    t.Paragraph(
                        self.line(value if language == self.own_language else Text({language: value}))
                    ),
                )
            case _:
                return (t.paragraph(labels.get(str(value), str(value))),)

    def collection(
        self,
        address: str,
        label: str,
        columns: Sequence[Col],
        *,
        items: Iterable[Any] | None = None,
        empty: int = 0,
        prefix: str = "new",
        shape: Literal["rows", "cards"] = "rows",
        lines: int = 1,
        given: Mapping[str, str] | None = None,
        new: type[Record] | None = None,
        **options: Any,
    ) -> t.Collection:
        """The growing set at an address, with *empty* rows behind those there are.

        Args:
            address: The collection's.
            label: What it is called.
            columns: Its columns.
            items: Which of its items are shown; all where not given, none in a blank edition.
            empty: How many empty rows follow.
            prefix: Begins the ids of the empty rows, until somebody fills them in.
            shape: Rows of a table, or cards.
            lines: The room that a hand needs in a cell.
            given: What every row added here holds, such as the objective that the table is of.
            new: The class of its items, where what it lies in is not in the record yet.
            **options: Further attributes of the `Collection`.
        """
        there: Iterable[Any] = ()
        cls: type[Any] | None = new
        if new is None:
            spot = place(self.subject, address)
            cls = record_type(item_type(spot.type) or spot.type)
            there = spot.value
        shown = () if self.blank else (there if items is None else items)
        own = "".join(f"?{name}={value}" for name, value in sorted((given or {}).items()))
        rows = [
            t.CollectionRow(
                self.key(f"{address}/{item.id}"),
                item.id,
                tuple(self._cell(f"{address}/{item.id}", c, item, None, lines) for c in columns),
                t.line(self._name(item)),
            )
            for item in shown
        ]
        for n in range(1, empty + 1):
            below = f"{address}/{prefix}-{n}{own}"
            cells = tuple(self._cell(below, c, None, cls, lines) for c in columns)
            rows.append(t.CollectionRow(self.key(below), "", cells))
        return t.Collection(
            self.key(address + own),
            address,
            label,
            tuple(t.Column(c.align, c.width, c.holds) for c in columns),
            tuple(t.line(c.heading) for c in columns),
            tuple(c.name for c in columns),
            tuple(rows),
            shape,
            title=label,
            given=FrozenMap(given or {}),
            **options,
        )

    def _cell(self, below: str, column: Col, item: Any, cls: type | None, lines: int) -> t.Cell:
        if column.make is not None:
            return t.Cell(column.make(item) if item is not None else ())
        at = f"{below}/{column.name}"
        made = self.field(
            at,
            column.heading,
            new=cls if item is None else None,
            lines=lines,
            guide=column.guide(item) if column.guide and item is not None else "",
            options=column.options or None,
            kind=Kind("choice") if column.options else None,
        )
        return t.Cell((made,))

    # --- the whole ---------------------------------------------------------------------------------------

    def document(
        self,
        *blocks: t.Block | Iterable[t.Block | None] | None,
        title: str = "",
        subtitle: str = "",
        marked: Iterable[str] | None = (),
        cover: bool = False,
        contents: bool = False,
        **options: Any,
    ) -> t.Document:
        """The document made of *blocks*, with its head, its rights lines and its identity.

        Args:
            *blocks: What it says; None is left out.
            title: Its title; that of the recipe where not given.
            subtitle: A line below the title.
            marked: The change stages marked in the strip; None for no strip.
            cover: Whether it has a cover.
            contents: Whether it has a table of contents.
            **options: Further attributes of the `Document`.
        """
        subject = self.subject
        fictional = getattr(subject, "fictional", False) or (
            isinstance(subject, Engagement) and subject.organisation.fictional
        )
        organisation = self.organisation
        name = title or self.title
        day = self.day
        return t.Document(
            title=name,
            subtitle=subtitle,
            blocks=flat(blocks),
            language=self.language.code,
            id=self.identity["document"],
            organisation=organisation,
            notice=self.word("fictional") if fictional else "",
            facts=tuple((label, value) for label, value in self._head() if value),
            rights=self._rights(),
            page_label=self.word("page"),
            contents_title=self.word("contents") if contents else "",
            strip=None if marked is None else self.strip(marked),
            cover=cover,
            date=day,
            author=organisation,
            subject=self.title,
            keywords=(self.text(self.methodology.title), self.word(f"edition.{self.edition}")),
            identity=self.identity,
            **options,
        )

    @property
    def organisation(self) -> str:
        """Whose document it is."""
        match self.subject:
            case Engagement(organisation=organisation):
                return self.text(organisation.name)
            case Pilot(accompanist=organisation):
                return self.text(organisation.name)
            case _:
                return self.methodology.authors

    def _head(self) -> Iterable[tuple[str, str]]:
        word = self.word
        subject = self.subject
        if isinstance(subject, Methodology):
            yield word("label.version"), subject.version
            yield word("label.language"), self.language.locale.get_display_name() or ""
            return
        if isinstance(subject, Pilot):
            yield word("label.pilot"), self.text(subject.title)
        state = next(
            (d for d in reversed(subject.documents) if d.document == self.recipe and d.of == self.of), None
        )
        if self.blank:
            yield word("label.edition"), word("edition.blank")
        elif state is None:
            yield word("label.state"), word("state.draft")
        else:
            said = [self.choice("state", state.state), self.text(state.by), self.short_date(state.on)]
            yield word("label.state"), self.language.listing(s for s in said if s)
        version = (
            state.version if state and state.version else (str(subject.revision) if subject.revision else "")
        )
        yield word("label.version"), " · ".join(s for s in (version, self.long_date(self.day)) if s)
        yield word("label.consent"), self.choice("consent", self.audience)
        yield word("label.language"), self.language.locale.get_display_name() or ""

    def _rights(self) -> tuple[str, ...]:
        lines = []
        if self.methodology.attribution:
            lines.append(self.text(self.methodology.attribution))
        if not isinstance(self.subject, Methodology):
            audience = self.choice("consent", self.audience)
            lines.append(
                self.word(
                    "content-line",
                    organisation=self.organisation,
                    consent=audience[:1].upper() + audience[1:],
                )
            )
        return tuple(lines)

    @cached_property
    def identity(self) -> FrozenMap[str, str]:
        """What a reader needs to know the document again."""
        subject = self.subject
        said = {
            "schema": "1",
            "record": subject.id,
            "kind": subject.KIND,
            "revision": str(getattr(subject, "revision", 0)),
            "methodology": f"{self.methodology.id} {self.methodology.version}",
            "recipe": self.recipe,
            "of": self.of,
            "edition": self.edition,
            "language": self.language.code,
            "audience": self.audience,
            "copy": str(self.copy),
            "parameters": ";".join(f"{k}={v}" for k, v in sorted(self.parameters.items()) if v is not None),
        }
        joined = "\n".join(f"{k}={v}" for k, v in said.items())
        return FrozenMap({"document": _letters(hashlib.sha256(joined.encode()).digest(), 16), **said})


def _a(noun: str) -> str:
    return f"an {noun}" if noun[0] in "aeiou" else f"a {noun}"


def flat(blocks: Iterable[Any]) -> t.Blocks:
    """Blocks and iterables of blocks in one row, without the Nones."""
    found: list[t.Block] = []
    for block in blocks:
        if block is None:
            continue
        if isinstance(block, (tuple, list)) or not hasattr(type(block), "__attrs_attrs__"):
            found.extend(flat(block))
        else:
            found.append(block)
    return tuple(found)


_ALPHABET = "abcdefghijklmnopqrstuvwxyz234567"


def _letters(digest: bytes, length: int = 10) -> str:
    number = int.from_bytes(digest[:16], "big")
    letters = []
    for _ in range(length):
        number, rest = divmod(number, len(_ALPHABET))
        letters.append(_ALPHABET[rest])
    # A letter first: bookmark names and HTML ids may not begin with a digit.
    return _ALPHABET[_ALPHABET.index(letters[0]) % 26] + "".join(letters[1:])


def _kind(annotation: Any) -> Kind:
    from interim_method.model import kind_of_type

    return kind_of_type(annotation)


def _plain_value(value: Any) -> str:
    match value:
        case None:
            return ""
        case bool():
            return "true" if value else "false"
        case date():
            return value.isoformat()
        case Money():
            return f"{value.amount} {value.currency}"
        case tuple():
            return " ".join(map(str, value))
        case _:
            return str(value)


def _as_blocks(value: Any) -> t.Blocks:
    if not value:
        return ()
    if isinstance(value[0], (t.Text, t.Strong, t.Emphasis, t.Strike, t.Code, t.Link, t.NoteRef, t.Break)):
        return (t.Paragraph(value),)
    return tuple(value)


def _as_cell(value: Any) -> t.Cell:
    if isinstance(value, t.Cell):
        return value
    if isinstance(value, str):
        return t.Cell((t.paragraph(value),) if value else ())
    return t.Cell(_as_blocks(value or ()))


def _in_language(runs: t.Runs, language: str) -> t.Runs:
    marked: list[t.Run] = []
    for run in runs:
        match run:
            case t.Text(text, None):
                marked.append(t.Text(text, language))
            case t.Strong(inner):
                marked.append(t.Strong(_in_language(inner, language)))
            case t.Emphasis(inner):
                marked.append(t.Emphasis(_in_language(inner, language)))
            case t.Strike(inner):
                marked.append(t.Strike(_in_language(inner, language)))
            case t.Link(inner, target, title):
                marked.append(t.Link(_in_language(inner, language), target, title))
            case _:
                marked.append(run)
    return tuple(marked)
