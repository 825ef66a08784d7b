"""A small school of a test's own, and the form of one of its portfolios."""

import shutil
from pathlib import Path

import pytest

from vitrail.content.model.audience import Audience
from vitrail.doors.authoring.desk import AuthorDesk
from vitrail.doors.authoring.drafts import KeptDrafts
from vitrail.doors.editing.door import opened
from vitrail.ground.language import FRENCH
from vitrail.site.project import Project

ROOT = Path(__file__).parents[3]


@pytest.fixture
def school(tmp_path):
    """A small school."""
    shutil.copytree(ROOT / "tests/portfolios/petite-ecole", tmp_path / "portfolios")
    (tmp_path / "mkdocs.yml").write_text("site_name: École\n", "utf-8")
    return tmp_path


@pytest.fixture
def desk(school):
    """Zoé at the form."""
    with opened(project_of(school)) as door:
        yield AuthorDesk(door=door, owner=("2025-2027", "durand-zoe"), say=FRENCH, drafts=KeptDrafts(school))


def project_of(school):
    """The school, as « vitrail ecrire » finds it."""
    return Project(root=school, portfolios=school / "portfolios", site=school / "site", audience=Audience.TEAM)
