"""What changed since a verdict was sealed, as keys, files and paragraphs."""

from datetime import date

import pytest
from msgspec.structs import replace

from tests.unit.reading.schools import LEA, REALISATION, codes, read, student
from vitrail.content.model.realisation import Claim, Context, Mode, Production, Realisation
from vitrail.content.model.verdict import Change, SealedPart
from vitrail.content.reading.seals.changes import LONGEST, MOST, changes, shortened
from vitrail.content.reading.seals.sealed import dumped, file_name, fingerprint, keeps, loaded, sealed

WORK = Realisation(
    slug="glpi",
    title="GLPI",
    mode=Mode.OBSERVED,
    contexts=(Context.INTERNSHIP,),
    claims=(Claim(cited="B1.1", competency="B1.1", sentence="Inventaire."), Claim(cited="B1.2", competency="B1.2")),
    productions=(Production(title="Guide", file="guide.pdf", digest=f"sha256:{'a' * 64}"),),
    files=(("fichiers/ecran.png", "sha256:1"), ("fichiers/plan.png", "sha256:2")),
)
TEXT = "# Contexte\n\nUn parc de 240 postes.\n\nDeux serveurs.\n\n```\nls\n```\n"


def sealed_as(work, text):
    """The work sealed with a text."""
    return sealed(work, lambda _path: text)


def since(work=WORK, text=TEXT):
    """What differs from the sealed work."""
    return changes(sealed_as(WORK, TEXT), sealed_as(work, text))


def test_the_same_work_has_no_changes():
    """Nor has one whose lines alone were set again."""
    assert since() == ()
    assert since(text=TEXT.replace("\n", "  \r\n")) == ()


def test_keys_give_the_values_that_went_and_came():
    """Those that stayed are not repeated."""
    claims = (replace(WORK.claims[0], sentence="Refait."), WORK.claims[1])
    work = replace(WORK, mode=Mode.LIVED, contexts=(), claims=claims, facts=(("année", "2"),))
    assert since(work) == (
        Change(part=SealedPart.KEY, name="contexte", before=("stage",)),
        Change(part=SealedPart.KEY, name="mode", before=("observée",), after=("vécue",)),
        Change(part=SealedPart.KEY, name="compétences", before=("B1.1 · Inventaire.",), after=("B1.1 · Refait.",)),
        Change(part=SealedPart.KEY, name="année", after=("2",)),
    )


def test_a_production_whose_file_alone_changed_says_the_same_on_both_sides():
    """A hash is for machines: the page says that the file changed."""
    work = replace(WORK, productions=(replace(WORK.productions[0], digest=f"sha256:{'b' * 64}"),))
    assert since(work) == (
        Change(part=SealedPart.KEY, name="productions", before=("Guide · en ligne",), after=("Guide · en ligne",)),
    )


def test_files_that_changed_went_or_came_are_named():
    """By their path in the portfolio."""
    work = replace(WORK, files=(("fichiers/ecran.png", "sha256:9"), ("fichiers/neuf.png", "sha256:3")))
    assert [(one.part, one.name, bool(one.before), bool(one.after)) for one in since(work)] == [
        (SealedPart.FILE, "fichiers/ecran.png", True, True),
        (SealedPart.FILE, "fichiers/neuf.png", False, True),
        (SealedPart.FILE, "fichiers/plan.png", True, False),
    ]


def test_paragraphs_are_matched_in_their_order():
    """One is mended, one comes, one goes; the rest is not shown."""
    text = "# Contexte\n\nUn parc de 250 postes.\n\nDeux serveurs.\n\nEt un pare-feu.\n"
    assert since(text=text) == (
        Change(part=SealedPart.TEXT, before=("Un parc de 240 postes.",), after=("Un parc de 250 postes.",)),
        Change(part=SealedPart.TEXT, before=("```\nls\n```",), after=("Et un pare-feu.",)),
    )


def test_hostile_texts_are_compared_in_a_moment():
    """Many paragraphs that are alike would cost the square of their number: they are given as one difference."""
    old = "\n\n".join(["a", "b"] * 20_000)
    new = "\n\n".join(["b", "c", "a"] * 20_000)
    (one,) = shortened(changes(sealed_as(WORK, old), sealed_as(WORK, new)))
    assert len(one.before) == MOST + 1
    assert one.before[-1] == "…"


def test_what_a_page_shows_is_short():
    """A text that was written anew is read whole elsewhere."""
    found = since(text="\n\n".join(f"{number} {'x' * 5000}" for number in range(50)))
    for one in shortened(found * 100):
        assert all(len(text) <= LONGEST + 1 for text in (*one.before, *one.after))
    assert len(shortened(found * 100)) == MOST + 1


def test_a_kept_text_is_what_its_seal_says_or_nothing():
    """Whatever was done to it: a word, a type, a bomb of brackets, another encoding."""
    work, seal = sealed_as(WORK, TEXT), fingerprint(sealed_as(WORK, TEXT))
    raw = dumped(work)
    assert loaded(raw, seal) == work
    assert loaded(raw.replace(b"\n", b"\r\n"), seal) == work
    for spoiled in (
        raw.replace(b"240", b"250"),
        raw.replace(b'"GLPI"', b"1"),
        raw.replace(b'"GLPI"', b'{"a": 1}'),
        b"[" * 200_000,
        b"{}",
        b"null",
        b"",
        raw[:-10],
        "é".encode("utf-16"),
        b'{"objet": 1, "cl\xc3\xa9s": {"a": 3}, "fichiers": {}, "texte": 5}',
    ):
        assert loaded(spoiled, seal) is None
    assert loaded(raw, f"v1:{'0' * 64}") is None


