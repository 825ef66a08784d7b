"""Every text of a record is sorted: said and replaced, an address, or what is never replaced, with why."""

from types import NoneType
from typing import get_args, get_type_hints

import pytest
from msgspec import Struct

from vitrail.content.model import realisation, student
from vitrail.content.model.internships import internship, organisation
from vitrail.content.model.said import resaid, said, typeset

CODES = frozenset(
    "slug route file photo path origin digest fingerprint refused cited competency later"
    " internships team exams former_names self_assessment evokes files option framework comes_from oral country"
    " services portfolio realisations names vocabulary anchor named".split()
)
"""What means something to the program: a word of it cannot be another."""
OWN = frozenset({"first_name", "last_name", "cohort"})
"""Who the portfolio is of."""
RESERVED = frozenset("answer supervisor by note participants name position reason public public_name".split())
"""What ``coverage.view`` leaves to the team; of a host, its name is said."""
ROOMS = (realisation, student, internship, organisation)
KINDS = sorted(
    {
        kind
        for room in ROOMS
        for kind in vars(room).values()
        if isinstance(kind, type) and issubclass(kind, Struct) and kind.__module__ == room.__name__
    },
    key=lambda kind: kind.__name__,
)


def holds_text(hint):
    """True if a field may hold a text, however deep."""
    return hint is str or any(holds_text(one) for one in get_args(hint) if one not in {NoneType, ...})


@pytest.mark.parametrize("kind", KINDS, ids=lambda kind: kind.__name__)
def test_every_field_of_text_is_said_or_is_none_by_name(kind):
    """A new field that nobody sorted would publish the names in it."""
    hints = get_type_hints(kind)
    texts = {name for name in kind.__struct_fields__ if holds_text(hints[name])}
    sorted_out = getattr(kind, "SAID", frozenset()) | getattr(kind, "LINKED", frozenset())
    assert sorted_out <= set(kind.__struct_fields__)
    assert texts - sorted_out - CODES - OWN - RESERVED == set()


def test_what_is_said_is_replaced_however_deep_and_codes_stay():
    """The option SISR is no word of a student's, whoever their tutor is."""
    work = realisation.Realisation(
        slug="sisr",
        title="SISR",
        technologies=("SISR", "GLPI"),
        claims=(realisation.Claim(cited="B3.1 SISR", competency="SISR", sentence="Avec SISR"),),
        productions=(realisation.Production(title="SISR", file="sisr.pdf", link="https://sisr.example/"),),
    )
    changed = resaid(work, lambda text: text.replace("SISR", "[lui]"), lambda target: "sisr" not in target)
    assert set(said(changed)) == {"[lui]", "GLPI", "Avec [lui]"}
    assert (changed.slug, changed.claims[0].cited, changed.claims[0].competency) == ("sisr", "B3.1 SISR", "SISR")
    assert (changed.productions[0].file, changed.productions[0].link) == ("sisr.pdf", "")
    assert resaid(work, str, lambda _: True) is work


def test_an_address_is_heard_as_people_read_it():
    """« %C3%A9 » is « é »: who looks for a name in what is heard finds it."""
    home = student.Student(
        slug="lea",
        first_name="Léa",
        last_name="Moreau",
        links=(student.WebLink(title="Moi", url="https://x.example/gu%C3%A9rinot"),),
    )
    assert set(said(home)) == {"Moi", "https://x.example/guérinot"}


def test_what_authors_write_in_a_key_is_set_as_french_and_names_of_files_are_not():
    """No sign of a title begins a line, and its apostrophes are curly; who wrote it so already finds it as it was."""
    work = realisation.Realisation(
        slug="l'audit",
        title="L'audit : « où » ?",
        productions=(realisation.Production(title="Plan d'adressage !", file="plan d'ici !.pdf"),),
        fingerprint="v1:0",
    )
    shown = typeset(work)
    assert [*said(shown)] == ["L’audit\u202f: «\u202foù\u202f»\u202f?", "Plan d’adressage\u202f!"]
    assert (shown.slug, shown.productions[0].file, shown.fingerprint) == ("l'audit", "plan d'ici !.pdf", "v1:0")
    assert typeset(shown) is shown
