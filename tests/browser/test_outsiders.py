"""A tutor, a parent, an examiner of another diploma: each word of ours is explained where it first stands on a page."""

import pytest

from tests.samples import different_pages
from vitrail.content.model.audience import Audience

pytestmark = [pytest.mark.browser, pytest.mark.slow]
WORDS = """() => {
  const WRITTEN = '.vt-prose, .vt-lead, .vt-words', found = {};
  const words = { validée: /validées?\\b/i, justifiée: /justifiées?\\b/i, couverte: /couvertes?\\b/i };
  const walker = document.createTreeWalker(document.querySelector('article'), NodeFilter.SHOW_TEXT);
  const place = (node) => {
    const boxes = [];
    for (let one = node.parentElement; one; one = one.parentElement) boxes.push(one.getBoundingClientRect());
    return node.parentElement.checkVisibility() && boxes.every(({ width }) => width > 2) ? boxes[0].top : null;
  };
  const told = [...document.querySelectorAll('.vt-legend dfn, .vt-signs th[scope=row]')];
  for (let node; (node = walker.nextNode()); )
    for (const [word, said] of Object.entries(words)) {
      if (word in found || !said.test(node.data) || node.parentElement.closest(WRITTEN)) continue;
      const first = place(node), meaning = told.find((one) => one.textContent.endsWith(word));
      if (first !== null) found[word] = meaning ? meaning.getBoundingClientRect().top - first : 'never explained';
    }
  return found;
}"""


@pytest.mark.parametrize("width", [1280, 390])
def test_validee_justifiee_and_couverte_are_explained_where_they_first_stand(serve_sample, visit, width):
    """In the window in which they come first, or above; what a student wrote is the student's."""
    samples = {audience: serve_sample(audience) for audience in (Audience.JURY, Audience.PUBLIC)}
    found, height = {}, 800
    with visit([base for _, base in samples.values()], viewport={"width": width, "height": height}) as tab:
        for sample, kind, url in different_pages(*(sample for sample, _ in samples.values())):
            tab.goto(samples[sample.audience][1] + url)
            for word, below in tab.evaluate(WORDS).items():
                found[sample.audience.name, kind, word] = below
    assert len(found) > 15
    assert {where: below for where, below in found.items() if isinstance(below, str) or below > height} == {}


def test_what_lacks_is_no_headline_for_who_is_not_of_the_team(sample_of):
    """« 13 compétences détaillées sans preuve » is the team's to know."""
    said = dict.fromkeys(Audience, 0)
    for audience in Audience:
        sample = sample_of(audience)
        said[audience] = sum("sans preuve" in sample.html(url) for url in sample.pages()["student"])
    assert said[Audience.TEAM] > 0
    assert (said[Audience.JURY], said[Audience.PUBLIC]) == (0, 0)
