from pathlib import Path

import pytest
import yaml

from vitrail.content.frameworks.lexicon import lexicon_of, stems
from vitrail.content.frameworks.proposing import propose, surest
from vitrail.content.reading.frameworks import load_shipped
from vitrail.doors.documentation.lexicon import counts, measure

ROOT = Path(__file__).parents[3]
NEW = "fr.bts-sio.2019"
FRAMEWORK = load_shipped()[NEW]
LEXICON = lexicon_of(FRAMEWORK)
ORDINARY = (
    "glpi;vpn;pare-feu;inventaire;sql;php;git;rgpd;linux;ticket;wifi;imprimante;sauvegarde;switch;vlan;dhcp;dns;"
    "active directory;gpo;wordpress;site web;docker;antivirus;phishing;mot de passe;veille;linkedin;gantt;trello;"
    "formation;tuto;serveur;proxmox;zabbix;script;powershell;python;java;api;base de données;mysql;html;css;bug;"
    "test;migration;déploiement;nas;ssh;javascript;excel"
).split(";")


def codes(text, option="SISR", most=5):
    """What a text brings to mind, best first."""
    return list(propose(FRAMEWORK, option, text, most))


@pytest.mark.parametrize(("option", "least"), [("SISR", 0.6), ("SLAM", 0.6), (None, 0.7)])
def test_a_teachers_codes_are_among_the_five_that_a_students_words_bring_to_mind(option, least):
    """On the 150 texts that were written before the lexicon, for each option and for both."""
    texts = measure(FRAMEWORK, ROOT / "tests/lexicon/evaluation.yml")
    assert len(texts) == 150
    found, wanted = counts(text for text in texts if option in {None, text.option})
    assert found / wanted >= least


@pytest.mark.parametrize(("texts", "said"), [("held_out", "Il en trouve {}"), ("held_out_2", "{} codes sur 40")])
def test_texts_that_were_written_after_it_find_their_codes_too_and_the_guide_says_how_many(texts, said):
    """Forty each, by others than its author; neither they nor the lexicon are changed to suit each other."""
    measured = measure(FRAMEWORK, ROOT / f"tests/lexicon/{texts}.yml")
    found, wanted = counts(measured)
    assert len(measured) == wanted == 40
    assert said.format(found) in (ROOT / "docs/lexique.md").read_text("utf-8")


def test_verbs_of_every_day_find_their_codes():
    """« Copier », « effacer au bout de 3 ans »: no tool is named, and no word of the référentiel."""
    texts = measure(FRAMEWORK, ROOT / "tests/lexicon/everyday.yml")
    found, wanted = counts(texts)
    assert not any(text.missed for text in texts[:6])
    assert found / wanted >= 0.9


@pytest.mark.parametrize("option", ["SISR", "SLAM", None])
@pytest.mark.parametrize("word", ["site", "sécurité", "client", "projet", "le site du client", "Projet : site"])
def test_a_word_of_every_work_never_wins_alone(word, option):
    """It is no entry: it says nothing, and does not hide what says something."""
    assert codes(word, option) == []
    assert codes("bloquer les sites de jeux", option)[0] in {"B1.1.6", "B3.3.2"}
    assert codes(f"sauvegarde, {word}", option)[0] == codes("sauvegarde", option)[0]


@pytest.mark.parametrize("option", ["SISR", "SLAM"])
def test_the_lexicon_has_six_hundred_entries_for_each_option(option):
    """An entry is a word, or a few that stand together; each brings one to four codes of the référentiel."""
    known = {**LEXICON.entries[None], **LEXICON.entries[option]}
    assert len(known) >= 600
    every = [codes for section in LEXICON.entries.values() for codes in section.values()]
    assert all(1 <= len(codes) <= 4 and FRAMEWORK.by_id.keys() >= codes.keys() for codes in every)


