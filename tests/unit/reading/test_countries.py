"""The country of a stage: a code, or a French name with or without its article."""

import pytest

from vitrail.content.model.internships.organisation import is_abroad
from vitrail.content.reading.schemas.internship import read_internship
from vitrail.content.reading.text.parse import parse_markdown
from vitrail.ground.diagnostics import Diagnostic


@pytest.mark.parametrize(
    ("written", "code", "abroad"),
    [
        ("pt", "PT", True),
        ("Royaume-Uni", "GB", True),
        ("le Sénégal", "SN", True),
        ("La Réunion", "RE", False),
        ("réunion", "RE", False),
        ("Nouvelle-Calédonie", "NC", False),
        ("Atlantide", "Atlantide", True),
        ("Corse-du-Sud", "FR", False),
        ("Corse du Sud", "FR", False),
        ("la Bretagne", "FR", False),
        ("les Vosges", "FR", False),
        ("l’Irlande", "IE", True),
        ("France métropolitaine", "FR", False),
        ("Guyane", "GF", False),
        ("UK", "GB", True),
        ("USA", "US", True),
        ("République tchèque", "CZ", True),
    ],
)
def test_a_country_is_a_code_or_a_french_name_and_overseas_is_not_abroad(written, code, abroad):
    """What names no country is kept as written."""
    raw = f"---\norganisation: {{nom: X}}\npays: {written}\n---\n".encode()
    found = read_internship(parse_markdown("s/index.md", raw), "s", []).record.country
    assert (found, is_abroad(found)) == (code, abroad)


def test_another_country_is_proposed_and_never_written_without_its_author():
    """What is not asked abroad would no longer be: « Corse du Sut » may be near Korea, and « Portugl » Portugal."""
    faults: list[Diagnostic] = []
    for written in ("Corse du Sut", "Portugl"):
        read_internship(parse_markdown("s/index.md", f"---\npays: {written}\n---\n".encode()), "s", faults)
    told = [fault for fault in faults if fault.code == "STR020"]
    assert [str(fault.values["suggestion"]) for fault in told] == [
        "Vouliez-vous dire « Corse-du-Sud » ?",
        "Vouliez-vous dire « Portugal » ?",
    ]
    assert [fault.fix.safe for fault in told if fault.fix] == [False, False]
