"""The country of a stage: a code, or a French name with or without its article."""

import pytest

from generator.model.internships.organisation import is_abroad
from generator.reading.schemas.internship import read_internship
from generator.reading.text.parse import parse_markdown


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
    ],
)
def test_a_country_is_a_code_or_a_french_name_and_overseas_is_not_abroad(written, code, abroad):
    """What names no country is kept as written."""
    raw = f"---\norganisation: {{nom: X}}\npays: {written}\n---\n".encode()
    found = read_internship(parse_markdown("s/index.md", raw), "s", []).record.country
    assert (found, is_abroad(found)) == (code, abroad)
