"""What is asked of a school, portfolio by portfolio: what an edit moves, and what a question may read."""

import shutil
from datetime import date
from pathlib import Path

import pytest

from tests.unit.reading.test_memory import blind
from vitrail.building.making.examination import examine
from vitrail.building.making.facts.names import private_names, private_words
from vitrail.building.making.facts.parts import CLASS, PORTFOLIO, parts, plan
from vitrail.building.making.facts.parts import SCHOOL as SCHOOL_PART
from vitrail.building.making.facts.people import school_record
from vitrail.building.making.facts.readers import school_edition
from vitrail.building.making.facts.run import SCHOOL as NOBODY
from vitrail.building.making.facts.told import readiness
from vitrail.building.making.facts.tried import Tried, tell
from vitrail.building.making.works import passing
from vitrail.content.model.audience import Audience
from vitrail.site.project import Project

SCHOOL = Path(__file__).parents[2] / "portfolios" / "petite-ecole"
WORK = "2025-2027/durand-zoe/realisations/glpi.md"
VERDICTS = "2025-2027/evaluations/durand-zoe.yml"
MATE = "2025-2027/martin-ali/realisations/vlan.md"


@pytest.fixture
def school(tmp_path):
    """The small school, examined for its team: its folder, and a function that asks again and says what moved."""
    shutil.copytree(SCHOOL, tmp_path / "portfolios")
    project = Project(
        root=tmp_path, portfolios=tmp_path / "portfolios", site=tmp_path / "site", audience=Audience.TEAM,
        asked_date=date(2026, 5, 12), jobs=1,
    )  # fmt: skip
    with passing(project) as shared:
        memo = shared.memo
        memo.set_input("shell TEAM", "")

        def plans():
            examine(project, memo, shared.store, shared.crew)
            return {part: plan(memo, *part) for part in parts(memo, "TEAM")}

        before = plans()

        def moved(name, change):
            nonlocal before
            path = project.portfolios / name
            path.write_text(change(path.read_text("utf-8")), "utf-8")
            ran, run = [], plan.run
            plan.run = lambda memo, *part: ran.append(part) or run(memo, *part)
            try:
                memo.turn()
                after = plans()
            finally:
                plan.run = run
            changed, before = {part for part in after if after[part] != before.get(part)}, after
            assert changed <= set(ran)
            return {(kind, student) for _, kind, _, student in ran}

        yield project, shared, moved


def test_an_edited_text_plans_its_portfolio_and_nothing_else(school):
    """Its card is the same: neither its class, nor the school, nor a classmate is planned again."""
    _, _, moved = school
    assert moved(MATE, lambda text: text + "\n\nUne phrase de plus.\n") == {(PORTFOLIO, "martin-ali")}


def test_a_judged_text_moves_its_class_when_the_verdict_no_longer_holds_and_not_again(school):
    """What the class shows of it is whether it is as it was judged, and not what it has become."""
    project, shared, moved = school
    known = examine(project, shared.memo, shared.store, shared.crew).school
    seal = next(work.fingerprint for work in known.cohorts[0].students[0].realisations if work.slug == "glpi")
    moved(VERDICTS, lambda text: text.replace("réalisation: glpi\n", f"réalisation: glpi\n  empreinte: {seal}\n", 1))
    assert (CLASS, "") in moved(WORK, lambda text: text + "\n\nUne phrase de plus.\n")
    assert moved(WORK, lambda text: text + "\n\nEncore une.\n") == {(PORTFOLIO, "durand-zoe")}


def test_a_title_plans_what_names_it(school):
    """The class shows it; a classmate, who knows of it that it is there, does not."""
    _, _, moved = school
    found = moved(WORK, lambda text: text.replace("titre: ", "titre: Autre ", 1))
    assert {(PORTFOLIO, "durand-zoe"), (CLASS, "")} <= found
    assert (PORTFOLIO, "martin-ali") not in found


def test_a_title_leaves_the_pages_of_the_school_unless_a_host_that_has_one_tells_it(school):
    """They tell how many works there are; of whom a host welcomed, the works of its stage."""
    project, _, moved = school
    kinds = {kind for kind, _ in moved(MATE, lambda text: text.replace("titre: ", "titre: Autre ", 1))}
    assert kinds == {CLASS, PORTFOLIO}
    hosts = project.portfolios / "organisations"
    hosts.mkdir(exist_ok=True)
    (hosts / "hote.md").write_text("---\nnom: Hôte\n---\n\nUn texte.\n", "utf-8")
    stage = project.portfolios / "2025-2027/martin-ali/stages/hote.md"
    stage.parent.mkdir(exist_ok=True)
    stage.write_text("---\nentreprise: Hôte\npériode: 04/05/2026 au 12/06/2026\n---\n\nMon stage.\n", "utf-8")
    moved(MATE, lambda text: text.replace("titre: ", "stage: hote\ntitre: ", 1))
    for work, kinds in ((MATE, {SCHOOL_PART, CLASS, PORTFOLIO}), (WORK, {CLASS, PORTFOLIO})):
        again = moved(work, lambda text: text.replace("titre: ", "titre: Encore ", 1))
        assert {kind for kind, _ in again} == kinds


