"""The few words that a page says itself, beside those of the document."""

from __future__ import annotations

from typing import Final

from attrs import frozen

__all__ = ["Words", "words_in"]


@frozen
class Words:
    """What a page says itself, in one language.

    Attributes:
        skip: The link to the text, past head and contents.
        contents: The name of the contents, where the document gives none.
        numbers: What opens the table of a chart.
        scroll: What is said of a table that is wider than the page.
        moved: What is said of a chart that is wider than the page.
        space: What is read out where a hand has room to write; it goes before the name of the place.
        chosen: What is read out before the choice that was taken.
        here: What is read out before the present stage.
        yes: That a box is ticked.
        no: That it is not.
        notes: The name of the notes.
        note: What a reference to a note is called.
        back: The way back from a note to the text.
        document: The name of a document without a title.
        choices: What is read out before the choices that may be marked with a pen.
    """

    skip: str
    contents: str
    numbers: str
    scroll: str
    moved: str
    space: str
    chosen: str
    here: str
    yes: str
    no: str
    notes: str
    note: str
    back: str
    document: str
    choices: str


_WORDS: Final = {
    "ca": Words(
        skip="Ves al contingut",
        contents="Contingut",
        numbers="Les xifres del gràfic",
        scroll="taula que es pot desplaçar",
        moved="gràfic que es pot desplaçar",
        space="Espai per escriure",
        chosen="triat",
        here="aquesta etapa",
        yes="sí",
        no="no",
        notes="Notes",
        note="Nota",
        back="Torna al text",
        document="Document",
        choices="Opcions",
    ),
    "es": Words(
        skip="Ir al contenido",
        contents="Contenido",
        numbers="Las cifras del gráfico",
        scroll="tabla que se puede desplazar",
        moved="gráfico que se puede desplazar",
        space="Espacio para escribir",
        chosen="elegido",
        here="esta etapa",
        yes="sí",
        no="no",
        notes="Notas",
        note="Nota",
        back="Volver al texto",
        document="Documento",
        choices="Opciones",
    ),
    "en": Words(
        skip="Skip to the content",
        contents="Contents",
        numbers="The numbers of the chart",
        scroll="table that can be scrolled",
        moved="chart that can be scrolled",
        space="Space to write",
        chosen="chosen",
        here="this stage",
        yes="yes",
        no="no",
        notes="Notes",
        note="Note",
        back="Back to the text",
        document="Document",
        choices="Choices",
    ),
}


def words_in(language: str) -> tuple[Words, str]:
    """The words in *language* and the tag of the language that they are in: English where there are no others."""
    code = language.partition("-")[0].lower()
    return (_WORDS[code], code) if code in _WORDS else (_WORDS["en"], "en")
