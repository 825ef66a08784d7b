"""A text that begins with the title of its page, as most do elsewhere: the page says it once."""

import shutil

from tests.samples import ROOT
from vitrail.building.making import pipeline
from vitrail.content.model.audience import Audience
from vitrail.site.project import Project

SCHOOL = ROOT / "tests/portfolios/petite-ecole"
HOME = "2025-2027/durand-zoe/realisations"


def test_a_first_heading_that_repeats_the_title_is_shown_once_and_leads_there_still(tmp_path):
    """Whatever its level and its case; any other first heading stays."""
    shutil.copytree(SCHOOL, tmp_path / "portfolios")
    folder = tmp_path / "portfolios" / HOME
    front = (folder / "glpi.md").read_text("utf-8").partition("\n---\n")[0]
    keys = "\n".join(line for line in front.split("\n") if not line.startswith("titre:"))
    for name, heading in (("pfsense", "# Pare-feu PFSENSE"), ("zabbix", "## Avant")):
        title = "Pare-feu pfSense" if name == "pfsense" else "Supervision"
        text = f"{keys}\ntitre: {title}\n---\n\n{heading}\n\nTexte.\n\n[haut](#{heading.strip('# ').lower()})\n"
        (folder / f"{name}.md").write_text(text, "utf-8")
    site = tmp_path / "site"
    pipeline.build(Project(root=tmp_path, portfolios=folder.parents[2], site=site, audience=Audience.PUBLIC))
    texts = {name: (site / HOME / f"{name}.html").read_text("utf-8") for name in ("pfsense", "zabbix")}
    assert texts["pfsense"].count(">Pare-feu PFSENSE") == 0
    assert '<span id="t-pare-feu-pfsense"></span>' in texts["pfsense"]
    assert ">Avant<" in texts["zabbix"]
