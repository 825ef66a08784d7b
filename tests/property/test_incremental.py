"""Incremental builds: exact in both directions."""

import os
import random
import shutil
import sys
from datetime import date
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.deep import sized
from tests.folders import digests
from vitrail.building.making.checking import check
from vitrail.building.making.pipeline import build
from vitrail.content.model.audience import Audience
from vitrail.doors.cli.build import build_and_tell
from vitrail.ground.memo import files as disk
from vitrail.site.project import Project

SCHOOL = Path(__file__).parents[1] / "portfolios" / "petite-ecole"
OTHER = SCHOOL.with_name("redoublant")
"""What another branch holds."""
FICTIONAL = SCHOOL.with_name("referentiel-fictif") / "portfolios/referentiels/arts-de-la-lumiere.yml"
LOST = "\n\n![Un plan](data:image/png;base64,AA)\n"
"""What rendering alone says does not come through."""
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


def _write(path, text):
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, "utf-8")


def _add(root):
    text = "---\ntitre: Nouvelle\ncompétences: [B1.4]\n---\n\nTexte.\n"
    _write(root / "2025-2027/durand-zoe/realisations/nouvelle.md", text)


def _switch(root):
    """Take what another branch holds, file by file, as git does: those that are the same stay as they are."""
    for path in sorted(OTHER.rglob("*")):
        target = root / path.relative_to(OTHER)
        if path.is_file() and not (target.is_file() and target.read_bytes() == path.read_bytes()):
            target.parent.mkdir(parents=True, exist_ok=True)
            shutil.copyfile(path, target)


def _copy_class(root):
    shutil.copytree(root / "2025-2027", root / "2026-2028", dirs_exist_ok=True)


EDITS = {
    "reword": lambda root: _append(root / ONE, "\n\nUne phrase de plus.\n"),
    "claim": lambda root: _replace(root / ONE, "B1.2:", "B1.5:"),
    "lose a picture": lambda root: _append(root / ONE, LOST),
    "find it again": lambda root: _replace(root / ONE, LOST, ""),
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
    "title": lambda root: _replace(root / ONE, "titre: ", "titre: Autre ", 1),
    "a verdict apart": lambda root: _write(
        root / "2025-2027/evaluations/durand-zoe/2026-03-12-durand.yml",
        "- réalisation: glpi\n  avis: retenue\n  par: M. Durand\n  rôle: professeur\n  niveau: 3\n  le: 12/03/2026\n",
    ),
    "référentiel": lambda root: _write(root / "referentiels/maison.yml", FICTIONAL.read_text("utf-8")),
    "follow it": lambda root: _replace(
        root / "2025-2027/promotion.yml", "nom: ", "référentiel: arts-de-la-lumiere\nnom: ", 1
    ),
    "name a tutor": lambda root: _write(
        root / "2025-2027/martin-ali/stages/dsi.md",
        "---\nentreprise: Lambert\npériode: 04/05/2026 au 12/06/2026\ntuteur: Mme Ali Recenser\n---\n\nÀ lire.\n",
    ),
    "branch": _switch,
    "nothing": lambda _: None,
}


SETTINGS = {
    "english": {"language": "en"},
    "address": {"site_url": "https://ecole.example/bts/"},
    "name": {"site_name": "Lycée"},
    "date": {"asked_date": date(2028, 1, 1)},
}
"""What mkdocs.yml and the command can change between two builds."""


def _project(root, portfolios, audience, **asked):
    return Project(
        root=root,
        portfolios=portfolios,
        site=root / f"site-{audience.name}",
        **{"site_name": "École", "audience": audience} | asked,
    )


def _dying(project, rank):
    """Build in a process that dies at some writing of the disk, and keeps nothing of what it holds."""
    left = iter(range(rank))

    def deadly(event, _):
        if event in {"os.rename", "os.link", "open", "os.remove"} and next(left, None) is None:
            os._exit(9)

    if (child := os.fork()) == 0:
        try:
            sys.addaudithook(deadly)
            list(build_and_tell(project))
        finally:
            os._exit(0)
    os.waitpid(child, 0)


def _damaged(folder, rank):
    """Cut, flip or exchange files in place, as disks, branches and people do."""
    chance = random.Random(rank)
    files = sorted(path for path in folder.rglob("*") if path.is_file() and path.suffix != ".lock")
    for path in chance.sample(files, min(len(files), 40)):
        raw, other = path.read_bytes(), chance.choice(files).read_bytes()
        at = chance.randrange(len(raw) + 1)
        path.write_bytes(chance.choice([raw[:at], raw[:at] + b"?" + raw[at + 1 :], other]))


def _judged(project):
    return [(item.code, str(item.place), item.message) for item in check(project).diagnostics]


STEP = st.tuples(
    st.sampled_from([*sorted(EDITS), *SETTINGS]),
    st.sampled_from(Audience),
    st.sampled_from(["build", "build", "die", "check", "damage the cache", "damage the site"]),
    st.integers(0, 2_000),
)


@pytest.fixture(scope="module")
def place(tmp_path_factory):
    """A folder that each example takes anew; files in it are old as soon as they are written."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(disk, "_RECENT", -1_000_000_000)
        yield tmp_path_factory.mktemp("incremental")


@given(steps=st.lists(STEP, min_size=1, max_size=4), audience=st.sampled_from(Audience))
@settings(max_examples=sized(3, 50), deadline=None, suppress_health_check=list(HealthCheck))
def test_after_any_edits_deaths_and_damage_the_site_and_the_check_are_those_of_a_clean_school(place, steps, audience):
    """Whatever was edited, renamed, deleted or configured, whoever it was built for, wherever a build died."""
    shutil.rmtree(place, ignore_errors=True)
    root, clean, asked = place / "school", place / "clean", {}
    shutil.copytree(SCHOOL, root / "portfolios")

    def project(who, base=root):
        return _project(base, root / "portfolios", who, **asked)

    build(project(audience))
    for step, who, then, rank in steps:
        asked.update(SETTINGS.get(step, {}))
        EDITS.get(step, EDITS["nothing"])(root / "portfolios")
        match then:
            case "die":
                _dying(project(who), rank)
            case "check":
                check(project(who))
            case _:
                list(build_and_tell(project(who)))
        if then.startswith("damage"):
            _damaged(root / ".vitrail-cache" if then == "damage the cache" else project(who).site, rank)
    list(build_and_tell(project(audience)))
    build(project(audience, clean))
    assert digests(project(audience).site) == digests(project(audience, clean).site)
    assert _judged(project(audience)) == _judged(project(audience, place / "judged"))


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
