import re
from collections import Counter
from datetime import date
from html.parser import HTMLParser
from posixpath import dirname, join, normpath
from urllib.parse import unquote

import pytest
from msgspec.structs import replace

from tests.builders import cohort, framework, pages, school, stage, student, work
from vitrail.content.model.audience import Audience, Visibility
from vitrail.content.model.framework import Framework
from vitrail.content.model.ledger import Entry, Fate, Ledger
from vitrail.content.model.realisation import Claim, Mode, Production, ProductionState, Status
from vitrail.content.model.school import School
from vitrail.content.model.verdict import Opinion, Role, Verdict
from vitrail.ground.diagnostics import Diagnostic, Place, known_codes
from vitrail.ground.language import Language
from vitrail.knowledge.coverage import view
from vitrail.site.pages.fragments import render

FR = Language("fr")
EVIL = '<img src=x onerror=alert(1)> & "quotes"'


class Links(HTMLParser):
    """Links and ids of a fragment, and whatever the policy of the site forbids."""

    def __init__(self):
        super().__init__()
        self.links, self.ids, self.forbidden, self.open = [], [], [], []

    def handle_starttag(self, tag, attrs):
        """Note what a tag links to, names or breaks."""
        found = dict(attrs)
        self.forbidden += [tag] if tag == "style" or (tag == "script" and "src" not in found) else []
        self.forbidden += [name for name in found if name == "style" or name.startswith("on")]
        self.links += [found["href"]] if tag == "a" and "href" in found else []
        self.ids += [found["id"]] if "id" in found else []


def read(html):
    """Parse a fragment."""
    parser = Links()
    parser.feed(html)
    return parser


def built(records, audience=Audience.TEAM, **more):
    """Render every page of a school for an audience."""
    seen = records if audience is Audience.TEAM else view(records, audience)
    return {
        url: render(spec, "<p>TEXTE</p>", FR, ("<p>TEXTE</p>",) * len(spec.texts))
        for url, spec in pages(seen, audience, **more).items()
    }


def judged(opinion, **more):
    """A verdict of a teacher on X1.1."""
    return Verdict(
        by="Mme Fournier", role=Role.TEACHER, on=date(2026, 2, 20), realisation="four", competency="X1.1",
        opinion=opinion, comment="Belle mie", level=3, **more,
    )  # fmt: skip


@pytest.mark.parametrize("audience", list(Audience))
@pytest.mark.parametrize("records", [school(), School(), school(cohort(slug="", students=(student(slug=""),)))])
def test_every_link_leads_to_a_page_and_its_place(records, audience):
    """School, empty school and single portfolio: no link of ours is dead, from the disk as from a server."""
    site = built(records, audience)
    places = {url: frozenset(read(html).ids) for url, html in site.items()}
    for url, html in site.items():
        for link in read(html).links:
            path, _, fragment = link.partition("#")
            if re.match(r"\w+:", path) or path.endswith((".pdf", ".csv", ".xlsx")):
                continue
            if url == "404.html":
                path = path.removeprefix("/")
            target = unquote(normpath(join(dirname(url), path))) if path else url
            assert target in site, (url, link)
            assert not fragment or unquote(fragment) in places[target], (url, link)


def test_namesakes_are_told_apart_by_their_class_else_by_their_folder():
    """Someone who repeats a year has two portfolios; two people of one class may bear one name."""
    first = cohort(student(), student("lea-2"), student("zoe", first_name="Zoé"))
    site = pages(school(first, cohort(student(), slug="d", name="Fournil 2026-2028")))
    assert {url: spec.scope.apart for url, spec in site.items() if spec.content.kind == "student"} == {
        "c/lea/index.html": "lea",
        "c/lea-2/index.html": "lea-2",
        "c/zoe/index.html": "",
        "d/lea/index.html": "Fournil 2026-2028",
    }


@pytest.mark.parametrize("audience", list(Audience))
def test_nothing_breaks_the_policy_of_the_site(audience):
    """No inline style, script or handler, but the one of 404.html that its policy names; no id twice in a page."""
    for url, html in built(school(), audience).items():
        found = read(html)
        assert found.forbidden == (["script"] if url == "404.html" else []), url
        assert [key for key, count in Counter(found.ids).items() if count > 1] == [], url


