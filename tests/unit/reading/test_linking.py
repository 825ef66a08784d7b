from datetime import date

import pytest

from tests.unit.reading.schools import COHORT, HOME, LEA, REALISATION, codes, read, student
from vitrail.content.model.framework import Alias, Competency, Framework, Level
from vitrail.content.model.realisation import Claim
from vitrail.content.model.student import OptionDays
from vitrail.content.reading.frameworks import load_shipped
from vitrail.content.reading.linking import CodeReader
from vitrail.ground.diagnostics import Place
from vitrail.ground.language import Period

GLPI = f"{LEA}/realisations/glpi.md"


def cited(*names):
    """What a page cites."""
    return [Claim(cited=name, place=Place(path="a.md")) for name in names]


def claims(reading):
    """What the first réalisation claims."""
    return [(claim.cited, claim.competency) for claim in student(reading).realisations[0].claims]


def citing(value):
    """A réalisation that cites competencies in some way."""
    return {GLPI: REALISATION.replace("compétences:\n  B1.1: Inventaire automatique.", f"compétences: {value}")}


def test_a_parent_and_its_child_are_two_claims(tmp_path):
    """Twice the same counts once; a parent says nothing of its children."""
    reading = read(tmp_path, citing("[B1.1, B1.1.1, C1, b1.1]"))
    assert [code for _, code in claims(reading)] == ["B1.1", "B1.1.1"]


def test_codes_are_read_as_written(tmp_path):
    """1.10 is never 1.1, and an unknown code is dropped; no other figures are proposed, but neighbours told."""
    reading = read(tmp_path, citing("[B1.7]"))
    (fault,) = [one for one in reading.diagnostics if one.code == "REF001"]
    assert claims(reading) == []
    assert fault.message == "«\u202fB1.7\u202f» n’existe pas dans le référentiel BTS SIO (2019)."
    assert fault.advice.startswith("B1 va de B1.1 à B1.6. Recopiez le code")
    assert "vitrail codes" in fault.advice


@pytest.mark.parametrize(
    ("value", "said"),
    [
        ("B1.1 et B1.2", {"B1.1": None, "B1.2": None}),
        ("B1.1 / B1.2", {"B1.1": None, "B1.2": None}),
        ("\n  B1.1\n  B1.2", {"B1.1": None, "B1.2": None}),
        ("\n- B1.1.1, B1.2.1 : deux", {"B1.1.1": "deux", "B1.2.1": "deux"}),
        ("B1.1.1 inventaire, B1.2.1 suivi", {"B1.1.1": "inventaire", "B1.2.1": "suivi"}),
        ("\n- B1.1.1 - inventaire", {"B1.1.1": "inventaire"}),
        ("\n- B1.1.1 – 12 postes (neufs)", {"B1.1.1": "12 postes (neufs)"}),
        ("\n- B3.5A.1 - pare-feu", {"B3.5A.1": "pare-feu"}),
        ("\n- B1.1.1 (inventaire)", {"B1.1.1": "inventaire"}),
        ("\n  B1.1.1:phrase", {"B1.1.1": "phrase"}),
        ("\n  B1.1:un mot\n  B1.2:deux", {"B1.1": "un mot", "B1.2": "deux"}),
        ("\n  B1.1 - un mot\n  B1.2 - deux", {"B1.1": "un mot", "B1.2": "deux"}),
        ("\n  B1.1.1 inventaire: des postes", {"B1.1.1": "inventaire : des postes"}),
        ("\n- B1.2.1 Collecter, suivre et orienter des demandes", {"B1.2.1": None}),
        ("\n- Gérer le patrimoine informatique", {"B1.1": None}),
        ("\n- Gérer le patrimoine informatique : fait", {"B1.1": "fait"}),
        ("\n  **B1.1** : fait\n  [[B1.2]]: vu : lu\n  `B1.3`:", {"B1.1": "fait", "B1.2": "vu : lu", "B1.3": None}),
        ("\n- [[B1.1]]\n- [B1.2, B1.3]\n- **B1.4** : vu", {"B1.1": None, "B1.2": None, "B1.3": None, "B1.4": "vu"}),
        ("\n- Gérer le patrimoine informatique ✔\n- C1.4 - Travailler en mode projet", {"B1.1": None, "B1.4": None}),
        ("\n- B1.2 - Répondre aux incidents", {"B1.2": None}),
        (
            "\n- Répondre aux incidents et demandes\n- 1.5 Mettre à disposition un service informatique (80 %)",
            {"B1.2": None, "B1.5": None},
        ),
        ("B1-C2, B1-C3 et B1-C5", {"B1.2": None, "B1.3": None, "B1.5": None}),
        ("\n- B1-C2 : un ticket", {"B1.2": "un ticket"}),
        (
            "\n  B1.1: X\n  B1.2: ✅\n  B1.3: 80 %\n  Travailler en mode projet: oui",
            {"B1.1": None, "B1.2": None, "B1.3": None, "B1.4": None},
        ),
        (
            "\n  B1.1: à compléter\n  B1.2: En cours d'acquisition.\n  B1.3: RAS\n  B1.4: TODO",
            {"B1.1": None, "B1.2": None, "B1.3": None, "B1.4": None},
        ),
        ("\n  • B1.1 : fait\n  • B1.2 :", {"B1.1": "fait", "B1.2": None}),
        ("\n  • B1.1\n  • B1.2 – suivi", {"B1.1": None, "B1.2": "suivi"}),
    ],
)
def test_what_people_write_around_a_code_is_read(tmp_path, value, said):
    """Several codes on a line, a phrase behind, an official title, signs of Markdown: nothing is said to be unknown."""
    reading = read(tmp_path, citing(value))
    assert {claim.competency: claim.sentence for claim in student(reading).realisations[0].claims} == said
    assert "REF001" not in codes(reading)


