"""The rooms of the house."""

import subprocess
import sys

ENGINE = (
    "vitrail.diagnostics.report",
    "vitrail.model.school",
    "vitrail.frameworks.queries",
    "vitrail.reading.school",
    "vitrail.coverage",
    "vitrail.rules",
    "vitrail.prose",
    "vitrail.pages.site",
    "vitrail.pages.fragments",
    "vitrail.outputs.spreadsheets",
    "vitrail.publishing.publish",
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
    heavy = ("vitrail.markdown", "vitrail.making", "pyromark", "anyascii", "importlib.resources", "jinja2")
    assert _loaded(heavy, "vitrail.cli.build", "vitrail.publishing.unchanged") == "[]"


def test_a_check_loads_nothing_that_only_pages_need():
    """Neither templates nor highlighting: half of the time of a check that finds nothing new is loading."""
    libraries = ("jinja2", "pygments", "PIL", "openpyxl", "babel", "holidays", "mkdocs", "pypdf")
    heavy = (*libraries, "importlib.metadata", "multiprocessing", "vitrail.scaffolding.files")
    assert _loaded(heavy, "vitrail.cli.check", "vitrail.cli.since", "vitrail.making.checking") == "[]"