def test_what_people_write_is_escaped_everywhere():
    """A title, a name, a sentence or a reason is text, never markup."""
    evil = work(
        title=EVIL, summary=EVIL, technologies=(EVIL,), claims=(Claim(cited="X1.1", competency="X1.1", sentence=EVIL),),
        productions=(Production(title=EVIL, state=ProductionState.CONFIDENTIAL, reason=EVIL),),
    )  # fmt: skip
    records = school(cohort(student(last_name=EVIL, tagline=EVIL, realisations=(evil,)), name=EVIL), name=EVIL)
    for url, html in built(records).items():
        assert "<img" not in html, url


@pytest.mark.parametrize(
    ("address", "root"),
    [
        (None, "/"),
        ("https://lycee.example", "/"),
        ("https://lycee.example/bts/sio/", "/bts/sio/"),
        ("https://lycee.example//voleur.example", "/voleur.example/"),
        ("http://[", "/"),
    ],
)
def test_the_page_of_lost_addresses_counts_from_the_servers_root(address, root):
    """A server shows it at any depth, under any name: its addresses hold the site's path and no more."""
    html = built(replace(school(), site_url=address))["404.html"]
    assert f'href="{root}index.html"' in html


def test_equal_records_give_equal_pages():
    """A page is a pure function of its input, and its input has a stable text."""
    one, other = (pages(school()) for _ in range(2))
    assert {url: repr(spec) for url, spec in one.items()} == {url: repr(spec) for url, spec in other.items()}


def test_the_team_alone_has_the_state_of_the_files_and_the_public_no_matrix_of_a_class():
    """« etat.html » exists for nobody else, « matrice.html » for a commission too."""
    found = {audience: pages(school(), audience).keys() & {"c/matrice.html", "etat.html"} for audience in Audience}
    assert found == {
        Audience.PUBLIC: set(),
        Audience.JURY: {"c/matrice.html"},
        Audience.TEAM: {"c/matrice.html", "etat.html"},
    }


def test_words_on_the_whole_work_are_read_once():
    """The desk judges a work with one gesture: its comment stood beside each competency, those of one stay there."""
    claims = tuple(Claim(cited=code, competency=code, sentence="Fait.") for code in ("X1.1", "X1.2", "X2.1"))
    said = replace(judged(Opinion.RETAINED), comment="Un détail")
    verdicts = (replace(said, competency=None, comment="Tout est là"), said)
    page = built(school(cohort(student(verdicts=verdicts, realisations=(work(claims=claims),)))))
    assert page["c/lea/realisations/four.html"].count("Tout est là") == 1
    assert page["c/lea/realisations/four.html"].count("Un détail") == 1
    assert page["c/lea/realisations/four.html"].count("niveau 3") == 3


def test_a_commission_reads_the_state_of_each_column_beside_the_rosace():
    """All had one colour, that of what is declared: a column that nothing marks looked like the others."""
    home = built(school(), Audience.JURY)["c/lea/index.html"]
    (columns,) = re.findall(r'<ul class="vt-commission__columns">.*?</ul>', home)
    assert re.findall(r'<i class="vt-state [^>]*></i><span class="vt-hidden">(.*?)</span>', columns) == [
        "justifiée",
        "non couverte",
    ]


def test_the_public_sees_neither_names_nor_comments_of_teachers():
    """« validée le … » without a name; level and role for the jury; all for the team."""
    records = school(
        cohort(student(verdicts=(judged(Opinion.RETAINED, fingerprint="f"),), realisations=(work(fingerprint="f"),)))
    )
    page = "c/lea/realisations/four.html"
    public, jury, team = (built(records, audience)[page] for audience in Audience)
    assert "Validée le 20\u00a0février 2026" in public
    assert "niveau" not in public
    assert "enseignant\u00a0· 20\u00a0février 2026" in jury
    for html in (public, jury):
        assert "Fournier" not in html
        assert "mie" not in html
    assert "Belle mie" in team


def test_what_was_refused_shows_as_not_covered_outside_the_team():
    """The states « à reprendre » and « refusée » stay with the team."""
    records = school(cohort(student(verdicts=(judged(Opinion.REFUSED),))))
    for audience in (Audience.PUBLIC, Audience.JURY):
        assert not any("refusée" in html for html in built(records, audience).values())
        assert "Compétences mobilisées" not in built(records, audience)["c/lea/realisations/four.html"]
    assert "refusée" in built(records)["c/lea/competences.html"]


