"""The portfolio to print, which a server makes on request."""

import threading
from pathlib import Path

from msgspec.structs import replace

from vitrail.building.making.pipeline import build
from vitrail.building.publishing.disk.swap import BusyError
from vitrail.content.model.audience import Audience
from vitrail.site.project import Project

_PRINTING = threading.Lock()


def make_printed(project: Project, address: str) -> bytes | None:
    """Build a portfolio to print, for which saved pages never wait; None when the address is not one, or it fails.

    It is built from the files on the disk now, in a site of its own: the one that is served, and its memo, stay.
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
