"""The workshops of a class: what its students tied to each, and no page where nobody named one."""

import pytest

from tests.builders import cohort, pages, school, student, work
from vitrail.content.model.audience import Audience
from vitrail.content.model.internships.internship import Internship

PAGE = "c/ateliers.html"


def tied(name):
    """A fact that names a workshop."""
    return (("atelier", name),)


def site(audience, **more):
    """A class of two who wrote about two workshops, and a stage of one of them."""
    stage = Internship(slug="moulin", facts=tied("AP 3"))
    lea = student("lea", realisations=(work("four", facts=tied("AP 3")), work("seul")), internships=(stage,), **more)
    tom = student("tom", first_name="Tom", realisations=(work("pain", facts=tied("AP 1")),), internships=())
    return pages(school(cohort(lea, tom)), audience)


@pytest.mark.parametrize("audience", list(Audience))
def test_each_workshop_gathers_its_realisations_and_its_stages(audience):
    """By name, then in the order of the class; what names none is not there."""
    found = site(audience)[PAGE].content.workshops
    assert [(name, [ref.url for ref, _ in works]) for name, works in found] == [
        ("AP 1", ["c/tom/realisations/pain.html"]),
        ("AP 3", ["c/lea/realisations/four.html", "c/lea/stages/moulin.html"]),
    ]
    assert PAGE in [item.url for item in site(audience)["c/index.html"].scope.nav]


def test_a_class_without_workshops_has_no_such_page():
    """And its navigation leads to none."""
    found = pages(school(cohort(student("lea"))), Audience.TEAM)
    assert PAGE not in found
    assert PAGE not in [item.url for item in found["c/index.html"].scope.nav]
