"""Incremental builds: exact in both directions."""

import hashlib
import shutil
from datetime import date
from pathlib import Path

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from generator.making.pipeline import build
from generator.model.audience import Audience
from generator.project import Project

SCHOOL = Path(__file__).parents[1] / "portfolios" / "petite-ecole"
ONE = "2025-2027/durand-zoe/realisations/glpi.md"
TWO = "2025-2027/martin-ali/realisations/vlan.md"


def _append(path, text):
    if path.exists():
        path.write_text(path.read_text("utf-8") + text, "utf-8")


def _replace(path, old, new, count=-1):
    if path.exists():
        path.write_text(path.read_text("utf-8").replace(old, new, count), "utf-8")


def _rename(old, new):
    if old.exists():
        old.rename(new)


def _add(root):
    path = root / "2025-2027/durand-zoe/realisations/nouvelle.md"
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text("---\ntitre: Nouvelle\ncompétences: [B1.4]\n---\n\nTexte.\n", "utf-8")


def _copy_class(root):
    shutil.copytree(root / "2025-2027", root / "2026-2028", dirs_exist_ok=True)


EDITS = {
    "reword": lambda root: _append(root / ONE, "\n\nUne phrase de plus.\n"),
    "claim": lambda root: _replace(root / ONE, "B1.2:", "B1.5:"),
    "draft": lambda root: _replace(root / ONE, "statut: soumise", "statut: brouillon"),
    "break": lambda root: _replace(root / TWO, "titre:", "titre: [", 1),
    "delete": lambda root: (root / TWO).unlink(missing_ok=True),
    "rename": lambda root: _rename(root / ONE, root / ONE.replace("glpi", "parc")),
    "student": lambda root: shutil.rmtree(root / "2025-2027/martin-ali", ignore_errors=True),
    "hide": lambda root: _replace(root / "2025-2027/martin-ali/index.md", "nom:", "visibilité: jury\nnom:", 1),
    "session": lambda root: _replace(root / "2025-2027/promotion.yml", "session: 2027", "session: 2024"),
    "school": lambda root: _replace(root / "etablissement.yml", "nom: ", "nom: Nouveau ", 1),
    "cut the class": lambda root: _replace(root / "2025-2027/promotion.yml", "nom: BTS SIO", "nom: Promotion", 1),
    "line break": lambda root: _replace(root / ONE, "recenser, puis", "recenser,  \npuis", 1),
    "no line break": lambda root: _replace(root / ONE, "recenser,  \npuis", "recenser,\npuis", 1),
    "name a mate": lambda root: _replace(root / ONE, "mode: vécue", "mode: vécue\navec: [martin-ali]", 1),
    "rename a mate": lambda root: _replace(root / "2025-2027/martin-ali/index.md", "Martin", "Martinez", 1),
    "cite a mate": lambda root: _append(root / ONE, "\n\nFait avec Ali Martin.\n"),
    "attachment": lambda root: _append(root / "2025-2027/martin-ali/fichiers/plan.csv", "un;deux\n"),
    "no attachment": lambda root: (root / "2025-2027/martin-ali/fichiers/plan.csv").unlink(missing_ok=True),
    "verdict": lambda root: _replace(root / "2025-2027/evaluations/durand-zoe.yml", "retenue", "à retravailler", 1),
    "another class": _copy_class,
    "add": _add,
    "nothing": lambda _: None,
}


SETTINGS = {
    "english": {"language": "en"},
    "address": {"site_url": "https://ecole.example/bts/"},
    "name": {"site_name": "Lycée"},
    "date": {"asked_date": date(2028, 1, 1)},
}
"""What mkdocs.yml and the command can change between two builds."""


def _files(site):
    """Every file of a site with the digest of its bytes."""
    return {
        path.relative_to(site).as_posix(): hashlib.sha256(path.read_bytes()).hexdigest()
        for path in sorted(site.rglob("*"))
        if path.is_file()
    }


def _project(root, portfolios, audience, **asked):
    return Project(
        root=root, portfolios=portfolios, site=root / "site", **{"site_name": "École", "audience": audience} | asked
    )


@given(
    steps=st.lists(st.sampled_from([*sorted(EDITS), *SETTINGS]), min_size=1, max_size=5),
    audience=st.sampled_from([Audience.PUBLIC, Audience.TEAM]),
)
@settings(max_examples=12, deadline=None, suppress_health_check=list(HealthCheck))
def test_after_any_edits_the_incremental_site_is_the_clean_one_byte_for_byte(tmp_path_factory, steps, audience):
    """Whatever was edited, renamed, deleted or configured between two builds."""
    root = tmp_path_factory.mktemp("incremental")
    portfolios = root / "portfolios"
    shutil.copytree(SCHOOL, portfolios)
    asked = {}
    build(_project(root, portfolios, audience))
    for step in steps:
        asked.update(SETTINGS.get(step, {}))
        EDITS.get(step, EDITS["nothing"])(portfolios)
        build(_project(root, portfolios, audience, **asked))
    clean = tmp_path_factory.mktemp("clean")
    build(_project(clean, portfolios, audience, **asked))
    assert _files(root / "site") == _files(clean / "site")


def test_a_build_where_nothing_changed_renders_nothing(tmp_path):
    """Exact in the other direction too."""
    project = _project(tmp_path, SCHOOL, Audience.TEAM)
    first = build(project)
    again = build(project)
    assert (again.published.rendered, again.published.reused) == (0, first.published.rendered)


def test_an_edit_renders_the_pages_that_show_it_and_no_other_portfolio(tmp_path):
    """One more sentence in one réalisation leaves the other student's pages alone."""
    portfolios = tmp_path / "portfolios"
    shutil.copytree(SCHOOL, portfolios)
    project = _project(tmp_path, portfolios, Audience.PUBLIC)
    build(project)
    EDITS["reword"](portfolios)
    assert build(project).published.rendered == 1
