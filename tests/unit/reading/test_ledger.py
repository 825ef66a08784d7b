from datetime import date

import pytest

from vitrail.content.model.audience import Audience, Visibility
from vitrail.content.model.ledger import Fate, Seen, close
from vitrail.ground.diagnostics import Diagnostic, Place

PAGE = Seen(path="a.md", disk="a.md", page=True, address="a.html", shows=(("a.png", Visibility.PUBLIC),))
PICTURE = Seen(path="a.png", disk="a.png", address="a.png")


def fates(*seen, audience=Audience.PUBLIC, **options):
    """The state of each file."""
    return {entry.path: entry.fate for entry in close(seen, audience, **options).entries}


def test_every_file_has_one_state_and_the_counts_add_up():
    """Whatever the audience."""
    refused = Seen(path="b", disk="b", fate=Fate.REJECTED, reason="illisible")
    ledger = close((PAGE, PICTURE, refused), Audience.PUBLIC)
    assert sum(ledger.counts().values()) == len(ledger.entries) == 3


def test_hidden_and_rejected_files_say_why():
    """In French, always."""
    draft = Seen(path="b.md", disk="b.md", page=True, draft=True)
    team = Seen(path="c.md", disk="c.md", page=True, visibility=Visibility.TEAM)
    assert all(entry.reason for entry in close((draft, team), Audience.PUBLIC).entries)


def test_advice_is_not_a_reserve():
    """Only an error or a warning makes a page « publiée avec réserves »."""
    advice = Diagnostic.at("EXA005", Place(path="a.md"), code="B1.1")
    fault = Diagnostic.at("EXA004", Place(path="a.md"))
    assert fates(PAGE, diagnostics=[advice])["a.md"] is Fate.PUBLISHED
    assert fates(PAGE, diagnostics=[fault])["a.md"] is Fate.RESERVED


@pytest.mark.parametrize(("audience", "fate"), [(Audience.PUBLIC, Fate.HIDDEN), (Audience.TEAM, Fate.PUBLISHED)])
def test_publication_ends_with_its_date(audience, fate):
    """After « publier jusqu'au » only the team reads."""
    ended = Seen(path="a.md", disk="a.md", page=True, address="a.html", until=date(2026, 8, 31))
    assert fates(ended, audience=audience, today=date(2026, 9, 1))["a.md"] is fate
