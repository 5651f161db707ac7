"""An organisation's own words: marked in the texts, said in good grammar."""

from __future__ import annotations

import json
import pickle
import re
from functools import cache
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

import interim_method as im
from interim_method.documents.grammar import grammar
from interim_method.documents.language import BUILT_IN, built_in
from interim_method.documents.stress import is_first_stressed
from interim_method.documents.wording import worded
from interim_method.errors import DefinitionError, FileError, InvalidContent, UnknownName
from interim_method.methodologies.interim_executive import example
from interim_method.model import FrozenMap, Keyed, OwnTerm, OwnWords, Terminology
from interim_method.model.marks import mark_fault, marks, unmarked
from interim_method.plugin import TerminologyOffer, hookimpl

HERE = Path(__file__).parent
METHOD = im.methodology("interim-executive")


@cache
def own(name: str) -> Terminology:
    return im.terminology(HERE / f"{name}.toml", methodology=METHOD)


@cache
def texts(language: str) -> dict[str, str]:
    """Every text of the method and every word of the documents in a language, with its marks."""
    said = {at: text.sources[language] for at, text in im.walk(METHOD) if isinstance(text, im.Text)}
    return said | dict(built_in(language))


def one(term: str, language: str, words: OwnWords) -> Terminology:
    return Terminology(id="own", terms=Keyed([OwnTerm(id=term, words=FrozenMap({language: words}))]))


@pytest.mark.parametrize("language", BUILT_IN)
def test_marked_texts_read_letter_for_letter_as_they_did_before(language: str) -> None:
    before = json.loads((HERE / "before.json").read_text(encoding="utf-8"))[language]
    assert len(before) > 100
    assert {at: unmarked(texts(language)[at]) for at in before} == before


@pytest.mark.parametrize("language", BUILT_IN)
def test_every_mark_can_be_read_and_names_a_term_that_is_known(language: str) -> None:
    known = {term.id for term in own("shipped").terms}
    for at, text in texts(language).items():
        assert mark_fault(text) is None, at
        assert {mark.term for mark in marks(text)} <= known, at
        assert "]{" not in unmarked(text), at


@pytest.mark.parametrize("language", BUILT_IN)
def test_the_shipped_words_as_a_terminology_give_the_shipped_texts(language: str) -> None:
    for at, text in texts(language).items():
        assert worded(text, own("shipped"), language) == unmarked(text), at


@pytest.mark.parametrize("language", BUILT_IN)
def test_an_empty_terminology_changes_nothing(language: str) -> None:
    for at, text in texts(language).items():
        assert worded(text, Terminology(id="empty"), language) == unmarked(text), at


@pytest.mark.parametrize("term", [t.id for t in own("barri").terms])
def test_one_term_changes_only_the_texts_that_mark_it(term: str) -> None:
    alone = Terminology(id="alone", terms=Keyed([own("barri").terms[term]]))
    changed = 0
    for language in BUILT_IN:
        for at, text in texts(language).items():
            marked = any(mark.term == term for mark in marks(text))
            differs = worded(text, alone, language) != unmarked(text)
            assert marked or not differs, at
            changed += differs
    assert changed


@pytest.mark.parametrize(
    ("language", "shown", "noun", "said"),
    [
        ("ca", "de la clienta", "usuari m", "de l’usuari"),
        ("ca", "de la clienta", "usuària f", "de la usuària"),
        ("ca", "de les nostres clientes", "usuaris m", "dels nostres usuaris"),
        ("ca", "de clientes", "usuàries f", "d’usuàries"),
        ("ca", "d’usuàries", "clientes f", "de clientes"),
        ("ca", "De clientes", "usuàries f", "D’usuàries"),
        ("ca", "La cooperativa", "entitat f", "L’entitat"),
        ("ca", "la cooperativa", "idea f", "la idea"),
        ("ca", "la cooperativa", "universitat f", "la universitat"),
        ("ca", "la cooperativa", "iniciativa f", "la iniciativa"),
        ("ca", "de cooperativa", "iniciativa f", "d’iniciativa"),
        ("ca", "la cooperativa", "illa f", "l’illa"),
        ("ca", "la cooperativa", "única entitat f", "l’única entitat"),
        ("ca", "la cooperativa", "hora f", "l’hora"),
        ("ca", "la cooperativa", "història f", "la història"),
        ("ca", "de la cooperativa", "iaia f", "de la iaia"),
        ("ca", "de cooperativa", "iogurt m", "de iogurt"),
        ("ca", "de la cooperativa", "institut m", "de l’institut"),
        ("ca", "a la cooperativa", "ateneu m", "a l’ateneu"),
        ("ca", "a la cooperativa", "grup m", "al grup"),
        ("ca", "per les cooperatives", "grups m", "pels grups"),
        ("ca", "per la cooperativa", "hospital m", "per l’hospital"),
        ("ca", "de les altres cooperatives", "ateneus m", "dels altres ateneus"),
        ("ca", "d’una professional", "expert m", "d’un expert"),
        ("ca", "dues sessions", "tallers m", "dos tallers"),
        ("ca", "les mateixes clientes", "socis m", "els mateixos socis"),
        ("es", "de la clienta", "socio m", "del socio"),
        ("es", "a la cooperativa", "grupo m", "al grupo"),
        ("es", "a nuestras usuarias", "socios m", "a nuestros socios"),
        ("es", "de las otras cooperativas", "ateneos m", "de los otros ateneos"),
        ("es", "ninguna clienta", "socio m", "ningún socio"),
        ("es", "Una profesional", "experto m", "Un experto"),
        ("es", "la cooperativa", "asociación f", "la asociación"),
        ("en", "a professional", "expert n", "an expert"),
        ("en", "A cooperative", "association n", "An association"),
        ("en", "an expert", "user n", "a user"),
        ("en", "a professional", "hour n", "an hour"),
        ("en", "a professional", "unusual person n", "an unusual person"),
        ("en", "a professional", "union n", "a union"),
    ],
)
def test_articles_prepositions_and_capitals_follow_the_word(
    language: str, shown: str, noun: str, said: str
) -> None:
    word, _, gender = noun.rpartition(" ")
    words = OwnWords(one=word, other=word, gender=gender)  # type: ignore[arg-type]
    several = bool(re.search("(es|as|os|ns|sessions)$", shown.split()[-1])) and shown != "de cooperativa"
    assert grammar(language).phrase(shown, words, word, several=several) == said


