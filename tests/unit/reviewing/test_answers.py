"""A student answers « à reprendre »: the thread is read at the desk, by team and student, and by nobody else."""

import shutil

import pytest

from tests.unit.reviewing.test_sitting import PLACE, ROOT, WORK, order, sat, verdicts
from vitrail.content.model.audience import Audience
from vitrail.content.reading.school import read_school
from vitrail.knowledge.coverage.view import view

ANSWER = "C'est la version 10.0.16.\n\nJ'ai refait la capture."


@pytest.fixture
def school(tmp_path):
    """A small school where nobody was read yet."""
    shutil.copytree(ROOT / "tests/portfolios/petite-ecole", tmp_path / "portfolios")
    shutil.rmtree(tmp_path / "portfolios/2025-2027/evaluations")
    return tmp_path


def answer(school, text=ANSWER):
    """Write an answer into the front matter of the réalisation."""
    work = school / WORK
    lines = "".join(f"\n  {line}".rstrip(" ") for line in text.split("\n"))
    whole = work.read_text("utf-8")
    head, _, rest = whole.partition("réponse: |") if "réponse: |" in whole else (whole, "", "")
    rest = rest[rest.index("titre:") :] if rest else head.removeprefix("---\n")
    work.write_text(f"---\nréponse: |{lines}\n{rest}", "utf-8")


def why(sitting):
    """Say why the work waits."""
    return next(one.why for one in sitting.listing().works if one.place == PLACE)


def test_an_answer_changes_no_seal_and_is_waited_for(school):
    """« répondu » stands in the list; what was read is what is there."""
    sitting = sat(school)
    sitting.judge(order(sitting, opinion="à reprendre", comment="Quelle version ?"))
    seal = sitting.panel(PLACE).seal
    assert why(sitting) == ""
    answer(school)
    sitting.refresh()
    assert (why(sitting), sitting.panel(PLACE).seal) == ("répondu", seal)
    assert sitting.panel(PLACE).answer == ANSWER
    assert sitting.panel(PLACE).changed is None


def test_the_second_reading_keeps_the_answer_that_it_read(school):
    """The thread stays when the student writes another, which waits in turn."""
    sitting = sat(school)
    sitting.judge(order(sitting, opinion="à reprendre", comment="Quelle version ?"))
    answer(school)
    sitting.refresh()
    sitting.judge(order(sitting, opinion="à reprendre", comment="Et la capture ?"))
    assert (why(sitting), sitting.panel(PLACE).answer) == ("", "")
    answer(school, "La voici.")
    sitting.refresh()
    assert why(sitting) == "répondu"
    assert {one.comment: one.answered for one in verdicts(school)} == {
        "Quelle version ?": None,
        "Et la capture ?": ANSWER,
    }
    sitting.judge(order(sitting, opinion="retenue"))
    assert why(sitting) == ""


@pytest.mark.parametrize("audience", [Audience.PUBLIC, Audience.JURY])
def test_nobody_else_gets_an_answer(school, audience):
    """It is pruned from the records before any page is made."""
    answer(school)
    read = read_school(school / "portfolios").school
    works = [work for _, one in view(read, audience).everyone for work in one.realisations]
    assert works
    assert [work.answer for work in works if work.answer] == []


def test_an_answer_to_nothing_waits_for_nobody(school):
    """Before « à reprendre », or after « retenue », it is a note."""
    answer(school)
    sitting = sat(school)
    assert why(sitting) == "jamais lue"
    sitting.judge(order(sitting, opinion="retenue"))
    assert why(sitting) == ""
