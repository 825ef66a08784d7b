"""What there is to know of a word, and where it leads."""

import pytest

from vitrail.doors.editing.looking import target, thing_at, told

OWNER = ("2025-2027", "moreau-lea")
WORK = "2025-2027/moreau-lea/realisations/serveur-fichiers-habilitations.md"


@pytest.fixture(scope="module")
def lea(sample):
    """A portfolio with stages, files and classmates."""
    return sample.judge(OWNER)


@pytest.fixture
def found(sample, lea):
    """Give a function: what stands at the bar of a line, what is told of it, and where it leads."""

    def at(text, path=WORK):
        before, _, after = text.partition("|")
        lines = (before + after).split("\n")
        row, column = before.count("\n"), len(before.rpartition("\n")[2])
        thing = thing_at(lines, row, column, lea, sample.place(path))
        said = "\n".join(map(str, told(thing, lea, sample))) if thing else ""
        return thing, said, target(thing, lea, sample, path) if thing else None

    return at


def test_a_key_says_what_to_write(found):
    """From the one table, with its example; in the text it is a word like another."""
    _, said, _ = found("---\nmo|de: vécue\n---\n")
    assert "`vécue` si vous l'avez fait" in said
    assert found("---\ntitre: x\n---\nLe mo|de d'emploi\n") == (None, "", None)


def test_a_code_says_its_official_words_its_state_and_who_else_proves_it(found, lea):
    """As it is read for this student, in the keys and in the text."""
    code = next(claim.competency for work in lea.student.realisations for claim in work.claims if claim.competency)
    _, said, place = found(f"---\ncompétences:\n  {code[:2]}|{code[2:]}: fait\n---\n")
    assert said.startswith(f"**{code}** {lea.framework.by_id[code].title}")
    assert "État :" in said
    assert "Dans la promotion" in said
    path, row = place
    assert path.name == "sio-2019.yml"
    assert f"id: {code}" in path.read_text("utf-8").split("\n")[row]
    thing, *_ = found(f"---\ntitre: x\n---\nJ'ai montré {code}|.\n")
    assert (thing.code, thing.name) == (code, code)


def test_a_name_leads_to_its_file(found, lea):
    """A stage, a réalisation of the oral, a proof, a classmate, a link of the text."""
    stage = lea.student.internships[0].slug
    assert found(f"---\nstage: {stage}|\n---\n")[2][0].parts[-2:] == (stage, "index.md")
    assert found("---\néquipe: [ben|ali-yanis]\n---\n")[2][0].parts[-2:] == ("benali-yanis", "index.md")
    work = lea.student.realisations[0].slug
    assert found(f"---\noral: [{work}|]\n---\n", "2025-2027/moreau-lea/index.md")[2][0].stem == work
    file = next(one.file.path for one in lea.files if "/fichiers/" in one.file.path).removeprefix(lea.root)
    assert found(f"---\nproductions:\n  - {{titre: x, fichier: {file}|}}\n---\n")[2][0].name == file.rpartition("/")[2]
    assert found(f"---\ntitre: x\n---\nVoir [ici](../{file[:4]}|{file[4:]}).\n")[2][0].name == file.rpartition("/")[2]
    assert found("---\nstage: nulle-part|\n---\n")[2] is None


@pytest.mark.parametrize(
    "written",
    [
        "  - {titre: x, fichier: fichiers/Plan d'|étage 2026.txt, prouve: [B1.1]}",
        "  - titre: x\n    fichier: fichiers/Plan d'étage| 2026.txt",
        '  - {titre: x, fichier: "fichiers/Plan d\'étage 20|26.txt"}',
        "  - Le plan: fichi|ers/Plan d'étage 2026.txt",
        "  - fichiers/Plan d'étage 2026.|txt",
    ],
)
def test_the_name_of_a_file_goes_on_after_its_spaces(found, written):
    """As Windows writes them: in braces, on a line of its own, between quotes, beside a title, alone."""
    thing, said, _ = found(f"---\nproductions:\n{written}\n---\n")
    assert (thing.name, said) == ("fichiers/Plan d'étage 2026.txt", "")


def test_the_short_form_of_a_production_and_an_escaped_link_lead_to_their_file(found, lea):
    """The form that the guide shows first, and the one that ``--corriger`` writes."""
    file = next(one.file.path for one in lea.files if "/fichiers/" in one.file.path).removeprefix(lea.root)
    assert found(f"---\nproductions:\n  - Le plan: {file}|\n---\n")[2][0].name == file.rpartition("/")[2]
    link = file.replace("-", "%2D")
    assert found(f"---\ntitre: x\n---\nVoir [ici](../{link}|).\n")[2][0].name == file.rpartition("/")[2]