@pytest.mark.parametrize(
    ("language", "shown", "words", "said"),
    [
        ("es", "de la cooperativa", OwnWords(one="aula", other="aulas", gender="f", vowel=True), "del aula"),
        ("ca", "la cooperativa", OwnWords(one="SCCL", other="SCCL", gender="f", vowel=True), "l’SCCL"),
        ("ca", "la cooperativa", OwnWords(one="host", other="hosts", gender="f", vowel=False), "la host"),
        ("en", "a client", OwnWords(one="MP", other="MPs", vowel=True), "an MP"),
    ],
)
def test_what_spelling_does_not_tell_the_terminology_says(
    language: str, shown: str, words: OwnWords, said: str
) -> None:
    assert grammar(language).phrase(shown, words, words.one, several=False) == said


@pytest.mark.parametrize("word", ["illa", "ungla", "única", "índia", "ira", "urna", "una", "hidra", "ull"])
def test_a_first_syllable_with_the_stress_is_known(word: str) -> None:
    assert is_first_stressed(word)


@pytest.mark.parametrize(
    "word", ["universitat", "idea", "usuària", "imatge", "institució", "hipoteca", "unió"]
)
def test_a_first_syllable_without_the_stress_is_known(word: str) -> None:
    assert not is_first_stressed(word)


def test_what_agrees_with_a_term_follows_its_gender() -> None:
    said = worded(METHOD.step("intensive").purpose.sources["ca"], own("barri"), "ca")  # type: ignore[union-attr]
    assert said.endswith("de manera que l’ateneu la pugui repetir sol.")
    they = worded("What [she wants|he wants|they want]{client:f|m|n}", own("barri"), "en")
    assert they == "What they want"


def test_documents_are_said_in_the_words_asked_for() -> None:
    engagement = example.engagement()
    journey = im.compose(engagement, "journey", edition="blank", language="ca", terminology=own("barri"))
    assert journey.title == "Viatge d’usuaris"
    assert im.compose(engagement, "journey", edition="blank", language="ca").title == "Viatge de clientes"
    hours = im.to_bytes(
        engagement, "markdown", document="hours", edition="blank", language="es", terminology=own("barri")
    )
    assert "del experto" in hours.decode() and "la profesional" not in hours.decode()


def test_a_record_carries_its_words_wherever_it_goes(tmp_path: Path) -> None:
    engagement = im.put(example.engagement(), "/terminology", own("barri"))
    im.dump(engagement, tmp_path / "e.json")
    again = im.load(tmp_path / "e.json", kind="engagement")
    assert again.terminology == own("barri")
    assert im.compose(again, "journey", language="ca").title == "Viatge d’usuaris"
    plain = Terminology(id="plain")
    assert im.compose(again, "journey", language="ca", terminology=plain).title == "Viatge de clientes"


def test_files_keep_the_marks_and_readers_do_not_see_them(tmp_path: Path) -> None:
    im.dump(METHOD, tmp_path / "m.json")
    again = im.load(tmp_path / "m.json", kind="methodology")
    assert again == METHOD
    at = "/elements/s8-recommend/text"
    assert im.get(again, at)["ca"] == "Les nostres clientes ens recomanen."
    assert im.get(again, at).sources["ca"].startswith("[Les nostres clientes]{client:other}")
    changed = im.put(again, f"{at}/es", "Nos recomiendan.")
    assert im.get(changed, at).sources["ca"] == im.get(again, at).sources["ca"]