def test_every_code_of_the_file_is_of_the_referentiel_and_of_an_option_that_reads_it():
    """A code that is mistyped would be left out without a word."""
    raw = yaml.safe_load((ROOT / "generator/vitrail/content/frameworks/data/sio-2019.lexique.yml").read_text("utf-8"))
    assert all(len(line.split(", ")) > 1 for line in raw.pop("sigles"))
    for section, rows in raw.items():
        for words, weights in rows.items():
            assert 1 <= len(weights) <= 4, words
            for code, weight in weights.items():
                owners = FRAMEWORK.by_id[code].options
                assert not owners or section in owners, (words, code)
                assert 1 <= weight <= 4, words


@pytest.mark.parametrize("word", ORDINARY)
@pytest.mark.parametrize("option", ["SISR", "SLAM"])
def test_an_ordinary_word_brings_a_code_in_either_option(word, option):
    """None of them is in an official title, or only by chance."""
    assert codes(word, option)


@pytest.mark.parametrize(
    ("said", "same"),
    [
        ("Sauvegardes", "sauvegarde"),
        ("PARE FEU", "pare-feu"),
        ("parefeu", "pare-feu"),
        ("Pare‑feux", "pare-feu"),
        ("sauvegrade", "sauvegarde"),
        ("zabix", "zabbix"),
        ("word press", "wordpress"),
        ("mots de passes", "mot de passe"),
        ("inventorié", "inventorier"),
    ],
)
def test_accents_plurals_joined_words_and_one_typing_error_are_forgiven(said, same):
    """What people type means what they meant."""
    assert codes(said)[:2] == codes(same)[:2] != []


def test_several_words_are_read_together():
    """« Sauvegarde de la base GLPI » is of backups first, and of GLPI too."""
    found = codes("Sauvegarde de la base GLPI")
    assert found[0] == "B1.1.5"
    assert {"B1.1.1", "B1.2.1"} & set(found)


def test_the_longest_run_of_words_wins_over_its_parts():
    """A password that is forgotten is a request; it is no policy."""
    assert codes("mot de passe oublié")[0] == "B1.2.2"
    assert codes("mot de passe")[0] == "B3.3.3"


@pytest.mark.parametrize("text", ["", "zzzz qqqq", "Mon beau week-end à la plage", "x" * 100_000])
def test_words_that_are_nobodys_bring_nothing(text):
    """Silence is better than a guess."""
    assert codes(text) == []


def test_a_long_text_is_read_to_a_bound():
    """Words without end cost no more than the first two thousand."""
    assert codes("sauvegarde " * 50_000)[0] == "B1.1.5"
    assert codes("rien " * 2_500 + "sauvegarde") == []


def test_small_words_and_endings_do_not_count():
    """« de la », plurals and infinitives are left out."""
    assert list(stems("La sauvegarde des bases")) == list(stems("sauvegarder base"))


def test_a_codes_option_is_that_of_the_reader():
    """A SLAM student is never sent to SISR's codes, nor the reverse; without an option, both are named."""
    assert not any(code.startswith(("B2A", "B3.5A")) for code in codes("supervision zabbix switch vlan", "SLAM"))
    assert not any(code.startswith(("B2B", "B3.5B")) for code in codes("symfony php sql git", "SISR"))
    assert any(code.startswith("B2B") for code in codes("symfony doctrine", None))


def test_what_is_told_of_a_title_is_right_four_times_in_five():
    """Of the texts of the evaluation for which one competency is clear: a code wanted, or what is in it."""
    texts = measure(FRAMEWORK, ROOT / "tests/lexicon/evaluation.yml")
    said = [(surest(FRAMEWORK, one.option, one.said), one.wanted) for one in texts]
    clear = [(code, wanted) for code, wanted in said if code]
    good = sum(any(f"{code}.".startswith(f"{one}.") for one in wanted) for code, wanted in clear)
    assert len(clear) >= 50
    assert good / len(clear) >= 0.8