def test_a_draft_is_marked_for_the_team_and_absent_elsewhere():
    """Drafts never count and nobody else sees them."""
    draft = work("pain-noir", title="Pain noir", status=Status.DRAFT)
    records = school(cohort(student(realisations=(work(), draft))))
    assert "brouillon" in built(records)["c/lea/realisations/pain-noir.html"]
    for audience in (Audience.PUBLIC, Audience.JURY):
        assert not any("Pain noir" in html for html in built(records, audience).values())


def test_what_is_missing_names_file_and_line_to_the_team_only():
    """The student's home and the faulty page show the diagnostic."""
    code = next(iter(known_codes()))
    values = dict.fromkeys(re.findall(r"\{(\w+)", known_codes()[code].message), "?")
    fault = Diagnostic.at(code, Place(path="c/lea/realisations/four.md", line=9, column=3), **values)
    ledger = Ledger(entries=(Entry(path="c/lea/notes.txt", fate=Fate.IGNORED, reason="une note"),))
    site = built(school(), team={"diagnostics": (fault,), "ledger": ledger})
    for page in ("c/lea/index.html", "c/lea/realisations/four.html", "c/lea/etat.html", "c/etat.html"):
        assert "c/lea/realisations/four.md:9:3" in site[page]
    assert "une note" in site["c/lea/etat.html"]
    assert "Remarques sur les fichiers" not in site["c/lea/competences.html"]


def test_competencies_that_nobody_recognised_are_not_called_absent():
    """Cited and unknown is not « aucune citée »; the jury reads neither, and no word about files."""
    page = "c/lea/realisations/four.html"
    for unknown, words in ((True, "Aucune compétence reconnue"), (False, "Aucune compétence n’est citée")):
        records = school(cohort(student(realisations=(work(claims=(), unrecognised=unknown),))))
        assert words in built(records)[page]
        assert "Aucune compétence n’est indiquée." in built(records, Audience.JURY)[page]


def test_the_gravest_remarks_come_first_on_a_portfolio():
    """A reader who stops early has read the erreurs."""
    path = "c/lea/realisations/four.md"
    told = (("EXA005", {"code": "X1.1"}), ("EXA004", {}), ("STR017", {"key": "titre"}))
    faults = tuple(Diagnostic.at(code, Place(path=path, line=n), **more) for n, (code, more) in enumerate(told, 1))
    shown = pages(school(), team={"diagnostics": faults})["c/lea/index.html"].content.faults
    assert [item.severity for item in shown] == ["erreur", "avertissement", "conseil"]


def test_a_rejected_realisation_leaves_a_trace_for_the_team_only():
    """Its file gives no record: the home says its name, what is wrong and where; nobody else learns of it."""
    path = "c/lea/realisations/casse.md"
    fault = Diagnostic.at("YAM014", Place(path=path, line=1), suggestion="")
    ledger = Ledger(entries=(Entry(path=path, fate=Fate.REJECTED, reason="en-tête illisible"),))
    told = {"diagnostics": (fault,), "ledger": ledger}
    html = built(school(), team=told)["c/lea/index.html"]
    assert "casse.md</code>" in html.split('id="realisations"')[1].split("vt-fault")[0]
    assert f"{path}:1:1" in html
    for audience in (Audience.PUBLIC, Audience.JURY):
        assert not [url for url, html in built(school(), audience, team=told).items() if "casse.md" in html]


def _faulty(*places):
    """The same remark at several places, and the ledger that knows their files."""
    faults = tuple(Diagnostic.at("STR017", Place(path=path, line=n), key="titre") for n, path in enumerate(places, 1))
    return {"diagnostics": faults, "ledger": Ledger(entries=tuple(Entry(path=path, fate=Fate.DATA) for path in places))}


