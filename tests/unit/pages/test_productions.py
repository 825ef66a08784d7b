"""The page of productions, and the strip of a réalisation."""

import pytest

from tests.builders import cohort, pages, school, stage, student, work
from tests.unit.pages.test_site import built
from vitrail.content.model.audience import Audience, Visibility
from vitrail.content.model.ledger import Front, Measure
from vitrail.content.model.realisation import Context, Production, ProductionState, Status

LONG = "Procédure" * 22
PHOTO, GUIDE = "c/lea/fichiers/photo.png", "c/lea/fichiers/guide.pdf"
LINES = (
    Production(title="Photo", file=PHOTO),
    Production(title="Guide", file=GUIDE, link="https://www.exemple.fr/guide"),
    Production(title="Dépôt", link="https://git.exemple.fr/lea"),
    Production(title="Contrat", state=ProductionState.CONFIDENTIAL, reason="signé du client"),
)
MEASURES = {PHOTO: Measure(weight=84_400, width=8000, height=50), GUIDE: Measure(weight=1_430_000, pages=4)}
PAGE = "c/lea/productions.html"


def found(*works, audience=Audience.TEAM, **more):
    """Plan the site of a student who has these réalisations."""
    return pages(school(cohort(student(realisations=works))), audience, measures=MEASURES, **more)


def test_what_is_enclosed_and_what_is_online_are_two_things():
    """A file says its pages or pixels and its weight; an address its host; what stands in both places says so."""
    lines = found(work(productions=LINES))[PAGE].content.groups[0].lines
    assert [(one.kind, one.sign, one.state, one.facts, one.online) for one in (placed.line for placed in lines)] == [
        ("image", "PNG", "fichier joint", "8000\u00a0×\u00a050\u00a0px\u00a0· 84\u202fko", ""),
        ("pdf", "PDF", "fichier joint", "4 pages\u00a0· 1,4\u202fMo", "https://www.exemple.fr/guide"),
        ("lien", "git.exemple.fr", "en ligne", "", ""),
        ("absente", "", "confidentielle", "", ""),
    ]


def test_an_address_that_was_taken_out_for_a_name_is_not_told_as_forgotten():
    """The examiners would read that the candidate enclosed nothing."""
    emptied, none = Production(title="Dépôt", link=""), Production(title="Rien")
    lines = found(work(productions=(emptied, none)))[PAGE].content.groups[0].lines
    assert [placed.line.state for placed in lines] == [
        "lien retiré\u202f: son adresse contient un nom",
        "ni fichier ni lien",
    ]


def test_each_group_says_what_it_proves_and_the_head_counts_by_kind():
    """Réalisations without productions are named at the end."""
    content = found(work(productions=LINES), work("nu", title="Nu", productions=()))[PAGE].content
    assert [chip.code for chip in content.groups[0].chips] == ["X1.1"]
    assert content.kinds == (
        ("image", "1 image"), ("pdf", "1 PDF"), ("lien", "1 adresse en ligne"),
        ("absente", "1 production qui ne se montre pas"),
    )  # fmt: skip
    assert [ref.title for ref in content.without] == ["Nu"]


def test_the_works_that_prove_most_come_first():
    """Validated before covered, then as the portfolio orders them; a draft proves nothing yet."""
    works = (
        work("ancien", productions=LINES, claims=()),
        work("brouillon", productions=LINES, status=Status.DRAFT),
        work("prouve", productions=LINES),
    )
    groups = found(*works)[PAGE].content.groups
    assert [(group.id, group.proved) for group in groups] == [("r-prouve", 1), ("r-ancien", 0), ("r-brouillon", 0)]


def test_only_pictures_that_are_published_are_shown():
    """A viewer comes with them, and not without."""
    html = built(school(cohort(student(realisations=(work(productions=LINES),)))), Audience.PUBLIC, measures=MEASURES)
    for page, times in ((PAGE, 2), ("c/lea/realisations/four.html", 1)):  # in its frame too
        assert html[page].count("data-vt-picture") == times
        assert html[page].count("<dialog") == 1
    plain = built(school(cohort(student(realisations=(work(),)))), Audience.PUBLIC)
    assert "<dialog" not in plain[PAGE]


