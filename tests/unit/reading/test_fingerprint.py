"""A seal moves with all that a reader saw, and with nothing else."""

from __future__ import annotations

from datetime import date

import pytest
from msgspec.structs import replace

from vitrail.content.model.audience import Visibility
from vitrail.content.model.realisation import (
    Claim,
    Context,
    Mode,
    Production,
    ProductionState,
    Realisation,
    Sheet,
    Status,
)
from vitrail.content.reading.seals.sealed import fingerprint, sealed
from vitrail.ground.language import Period

WORK = Realisation(
    slug="glpi",
    title="Été",
    period=Period(start=date(2026, 6, 1), end=date(2026, 6, 26)),
    contexts=(Context.INTERNSHIP, Context.TRAINING),
    internships=("mairie", "atelier"),
    mode=Mode.OBSERVED,
    team=("benali-yanis", "petit-chloe"),
    claims=(Claim(cited="B1.1", competency="B1.1", sentence="Inventaire."), Claim(cited="B2.1", competency=None)),
    technologies=("GLPI 10", "Debian 12"),
    productions=(
        Production(title="Guide", file="a/fichiers/guide.pdf", digest="sha256:ab12"),
        Production(title="Dépôt", link="https://x.fr"),
        Production(title="Plan", state=ProductionState.CONFIDENTIAL, reason="sûreté"),
    ),
    self_assessment=(("B1.1", 3),),
    exams=("bloc 1",),
    situations=("SO1",),
    facts=(("atelier", "AP3"), ("année", "2")),
    organisation="Mairie de Valmont",
    summary="En bref.",
    files=(("fichiers/ecran.png", "sha256:cd34"),),
)
TEXT = "Un\n\nDeux\n"


def seal(work=WORK, text=TEXT):
    """The seal of a réalisation."""
    return fingerprint(sealed(work, lambda _path: text))


def test_a_seal_says_its_version_and_cannot_be_collided():
    """256 bits: two texts made to share a seal would take 2^128 trials."""
    version, _, digits = seal().partition(":")
    assert version == "v1"
    assert len(digits) == 64
    assert int(digits, 16)


def test_a_seal_never_changes_by_itself():
    """Verdicts of years ago hang on this very value: a program that gives another one undoes them all."""
    assert seal() == "v1:6dfcc5004655049a1ead5b922de44a1c2c51e6c2ae32d32c84b88db69bc1c23e"


@pytest.mark.parametrize("text", ["Un\r\n\r\nDeux", "Un  \n\nDeux\n\n\n", "\ufeffUn\n\t\nDeux"])
def test_reformatting_changes_nothing(text):
    """Newlines, trailing spaces, blank lines around, Unicode forms, and the order of what has none."""
    other = replace(
        WORK,
        title="E\u0301te\u0301",
        contexts=WORK.contexts[::-1],
        internships=WORK.internships[::-1],
        team=WORK.team[::-1],
        claims=WORK.claims[::-1],
        technologies=WORK.technologies[::-1],
        productions=WORK.productions[::-1],
    )
    assert seal(other, text) == seal()


@pytest.mark.parametrize(
    "change",
    [
        {"title": "Ete"},
        {"summary": None},
        {"period": Period(start=date(2026, 6, 1))},
        {"period": None},
        {"facts": (("atelier", "AP3"), ("année", "1"))},
        {"contexts": (Context.INTERNSHIP,)},
        {"internships": ("mairie",)},
        {"organisation": None},
        {"mode": Mode.LIVED},
        {"mode": None},
        {"team": ()},
        {"claims": WORK.claims[:1]},
        {"claims": (replace(WORK.claims[0], sentence="Autre."), WORK.claims[1])},
        {"claims": (WORK.claims[0], replace(WORK.claims[1], competency="B2A.1"))},
        {"self_assessment": (("B1.1", 4),)},
        {"technologies": ("GLPI 10",)},
        {"productions": WORK.productions[1:]},
        {"productions": (replace(WORK.productions[0], digest="sha256:ab13"), *WORK.productions[1:])},
        {"productions": (*WORK.productions[:2], replace(WORK.productions[2], reason=None))},
        {"exams": ()},
        {"situations": ("SO2",)},
        {"facts": (("atelier", "AP4"), ("année", "2"), ("client", "Mairie"))},
        {"files": (("fichiers/ecran.png", "sha256:cd35"),)},
        {"files": ()},
    ],
)
def test_whatever_a_reader_saw_changes_it(change):
    """Each key that the page shows, each file's bytes."""
    assert seal(replace(WORK, **change)) != seal()


@pytest.mark.parametrize("text", ["Un\nDeux", "Un\n\nDeux.", "", "Un\n\n Deux"])
def test_the_text_changes_it(text):
    """Paragraphs and their words; a space at the start of a line may make code of it."""
    assert seal(WORK, text) != seal()


def test_a_value_never_passes_for_another():
    """What moves from one key, or one row, to the next is a change."""
    moved = replace(WORK, facts=(), organisation=None, summary="AP3")
    assert seal(moved) != seal(replace(WORK, facts=(("atelier", "AP3"),), organisation=None, summary=None))
    claims = (Claim(cited="B1", competency="B1", sentence="a"), Claim(cited="B2", competency="B2", sentence="b"))
    swapped = (replace(claims[0], sentence="b"), replace(claims[1], sentence="a"))
    assert seal(replace(WORK, claims=claims)) != seal(replace(WORK, claims=swapped))


def test_what_says_nothing_of_the_work_changes_nothing():
    """Where and to whom it is shown, what its file is called, what the exam's paper alone says."""
    other = replace(
        WORK,
        slug="parc",
        status=Status.DRAFT,
        visibility=Visibility.JURY,
        rank=3,
        former_names=("glpi",),
        sheet=Sheet(place="Valmont"),
        productions=(replace(WORK.productions[0], file="a/fichiers/autre.pdf"), *WORK.productions[1:]),
    )
    assert seal(other) == seal()
