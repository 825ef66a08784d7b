"""Who of a class is ready: what somebody lacks has a column, by its words."""

from tests.builders import cohort, pages, school, student
from vitrail.knowledge.rules.checks import Outcome
from vitrail.knowledge.rules.readiness import ReadyLine

ASKED = {"D1": "Un tableau", "D2": "Des productions", "D3": "Un accès", "D4": "Un stage"}


def test_only_what_somebody_lacks_has_a_column_and_what_no_file_shows_a_line():
    """What is met by all, or asked of nobody, is said by no sign at all."""
    met, lacking, unknown = Outcome.MET, Outcome.NOT_MET, Outcome.TO_JUDGE
    told = {"lea": (met, lacking, unknown, unknown), "tom": (met, met, unknown, lacking)}

    def ready(_, person):
        found = zip(ASKED.items(), told[person.slug], strict=True)
        return ReadyLine(outcomes=tuple((key, title, outcome) for (key, title), outcome in found))

    records = school(cohort(student("lea"), student("tom")))
    shown = pages(records, team={"ready": ready})["c/dossiers.html"].content
    assert shown.columns == ("Des productions", "Un stage")
    assert [row.outcomes for row in shown.rows] == [("not-met", "to-judge"), ("met", "not-met")]
    assert shown.yours == ("Un accès",)