@pytest.mark.parametrize(
    "no", ["non", "false", "❌", "Non acquise", "N/A", "pas encore vue", "Non mobilisée dans ce projet."]
)
def test_a_competency_that_is_crossed_out_is_no_claim(tmp_path, no):
    """A table typed as keys says no for some: counted, it would be covered."""
    reading = read(tmp_path, citing(f"{{B1.1: oui, B1.2: {no}}}"))
    assert [code for _, code in claims(reading)] == ["B1.1"]
    assert "STR040" in codes(reading)


@pytest.mark.parametrize("value", ["Traiter des demandes", "Mettre en place", "Gérer", "Répondre aux incidents ❌"])
def test_words_of_several_titles_or_too_few_are_no_title(tmp_path, value):
    """Nobody knows which is meant."""
    assert claims(read(tmp_path, citing(f"[{value}]"))) == []


@pytest.mark.parametrize("value", ["B1.1 à B1.3", "B1.1 - B1.3", "B1.1 voir B1.2", "B1-5 postes", "pas de B1.1"])
def test_a_citation_whose_codes_are_not_listed_claims_nothing(tmp_path, value):
    """Nobody knows which were mobilised: the author is asked for one on each line."""
    (fault,) = (fault for fault in read(tmp_path, citing(f"[{value}]")).diagnostics if fault.code == "REF001")
    assert fault.advice.startswith("Écrivez un code par ligne")
    assert fault.fix is None


def test_an_unknown_code_is_told_as_it_is_written_where_it_stands(tmp_path):
    """Each in its own column; a title keeps its letters."""
    faults = [fault for fault in read(tmp_path, citing("B1.1, B1.9 et b8.1")).diagnostics if fault.code == "REF001"]
    assert [(fault.values["code"], fault.place.column) for fault in faults] == [("B1.9", 20), ("b8.1", 28)]
    told = read(tmp_path, citing("{Gérer le parc du lycée: fait}")).diagnostics
    assert "Gérer le parc du lycée" in {fault.values["code"] for fault in told if fault.code == "REF001"}


