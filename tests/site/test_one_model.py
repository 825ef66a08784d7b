"""One model counts once: HTML, CSV, XLSX and the tables of coverage print the same numbers."""

import csv
import re
from html import unescape
from io import StringIO

import pytest

from tests.samples import ROOT
from vitrail.content.model.audience import Audience
from vitrail.content.reading.school import read_school
from vitrail.ground.language import Language
from vitrail.knowledge.coverage import compute
from vitrail.knowledge.coverage.repeaters import with_former
from vitrail.knowledge.coverage.view import view
from vitrail.site.outputs.spreadsheets import class_table
from vitrail.site.pages.states import BY_KEY

pytestmark = pytest.mark.slow
ROW = re.compile(r"<tr data-who.*?</tr>", re.DOTALL)
HEAD = re.compile(r'<th [^>]*data-code="([^"]*)"')
NAME = re.compile(r'<a href="([^"]*)">([^<]*)</a>')
SUM = re.compile(r">(\d+)/(\d+)</td>")
CELL = re.compile(r'<td class="(?:vt-hue-[^"]*" data-state="([^"]*)" data-value="(\d+)"|vt-absent")')
HEADLINE = re.compile(r'aria-label="(\d+)\ssur\s(\d+)\s')
LINE = re.compile(r"(\d+)/(\d+)")


@pytest.fixture(scope="module")
def counted():
    """The school and its coverage, as the team reads it, computed without any page."""
    school = with_former(view(read_school(ROOT / "portfolios").school, Audience.TEAM))
    return school, compute(school)


@pytest.fixture(scope="module")
def site(sample_of):
    """The team's site."""
    return sample_of(Audience.TEAM).site


def tables(school, coverage):
    """Each class that has a table, and that table as text cells."""
    found = {item.cohort: item for item in coverage.cohorts}
    for cohort in school.cohorts:
        if framework := school.frameworks.get(cohort.framework or ""):
            table = class_table(cohort, found[cohort.slug], framework)
            yield cohort, [[str(cell) for cell in row] for row in table]


def matrix(html):
    """The HTML grid in the shape of the spreadsheets: name → covered, asked, then code → (number, state)."""
    say = Language().gettext
    grid = html.split("<table")[1].split("</table>")[0]
    codes = [unescape(code) for code in HEAD.findall(grid)]
    for row in ROW.findall(grid):
        _, name = NAME.search(row).groups()
        cells = dict(
            zip(
                codes,
                ((count, say(BY_KEY[sign].word) if sign else "") for sign, count in CELL.findall(row)),
                strict=True,
            )
        )
        yield unescape(name), SUM.search(row).groups(), cells


def test_the_spreadsheets_hold_the_table_of_coverage(site, counted):
    """The same cells, in the same order."""
    compared = 0
    for cohort, table in tables(*counted):
        text = (site / cohort.slug / "matrice.csv").read_text("utf-8-sig")
        assert list(csv.reader(StringIO(text), delimiter=";")) == table
        compared += len(table) - 1
    assert compared >= 5


def test_the_matrix_prints_the_numbers_of_the_spreadsheets(site, counted):
    """Cell by cell: the number of réalisations and the word of the state; nothing where the option asks nothing."""
    for cohort, (head, *lines) in tables(*counted):
        shown = {
            name: (sums, cells)
            for name, sums, cells in matrix((site / cohort.slug / "matrice.html").read_text("utf-8"))
        }
        assert shown.keys() == {line[0] for line in lines if line[3] != "0"}
        for line in lines:
            if line[3] == "0":
                continue
            sums, cells = shown[line[0]]
            assert sums == (line[2], line[3])
            for index in range(4, len(head), 2):
                count, state = line[index], line[index + 1]
                expected = ("", "") if state == "hors option" else (count, state)
                assert cells[head[index]] == expected, (line[0], head[index])


def test_the_headline_of_each_student_is_the_sum_of_their_line(site, counted):
    """On the portfolio's home and in the line of the class."""
    school, coverage = counted
    compared = 0
    for cohort in school.cohorts:
        class_page = (site / cohort.slug / "index.html").read_text("utf-8")
        for student in cohort.students:
            found = coverage.student(cohort.slug, student.slug)
            if not found or not found.judged:
                continue
            expected = (str(found.covered), str(len(found.judged)))
            home = (site / cohort.slug / student.slug / "index.html").read_text("utf-8")
            assert HEADLINE.search(home).groups() == expected, student.slug
            assert expected in LINE.findall(class_page)
            compared += 1
    assert compared >= 5


def test_the_coverage_of_a_class_counts_its_students(counted):
    """Covered and asked of each judged competency are the sums over the lines."""
    for cohort in counted[1].cohorts:
        for framework, items in cohort.competencies.items():
            people = [one for one in cohort.students if one.framework == framework]
            for code, item in items.items():
                asked = [one.competencies[code] for one in people if code in one.judged]
                if not asked:
                    continue
                assert item.asked == len(asked)
                assert item.covered == sum(one.state.covers for one in asked)
