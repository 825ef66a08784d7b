"""What a text asks of stages, on a page of the school: its own words, and where each student stands."""

import html
import re
from datetime import date
from pathlib import Path

import pytest

from tests.unit.rules.internships.test_paths import written
from tests.unit.rules.internships.test_portfolios import written as alone
from vitrail.content.model.audience import Audience
from vitrail.content.reading.frameworks import load_shipped
from vitrail.ground.language import Language
from vitrail.knowledge.internships.requirements import HOW

PAGE = "referentiels/fr.bts-sio.2011/stages/index.html"
CASE = "maladie-non-rattrapee"


@pytest.fixture(scope="module", name="sites")
def _sites(tmp_path_factory, build_site):
    """The site of a class where one requirement is not met, for the team and for the public."""
    root = written(CASE, tmp_path_factory.mktemp("regulation") / "portfolios")[1]
    interview = root / "2019-2021/le-bris-anna/stages/stage-2/entretien-de-mi-parcours.md"
    interview.write_text("---\nle: 18/01/2021\navec: [Mme Le Goff]\n---\n\nLe calendrier tient.\n", "utf-8")
    return {
        audience: build_site(root, audience, asked_date=date(2021, 7, 15))[0]
        for audience in (Audience.TEAM, Audience.PUBLIC)
    }


def shown(site, page=PAGE):
    """A page as text."""
    return (site / page).read_text("utf-8")


def plain(markup):
    """The words of some markup, its spaces made plain."""
    return " ".join(html.unescape(re.sub(r"<[^>]+>", " ", markup)).split())


ANNEX = Path(__file__).with_name("annexe-stages-2011.txt").read_text("utf-8").replace("'", "’")
TEXT = " ".join(" ".join(line for line in ANNEX.splitlines() if not line.startswith("#")).split())
RULES = [f"R{number}" for number in range(1, 44)]
CUT = "[…]"


def article(site, rule):
    """What the page says of a requirement."""
    return re.search(rf'<article[^>]*id="{rule}">(.*?)</article>', shown(site), re.DOTALL)[1]


def places(quotation):
    """Where each piece of a quotation stands in the text, after the one before; the places are its ends."""
    place = 0
    for piece in quotation.strip(f"{CUT} ").split(f" {CUT} "):
        place = TEXT.index(piece, place) + len(piece)
        yield place - len(piece), place


@pytest.mark.parametrize("rule", RULES)
def test_each_quotation_ends_with_its_sentence_or_says_that_it_is_cut(sites, rule):
    """The words of the text, from one mark of a cut to the next; where none stands, a sentence begins and ends."""
    public = shown(sites[Audience.PUBLIC])
    quoted = re.search(rf'id="{rule}"><blockquote[^>]*>(.*?)</blockquote>', public, re.DOTALL)[1]
    words = plain(quoted).removeprefix("« ").removesuffix(" »")
    ends = [*places(words)]
    start, end = ends[0][0], ends[-1][1]
    assert words.startswith(CUT) is not TEXT[:start].endswith(". ")
    assert words.endswith(CUT) is (TEXT[end] != ".")


def test_the_text_has_its_forty_three_requirements_and_the_page_no_other(sites):
    """In its order, as their sentences stand."""
    for audience in sites:
        assert re.findall(r'class="vt-article" id="(R\d+)"', shown(sites[audience])) == RULES
    asked = load_shipped()["fr.bts-sio.2011"].regulation.requirements.values()
    starts = [next(places(item.quotation))[0] for item in asked]
    assert starts == sorted(set(starts))


def test_how_each_requirement_is_looked_at_is_said_in_english_too(sites):
    """One sentence each, in the language of the site."""
    english = Language("en")
    for rule, how in HOW.items():
        assert how.replace("'", "’") in plain(article(sites[Audience.TEAM], rule))
        assert english.gettext(how) != how


def test_the_team_reads_where_each_student_stands_and_nobody_else_does(sites):
    """Whoever has something to look at is named, with the code."""
    public = shown(sites[Audience.PUBLIC])
    said = plain(article(sites[Audience.TEAM], "R35"))
    assert "à revoir : 1" in said
    assert "Anna Le Bris STG035" in said
    assert "Le Bris" not in public


@pytest.mark.parametrize(
    ("rule", "words"),
    [
        ("R13", "rien d’écrit"),
        ("R14", "Matières de l’équipe SISR"),
        ("R16", "(écrit : 1) Anna Le Bris"),
        ("R17", "Plateforme Moodle, espace « Stages » ; Suivi collectif 12 juin 2020 · visite · M. Durand · Point"),
        ("R18", "(rien d’écrit : 1) Anna Le Bris"),
        ("R36", "(rien d’écrit : 1) Anna Le Bris"),
        ("R39", "(rien à dire : 1 · écrit : 1) Anna Le Bris ; Anna Le Bris"),
    ],
)
def test_what_no_paper_asks_for_is_shown_where_it_is_written(sites, rule, words):
    """The class's own keys, an interview beside the stage, and of whom nothing is written: for the team alone."""
    assert words in plain(article(sites[Audience.TEAM], rule))
    assert words not in plain(shown(sites[Audience.PUBLIC]))