def test_the_state_of_the_files_goes_from_the_school_to_the_class_and_to_the_student():
    """A teacher sees whose files ask for a look; what belongs to nobody is on the school's page."""
    places = ("etablissement.yml", "c/lea/index.md", "c/evaluations/lea.scelles/four.json", "c/promotion.yml")
    found = pages(school(), team=_faulty(*places))
    top, group = found["etat.html"].content, found["c/etat.html"].content
    assert [(one.url, one.counts, one.files) for one in top.classes] == [("c/etat.html", ("erreur\u202f: 2",), 2)]
    assert [line.path for line in top.others.lines] == [places[0]]
    assert [line.path for line in group.others.lines] == [places[3]]
    assert [(one.id, one.url, len(one.faults), one.files) for one in group.people] == [
        ("f-lea", "c/lea/etat.html", 2, 2)
    ]
    assert [line.path for line in found["c/lea/etat.html"].content.files.lines] == list(places[1:3])


def test_a_class_shows_the_gravest_remarks_of_a_student_and_counts_the_rest():
    """Thirty remarks of one student do not hide the others: six, and the way to all of them."""
    group = pages(school(), team=_faulty(*[f"c/lea/realisations/{n}.md" for n in range(9)]))["c/etat.html"]
    assert [(len(one.faults), one.more) for one in group.content.people] == [(6, 3)]
    assert "3 autres remarques" in render(group, "", Language())


def test_a_remark_that_three_students_have_is_told_once_with_how_many_in_each_class():
    """What a teacher says once to everybody."""
    people = [student(slug) for slug in ("lea", "sam", "zoe")]
    places = [f"c/{one.slug}/index.md" for one in people]
    found = pages(school(cohort(*people)), team=_faulty(*places, places[0]))
    (shared,) = found["etat.html"].content.shared
    assert (shared.code, shared.people, [(one.url, one.note) for one in shared.where]) == (
        "STR017", 3, [("c/etat.html", "3 étudiants")],
    )  # fmt: skip


def test_an_empty_portfolio_says_what_would_fill_it():
    """No page is blank."""
    empty = student(realisations=(), internships=(), watch=(), body=None)
    site = built(school(cohort(empty)))
    assert "realisations" in site["c/lea/index.html"]
    for page in ("c/lea/stages/index.html", "c/lea/competences.html", "c/lea/index.html"):
        assert "vt-empty" in site[page], page
    assert "vt-empty" in built(School())["index.html"]


def test_gaps_come_first_in_a_class_for_the_team():
    """The student who lacks most is named first, with the codes that lack."""
    other = student("zoe", last_name="Abel", first_name="Zoé", realisations=(work(claims=tuple(
        Claim(cited=code, competency=code) for code in ("X1.1", "X1.2", "X2.1"))),))  # fmt: skip
    lines = pages(school(cohort(student(), other)))["c/index.html"].content.students
    assert [line.name for line in lines] == ["Léa Moreau", "Zoé Abel"]
    assert ["X1.2", "X2.1"] in [[chip.code for chip in cell.chips] for cell in lines[0].cells]
    public = pages(school(cohort(student(), other)), Audience.PUBLIC)["c/index.html"].content.students
    assert [line.name for line in public] == ["Zoé Abel", "Léa Moreau"]


def test_the_matrix_has_a_cell_for_what_is_asked_and_none_outside_the_option():
    """Number, state and link in each cell; what the option does not ask is empty, not a hole."""
    salty = student("sam", last_name="Sel", option="SEL")
    records = school(cohort(student(), salty))
    grid = pages(records)["c/matrice.html"].content.grids[0]
    assert [column.code for column in grid.columns] == ["X1.1", "X1.2", "X2.1"]
    assert [[cell and (cell.sign, cell.count) for cell in row.cells] for row in grid.rows] == [
        [("justifiee", 1), ("non-couverte", 0), ("non-couverte", 0)],
        [("justifiee", 1), ("non-couverte", 0), None],
    ]
    html = built(records)["c/matrice.html"]
    assert html.count("vt-absent") == 1
    assert "hidden" in re.search(r"<div class=\"vt-tools\"[^>]*>", html)[0]


def test_downloads_are_linked_only_when_they_exist():
    """A page never links to a file that nobody writes."""
    assert "matrice.csv" in built(school())["c/matrice.html"]
    assert "matrice.csv" not in built(school(cohort(framework="inconnu")))["c/matrice.html"]


