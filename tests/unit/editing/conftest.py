"""The sample school, behind a door that writes nothing in it."""

from pathlib import Path

import pytest

from vitrail.content.model.audience import Audience
from vitrail.doors.editing.door import opened
from vitrail.site.project import Project

ROOT = Path(__file__).parents[3]


@pytest.fixture(scope="package")
def sample(tmp_path_factory):
    """One door for every test that only asks."""
    root = tmp_path_factory.mktemp("exemple")
    project = Project(
        root=root, portfolios=ROOT / "portfolios", site=root / "site", site_name="École", audience=Audience.TEAM
    )
    with opened(project) as door:
        yield door