def test_a_code_that_waits_for_an_option_is_kept(tmp_path):
    """« Option à préciser » covers nothing and is never lost."""
    home = "---\nnom: M\nprénom: L\noption: à choisir\n---\n"
    reading = read(tmp_path, citing("[B2.1]") | {f"{LEA}/index.md": home})
    (claim,) = student(reading).realisations[0].claims
    assert claim.competency is None


@pytest.mark.parametrize("value", ["[B1.1, B1.2]", "B1.1, B1.2", "{B1.1: a, B1.2: b}", "[{B1.1: a}, B1.2]"])
def test_competencies_are_written_in_four_ways(tmp_path, value):
    """A list, a line, a mapping, a list of mappings."""
    assert [code for _, code in claims(read(tmp_path, citing(value)))] == ["B1.1", "B1.2"]


def test_two_competencies_of_one_alias_are_not_guessed():
    """The author is asked (REF004)."""
    items = tuple(
        Competency(id=name, kind="c", title=name, local_id=name, depth=0, aliases=(Alias(name="X"),)) for name in "AB"
    )
    levels = (Level(kind="c", label="C"),)
    framework = Framework(id="f", title="F", short_title="F", competencies=items, levels=levels, judged_level="c")
    reader = CodeReader(framework=framework, option="O", session=None, faults=[])
    found = reader.claims(cited("X", "A"))
    assert [one.code for one in reader.faults] == ["REF004"]
    assert [claim.competency for claim in found] == ["A"]


def test_verdicts_follow_a_renamed_file(tmp_path):
    """« vient de » keeps what the team said of the old name."""
    verdicts = "- {réalisation: parc, compétence: B1.1, par: Durand, rôle: professeur, le: 12/03/2026, avis: retenue}\n"
    files = {GLPI: REALISATION.replace("titre:", "vient de: parc\ntitre:")}
    reading = read(tmp_path, files | {"2025-2027/evaluations/moreau-lea.yml": verdicts})
    (verdict,) = student(reading).verdicts
    assert (verdict.realisation, verdict.competency, verdict.by_team) == ("glpi", "B1.1", True)
    assert "EVA001" not in codes(reading)


@pytest.mark.parametrize(
    ("said", "ours"),
    [("Mme Berrada", True), ("BERRADA Nadia", True), ("nadia", True), ("Durand", False), ("Mme Petit", False)],
)
def test_a_teacher_is_known_by_the_name_that_colleagues_use(tmp_path, said, ours):
    """A civility, the surname first, a first name; not what two of the team share."""
    team = "équipe: [{nom: Nadia Berrada}, {nom: Luc Durand}, {nom: Anne Durand}]\n"
    verdicts = f"- {{réalisation: glpi, par: {said}, rôle: professeur, le: 12/03/2026, avis: retenue}}\n"
    files = {GLPI: REALISATION, "2025-2027/promotion.yml": team, "2025-2027/evaluations/moreau-lea.yml": verdicts}
    reading = read(tmp_path, files)
    assert [verdict.by_team for verdict in student(reading).verdicts] == [ours]
    assert ("EVA005" in codes(reading)) is not ours


def test_verdicts_on_a_file_that_cannot_be_read_are_not_told_as_astray(tmp_path):
    """It is there, in a conflict of git: its own fault is enough, and it was not renamed."""
    verdicts = "- {réalisation: glpi, par: Durand, rôle: professeur, le: 12/03/2026, avis: retenue}\n"
    files = {GLPI: f"<<<<<<< HEAD\n{REALISATION}=======\n>>>>>>> autre\n"}
    reading = read(tmp_path, files | {"2025-2027/evaluations/moreau-lea.yml": verdicts})
    assert len(student(reading).verdicts) == 1
    assert "STR041" in codes(reading)
    assert "EVA001" not in codes(reading)


