"""Ten tasks of an examiner and six of a teacher in a school of 160, by clicks alone from its first page."""

import re
import time

import pytest

from tests.crowds import CROWDED
from tests.waiting import FIELD, until
from vitrail.content.model.audience import Audience

pytestmark = [pytest.mark.browser, pytest.mark.slow]
MOST = 4
"""Clicks of a task, from the first page of the site to the answer; what is typed is not counted."""


class Reader:
    """Somebody in front of a laptop, whose clicks are counted."""

    def __init__(self, tab):
        """Sit down before a page that is open."""
        self.tab, self.clicks = tab, 0

    def click(self, selector):
        """Click what is there."""
        self.clicks += 1
        self.tab.locator(selector).locator("visible=true").first.click()
        self.tab.wait_for_load_state()

    def choose(self, selector, label):
        """Choose in a list."""
        self.clicks += 1
        found = self.tab.locator(selector).locator("visible=true").first
        found.hover()
        found.select_option(label=label)

    def look_for(self, typed, wanted):
        """Click the search, type, and click the answer that is wanted, which stands among the first five."""
        self.click(FIELD if self.tab.locator(FIELD).is_visible() else ".vt-header [data-vt-search]")
        self.tab.fill(FIELD, typed)
        answers = self.tab.locator(".vt-search__list a")
        until(self.tab, lambda: any(wanted in one for one in answers.all_inner_texts()[:5]))
        self.click(f".vt-search__list a:has-text('{wanted}')")

    def reads(self, words):
        """Wait until words are on the page, in the window or below."""
        self.tab.locator(f'main :text("{words}")').locator("visible=true").first.wait_for()

    def sees(self, selector):
        """Say whether something is in the window without scrolling."""
        self.tab.locator(selector).locator("visible=true").first.wait_for()
        box = self.tab.locator(selector).locator("visible=true").first.bounding_box()
        return box["y"] >= 0 and box["y"] < 800

    def candidate(self, name="Léa Moreau"):
        """Open a portfolio by the list of its class."""
        self.click(f"main a:has-text('BTS SIO {CROWDED}')")
        self.click(f"table.vt-class a:has-text('{name}')")


@pytest.fixture(name="sit")
def _sit(serve_crowd, visit, record_property):
    """Give a function that sits a reader before the first page of an audience's site; four clicks at most."""
    opened = []

    def sit(audience):
        _, base = serve_crowd(audience)
        manager = visit(base, viewport={"width": 1280, "height": 800})
        tab = manager.__enter__()
        tab.goto(f"{base}index.html", wait_until="load")
        reader = Reader(tab)
        opened.append((manager, reader, time.monotonic()))
        return reader

    yield sit
    for manager, reader, start in opened:
        record_property("clicks", reader.clicks)
        record_property("seconds", round(time.monotonic() - start, 1))
        manager.__exit__(None, None, None)
        assert reader.clicks <= MOST


@pytest.fixture(name="examiner")
def _examiner(sit):
    """Somebody of a commission."""
    return sit(Audience.JURY)


@pytest.fixture(name="teacher")
def _teacher(sit):
    """Somebody of the team."""
    return sit(Audience.TEAM)


def test_an_examiner_finds_a_candidate(examiner):
    """In a class of 48."""
    examiner.candidate()
    examiner.reads("option SISR · session 2027")


def test_an_examiner_reads_the_tableau_of_a_candidate(examiner):
    """Six columns of crosses, and where each leads."""
    examiner.candidate()
    examiner.click("article .vt-actions__first")
    assert examiner.tab.locator(".vt-synthesis tbody td a:has-text('X')").count() > 9


def test_an_examiner_finds_the_proof_of_a_competency(examiner):
    """B1.3 of Léa: the sentence, and the work that tells it."""
    examiner.candidate()
    examiner.click(".vt-commission__columns a:has-text('Développer la présence en ligne')")
    assert examiner.sees("#contenu :text('B1.3')")
    examiner.reads("annuaire des associations")


def test_an_examiner_opens_a_production(examiner):
    """A picture, in the window where one sees it."""
    examiner.look_for("lea moreau", "Léa Moreau")
    examiner.click(".vt-nav a:has-text('Productions')")
    examiner.click("main .vt-productions a:has(img)")
    assert examiner.sees("dialog img, .vt-viewer img, .vt-panel__view")


def test_an_examiner_finds_the_two_attestations(examiner):
    """Both, with their days."""
    examiner.candidate()
    examiner.click(".vt-commission__facts a:has-text('Stages')")
    examiner.reads("Attestation délivrée le 26 juin 2026")
    examiner.reads("Attestation délivrée le 12 février 2027")