def test_a_title_of_a_candidate_judges_no_other(school, monkeypatch):
    """The table of the class reads in short what is known of them."""
    _, _, moved = school
    judged, run = [], readiness.run
    monkeypatch.setattr(readiness, "run", lambda memo, *who: judged.append(who) or run(memo, *who))
    moved(WORK, lambda text: text.replace("titre: ", "titre: Autre ", 1))
    assert {student for _, student in judged} == {"durand-zoe"}


def test_a_workshop_of_a_classmate_is_suggested_without_waiting_for_an_edit(school):
    """What a mate's page names of one is asked by the others of the class."""
    _, _, moved = school
    found = moved(MATE, lambda text: text.replace("---\n", "---\natelier: Supervision\n", 1))
    assert (PORTFOLIO, "durand-zoe") in found


def test_the_names_that_a_portfolio_may_hold_are_told_without_naming_the_others(tmp_path):
    """The row of a shared part would grow as the square of a school, if each answer named what all come from."""
    shutil.copytree(SCHOOL, tmp_path / "portfolios")
    project = Project(root=tmp_path, portfolios=tmp_path / "portfolios", site=tmp_path / "site", jobs=1)
    with passing(project) as shared:
        memo, who = shared.memo, ("2025-2027", "martin-ali")
        examine(project, memo, shared.store, shared.crew)
        memo.save()
        for question in (private_words, private_names):
            words = (Audience.PUBLIC.name, *who)
            deps = memo.shelf.table.traces(question.part(words))["\0".join((question.name, *words))].deps
            assert any("martin-ali" in key for key in deps)
            assert not any("durand-zoe" in key for key in deps)


def test_one_more_verdict_of_a_teacher_leaves_alone_the_portfolios_that_name_them(tmp_path, monkeypatch):
    """Others are told of the first place that says a name: the next ones move the portfolio that is judged."""
    shutil.copytree(SCHOOL, tmp_path / "portfolios")
    work, verdicts = tmp_path / "portfolios" / MATE, tmp_path / "portfolios" / VERDICTS
    team = tmp_path / "portfolios/2025-2027/promotion.yml"
    work.write_text(work.read_text("utf-8") + "\nVu avec M. Exemple.\n", "utf-8")
    project = Project(root=tmp_path, portfolios=tmp_path / "portfolios", site=tmp_path / "site", jobs=1)
    asked, run = [], private_names.run
    monkeypatch.setattr(private_names, "run", lambda memo, *words: asked.append(words[2]) or run(memo, *words))

    def moved(file, change):
        asked.clear()
        file.write_text(change(file.read_text("utf-8")), "utf-8")
        shared.memo.turn()
        examine(project, shared.memo, shared.store, shared.crew)
        return {student for student in asked if student}

    with passing(project) as shared:
        examine(project, shared.memo, shared.store, shared.crew)
        assert private_names(shared.memo, "PUBLIC", "2025-2027", "martin-ali").declared
        again = "- compétence: B1.1.2\n  par: M. Exemple\n  rôle: professeur\n  le: 21/11/2025\n  avis: retenue\n"
        assert "martin-ali" not in moved(verdicts, lambda text: text + again)
        assert "martin-ali" in moved(team, lambda text: f"# {text}")


def test_no_question_reads_behind_the_back_of_the_memo(school):
    """What it would read so would stay as it was for ever: what a title moves is asked again, the disk hidden."""
    project, shared, _ = school
    memo = shared.memo
    every = tuple(parts(memo, "TEAM"))
    plain = [plan(memo, *part) for part in every]
    work = project.portfolios / WORK
    work.write_text(work.read_text("utf-8").replace("titre: ", "titre: Autre ", 1), "utf-8")
    memo.turn()
    with blind(memo):
        assert [plan(memo, *part) for part in every] != plain


@pytest.mark.parametrize("audience", list(Audience))
def test_a_text_of_an_organisation_that_cannot_be_rendered_is_refused_for_everybody(school, audience):
    """The public and the jury are given organisations under other names, of which nobody had noted it."""
    project, shared, _ = school
    host = project.portfolios / "organisations" / "mairie.md"
    host.parent.mkdir()
    host.write_text("---\nnom: Mairie de Valmont\nnom public: une mairie\n---\nUn texte.\n", "utf-8")
    memo = shared.memo
    memo.turn()
    (body,) = (body for body in school_record(memo).bodies if "mairie" in body.path)
    tell(memo, *NOBODY, Tried(refused={body.path: "trop long"}))
    assert [text.refused for text in school_edition(memo, audience.name).record.bodies if text.path == body.path] == [
        "trop long"
    ]
