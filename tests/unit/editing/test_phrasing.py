"""« Ajouter une phrase pour B1.3 »."""

import pytest

from vitrail.doors.editing.phrasing import phrases

OWNER = ("2025-2027", "moreau-lea")
PATH = "2025-2027/moreau-lea/realisations/essai.md"
HEAD = "---\ntitre: x\npériode: 01/06/2026 au 05/06/2026\n"


@pytest.fixture
def proposed(sample):
    """Give a function: each sentence that is proposed for some keys, and the text once it is taken."""

    def at(keys, row=None):
        text = f"{HEAD}{keys}\n---\n"
        sample.write(PATH, text.encode())
        lines = text.split("\n")
        rows = range(len(lines)) if row is None else range(row, row + 1)
        found = {}
        for fix in phrases(lines, rows, PATH, sample.judge(OWNER)):
            (edit,) = fix.edits
            at, line = edit.place, lines[edit.place.line - 1]
            new = line[: at.column - 1] + edit.text + line[at.end_column - 1 :]
            found[str(fix.title)] = "\n".join([*lines[: at.line - 1], new, *lines[at.line :]])
        return found

    yield at
    sample.forget(PATH)


@pytest.mark.parametrize(
    ("keys", "after"),
    [
        ("compétences: [B1.1.1, B1.1.2]", "compétences: [{B1.1.1: à compléter}, B1.1.2]"),
        ("compétences:\n  - B1.1.1\n  - B1.1.2", "compétences:\n  - B1.1.1: à compléter\n  - B1.1.2"),
        ("compétences:\n  B1.1.1:\n  B1.1.2: fait", "compétences:\n  B1.1.1: à compléter\n  B1.1.2: fait"),
    ],
)
def test_a_code_without_a_sentence_is_given_one_however_it_is_cited(proposed, sample, keys, after):
    """And what is then written in its place is read as the sentence of that code."""
    text = proposed(keys)["Ajouter une phrase pour B1.1.1"]
    assert after in text
    sample.write(PATH, text.replace("à compléter", "les postes sont recensés").encode())
    (work,) = [one for one in sample.judge(OWNER).student.realisations if one.slug == "essai"]
    assert {claim.cited: claim.sentence for claim in work.claims}["B1.1.1"] == "les postes sont recensés"


def test_what_nothing_covers_is_proposed_below_the_key(proposed, sample):
    """On the line of « compétences », and there alone."""
    gaps = sample.judge(OWNER).coverage.gaps
    found = proposed("compétences:\n  B3.9.9: fait", row=3)
    assert set(found) == {f"Ajouter une phrase pour {code}" for code in gaps[:5]}
    assert proposed("compétences:\n  B3.9.9: fait", row=4) == {}
    for code in gaps[:1]:
        assert f"compétences:\n  {code}: à compléter\n  B3.9.9: fait" in found[f"Ajouter une phrase pour {code}"]