@pytest.mark.parametrize(
    ("written", "read_as", "code"),
    [
        ("compétence: B9", "B9", "EVA001"),
        ("compétences: [B1.1, B1.2]", "?", "EVA001"),
        ("compétence: {B1.1: oui}", "?", "EVA001"),
        ("competance: B1.1", "B1.1", "STR040"),
        ("compétence: ", None, ""),
    ],
)
def test_a_competency_that_is_not_understood_never_judges_every_claim(tmp_path, written, read_as, code):
    """The verdict keeps the code, or « ? », instead of becoming general; a key at a slip is read."""
    verdicts = (
        f"- réalisation: glpi\n  {written}\n  par: Durand\n  rôle: professeur\n  le: 12/03/2026\n  avis: retenue\n"
    )
    reading = read(tmp_path, {GLPI: REALISATION, "2025-2027/evaluations/moreau-lea.yml": verdicts})
    assert student(reading).verdicts[0].competency == read_as
    assert code in {"", *codes(reading)}


def test_the_fingerprint_moves_with_the_text_and_the_file(tmp_path):
    """What a reader judged: prose, claims, and the bytes of a production; not the order of keys."""
    made = REALISATION.replace("contexte:", "productions: [fichiers/a.pdf]\ncontexte:")
    kept = made.replace("titre: GLPI\n", "").replace("contexte: formation", "contexte: formation\ntitre: GLPI")
    prints = []
    for name, text, file in (("a", made, "x"), ("b", kept, "x"), ("c", made, "y"), ("d", made + "Plus.", "x")):
        reading = read(tmp_path / name, {GLPI: text, f"{LEA}/fichiers/a.pdf": file})
        prints.append(student(reading).realisations[0].fingerprint)
    assert prints[0] == prints[1]
    assert len(set(prints)) == 3


@pytest.mark.parametrize("said", ["Gérer le patrimoine informatique", "« gerer le patrimoine informatique. »"])
def test_the_official_title_is_no_sentence_of_the_student(tmp_path, said):
    """Copied after its own code, it says nothing of the work: the claim has no sentence."""
    (claim,) = student(read(tmp_path, citing(f"{{B1.1: {said}}}"))).realisations[0].claims
    assert (claim.competency, claim.sentence) == ("B1.1", None)


@pytest.mark.parametrize(
    ("old", "new", "code", "place"),
    [
        ("  B1.1:", "  B1.7:", "REF001", "6:3"),
        ("  B1.1: Inventaire automatique.", "  [B1.1, B1.7]", "REF001", "6:10"),
        ("titre:", "tecnologies: [GLPI]\ntitre:", "STR019", "2:1"),
        ("titre:", "auto-évaluation: {B1.1: 2, B1.7: 3}\ntitre:", "REF001", "2:28"),
    ],
)
def test_the_column_is_that_of_the_word_at_fault(old, new, code, place, tmp_path):
    """The key itself when it is the key that is wrong, the entry of a list when it is that."""
    reading = read(tmp_path, {GLPI: REALISATION.replace(old, new)})
    (fault,) = [one for one in reading.diagnostics if one.code == code]
    assert str(fault.place) == f"{GLPI}:{place}"


def test_each_code_without_a_sentence_has_its_own_place(tmp_path):
    """A rule that looks at the claims later blames the right entry of the list."""
    found = student(read(tmp_path, citing("[B1.1, B1.2]"))).realisations[0].claims
    assert [(claim.place.line, claim.place.column) for claim in found] == [(5, 15), (5, 21)]


def test_a_short_code_is_that_of_the_option_of_its_days():
    """« B2.1 » written while in SLAM is B2B.1, whatever the exam's option; neither option's own codes are faults."""
    days = (OptionDays(Period(start=date.min, end=date(2025, 12, 31)), "SLAM"),)
    reader = CodeReader(framework=load_shipped()["fr.bts-sio.2019"], option="SISR", days=days, session=2027, faults=[])
    before = reader.at(Period(start=date(2025, 11, 3), end=date(2026, 2, 1)))
    assert [one.competency for one in before.claims(cited("B2.1", "B2A.2"))] == ["B2B.1", "B2A.2"]
    assert [one.competency for one in reader.at(Period(start=date(2026, 1, 5))).claims(cited("B2.1"))] == ["B2A.1"]
    assert reader.faults == []
    reader.at(Period(start=date(2026, 1, 5))).claims(cited("B2B.3"))
    assert [fault.code for fault in reader.faults] == ["REF002"]