def test_an_examiner_compares_what_two_candidates_cover(examiner):
    """From the matrix of the class: two lines stay."""
    examiner.click(f"main a:has-text('BTS SIO {CROWDED}')")
    examiner.click("article .vt-choices a:has-text('comparer')")
    examiner.choose("select[data-vt-set=a]", "Léa Moreau")
    examiner.choose("select[data-vt-set=b]", "Tom Garnier")
    until(examiner.tab, lambda: examiner.tab.locator("[data-vt-matrix] tbody tr:visible").count() == 2)


def test_an_examiner_sees_when_and_where_the_second_stage_was(examiner):
    """Period and organisation, on one line."""
    examiner.candidate()
    examiner.click(".vt-commission__facts a:has-text('Stages')")
    examiner.reads("L’Atelier numérique")
    examiner.reads("du 4 janvier au 12 février 2027")


def test_an_examiner_finds_the_works_with_a_technology(examiner):
    """The search of the school names works by their technologies."""
    examiner.look_for("opnsense", "OPNsense")
    examiner.reads("OPNsense")


def test_an_examiner_sees_what_is_not_covered(examiner):
    """A competency without proof, and its details, said as such."""
    examiner.candidate("Chloé Petit")
    examiner.click(".vt-nav a:has-text('Toutes les preuves')")
    examiner.click("button:has-text('non couvertes'), a:has-text('non couvertes')")
    assert examiner.sees("summary:has-text('B1.1'):has-text('non couverte')")


def test_an_examiner_prints_the_tableau(examiner):
    """One sheet."""
    examiner.candidate()
    examiner.click("article .vt-actions__first")
    pdf = examiner.tab.pdf(prefer_css_page_size=True)
    assert len(re.findall(rb"/Type\s*/Page\b(?!s)", pdf)) == 1


def test_a_teacher_sees_who_proves_nothing_of_a_bloc(teacher):
    """From the matrix to the bloc's page, then those with a hole."""
    teacher.click(f"main a:has-text('BTS SIO {CROWDED}')")
    teacher.click("article .vt-choices a:has-text('comparer')")
    teacher.click(".vt-matrix__blocs a:has-text('B3')")
    teacher.click("button[data-vt-set=trous]")
    assert teacher.sees("tr[data-who] td[data-state=non-couverte]")
    assert not teacher.tab.locator("tr[data-who]:visible:not(:has(td[data-state=non-couverte]))").count()


def test_a_teacher_sees_which_works_wait_to_be_read(teacher):
    """Each of them, beyond the first four."""
    teacher.click(f"main a:has-text('BTS SIO {CROWDED}')")
    teacher.click("main h3 a:has-text('travaux à lire')")
    shown = teacher.tab.locator("[data-vt-matrix] tbody td:visible:has(a)")
    until(teacher.tab, lambda: "à relire" in teacher.tab.inner_text("[data-vt-filter]"))
    assert shown.count() > 100


def test_a_teacher_sees_who_lacks_an_agreement(teacher):
    """By paper, with every name."""
    teacher.click(f"main a:has-text('BTS SIO {CROWDED}')")
    teacher.click("main h3 a:has-text('papiers attendus')")
    teacher.click("main summary:has-text('Convention signée')")
    assert teacher.sees("main details[open] a:has-text('Axel Benali')")


def test_a_teacher_compares_two_students(teacher):
    """From the list of the class, in its matrix."""
    teacher.click(f"main a:has-text('BTS SIO {CROWDED}')")
    teacher.click("article .vt-choices a:has-text('comparer')")
    teacher.choose("select[data-vt-set=a]", "Léa Moreau")
    teacher.choose("select[data-vt-set=b]", "Tom Garnier")
    until(teacher.tab, lambda: teacher.tab.locator("[data-vt-matrix] tbody tr:visible").count() == 2)


def test_a_teacher_opens_what_changed_since_it_was_read(teacher):
    """The work, with what was sealed and what it says now."""
    teacher.click(f"main a:has-text('BTS SIO {CROWDED}')")
    teacher.click("main li:has-text('modifiée depuis le') a")
    teacher.reads("modifiée depuis")


def test_a_teacher_finds_a_student_whose_name_is_misspelt(teacher):
    """One letter for another."""
    teacher.look_for("lea moraeu", "Léa Moreau")
    teacher.reads("Léa Moreau")