def test_a_kept_text_is_read_line_by_line_in_git():
    """One line for a line: two of them differ where the texts do."""
    old, new = dumped(sealed_as(WORK, TEXT)), dumped(sealed_as(WORK, TEXT.replace("240", "250")))
    lines = [(a, b) for a, b in zip(old.decode().split("\n"), new.decode().split("\n"), strict=True) if a != b]
    assert lines == [('  "Un parc de 240 postes.",', '  "Un parc de 250 postes.",')]


def test_the_name_of_a_kept_text_follows_its_seal_and_not_the_file_that_was_judged():
    """A réalisation that was renamed since still finds it."""
    seal = f"v1:{'ab12' * 16}"
    name = file_name("deploiement-de-glpi", seal)
    assert name == "deploiement-de-glpi-ab12ab12ab12ab12.json"
    assert keeps(name, seal)
    assert not keeps(name, f"v1:{'cd34' * 16}")
    assert len(file_name("x" * 150, seal)) < 90


EVALUATIONS = "2025-2027/evaluations/moreau-lea.yml"
VERDICT = (
    "- réalisation: glpi\n  par: M. Durand\n  rôle: professeur\n  le: 2026-06-30\n  avis: retenue\n  empreinte: {}\n"
)


def judged(tmp_path, then, now, *, kept=True, more=()):
    """A réalisation that was sealed, then changed."""
    page = f"{LEA}/realisations/glpi.md"
    before = student(read(tmp_path / "then", {page: then, **dict(more)})).realisations[0]
    seal = before.fingerprint
    files = {page: now, EVALUATIONS: VERDICT.format(seal), **dict(more)}
    if kept:
        text = then.rpartition("---\n")[2]
        files[EVALUATIONS.replace(".yml", ".scelles/") + file_name("glpi", seal)] = dumped(sealed_as(before, text))
    return read(tmp_path / "now", files)


def test_a_verdict_knows_what_changed_since(tmp_path):
    """Found beside the verdicts, and entered in the ledger as data."""
    now = REALISATION.replace("Un vrai texte.", "Un autre texte.").replace("titre: GLPI", "titre: GLPI 10")
    reading = judged(tmp_path, REALISATION, now)
    (verdict,) = student(reading).verdicts
    assert verdict.since == (
        Change(part=SealedPart.KEY, name="titre", before=("GLPI",), after=("GLPI 10",)),
        Change(part=SealedPart.TEXT, before=("Un vrai texte.",), after=("Un autre texte.",)),
    )
    assert [seen.fate for seen in reading.files if "/evaluations/" in seen.path] == ["lue", "lue"]
    assert codes(reading) == []


def test_a_verdict_that_holds_or_whose_text_was_lost_knows_nothing(tmp_path):
    """No diagnostic either: the state already says that it changed."""
    assert student(judged(tmp_path / "a", REALISATION, REALISATION)).verdicts[0].since == ()
    now = REALISATION.replace("Un vrai", "Un autre")
    assert student(judged(tmp_path / "b", REALISATION, now, kept=False)).verdicts[0].since == ()


@pytest.mark.parametrize("path", ["images/ecran.png", "fichiers/notes.txt"])
def test_the_bytes_of_a_file_that_the_text_shows_or_links_are_covered(tmp_path, path):
    """A screenshot replaced under the same name is not what was judged."""
    sign = "!" if path.endswith("png") else ""
    text = REALISATION + f"\n{sign}[Vue](../{path})\n"
    prints = [
        student(read(tmp_path / str(n), {f"{LEA}/realisations/glpi.md": text, f"{LEA}/{path}": raw})).realisations[0]
        for n, raw in enumerate((b"\x89PNG\r\n\x1a\n\0a", b"\x89PNG\r\n\x1a\n\0b"))
    ]
    assert prints[0].fingerprint != prints[1].fingerprint
    assert [name for name, _ in prints[0].files] == [path]


def test_the_period_is_kept_as_days():
    """The same in every language."""
    work = replace(WORK, period=None)
    assert "période" not in dict(sealed_as(work, TEXT).keys)
    work = read_period(date(2026, 6, 1), None)
    assert dict(sealed_as(work, TEXT).keys)["période"] == (("2026-06-01", ""),)


def read_period(start, end):
    """A réalisation of these days."""
    from vitrail.ground.language import Period

    return replace(WORK, period=Period(start=start, end=end))


def test_sealed_texts_that_a_departure_forgot_are_told_once(tmp_path):
    """They hold a student's words: erasing the portfolio and the verdicts is not enough."""
    folder = "2025-2027/evaluations/roux-maelle.scelles"
    reading = read(tmp_path, {f"{folder}/a-0123456789abcdef.json": "{}", f"{folder}/b-0123456789abcdef.json": "{}"})
    assert [(one.code, one.place.path) for one in reading.diagnostics] == [
        ("EVA001", f"{folder}/a-0123456789abcdef.json")
    ]
    assert {seen.fate for seen in reading.files if folder in seen.path} == {"lue"}