def test_a_whole_code_of_one_option_waits_for_an_option_as_a_short_one_does():
    """It covers nothing until then, and nobody was told; what every option has is counted at once."""
    reader = CodeReader(framework=load_shipped()["fr.bts-sio.2019"], option=None, session=2027, faults=[])
    claims = reader.claims(cited("B1.1", "B2A.1", "B2B.1", "B2.1"))
    assert [claim.competency for claim in claims] == ["B1.1", "B2A.1", "B2B.1", None]
    assert [(fault.code, fault.values["code"]) for fault in reader.faults] == [
        ("REF002", "B2A.1"), ("REF002", "B2B.1"), ("REF002", "B2.1"),
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("written", "link", "codes"),
    [
        ("github.com/lea/scripts", "https://github.com/lea/scripts", {"MED008"}),
        ("www.exemple.fr", "https://www.exemple.fr", {"MED008"}),
        ("'<https://exemple.fr/a>'", "https://exemple.fr/a", {"MED008"}),
        ("'[Le dépôt](https://exemple.fr/a)'", "https://exemple.fr/a", {"MED008"}),
        ("fichiers/perdu.pdf", None, {"REF016"}),
        ("'javascript:alert(1)'", None, {"MED019"}),
    ],
)
def test_an_address_is_read_as_it_was_meant_or_told(tmp_path, written, link, codes):
    """What leads nowhere is not shown as if it were online: examiners would look for it."""
    work = REALISATION.replace("---\n", f"---\nproductions: [{{titre: Dépôt, lien: {written}}}]\n", 1)
    reading = read(tmp_path, {f"{LEA}/realisations/a.md": work})
    (production,) = reading.school.cohorts[0].students[0].realisations[0].productions
    assert (production.link, production.there) == (link, link is not None)
    assert {fault.code for fault in reading.diagnostics} & {"REF016", "MED019"} == codes - {"MED008"}


@pytest.mark.parametrize("key", ["productions", "production"])
def test_the_link_of_a_production_may_be_the_path_of_a_file(tmp_path, key):
    """Whatever the name of the key: the file is shown, and nothing is told of an address."""
    work = REALISATION.replace("---\n", f"---\n{key}: [{{titre: Plan, lien: fichiers/plan.pdf}}]\n", 1)
    reading = read(tmp_path, {f"{LEA}/realisations/a.md": work, f"{LEA}/fichiers/plan.pdf": b"%PDF-1.4"})
    (production,) = student(reading).realisations[0].productions
    assert production.file == f"{LEA}/fichiers/plan.pdf"
    assert "MED019" not in codes(reading)


def test_a_link_of_a_portfolio_leads_to_the_web_or_is_told(tmp_path):
    """The page of a student has no file for « fichiers/cv.pdf » beside it."""
    home = HOME.replace(
        "---\n", "---\nliens:\n- {titre: CV, lien: fichiers/cv.pdf}\n- {titre: Forge, lien: forge.fr/a}\n", 1
    )
    reading = read(tmp_path, {f"{LEA}/index.md": home})
    (student,) = reading.school.cohorts[0].students
    assert [link.url for link in student.links] == ["https://forge.fr/a"]
    assert [fault.place.line for fault in reading.diagnostics if fault.code == "MED019"] == [3]


