"""« Does this reader open this production? » has one answer: page, claims, check, ready and desk agree on it."""

from pathlib import Path

import pytest

from vitrail.building.making.facts.run import portfolios
from vitrail.building.making.facts.setting import of_portfolio
from vitrail.building.making.works import passing, works
from vitrail.content.addressing import addresses
from vitrail.content.model.audience import Audience
from vitrail.content.model.framework import Check
from vitrail.content.model.ledger import Fate
from vitrail.content.model.realisation import Access, ProductionState
from vitrail.content.model.state import State
from vitrail.doors.reviewing.sitting import Sitting
from vitrail.ground.language import FRENCH
from vitrail.site.pages.portfolio.productions import exhibits, lines
from vitrail.site.pages.states import SIGNS
from vitrail.site.project import Project

ROOT = Path(__file__).parents[2]
HARD = ROOT / "tests/portfolios/productions"
AWA = "2025-2027", "keita-awa"
SHOWN = {Fate.PUBLISHED, Fate.RESERVED, Fate.ATTACHED}
CLOSED = {Access.REFUSED, Access.MISSING}


@pytest.fixture(scope="module", params=[ROOT / "portfolios", HARD], ids=["modele", "cas difficiles"])
def school(request, tmp_path_factory):
    """All that is known of a school, while its memo is open."""
    root = tmp_path_factory.mktemp("school")
    with passing(Project(root=root, portfolios=request.param, site=root / "site", audience=Audience.TEAM)) as shared:
        yield shared.examination(Project(root=root, portfolios=request.param, site=root / "site"))


@pytest.fixture(scope="module")
def built(build_site):
    """The hard cases as the public reads them."""
    site, _ = build_site(HARD, Audience.PUBLIC)
    return site / "/".join(AWA)


def owners(school, audience):
    """Give what the pages of each portfolio are planned from, for an audience that is shown it."""
    for who in portfolios(school.memo):
        try:
            yield of_portfolio(school.memo, audience.name, *who)
        except LookupError:
            assert audience is not Audience.TEAM


def told(school, audience):
    """Give each production with its réalisation, its line on the page, and what its pages are planned from."""
    for owner in owners(school, audience):
        for work in owner.works:
            for item, line in zip(work.productions, lines(owner, work), strict=True):
                yield owner, work, item, line


@pytest.mark.parametrize("audience", Audience)
def test_a_page_links_to_what_its_reader_gets_and_to_nothing_else(school, audience):
    """The file that the ledger publishes or its page, the address of the web; else no link, and a word says why."""
    ledger = {entry.path: entry for entry in school.ledger(audience).entries}
    for _, work, item, line in told(school, audience):
        file = ledger.get(item.file or "")
        if item.file and item.state is ProductionState.ONLINE:
            assert (file.fate in SHOWN) is item.here, (work.slug, item)
        if item.here:
            assert line.url in {file.url, addresses.reading(file.url)}, (work.slug, item)
        else:
            assert line.url == (item.link if item.access is Access.LINK else ""), (work.slug, item)
            assert line.url or line.state, (work.slug, item)
        assert bool(line.reason) is bool(item.reason or item.refused), (work.slug, item)


@pytest.mark.parametrize("audience", Audience)
def test_a_claim_is_justified_by_what_its_reader_opens(school, audience):
    """By a file or a page that opens, or by a confidential production that says why; its exhibits open the same way."""
    for owner in owners(school, audience):
        for work in owner.works:
            made = list(zip(work.productions, lines(owner, work), strict=True))
            urls = {item.title: line.url for item, line in made}
            for claim in work.claims:
                proof = owner.proofs(work).get(claim.competency)
                shown = exhibits(owner, work, claim.competency)
                opened = [one for one in shown if one.title in urls and one.panel.kind != "card"]
                assert all(one.panel.source.startswith(urls[one.title]) for one in opened), (work.slug, claim)
                assert all(one.opened for one in opened), (work.slug, claim)
                if proof and proof.state in {State.JUSTIFIED, State.DECLARED} and claim.sentence:
                    named = [pair for pair in made if not claim.aimed or pair[0].spots(claim.competency)]
                    proved = any(
                        (line.url and line.url != item.link) or (item.access is Access.CONFIDENTIAL and item.reason)
                        for item, line in named
                    )
                    assert (proof.state is State.JUSTIFIED) is proved, (work.slug, claim)