def test_each_cross_of_the_tableau_leads_to_its_evidence():
    """From a competency to its sentence and what proves it in one click, and back to the very cell."""
    site = built(school())
    proof = re.search(r'href="competences\.html#(x-[^"]+)"', site["c/lea/synthese.html"])
    assert proof
    shown = site["c/lea/competences.html"].partition(f'id="{proof[1]}"')[2].partition("</article>")[0]
    assert "Une fournée par jour." in shown
    assert 'href="synthese.html#r-four.c-X1.1">← Tableau de synthèse</a><span>croix 1 sur' in shown
    assert "X1.2 Enfourner" in site["c/lea/synthese.html"]


def test_the_documents_of_the_tableau_are_links_and_a_short_one_repeats_no_head():
    """A file that is published, a page that is online; one that is neither is words."""
    made = (
        Production(title="Carnet", file="c/lea/fichiers/carnet.pdf"),
        Production(title="Dépôt", link="https://example.org/depot"),
        Production(title="Plan", state=ProductionState.CONFIDENTIAL, reason="client"),
    )
    page = pages(school(cohort(student(realisations=(work(productions=made),)))))["c/lea/synthese.html"]
    documents = page.content.bands[0][1][0].documents
    assert [(one.title, one.url) for one in documents] == [
        ("Carnet", "c/lea/productions.html#r-four.1"), ("Dépôt", "https://example.org/depot"), ("Plan", None),
    ]  # fmt: skip
    assert "<tfoot" not in render(page, "", FR)


def test_the_tableau_asks_the_public_for_no_candidate_number():
    """The line to fill by hand is for the papers of the jury."""
    assert "N° candidat" not in built(school(), Audience.PUBLIC)["c/lea/synthese.html"]
    assert "N° candidat" in built(school(), Audience.JURY)["c/lea/synthese.html"]


def test_competencies_show_the_three_voices_side_by_side():
    """Self, teacher and tutor each with their level, in words when the class has a scale."""
    tutor = Verdict(by="M. Meunier", role=Role.TUTOR, on=date(2026, 2, 6), realisation="four", competency="X1.1",
                    opinion=Opinion.RETAINED, level=2)  # fmt: skip
    owner = student(realisations=(work(self_assessment=(("X1.1", 1),)),), verdicts=(judged(Opinion.RETAINED), tutor))
    html = built(school(cohort(owner, scale=("aidé", "seul", "maître"))))["c/lea/competences.html"]
    for words in ("1 · aidé", "3 · maître", "2 · seul", "M. Meunier"):
        assert words in html


def test_observed_work_alone_is_signalled():
    """Covered by watching only: the home says so."""
    records = school(cohort(student(realisations=(work(mode=Mode.OBSERVED),))))
    assert pages(records)["c/lea/index.html"].content.only_observed[0].code == "X1.1"


def test_a_productions_state_is_told_and_only_what_is_there_is_a_link():
    """A file of the portfolio, an address, confidential with its reason, missing."""
    lines = (
        Production(title="Photo", file="c/lea/fichiers/p.pdf"),
        Production(title="Dépôt", link="https://git.example/four"),
        Production(title="Plan", state=ProductionState.CONFIDENTIAL, reason="brevet"),
        Production(title="Film", state=ProductionState.MISSING),
    )
    records = school(cohort(student(realisations=(work(productions=lines),))))
    found = pages(records)["c/lea/realisations/four.html"].content.productions
    assert [(line.state, line.reason, bool(line.url)) for line in found] == [
        ("fichier joint", "", True), ("en ligne", "", True),
        ("confidentielle", "brevet", False), ("manquante", "", False),
    ]  # fmt: skip


def test_group_work_links_to_the_same_work_of_each_mate():
    """Each writes their own file; the pages link each other."""
    mate = student("tom", first_name="Tom", realisations=(work(team=("lea",)),))
    records = school(cohort(student(realisations=(work(team=("tom", "parti")),)), mate))
    assert 'href="../../tom/realisations/four.html"' in built(records)["c/lea/realisations/four.html"]


def test_a_portfolio_is_read_in_order_by_previous_and_next():
    """The student's own rank first, then dates."""
    works = (work("b", title="B"), work("a", title="A", rank=1))
    step = pages(school(cohort(student(realisations=works))))["c/lea/realisations/a.html"].content.step
    assert (step.previous, step.following.title) == (None, "B")