def test_the_team_reads_on_the_class_s_home_how_its_stages_are_followed(sites):
    """Each line leads to its place in the text; nobody else has it."""
    team, public = (shown(sites[one], "2019-2021/index.html") for one in (Audience.TEAM, Audience.PUBLIC))
    assert f'{PAGE}#R17">Plateforme</a>' in team
    assert "Moodle" in team
    assert "Moodle" not in public


def test_a_remark_leads_to_its_article(sites):
    """From the state of the files and from the page of the stage."""
    for page in ("2019-2021/le-bris-anna/etat.html", "2019-2021/le-bris-anna/stages/stage-2.html"):
        assert f"{PAGE}#R35" in shown(sites[Audience.TEAM], page)


def test_a_remark_never_leads_to_the_text_of_another_diploma(tmp_path, build_site):
    """A référentiel that numbers what it asks and quotes nothing has no text; that of the class beside is not its."""
    root = written(CASE, tmp_path / "portfolios")[1]
    own = root / "2019-2021/promotion.yml"
    other = root / "2020-2022"
    (other / "riou-noe").mkdir(parents=True)
    (other / "promotion.yml").write_text("référentiel: fr.bts-sio.2011\nsession: 2022\n", "utf-8")
    (other / "riou-noe/index.md").write_text("---\nnom: Riou\nprénom: Noé\n---\n", "utf-8")
    own.write_text(own.read_text("utf-8").replace("fr.bts-sio.2011", "essai"), "utf-8")
    (root / "referentiels").mkdir()
    (root / "referentiels/essai.yml").write_text(
        "identifiant: essai\ntitre: Essai\nniveaux: [{niveau: c, libellé: C}]\nniveau jugé: c\n"
        "compétences: [{code: C1, titre: Souder}]\nstages: [{source: arrêté, durée: 10, exigences: [R35]}]\n",
        "utf-8",
    )
    site = build_site(root, Audience.TEAM, asked_date=date(2021, 7, 15))[0]
    state = shown(site, "2019-2021/le-bris-anna/etat.html")
    assert "STG035" in state
    assert "fr.bts-sio.2011/stages" not in state


def test_a_portfolio_that_is_the_whole_site_has_its_states_and_its_links_too(tmp_path_factory, build_site):
    """Its class has no folder, and its files no owner but itself."""
    root = alone("stg003", tmp_path_factory.mktemp("alone"))
    site = build_site(root, Audience.TEAM, asked_date=date(2021, 7, 15))[0]
    assert "à revoir : 1" in plain(article(site, "R3"))
    assert "rien à dire : 1" in plain(article(site, "R4"))
    assert f'{PAGE}#R3"' in shown(site, "stages/stage-1.html")


def test_what_no_text_states_is_a_hole_for_the_team_and_a_line_for_the_others(tmp_path_factory, build_site):
    """The référentiel in force quotes two sentences; a remark leads to how the others are looked at."""
    root = alone("stg004", tmp_path_factory.mktemp("now"))
    promotion = root / "promotion.yml"
    promotion.write_text(promotion.read_text("utf-8").replace("fr.bts-sio.2011", "fr.bts-sio.2019"), "utf-8")
    page = "referentiels/fr.bts-sio.2019/stages/index.html"
    team, public = (build_site(root, one, asked_date=date(2021, 7, 15))[0] for one in (Audience.TEAM, Audience.PUBLIC))
    assert "STG015 (avertissement)" in shown(team, page)  # its source is not verified
    assert "(erreur)" not in shown(team, page)
    assert f'{page}#R4"' in shown(team, "stages/stage-1.html")
    said = re.search(r'id="R4">(.*?)</article>', shown(team, page), re.DOTALL)[1]
    assert "notre lecture" in plain(said)
    assert "blockquote" not in said
    for site in (team, public):
        assert plain(shown(site, page)).count("n’a pas été lu") == 1
        assert shown(site, page).count("<blockquote") == 2
    read = plain(re.search(r"<article.*?</article>", shown(public, page), re.DOTALL)[0])
    assert not re.search(r"\b(R|STG)\d+\b", read)


def test_an_interview_is_a_page_of_its_own_beside_the_stage(sites):
    """Shown with the reviews, under its own name."""
    page = shown(sites[Audience.TEAM], "2019-2021/le-bris-anna/stages/stage-2/entretien-de-mi-parcours.html")
    assert "<h1>Entretien</h1>" in page
    assert "Mme Le Goff" in page
    assert "Entretien" in shown(sites[Audience.TEAM], "2019-2021/le-bris-anna/stages/stage-2.html")
