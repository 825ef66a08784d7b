"""Words that count: from the référentiel or the catalogue, never made by adding an s."""

import pytest
from msgspec.structs import replace

from tests.builders import cohort, competency, framework, pages, school, student
from vitrail.content.model.framework import Level, SynthesisTable
from vitrail.ground.language import Language
from vitrail.site.pages.fragments import render
from vitrail.site.pages.lineage import Lineage

FR, EN = Language("fr"), Language("en")


@pytest.mark.parametrize(
    ("level", "language", "words"),
    [
        (Level(kind="niveau", label="Niveau", plural="Niveaux"), FR, ["niveau", "niveaux"]),
        (Level(kind="niveau", label="Niveau"), FR, ["compétence", "compétences"]),
        (Level(kind="activite", label="Activité", plural="Activités"), FR, ["activité", "activités"]),
        (Level(kind="activite", label="Activité", plural="Activités"), EN, ["activity", "activities"]),
        (Level(kind="competence", label="Compétence", plural="Compétences"), EN, ["competency", "competencies"]),
    ],
)
def test_a_level_is_counted_with_its_own_plural_or_the_catalogue_s(level, language, words):
    """« 2 niveaux sur 3 », « 28 activities »: a référentiel without plural is counted in compétences."""
    tree = Lineage(framework=framework(levels=(level,), judged_level=level.kind))
    assert [language.ngettext(*tree.words(), number) for number in (1, 28)] == words


def test_the_ancestor_of_a_borrowed_column_is_out_of_option_and_no_gap():
    """A table that borrows one activity of another option brings its domain: « hors option », not « non couverte »."""
    known = framework()
    other = (
        competency("X3", "Livrer", children=("X3.1",), options=("SEL",)),
        competency("X3.1", "Charger", parent="X3", options=("SEL",)),
    )
    table = replace(known.tables[0], columns={"SUCRE": ("X1.1", "X3.1"), "SEL": ("X1.1",)})
    assert isinstance(table, SynthesisTable)
    known = framework(competencies=(*known.competencies, *other), tables=(table,))
    records = school(cohort(student()), frameworks={known.id: known})
    html = render(pages(records)["c/lea/competences.html"], "", FR)
    section = html.split('id="c-X3"')[1].split("</section>")[0]
    assert "hors option" in section
    assert "non couverte" not in section
    assert "non couverte" in html.split(">X3.1<")[1].split("</summary>")[0]
