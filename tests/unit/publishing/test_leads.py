"""Where a page leads is known as it is made: nobody reads it again."""

from pathlib import Path

import pytest

from vitrail.building.making.planning import plan_site
from vitrail.building.making.works import examined
from vitrail.building.publishing.disk.links import leads, led_to
from vitrail.building.publishing.workers.render import Job, render_page
from vitrail.building.publishing.workers.shells import Dress
from vitrail.content.model.audience import Audience
from vitrail.site.chrome.shell import ShellSettings, make_shell
from vitrail.site.project import Project

SCHOOL = Path(__file__).parents[2] / "portfolios" / "petite-ecole"


@pytest.fixture(scope="module")
def jobs(tmp_path_factory):
    """Every page of a class and of the school, for the team, as a worker is asked for it."""
    root = tmp_path_factory.mktemp("leads")
    team = Project(root=root, portfolios=SCHOOL, site=root / "site", site_name="É", audience=Audience.TEAM)
    shell = make_shell(ShellSettings(site_name="É", audience=Audience.TEAM, links=(("Lire", "lire.html"),)))
    memo = examined(team).memo
    memo.set_input("shell TEAM", "")
    site = plan_site(team, memo, Dress(shell=shell, sheet=""))
    return [
        Job(spec=spec, shell=shell, files=tuple(SCHOOL / path for path in spec.sources))
        for part in site.parts
        for spec in part.specs().values()
    ]


def test_a_page_says_where_it_leads_and_forgets_nothing(jobs):
    """What a reading of the finished page finds, texts and menu included; besides, the script and the page itself."""
    told = {}
    for job in jobs:
        page = render_page(job)
        found = leads(page.url, page.html.decode())
        assert found <= page.leads, page.url
        if job.spec.content.kind != "not_found":  # whose links count from the root of a server
            told |= dict.fromkeys(page.leads - found - {page.url}, page.url)
    assert all(one.startswith("assets/javascripts/bundle") for one in told), told


def test_what_leaves_the_site_or_stays_on_the_page_leads_to_no_file_of_it():
    """An address on a forge, a place, an address to write to."""
    assert led_to(["a/b.html#c", "#d", "https://e.fr/f", "mailto:g@h.fr", "//i.fr", "é 1.pdf"]) == {
        "a/b.html",
        "é 1.pdf",
    }
