"""The portfolio to print, which a server makes when somebody asks for it."""

import threading
from pathlib import Path

from msgspec.structs import replace

from generator.making.pipeline import build
from generator.model.audience import Audience
from generator.project import Project
from generator.publishing.disk.swap import BusyError

_PRINTING = threading.Lock()


def make_printed(project: Project, address: str) -> bytes | None:
    """Make a portfolio to print, which the page being written never waits for; None when it is none, or cannot be.

    It is made of what is on the disk now, in a site apart: the one that is served, and what is known of it, stand.
    """
    leaves = project.site / Path(address).with_suffix(".css")
    if project.audience is Audience.PUBLIC or Path(address).name != "imprimer.html" or not leaves.is_file():
        return None
    apart = replace(project, site=project.site.with_name("printed"), printed=frozenset({address}))
    try:
        with _PRINTING:
            build(apart)
            return (apart.site / address).read_bytes()
    except (OSError, BusyError):
        return None