def test_a_realisation_shows_the_first_page_of_its_pdf_and_the_first_lines_of_its_texts():
    """As the page of productions does: a sign alone says less than what is in the file."""
    table = "c/lea/fichiers/postes.csv"
    measures = {
        GUIDE: Measure(weight=9, front=Front(url="assets/a.png", width=3, height=4)),
        table: Measure(head=("Nom;Site",)),
    }
    made = (Production(title="Guide", file=GUIDE), Production(title="Postes", file=table))
    html = built(school(cohort(student(realisations=(work(productions=made),)))), Audience.PUBLIC, measures=measures)
    for page in (PAGE, "c/lea/realisations/four.html"):
        assert "Nom;Site" in html[page]
        assert 'alt="Première page"' in html[page]


def test_a_production_kept_for_the_team_is_not_counted_for_others():
    """Nor is its title told, on its page or elsewhere."""
    lines = (*LINES, Production(title="Mots de passe", file="c/lea/fichiers/x.txt", visibility=Visibility.TEAM))
    records = school(cohort(student(realisations=(work(productions=lines),))))
    assert "Mots de passe" in built(records, Audience.TEAM)[PAGE]
    assert not any("Mots de passe" in html for html in built(records, Audience.PUBLIC).values())


def test_a_portfolio_without_productions_has_no_such_page():
    """Nor an entry of navigation that would lead nowhere."""
    site = found(work(productions=()))
    assert PAGE not in site
    assert not any(item.url.endswith("productions.html") for item in site["c/lea/index.html"].scope.nav)


@pytest.mark.parametrize("number", [60, 300])
def test_many_productions_and_a_title_without_a_space_stay_one_page(number):
    """Each has its place, in the order of its author."""
    lines = tuple(Production(title=f"{LONG}{rank}", file=PHOTO) for rank in range(number))
    site = found(work(title=LONG, productions=lines))
    assert [one.line.title for one in site[PAGE].content.groups[0].lines][-1] == f"{LONG}{number - 1}"
    assert len(site["c/lea/realisations/four.html"].content.productions) == number


def test_from_a_realisation_one_returns_to_its_line_of_the_tableau():
    """The line bears its name once, though it stands in two bands; the marks bear that of the claim they lead to."""
    records = school(cohort(student(realisations=(work(contexts=(Context.TRAINING, Context.INTERNSHIP)),))))
    html = built(records)
    assert 'href="../synthese.html#r-four" data-vt-back' in html["c/lea/realisations/four.html"]
    assert html["c/lea/synthese.html"].count('id="r-four"') == 1
    assert html["c/lea/synthese.html"].count('id="r-four.c-X1.1"') == 1


def test_a_draft_returns_to_the_list_since_no_tableau_has_it():
    """A link that leads nowhere is worse than none."""
    records = school(cohort(student(realisations=(work(status=Status.DRAFT),), internships=(stage(),))))
    back = pages(records)["c/lea/realisations/four.html"].content.step.back
    assert (back.title, back.url) == ("Réalisations", "c/lea/index.html#realisations")


def test_the_home_of_a_commission_shows_the_works_that_are_presented_with_what_can_be_seen_of_them():
    """Those of the fiche by « épreuves », then those that « oral » names; a production that is kept shows nothing."""
    made = (Production(title="Contrat", state=ProductionState.CONFIDENTIAL, reason="client"),)
    person = student(realisations=(work(productions=made),), oral=("four",))
    page = pages(school(cohort(person)), Audience.JURY)["c/lea/index.html"]
    ((group,),) = [page.content.commission.presented]
    ((card,),) = [group.cards]
    assert (group.title, card.picture, card.head) == ("Présentées à l’oral", None, ())
    assert card.facts.endswith("1 production")