@pytest.mark.parametrize(
    ("written", "shown"),
    [
        ("[{Plan de sauvegarde: fichiers/plan.pdf}]", ("Plan de sauvegarde", f"{LEA}/fichiers/plan.pdf", None)),
        ("{Plan de sauvegarde: fichiers/plan.pdf}", ("Plan de sauvegarde", f"{LEA}/fichiers/plan.pdf", None)),
        ("[{Dépôt: github.com/lea/scripts}]", ("Dépôt", None, "https://github.com/lea/scripts")),
        ("[github.com/lea/scripts]", ("github.com/lea/scripts", None, "https://github.com/lea/scripts")),
        ("[fichiers/plan.pdf]", ("plan.pdf", f"{LEA}/fichiers/plan.pdf", None)),
        ("['Note : le plan']", ("Note : le plan", None, None)),
    ],
)
def test_a_production_is_named_as_people_list_files(tmp_path, written, shown):
    """« Plan de sauvegarde : fichiers/plan.pdf » says the title and the file."""
    work = REALISATION.replace("---\n", f"---\nproductions: {written}\n", 1)
    reading = read(tmp_path, {f"{LEA}/realisations/a.md": work, f"{LEA}/fichiers/plan.pdf": b"%PDF-1.4"})
    (production,) = reading.school.cohorts[0].students[0].realisations[0].productions
    assert (production.title, production.file, production.link) == shown


@pytest.mark.parametrize(
    ("written", "field", "kept"),
    [
        (f"vient de: [{', '.join(f'nom-{number}' for number in range(30))}]", "former_names", 20),
        (f"productions: [{', '.join(f'p{number}.pdf' for number in range(150))}]", "productions", 100),
    ],
)
def test_a_list_of_which_each_entry_costs_a_page_has_an_end(tmp_path, written, field, kept):
    """Every former name is an address more; what is left aside is told."""
    reading = read(tmp_path, {f"{LEA}/realisations/a.md": REALISATION.replace("---\n", f"---\n{written}\n", 1)})
    (work,) = reading.school.cohorts[0].students[0].realisations
    assert len(getattr(work, field)) == kept
    assert "STR018" in codes(reading)


@pytest.mark.parametrize(
    ("said", "levels", "fault"),
    [("en autonomie", (("B1.1", 3),), ""), ("3", (("B1.1", 3),), ""), ("beaucoup", (), "B1.1")],
)
def test_a_level_is_told_by_its_rank_or_by_its_name(tmp_path, said, levels, fault):
    """The scale of a class has names, and « vitrail review » reads them too."""
    work = REALISATION.replace("---\n", f"---\nauto-évaluation: {{B1.1: {said}}}\n", 1)
    reading = read(tmp_path, {f"{LEA}/realisations/a.md": work})
    assert student(reading).realisations[0].self_assessment == levels
    assert [told.values["key"] for told in reading.diagnostics if told.code == "STR018"] == [fault] * bool(fault)


@pytest.mark.parametrize(("written", "widths"), [("\nB1.1: fait\nB1.2:", [2, 2]), ("\n   B1.1: fait\nB1.2: vu", [3])])
def test_a_code_at_the_margin_below_its_key_is_set_in(tmp_path, written, widths):
    """It is no key of the page: its line moves under « compétences »."""
    faults = [fault for fault in read(tmp_path, citing(written)).diagnostics if fault.code == "STR019"]
    assert [fault.fix.edits[0].text for fault in faults] == [" " * width for width in widths]
    assert all(fault.advice.startswith("Décalez-la") for fault in faults)


def test_a_code_whose_phrase_goes_on_below_is_not_moved_alone(tmp_path):
    """Its other lines would not follow."""
    told = read(tmp_path, citing("\nB1.1: |\n  fait")).diagnostics
    assert [fault.fix for fault in told if fault.code == "STR019"] == [None]


