"""The page that stands for a missing one: what to mend first, else what may be missing, and nothing of an author's."""

import pytest

from vitrail.building.publishing.unchanged import RefusedFile
from vitrail.doors.serving.server import missing_page
from vitrail.ground.language import FRENCH

PAGE = (
    b'<link href="/sio/assets/a.css"><script type="application/json">{"base": "/sio/"}</script><article>'
    b'<h1>Rien</h1>\n<p class="vt-lead">rien</p></header>\n'
    b'<script data-vt-root="/sio/">(async () => {})();</script></article></body>'
)
WORK = RefusedFile(
    path="2025/zoe/realisations/glpi.md",
    place="portfolios/2025/zoe/realisations/glpi.md:4:1",
    message="Le bloc <b>ne</b> se lit pas.",
    advice="Vérifiez les deux-points.",
)
STAGE = RefusedFile(path="2025/zoe/stages/mairie/index.md", place="portfolios/x/index.md:2:1", message="Le stage.")
LOGO = RefusedFile(path="2025/zoe/fichiers/logo.svg", place="portfolios/logo.svg", message="Jamais publié tel quel.")


def shown(address, *refused):
    """The page, in French."""
    return missing_page(PAGE, address, refused, FRENCH).decode()


@pytest.mark.parametrize(
    ("address", "one"),
    [
        ("/2025/zoe/realisations/glpi.html", WORK),
        ("/2025/zoe/stages/mairie.html", STAGE),
        ("/2025/zoe/stages/mairie/", STAGE),
    ],
)
def test_a_refused_page_names_its_own_file(address, one):
    """With the place to open; not those of others."""
    page = shown(address, WORK, STAGE, LOGO)
    assert one.place in page
    assert "<h1>Rien" not in page
    assert "<h1>Cette page attend une correction</h1>" in page
    assert sum(other.place in page for other in (WORK, STAGE, LOGO)) == 1


def test_a_page_of_no_file_names_every_text_that_was_refused():
    """A class page is missing because of its promotion.yml; a picture makes no page missing."""
    page = shown("/2025/matrice.html", WORK, STAGE, LOGO)
    assert WORK.place in page
    assert STAGE.place in page
    assert LOGO.place not in page
    assert "<h1>Rien</h1>" in page


def test_what_is_said_is_text():
    """An author's words are in the message."""
    page = shown("/2025/zoe/realisations/glpi.html", WORK)
    assert "&lt;b&gt;ne" in page
    assert WORK.advice in page


def test_the_page_of_a_school_that_publishes_in_a_folder_finds_its_files_here():
    """The local site stands at the root; the script that looks for it is not needed."""
    page = shown("/nulle/part.html")
    assert "/sio/" not in page
    assert "async" not in page
    assert "À corriger" not in page
