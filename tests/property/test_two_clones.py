"""Two people who judge the same students, or one on two machines: whatever the order, git merges and loses nothing."""

import json
import random
import shutil
from datetime import datetime
from pathlib import Path

import pytest

from tests.deep import sized
from tests.desks import SCHOOL
from tests.folders import git
from vitrail.content.model.audience import Audience
from vitrail.content.reading.school import read_school
from vitrail.doors.reviewing.orders import Order
from vitrail.doors.reviewing.sitting import Sitting
from vitrail.doors.serving.private import decoded
from vitrail.ground.language import FRENCH
from vitrail.site.project import Project

ORDERS = sized(3, 40)
"""Interleavings that are tried; 200 take some minutes."""
PLACES = ("2025-2027/durand-zoe/glpi", "2025-2027/martin-ali/vlan")


@pytest.fixture(scope="module")
def origin(tmp_path_factory):
    """The school, with verdicts of the former form in it."""
    root = tmp_path_factory.mktemp("ecole")
    shutil.copytree(SCHOOL, root / "portfolios")
    with (root / "portfolios/2025-2027/promotion.yml").open("a", encoding="utf-8") as cohort:
        cohort.write("échelle: [découverte, maîtrise]\n")
    git(root, "init", "-q", "-b", "main")
    git(root, "add", "-A")
    git(root, "commit", "-qm", "École")
    return root


def judge(clone, place, opinion, comment):
    """Say something at the desk of a clone, and commit it."""
    project = Project(root=clone, portfolios=clone / "portfolios", site=clone / "site", audience=Audience.TEAM)
    desk = Sitting(project=project, root="", say=FRENCH)
    shown = desk.panel(place)
    words = {"place": place, "by": "M. Exemple", "seal": shown.seal, "evaluations": shown.evaluations}
    order = decoded(json.dumps({**words, "opinion": opinion, "comment": comment}).encode(), Order)
    desk.judge(order)
    git(clone, "add", "-A")
    git(clone, "commit", "-qm", comment)


def said(clone):
    """Give every comment that is read."""
    school = read_school(Path(clone) / "portfolios").school
    return sorted(one.comment for _, student in school.everyone for one in student.verdicts if one.comment)


@pytest.mark.slow
@pytest.mark.parametrize("seed", range(ORDERS))
def test_any_interleaving_of_two_sessions_merges_without_conflict_and_loses_none(origin, tmp_path, seed):
    """By merge and by rebase; each person also sees the other's verdict at the next pull."""
    draw = random.Random(seed)
    git(tmp_path, "clone", "-q", "--bare", origin, "commun.git")
    clones = [tmp_path / name for name in ("un", "deux")]
    for clone in clones:
        git(tmp_path, "clone", "-q", tmp_path / "commun.git", clone)
    before, given = said(clones[0]), []
    for step in range(draw.randint(4, 7)):
        clone = draw.choice(clones)
        if draw.random() < 0.65:
            given.append(f"Remarque {step}")
            judge(clone, draw.choice(PLACES), draw.choice(["retenue", "à reprendre", "refusée"]), given[-1])
        else:
            git(clone, "pull", "-q", draw.choice(["--rebase", "--no-rebase"]), "--no-edit", "origin", "main")
            git(clone, "push", "-q", "origin", "HEAD:main")
    for clone in (*clones, clones[0]):
        git(clone, "pull", "-q", draw.choice(["--rebase", "--no-rebase"]), "--no-edit", "origin", "main")
        git(clone, "push", "-q", "origin", "HEAD:main")
    assert said(clones[0]) == said(clones[1]) == sorted([*before, *given])


def test_the_same_words_given_twice_in_one_second_are_one_verdict(origin, tmp_path, monkeypatch):
    """On two clones too: one name, one file, the same bytes."""
    clones = [tmp_path / name for name in ("un", "deux")]
    for clone in clones:
        shutil.copytree(origin, clone)
        monkeypatch.setattr(Sitting, "_now", lambda _: datetime(2026, 11, 28, 12))  # noqa: DTZ001  # a wall's hour
        judge(clone, PLACES[0], "retenue", "Clair.")
    own = "portfolios/2025-2027/evaluations/durand-zoe"
    (one,), (other,) = ([*(clone / own).glob("*.yml")] for clone in clones)
    assert (one.name, one.read_bytes()) == (other.name, other.read_bytes())