@pytest.mark.parametrize("name", ["Yanis Benali", "benali yanis", "BENALI, Yanis", "Bénali-Yanis"])
def test_a_classmate_is_named_in_any_order(tmp_path, name):
    """By the words of the folder, which nobody is called by."""
    files = {GLPI: REALISATION.replace("titre:", f'équipe: ["{name}"]\ntitre:')}
    reading = read(tmp_path, files | {"2025-2027/benali-yanis/index.md": HOME})
    people = reading.school.cohorts[0].students
    assert [item.team for person in people for item in person.realisations] == [("benali-yanis",)]
    assert "REF022" not in codes(reading)


def test_an_unknown_host_is_advised_a_file_that_can_be_an_address(tmp_path):
    """« organisations/Mairie de Béziers.md » would be the next fault."""
    stage = "---\norganisation: Mairie de Béziers\ndu: 01/06/2026\nau: 26/06/2026\n---\n"
    (fault,) = (one for one in read(tmp_path, {f"{LEA}/stages/s/index.md": stage}).diagnostics if one.code == "REF007")
    assert "organisations/mairie-de-beziers.md" in fault.advice


@pytest.mark.parametrize("name", ["Orange", "ORANGE", "orange-lyon"])
def test_a_stage_is_named_by_its_host(tmp_path, name):
    """By the name of the organisation, or of its file; one that hosts two stages names neither."""
    stage = f"{LEA}/stages/stage1/index.md"
    files = {
        "organisations/orange-lyon.md": "---\nnom: Orange\n---\n",
        stage: "---\norganisation: orange-lyon\ndu: 01/06/2026\nau: 26/06/2026\n---\n",
        GLPI: REALISATION.replace("titre:", f"stage: {name}\ntitre:"),
    }
    reading = read(tmp_path, files)
    assert student(reading).realisations[0].internships == ("stage1",)
    twice = read(tmp_path, files | {stage.replace("stage1", "stage2"): files[stage]})
    assert "REF007" in codes(twice)


@pytest.mark.parametrize(
    ("value", "named"),
    [
        (
            "rapport.pdf, https://github.com/x, www.site.fr",
            ["rapport.pdf", "https://github.com/x", "https://www.site.fr"],
        ),
        ("\n  • rapport.pdf\n  • https://github.com/x", ["rapport.pdf", "https://github.com/x"]),
        ('["[Le rapport](rapport.pdf)"]', ["rapport.pdf"]),
        ('["Le rapport : rapport.pdf"]', ["rapport.pdf"]),
        ("[voir https://github.com/x/y pour le code]", ["https://github.com/x/y"]),
    ],
)
def test_productions_are_written_as_claims_are(tmp_path, value, named):
    """Between commas, behind bullets, as a link of Markdown, « titre : chemin », an address in a sentence."""
    files = {GLPI: REALISATION.replace("titre:", f"productions: {value}\ntitre:"), f"{LEA}/rapport.pdf": "x"}
    productions = student(reading := read(tmp_path, files)).realisations[0].productions
    assert [(item.file or item.link).removeprefix(f"{LEA}/") for item in productions] == named
    assert not {"REF016", "MED019"} & {*codes(reading)}


def test_a_value_of_another_kind_is_told_with_an_example(tmp_path):
    """That of its key's row: « a list of keys » shows nobody what to write."""
    stage = {f"{LEA}/stages/mairie/index.md": "---\ndu: 01/06/2026\nau: 26/06/2026\nattestation: oui\n---\n"}
    (fault,) = (fault for fault in read(tmp_path, stage).diagnostics if fault.code == "STR018")
    assert "attestation: {délivrée le: 26/06/2026, par: M. Lefort}" in fault.advice.replace("\u202f", " ")


def test_the_tags_of_a_readme_are_mended(tmp_path):
    """Those that only lay out are removed, a picture is written in Markdown; another tag stays as it is."""
    text = '<p align="center">\n<img src="logo.png" alt="Logo" width="200px"/>\n</p>\n\n<table>\n'
    faults = [fault for fault in read(tmp_path, {GLPI: REALISATION + text}).diagnostics if fault.code == "MED018"]
    mends = {fault.values["tag"]: [edit.text for edit in fault.fix.edits] if fault.fix else [] for fault in faults}
    assert mends == {"p": ["", ""], "img": ["![Logo](logo.png =200x)"], "table": []}


