"""The least data: what an audience may not see is nowhere in its site."""

import re
import shutil
from collections import Counter
from itertools import pairwise
from pathlib import Path

import pytest

from generator.chrome.words import wording
from generator.making.pipeline import build
from generator.model.audience import Audience
from generator.privacy.declared import our_sentences
from generator.privacy.masking import Masking
from generator.privacy.matcher import APART, PhraseMatcher, words
from generator.privacy.secrets import SHORTEST, leaks_in, secrets_among
from generator.project import Project
from generator.publishing.disk.site import LeakError

SCHOOL = Path(__file__).parents[1] / "portfolios" / "petite-ecole"
STAGE = """---
ordre: 1
organisation: {nom: Atelier Secret Kermario, nom public: un atelier de Valmont}
du: 01/06/2026
au: 26/06/2026
tuteur: {nom: Mme Solveig Kerbrat, fonction: directrice}
---

Un stage de quatre semaines.
"""


@pytest.fixture
def school(tmp_path):
    """A school with a stage and a student reserved to the jury."""
    portfolios = tmp_path / "portfolios"
    shutil.copytree(SCHOOL, portfolios)
    stage = portfolios / "2025-2027/durand-zoe/stages/atelier/index.md"
    stage.parent.mkdir(parents=True)
    stage.write_text(STAGE, "utf-8")
    home = portfolios / "2025-2027/martin-ali/index.md"
    home.write_text(home.read_text("utf-8").replace("nom: Martin", "visibilité: jury\nnom: Martinovitch"), "utf-8")
    return tmp_path


def _build(root, audience):
    project = Project(root=root, portfolios=root / "portfolios", site=root / "site", audience=audience)
    return build(project)


def _met(site, value):
    """Files of a site that hold a value."""
    wanted = secrets_among([value], [])
    files = ((path.relative_to(site).as_posix(), path) for path in site.rglob("*") if path.is_file())
    return [url for url, path in files if leaks_in(url, path.read_bytes(), wanted)]


def test_a_tutor_is_named_to_the_team_alone(school):
    """Public and jury read the host's public name and no person's."""
    for audience in (Audience.PUBLIC, Audience.JURY):
        _build(school, audience)
        assert _met(school / "site", "Solveig Kerbrat") == []
        assert _met(school / "site", "Atelier Secret Kermario") == []
        assert _met(school / "site", "un atelier de Valmont")
    _build(school, Audience.TEAM)
    assert _met(school / "site", "Solveig Kerbrat")


def test_a_student_who_is_not_public_leaves_no_trace(school):
    """Neither name, nor address, nor count."""
    _build(school, Audience.PUBLIC)
    assert _met(school / "site", "Martinovitch") == []
    assert not list((school / "site").rglob("martin-ali*"))
    _build(school, Audience.JURY)
    assert _met(school / "site", "Martinovitch")


def test_a_private_name_in_a_student_s_text_masks_that_page_and_the_build_goes_on(school):
    """The diagnostic names the file; the other pages are published; the team reads everything."""
    page = school / "portfolios/2025-2027/durand-zoe/realisations/glpi.md"
    page.write_text(page.read_text("utf-8") + "\nMerci à Solveig KERBRAT et à mme solveig kerbrat.\n", "utf-8")
    report = _build(school, Audience.PUBLIC)
    (told,) = [item for item in report.diagnostics if item.code == "PRV007"]
    assert str(told.place) == "2025-2027/durand-zoe/realisations/glpi.md:16:1"
    assert "pour le public et le jury" in told.message
    assert not (school / "site/2025-2027/durand-zoe/realisations/glpi.html").exists()
    assert (school / "site/2025-2027/durand-zoe/index.html").exists()
    assert told in _build(school, Audience.TEAM).diagnostics
    assert "pour le public et le jury" in (school / "site/etat.html").read_text("utf-8")
    assert "Merci à Solveig KERBRAT" in (school / "site/2025-2027/durand-zoe/realisations/glpi.html").read_text("utf-8")


@pytest.mark.drops
def test_a_leak_of_ours_stops_the_build_and_the_old_site_stands(school, monkeypatch):
    """A hole planted in the masking is caught by the last look."""
    _build(school, Audience.PUBLIC)
    before = sorted(path.name for path in (school / "site").rglob("*"))
    page = school / "portfolios/2025-2027/durand-zoe/realisations/glpi.md"
    page.write_text(page.read_text("utf-8") + "\nMerci à Mme Solveig Kerbrat.\n", "utf-8")
    monkeypatch.setattr("generator.making.editions.mask", lambda school, *_: Masking(school=school))
    with pytest.raises(LeakError, match="solveig"):
        _build(school, Audience.PUBLIC)
    assert sorted(path.name for path in (school / "site").rglob("*")) == before


def test_what_most_pages_read_is_known_without_a_page(sample_of):
    """Two words that they all hold are in our templates, addresses or sentences: no tutor's name can be them."""
    pages = [path.read_text("utf-8") for path in sample_of(Audience.PUBLIC).site.rglob("*.html")]
    whole = [page.replace("’", "'") for page in pages if 'http-equiv="refresh"' not in page]
    texts = (re.sub(r"(?s)<script.*?</script>|<[^>]*>", f" {APART} ", page) for page in whole)
    held = Counter(pair for text in texts for pair in set(pairwise(words(text))) if sum(map(len, pair)) >= SHORTEST)
    usual = {pair for pair, count in held.items() if count > len(whole) / 2 and APART.strip() not in pair}
    assert len(usual) > 10
    assert usual - PhraseMatcher(usual).within((*wording("Lycée Jean-Moulin"), *our_sentences())) == set()
