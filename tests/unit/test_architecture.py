"""The rooms of the house."""

import subprocess
import sys

ENGINE = (
    "vitrail.ground.diagnostics.report",
    "vitrail.content.model.school",
    "vitrail.content.frameworks.queries",
    "vitrail.content.reading.school",
    "vitrail.knowledge.coverage",
    "vitrail.knowledge.rules",
    "vitrail.site.prose",
    "vitrail.site.pages.site",
    "vitrail.site.pages.fragments",
    "vitrail.site.outputs.spreadsheets",
    "vitrail.building.publishing.publish",
)


def test_the_engine_knows_no_site_generator():
    """Every room below the chrome, and the filling of shells, load neither MkDocs nor Material."""
    script = (
        f"import sys; import {', '.join(ENGINE)}; "
        "print([name for name in sys.modules if name.split('.')[0] in ('mkdocs', 'material')])"
    )
    done = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[]"


def _loaded(heavy, *modules):
    """Name what these modules load of what is heavy."""
    script = f"import sys; import {', '.join(modules)}; print([name for name in {heavy} if name in sys.modules])"
    done = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=True)
    return done.stdout.strip()


def test_a_build_where_nothing_changed_loads_no_reader_of_texts():
    """It asks the disk and says what it said: all that it takes is loading what asks."""
    heavy = (
        "vitrail.content.markdown",
        "vitrail.building.making",
        "pyromark",
        "anyascii",
        "importlib.resources",
        "jinja2",
    )
    assert _loaded(heavy, "vitrail.doors.cli.build", "vitrail.building.publishing.unchanged") == "[]"


def test_a_check_loads_nothing_that_only_pages_need():
    """Neither templates nor highlighting: half of the time of a check that finds nothing new is loading."""
    libraries = ("jinja2", "pygments", "PIL", "openpyxl", "babel", "holidays", "mkdocs", "pypdf")
    heavy = (*libraries, "importlib.metadata", "multiprocessing", "vitrail.doors.scaffolding.files")
    assert (
        _loaded(heavy, "vitrail.doors.cli.check", "vitrail.doors.cli.since", "vitrail.building.making.checking") == "[]"
    )