def test_a_text_with_marks_is_a_value_like_any_other() -> None:
    text = im.Text(ca="[Clientes]{client:other}", es="Clientas")
    assert pickle.loads(pickle.dumps(text)) == text and hash(text) == hash(im.Text(text.sources))
    assert text != im.Text(ca="Clientes", es="Clientas")
    assert dict(text) == {"ca": "Clientes", "es": "Clientas"}


@given(st.text(alphabet="ab[]{}:|\\ fm", max_size=20))
def test_a_text_is_refused_or_read_and_keeps_what_is_no_mark(text: str) -> None:
    if mark_fault(text) is None and not list(marks(text)):
        assert unmarked(text) == text


@pytest.mark.parametrize(
    ("text", "problem"),
    [
        ("[x]{client:plural}", "unknown form 'plural'"),
        ("[x]{client:}", "no form after its colon"),
        ("[sola]{client:f|m}", "words for each of f, m"),
        ("[sola|sol]{client:f|f}", "words for each of f, f"),
    ],
)
def test_a_bad_mark_is_an_error_that_names_the_place(text: str, problem: str) -> None:
    with pytest.raises(DefinitionError, match=re.escape(problem)) as caught:
        im.Text(ca="bé", es=text)
    assert caught.value.faults[0].address == "/es"


def test_a_term_that_nothing_marks_is_an_error_that_names_those_there_are() -> None:
    words = one("clent", "ca", OwnWords(one="soci", other="socis", gender="m"))
    with pytest.raises(UnknownName, match="'clent'; known: client, facilitator, organisation"):
        im.compose(METHOD, "handbook", language="ca", terminology=words)


def test_a_word_without_a_gender_is_an_error_where_others_agree_with_it() -> None:
    words = one("client", "ca", OwnWords(one="soci", other="socis"))
    with pytest.raises(DefinitionError, match="/terms/client/words/ca/gender: is missing"):
        worded("[la clienta]{client}", words, "ca")
    english = one("client", "en", OwnWords(one="member", other="members"))
    assert worded("[a client]{client}, [her|his]{client:f|m}", english, "en") == "a member, her"


@pytest.mark.parametrize(
    ("content", "problem"),
    [
        ("", "is no terminology"),
        ('format = "interim-method/terminology"\nversion = 9', "of version 9"),
        ("x = ", "is not TOML"),
    ],
)
def test_a_file_that_is_no_terminology_says_so(tmp_path: Path, content: str, problem: str) -> None:
    file = tmp_path / "own.toml"
    file.write_text(content, encoding="utf-8")
    with pytest.raises(FileError, match=problem):
        im.terminology(file)


def test_every_fault_of_a_file_is_told_at_once_with_its_address(tmp_path: Path) -> None:
    file = tmp_path / "own.toml"
    file.write_text(
        'format = "interim-method/terminology"\nversion = 1\nid = "X"\nsize = 1\n'
        '[terms.client]\nca = { one = "soci", plural = "socis" }\nes = "socio"\n'
        '[terms.user.en]\none = "a[b]"\nother = ""\n',
        encoding="utf-8",
    )
    with pytest.raises(InvalidContent) as caught:
        im.terminology(file)
    assert {fault.address for fault in caught.value.faults} == {
        "/id",
        "/size",
        "/terms/client/ca/plural",
        "/terms/client/ca/other",
        "/terms/client/es",
        "/terms/user/en/one",
        "/terms/user/en/other",
    }


def test_a_json_file_says_the_same_as_a_toml_file(tmp_path: Path) -> None:
    data = {
        "format": "interim-method/terminology",
        "version": 1,
        "id": "own",
        "terms": {"client": {"en": {"one": "member", "other": "members"}}},
    }
    (tmp_path / "own.json").write_text(json.dumps(data), encoding="utf-8")
    found = im.terminology(tmp_path / "own.json")
    assert found.words("client", "en-GB") == OwnWords(one="member", other="members")


class Plugin:
    name = "barri"

    @hookimpl
    def interim_terminologies(self) -> list[TerminologyOffer]:
        return [
            TerminologyOffer(name="barri", load=lambda: HERE / "barri.toml"),
            TerminologyOffer(name="wrong", load=lambda: {"client": "x"}),  # type: ignore[arg-type,return-value]
        ]


def test_a_plugin_offers_a_terminology_by_name() -> None:
    host = im.plugin_host(Plugin(), discover=False)
    assert im.terminology("barri", host=host) == own("barri")
    title = im.compose(METHOD, "handbook", language="es", terminology="barri", host=host)
    assert "experto" in title.subtitle
    with pytest.raises(UnknownName, match="known: barri, wrong"):
        im.terminology("barr", host=host)
    with pytest.raises(im.InterimMethodError, match="type dict, not a Terminology"):
        im.terminology("wrong", host=host)