@pytest.mark.parametrize("audience", Audience)
def test_check_says_each_production_that_a_reader_does_not_open(school, audience):
    """At its file, or at the key that names it; not what its author declares missing."""
    places = [(fault.place.path, fault.values) for fault in school.diagnostics]
    for _, work, item, _ in told(school, audience):
        if item.access in CLOSED and item.state is ProductionState.ONLINE:
            assert any(
                path == item.file or (path == work.source.path and item.file in {values.get("target"), None})
                for path, values in places
            ), (work.slug, item)


def test_ready_says_each_production_that_the_commission_does_not_open(school):
    """The requirement names it; the file that it has is among what the commission will not read, with a remedy."""
    for owner in owners(school, Audience.JURY):
        group = next(one for one in school.counted.cohorts if one.slug == owner.cohort.slug)
        person = next(one for one in group.students if one.slug == owner.student.slug)
        known = school.examiners.judge(group, person)
        listed = {work.slug for work in owner.student.counted if work.listed}
        closed = {
            f"{item.title} ({work.title})"
            for work in owner.works
            for item in work.productions
            if work.slug in listed and item.access in CLOSED
        }
        (opened,) = (item.finding for item in known.items if item.requirement.check is Check.NETWORK)
        assert closed == {name for name in closed if name in opened.why}
        assert bool(closed) is ("n'ouvrira pas" in opened.why)
        unread = {one.title: one for one in known.withheld}
        titles = {page.source.path: page.title for page in (*person.pages, *person.realisations)}
        folder = person.source.path.removesuffix("index.md")
        for work in owner.student.realisations:
            for item in work.productions:
                if item.access is Access.REFUSED and item.file:
                    assert unread[titles.get(item.file, item.file.removeprefix(folder))].remedy, item


def test_the_desk_shows_the_states_of_the_page(school):
    """The panel beside a work says of each claim what its page says, save what only drawing a picture refuses."""
    project = Project(
        root=ROOT, portfolios=Path(school.memo.files.place("")), site=ROOT / "site", audience=Audience.TEAM
    )
    sitting = Sitting(project=project, root="", say=FRENCH)
    for owner in owners(school, Audience.TEAM):
        for work in owner.student.realisations:
            panel = sitting.panel(f"{owner.cohort.slug}/{owner.student.slug}/{work.slug}".strip("/"))
            drawn = {claim for item in work.productions if item.file and item.file.endswith(".png") for claim in
                     (proving.competency for proving in item.proving) if item.access is Access.REFUSED}  # fmt: skip
            said = {line.code: line.state for line in panel.claims} if panel else {}
            for claim in work.claims:
                proof = owner.proofs(work).get(claim.competency)
                if claim.competency in said and proof and claim.competency not in drawn:
                    assert said[claim.competency] == SIGNS[proof.state].word, (work.slug, claim)


def test_a_markdown_production_is_a_page_of_text_with_a_way_back(built):
    """Linked by its production, out of the menu, without a header; what it holds is dressed as any author's text."""
    shown = (built / "productions.html").read_text("utf-8")
    for name in ("bastion", "prelude", "reglage", "tuteur"):
        page = (built / f"fichiers/{name}.html").read_text("utf-8")
        assert f'src="fichiers/{name}.html"' in shown
        assert '<a href="../realisations/preuves.html">← Trente façons de prouver</a>' in page
        assert f"fichiers/{name}.html" not in (built / "index.html").read_text("utf-8")
    assert "<script>alert(1)" not in (built / "fichiers/bastion.html").read_text("utf-8")
    assert "\u202e" not in (built / "fichiers/reglage.html").read_text("utf-8")
    assert "[mon tuteur]" in (built / "fichiers/tuteur.html").read_text("utf-8")
    every = "".join(path.read_text("utf-8") for path in built.rglob("*.html"))
    assert not [name for name in ("Kerbrat", "Kervella", "OPENSSH", "étagère", "gardien", "tapis") if name in every]


@pytest.mark.parametrize("audience", [Audience.PUBLIC, Audience.JURY])
def test_why_a_production_is_refused_is_said_in_the_reader_s_language(audience, tmp_path):
    """A record that is kept between two runs keeps our phrases as such: the second said them in French."""
    project = Project(root=tmp_path, portfolios=HARD, site=tmp_path / "site", audience=audience, language="en")
    for _ in range(2):
        with works(project) as shared:
            owner = of_portfolio(shared.examination(project).memo, audience.name, *AWA)
            every = [line for work in owner.works for line in lines(owner, work)]
        refused = [line for line in every if line.state == "cannot be published"]
        assert "the type “.html” is not published" in {line.reason for line in refused}
        assert not [line.reason for line in refused if "publié" in line.reason or "équipe" in line.reason]
