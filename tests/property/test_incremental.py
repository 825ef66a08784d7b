"""Incremental builds: exact in both directions."""

import hashlib
import shutil
from pathlib import Path

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from generator.model.audience import Audience
from generator.pipeline import build
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
    "add": _add,
    "nothing": lambda _: None,
}


def _files(site):
    """Every file of a site with the digest of its bytes."""
    return {
        path.relative_to(site).as_posix(): hashlib.sha256(path.read_bytes()).hexdigest()
        for path in sorted(site.rglob("*"))
        if path.is_file()
    }


def _project(root, portfolios, audience):
    return Project(root=root, portfolios=portfolios, site=root / "site", site_name="École", audience=audience)


@given(
    steps=st.lists(st.sampled_from(sorted(EDITS)), min_size=1, max_size=5),
    audience=st.sampled_from([Audience.PUBLIC, Audience.TEAM]),
)
@settings(max_examples=8, deadline=None, suppress_health_check=list(HealthCheck))
def test_after_any_edits_the_incremental_site_is_the_clean_one_byte_for_byte(tmp_path_factory, steps, audience):
    """Whatever was edited, renamed, deleted or configured between two builds."""
    root = tmp_path_factory.mktemp("incremental")
    portfolios = root / "portfolios"
    shutil.copytree(SCHOOL, portfolios)
    build(_project(root, portfolios, audience))
    for step in steps:
        EDITS[step](portfolios)
        build(_project(root, portfolios, audience))
    clean = tmp_path_factory.mktemp("clean")
    build(_project(clean, portfolios, audience))
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
