"""What a student reads of a first merge request: what is right comes first, and what is not there yet is no blame."""

import json

import pytest

from tests.unit.cli.test_since import HOME, NEW, add, branch, check

__all__ = ["branch"]


def lines(said):
    """The lines of a report, with ordinary spaces and apostrophes."""
    return [one.replace("\u202f", " ").replace("\xa0", " ").replace("’", "'") for one in said.splitlines()]


@pytest.fixture
def first_request(branch):
    """A portfolio whose first work comes with the request."""
    (branch / HOME / "realisations/glpi.md").unlink(missing_ok=True)
    add(branch)
    return branch


@pytest.mark.usefixtures("first_request")
def test_the_first_line_says_what_is_right():
    """A period, a competency that is explained, a text."""
    head = lines(check("--depuis", "main")[1])[0]
    assert head.endswith("Ce qui est bon : « Sauvegardes » (une période, 1 compétence expliquée et un texte).")


def test_a_work_with_an_erreur_is_not_praised(branch):
    """What must be mended comes first."""
    add(branch, code="B8.8")
    assert "Ce qui est bon" not in lines(check("--depuis", "main")[1])[0]


@pytest.mark.usefixtures("first_request")
@pytest.mark.parametrize("form", ["text", "json", "github", "gitlab"])
def test_what_is_not_there_yet_blames_no_file_that_was_not_changed(form):
    """The columns that are empty, the fiches and the stages without work are one line of progress."""
    _, out, err = check("--depuis", "main", "--format", form)
    assert not any(code in out for code in ("EXA001", "EXA002", "EXA001", "STG001"))
    if form != "json":
        assert any("bloc 1 : 1 compétence sur 6" in line for line in lines(out + err))


def test_a_request_has_five_remarks_at_most_and_counts_the_others(branch):
    """The gravest first; the JSON keeps them all, and an erreur is never left out."""
    for number in range(8):
        text = (
            NEW.format(code="B1.3")
            .replace("période: 01/02/2027 au 05/02/2027\n", "")
            .replace("Sauvegardes", f"W{number}")
        )
        (branch / HOME / f"realisations/w{number}.md").write_text(text, "utf-8")
    said = lines(check("--depuis", "main")[1])
    every = len(json.loads(check("--depuis", "main", "--format", "json")[1])["diagnostics"])
    assert every >= 8
    assert any(f"Et {every - 5} autres remarques" in line for line in said)
    for number in range(7):
        (branch / HOME / f"realisations/w{number}.md").write_text(NEW.format(code="B8.8"), "utf-8")
    code, out, _ = check("--depuis", "main")
    assert code == 1
    assert "REF001 × 7" in out or out.count("REF001") == 7


def test_the_remarks_that_are_counted_are_those_that_a_check_gives(branch):
    """What a title evokes is told to a request alone: « vitrail check », named for the rest, does not."""
    for number in range(7):
        text = NEW.format(code="B1.3").replace("période: 01/02/2027 au 05/02/2027\n", "")
        titled = text.replace("Sauvegardes", f"Inventaire du parc {number}")
        (branch / HOME / f"realisations/w{number}.md").write_text(titled, "utf-8")
    given = json.loads(check("--format", "json")[1])["diagnostics"]
    asked = json.loads(check("--depuis", "main", "--format", "json")[1])["diagnostics"]
    own = [fault for fault in asked if fault["code"] != "REF020"]
    assert len(own) < len(asked)
    assert {fault["code"] for fault in own} <= {fault["code"] for fault in given}
    assert any(f"Et {len(own) - 5} autres remarques" in line for line in lines(check("--depuis", "main")[1]))


def test_a_password_is_among_the_five_remarks_of_a_request(branch):
    """Seven missing periods stand before it in the order of files, and it cannot be taken back."""
    for number in range(7):
        text = NEW.format(code="B1.3").replace("période: 01/02/2027 au 05/02/2027\n", "")
        (branch / HOME / f"realisations/w{number}.md").write_text(text.replace("Sauvegardes", f"W{number}"), "utf-8")
    last = branch / HOME / "realisations/z.md"
    last.write_text(NEW.format(code="B1.3") + "\nMot de passe : Valmont2026\n", "utf-8")
    assert "PRV004" in check("--depuis", "main")[1]


@pytest.mark.parametrize(("code", "told"), [("B1.3", True), ("B1.6", False), ("B1.6.2", False)])
def test_a_title_that_says_a_competency_clearly_has_one_conseil_when_it_is_not_cited(branch, code, told):
    """« Veille avec Feedly » is B1.6.2: told once, unless it or what holds it is cited."""
    text = NEW.format(code=code).replace("titre: Sauvegardes", "titre: Veille avec Feedly")
    (branch / HOME / "realisations/feedly.md").write_text(text, "utf-8")
    exit_code, said, _ = check("--depuis", "main")
    assert (said.count("REF020"), exit_code) == (int(told), 0)
    assert not told or "B1.6.2" in said
    assert "REF020" not in check()[1]


@pytest.mark.usefixtures("first_request")
@pytest.mark.parametrize("form", ["text", "json", "github", "gitlab"])
def test_what_the_tableau_lacks_is_a_remark_once_the_oral_is_near(branch, form):
    """In the last sixty days it must be heard, whichever way the request is read; the line of progress stays."""
    cohort = branch / "portfolios/2025-2027/promotion.yml"
    cohort.write_text(cohort.read_text("utf-8") + "oral le: 12/05/2027\n", "utf-8")
    _, out, err = check("--depuis", "main", "--format", form)
    assert "EXA001" in out
    assert "B1.4" in out
    if form != "json":
        assert any("bloc 1 : 1 compétence sur 6" in line for line in lines(out + err))


@pytest.mark.usefixtures("first_request")
def test_the_markdown_summary_says_first_what_is_right_then_how_far_one_is(tmp_path):
    """What a forge shows beside the request."""
    check("--depuis", "main", "--resume", str(tmp_path / "resume.md"))
    said = lines((tmp_path / "resume.md").read_text("utf-8"))
    assert "Ce qui est bon" in said[2]
    assert any("bloc 1 : 1 compétence sur 6" in line for line in said)
    assert not any("EXA001" in line for line in said)
