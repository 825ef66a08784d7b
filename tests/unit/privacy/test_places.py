"""Every place of a text where a name may stand: the team alone reads it there."""

import re
import unicodedata
from html import unescape

import pytest
from PIL import Image

from tests.unit.privacy.test_declarers import stage
from tests.unit.reading.schools import COHORT, HOME, LEA, REALISATION, write
from vitrail.building.making.pipeline import build
from vitrail.content.model.audience import Audience
from vitrail.site.project import Project

pytestmark = pytest.mark.slow
WHO = "M. Kerhervé"
PLACES = {
    "note": f"Texte.[^1]\n\n[^1]: Merci à {WHO}.\n",
    "onglet": f'=== "{WHO}"\n\n    Texte.\n',
    "encadre": f'!!! note "{WHO}"\n\n    Texte.\n',
    "dans-encadre": f"!!! note\n\n    Merci à {WHO}.\n",
    "titre-de-code": f'```python title="{WHO}"\nx = 1\n```\n',
    "code": f"```\n# {WHO}\n```\n",
    "definition": f"Tuteur\n:   {WHO}\n",
    "defini": f"{WHO}\n:   Tuteur\n",
    "alternative": f"![{WHO}](../fichiers/a.png)\n",
    "legende": f'![Plan](../fichiers/a.png "{WHO}")\n',
    "cellule": f"| Qui | Quoi |\n|---|---|\n| {WHO} | tout |\n",
    "intitule": f"## {WHO}\n\n[plus haut](#m-kerherve)\n",
    "balise": f"<kbd>{WHO}</kbd> et <div>{WHO}</div>\n",
    "attribut": f'<abbr title="{WHO}">RK</abbr>\n',
    "entite": "Merci à M.&nbsp;Kerherv&eacute; et à M. Kerherv&#233;.\n",
    "decompose": unicodedata.normalize("NFD", f"Merci à {WHO}.\n"),
    "invisible": "Merci à M. Ker\u200bhervé.\n",
    "saut-mou": "Merci à M.\nKerhervé.\n",
    "saut-dur": "Merci à M.  \nKerhervé.\n",
    "gras": "Merci à M. **Ker**hervé.\n",
    "liste": f"- [x] {WHO}\n- autre\n",
    "lien": f"[{WHO}](https://a.example/)\n",
    "cible": "[le site](https://a.example/kerherve)\n",
    "courriel": "Écrire à <ronan.kerherve@a.example>.\n",
    "citation": f"> Merci à {WHO}.\n",
}


def said(text: str) -> bool:
    """True if a file holds the name: as a reader sees it, in a tag, or with signs that nobody sees."""
    for one in (text, re.sub("<[^<>]*>", "", text), re.sub("<[^<>]*>", " ", text)):
        plain = unicodedata.normalize("NFD", unescape(unescape(one))).encode("ascii", "ignore").decode().lower()
        if "kerherve" in plain:
            return True
    return False


@pytest.mark.parametrize("audience", list(Audience), ids=lambda one: one.name.lower())
def test_a_name_is_read_by_the_team_alone_wherever_it_stands(tmp_path, audience):
    """No page is lost, no index and no address says it; the team reads every one of them."""
    files = {f"{LEA}/realisations/{place}.md": REALISATION + text for place, text in PLACES.items()}
    home = {"2025-2027/promotion.yml": COHORT, f"{LEA}/index.md": HOME, f"{LEA}/stages/mairie/index.md": stage()}
    write(tmp_path / "p", home | files)
    (tmp_path / "p" / LEA / "fichiers").mkdir()
    Image.new("RGB", (40, 30)).save(tmp_path / "p" / LEA / "fichiers/a.png")
    site = tmp_path / "site"
    build(Project(root=tmp_path, portfolios=tmp_path / "p", site=site, site_name="École", audience=audience))
    found = {
        path.relative_to(site).as_posix()
        for path in site.rglob("*")
        if path.suffix in {".html", ".json", ".js", ".xml", ".csv", ".txt"}
        if said(path.relative_to(site).as_posix()) or said(path.read_text("utf-8"))
    }
    pages = {f"{LEA}/realisations/{place}.html" for place in PLACES}
    assert all((site / page).is_file() for page in pages)
    assert found >= pages if audience is Audience.TEAM else found == set()