def test_a_badge_is_not_told(tmp_path):
    """Its words are shown, which say as much; a badge without words is told, as any picture of another site."""
    badge = "![{}](https://img.shields.io/badge/PHP-8.2-777BB4?logo=php)\n"
    read_badges = read(tmp_path, {GLPI: REALISATION + badge.format("PHP 8.2") + badge.format("")})
    assert [fault.code for fault in read_badges.diagnostics if fault.code.startswith("MED")] == ["MED019"]


def test_a_comment_that_is_not_closed_is_told_how_to_be(tmp_path):
    """No Markdown stands for it."""
    (fault,) = (
        fault
        for fault in read(tmp_path, {GLPI: f"{REALISATION}\n<!-- à revoir\n"}).diagnostics
        if fault.code == "MED018"
    )
    assert fault.advice.startswith("Fermez ce commentaire")


@pytest.mark.parametrize(
    ("framework", "line", "said"),
    [
        ("fr.bts-sio.2019", "situations: [SO99]", ["situations: SO99", "aucun"]),
        ("fr.bts-sio.2019", "épreuve: [bloc 2, e99]", ["épreuves: e99", "bloc 2"]),
        ("essai", "situation: [SO99]", ["situations: SO99", "aucun"]),
        ("essai", "épreuves: [E2, e99]", ["épreuves: e99", "e2."]),
    ],
)
def test_a_word_that_the_diploma_has_not_is_told_where_it_is_written(tmp_path, framework, line, said):
    """A diploma without situations, or whose épreuves read no portfolio, has words of its own too, or none."""
    files = {
        "2025-2027/promotion.yml": COHORT.replace("fr.bts-sio.2019", framework),
        "referentiels/essai.yml": "identifiant: essai\ntitre: Essai\nniveaux: [{niveau: c, libellé: C}]\n"
        "niveau jugé: c\ncompétences: [{code: B1.1, titre: A}]\népreuves: [{code: E2, titre: E, couvre: [B1.1]}]\n",
        GLPI: REALISATION.replace("titre:", f"{line}\ntitre:"),
    }
    (told,) = (fault for fault in read(tmp_path, files).diagnostics if fault.code == "REF022")
    assert all(word in f"{told.message} {told.advice}".replace("\u202f", " ") for word in said)
    assert (told.place.path, told.place.line) == (GLPI, 2)


def test_a_verdict_on_a_parent_of_what_is_cited_applies_and_is_not_told_as_astray(tmp_path):
    """« B1.1 » judges the claims beneath it; only a competency with no claim at or beneath it judges nothing."""
    verdicts = "- {réalisation: glpi, compétence: B1.1, par: Durand, rôle: professeur, le: 12/03/2026, avis: retenue}\n"
    for code, told in (("B1.1.1", False), ("B1.2.1", True)):
        files = {GLPI: REALISATION.replace("B1.1:", f"{code}:"), "2025-2027/evaluations/moreau-lea.yml": verdicts}
        assert ("EVA001" in codes(read(tmp_path / code, files))) is told


@pytest.mark.parametrize(
    "name",
    ["glpi.md", "realisations/glpi.md", "moreau-lea/realisations/GLPI.md", "realisations/glpi", "glpi/README.md"],
)
def test_a_verdict_may_name_the_file_as_it_is_copied_from_the_tree(tmp_path, name):
    """The name with « .md », or its path, is that of the réalisation: no former name is asked for."""
    verdicts = f"- {{réalisation: {name}, par: Durand, rôle: professeur, le: 12/03/2026, avis: retenue}}\n"
    reading = read(tmp_path, {GLPI: REALISATION, "2025-2027/evaluations/moreau-lea.yml": verdicts})
    assert student(reading).verdicts[0].realisation == "glpi"
    assert "EVA001" not in codes(reading)
