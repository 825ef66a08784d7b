from collections import Counter
from pathlib import Path

import pytest
import yaml

from vitrail.content.frameworks.queries import exam_words, judged, scope, table_for
from vitrail.content.reading.frameworks import load_shipped

DATA = Path(__file__).parents[3] / "generator" / "vitrail" / "content" / "frameworks" / "data"
OLD, NEW = "fr.bts-sio.2011", "fr.bts-sio.2019"


@pytest.fixture(name="shipped")
def _shipped():
    return load_shipped()


def test_the_2011_referentiel_is_whole(shipped):
    """It has 5 processus, 14 domaines, 57 activités, 159 compétences."""
    counts = Counter(item.kind for item in shipped[OLD].competencies)
    assert counts == {"processus": 5, "domaine": 14, "activite": 57, "competence": 159}


def test_the_2019_referentiel_is_whole(shipped):
    """It has 4 blocs, 18 compétences, 86 compétences détaillées."""
    counts = Counter(item.kind for item in shipped[NEW].competencies)
    assert counts == {"bloc": 4, "competence": 18, "sous_competence": 86}


@pytest.mark.parametrize(("option", "count"), [("SISR", 14), ("SLAM", 14), (None, 10)])
def test_the_2019_headline_counts_competences(shipped, option, count):
    """The exam judges 14 compétences of each option, 10 of them common."""
    assert len(judged(shipped[NEW], option)) == count


@pytest.mark.parametrize(("option", "count"), [("SISR", 47), ("SLAM", 48)])
def test_the_2011_headline_counts_the_columns_of_the_table(shipped, option, count):
    """The 2011 exam judges the activités that its table prints."""
    table = table_for(shipped[OLD], 2021)
    assert judged(shipped[OLD], option) == table.columns[option]
    assert len(table.columns[option]) == count


def test_the_2011_table_asks_an_option_for_activities_of_the_other(shipped):
    """Both are kept: the option's items and the table's columns."""
    slam = scope(shipped[OLD], "SLAM").asked
    assert "A3.2.1" in slam
    assert "A3.1.1" not in slam
    assert "P3" not in slam
    assert "P3" in scope(shipped[OLD], "SLAM").tree
    assert "A3.1.1" in scope(shipped[OLD], "SISR").asked


def test_what_is_unverified_stays_marked(shipped):
    """Indicators, the 2011 columns and an épreuve keep their doubt, and cut sentences say so."""
    new = shipped[NEW]
    assert all(item.indicators_unverified for item in new.competencies if item.kind == "competence")
    assert new.by_id["B2A.1"].indicators_note
    assert any(indicator.truncated for indicator in new.by_id["B2B.1"].indicators)
    assert any(indicator.lead_sentence_missing for indicator in new.by_id["B1.6"].indicators)
    assert [exam.id for exam in new.exams if exam.unverified] == ["E6@2022"]
    assert table_for(shipped[OLD], 2021).unverified
    assert all(exam.covers_unverified for exam in shipped[OLD].exams)


def test_situations_are_columns_in_2011_only(shipped):
    """The four mandatory situations belong to the 2011 table."""
    assert [item.id for item in shipped[OLD].situations] == ["SO1", "SO2", "SO3", "SO4"]
    assert table_for(shipped[OLD], 2021).with_situations
    assert not shipped[NEW].situations


def test_the_bands_carry_the_official_words(shipped):
    """The 2026 model's three bands, the first in the singular as it prints it."""
    assert table_for(shipped[NEW], 2026).sections[0] == ("formation", "Réalisation en cours de formation")


def test_every_legal_text_is_cited(shipped):
    """Both référentiels name the order that founds them."""
    assert "26 avril 2011" in shipped[OLD].legal[0].ref
    assert "29 avril 2019" in shipped[NEW].legal[0].ref


@pytest.mark.parametrize("path", sorted(DATA.glob("sio-????.yml")), ids=lambda path: path.stem)
def test_a_shipped_file_means_the_same_to_any_yaml_reader(path):
    """No code is written so that a reader other than ours would change it."""
    raw = path.read_bytes()
    assert yaml.load(raw, Loader=yaml.CBaseLoader) == yaml.load(raw, Loader=yaml.CSafeLoader)  # noqa: S506 -- makes strings only


@pytest.mark.parametrize(
    ("session", "said", "word"),
    [(2027, "e6", "bloc 2"), (2024, "e5", "bloc 2"), (2027, "fiche", "bloc 2"), (2027, "e5", "bloc 1")],
)
def test_an_epreuve_is_named_by_its_word_or_by_its_code_of_the_session(shipped, session, said, word):
    """Teachers say « l'E6 », which was E5 before 2025."""
    assert exam_words(shipped[NEW], session)[said] == word