def test_a_student_without_framework_keeps_pages_without_coverage():
    """An unreadable promotion.yml withholds coverage, not pages."""
    site = built(school(cohort(student(framework=None), framework=None)))
    assert "vt-rosace" not in site["c/lea/index.html"]
    assert "c/lea/realisations/four.html" in site
    assert "c/lea/synthese.html" not in site


def test_a_single_portfolio_is_the_site():
    """No school, class or matrix of a class: the student's home is the site's."""
    found = pages(school(cohort(student(slug=""), slug="")))
    assert found["index.html"].content.kind == "student"
    assert "realisations/four.html" in found
    assert found["matrice.html"].content.kind == "crossing"
    assert "competences/X1.1.html" not in found


def test_unverified_words_of_a_referentiel_are_marked():
    """« non vérifié » beside indicators that were not read in the official text."""
    known = framework()
    items = tuple(replace(item, indicators_unverified=bool(item.indicators)) for item in known.competencies)
    other: Framework = framework(competencies=items)
    html = built(school(frameworks={other.id: other}))["referentiels/essai.pain/X1.1.html"]
    assert "non vérifié" in html
    assert "non vérifié" not in built(school())["referentiels/essai.pain/X1.1.html"]


def test_an_organisation_tells_what_interns_covered_there():
    """Its page lists the stages, their réalisations and the competencies they cover."""
    owner = student(realisations=(work(internships=("moulin",)),), internships=(stage(),))
    stay = pages(school(cohort(owner)))["organisations/moulin.html"].content.classes[0][1][0]
    assert (stay.student, [chip.code for chip in stay.chips]) == ("Léa Moreau", ["X1.1"])


def test_a_navigation_lists_its_own_portfolio_and_no_other():
    """The chrome of a page weighs the same in a school of one and of a hundred."""
    alone, crowded = (
        pages(school(cohort(*(student(f"s{rank}", first_name=f"Léa-{rank}") for rank in range(size)))))[
            "c/s0/index.html"
        ].scope
        for size in (1, 9)
    )
    assert alone == crowded


def test_visibility_is_told_to_the_team():
    """« réservé au jury et à l'équipe » beside what others do not see."""
    records = school(cohort(student(realisations=(work(visibility=Visibility.JURY),))))
    assert "réservé au jury" in built(records)["c/lea/index.html"]


def test_an_english_site_says_nothing_in_french_of_ours():
    """The same pages in the second language."""
    spec = pages(school(), code="en")["c/lea/index.html"]
    html = render(spec, "", Language("en"))
    assert "Achievements" in html
    assert "Réalisations" not in html


def test_the_official_form_is_whole_in_french_in_an_english_site():
    """Its head, its columns, its periods and the words of the référentiel, each said to be French."""
    html = render(pages(school(), code="en")["c/lea/synthese.html"], "", Language("en"))
    form = "".join(re.findall(r'<(?:header|table)[^>]* lang="fr">.*?</(?:header|table)>', html, re.DOTALL))
    assert all(words in form for words in ("NOM et prénom", "Centre de formation", "Période", " au ", ": voir"))
    assert not any(words in form for words in ("Surname", "see ", " to ", "Period"))
    proofs = render(pages(school(), code="en")["c/lea/competences.html"], "", Language("en"))
    assert '<span class="vt-competency__title" lang="fr">' in proofs
    assert " lang=" not in built(school())["c/lea/synthese.html"]


@pytest.mark.parametrize("audience", list(Audience))
def test_only_the_team_is_told_which_key_would_bring_what_lacks(audience):
    """A commission and the public read the fact: no name of a file, of a key, of a command."""
    bare = student(
        realisations=(work(claims=(), productions=(), body=None),), internships=(stage(slug="ici", periods=()),),
        watch=(), body=None,
    )  # fmt: skip
    other = student(slug="zoe", realisations=(), internships=(stage(), stage(slug="la")), watch=())
    records = school(cohort(bare, other), cohort(slug="d", students=(other,), framework=None), name=None)
    said = [
        text
        for html in built(records, audience).values()
        for text in re.findall(r'<p class="vt-empty">(.*?)</p>', html, re.DOTALL)
    ]
    advice = [text for text in said if re.search(r"clé|\.md|\.yml|vitrail new|fichier|dossier|atten[dt]", text)]
    assert said
    assert bool(advice) is (audience is Audience.TEAM), advice
