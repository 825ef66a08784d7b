"""Plans and renders whole parts in a worker, which was forked with the answers that their pages are planned from."""

from collections.abc import Mapping, Sequence
from pathlib import Path

from vitrail.building.publishing.disk.site import Part, Site
from vitrail.building.publishing.store import Store
from vitrail.building.publishing.workers.render import Job, Rendered, render_page
from vitrail.content.addressing.spec import PageSpec
from vitrail.ground.memo.traces import PartTraces


def make_part(site: Site, store: Store, part: Part) -> tuple[Mapping[str, PartTraces], tuple[Rendered, ...]]:
    """Plan a part, write the plan, render the pages that the store does not have; return its lines and the pages."""
    made = list[Rendered]()
    for sheet in part.sheets():
        new = [line for line in sheet.lines if line.key not in store.known]
        specs = part.specs() if new else {}
        made += (render_page(job(site, specs[line.url], local=True, target=store.place(line.key))) for line in new)
    return part.save(), tuple(made)


def make_some(
    site: Site, store: Store, parts: Sequence[Part], numbers: tuple[int, ...]
) -> tuple[tuple[Mapping[str, PartTraces], tuple[Rendered, ...]], ...]:
    """Plan and render some of the parts, by their numbers, which are all that a forked worker is sent."""
    return tuple(make_part(site, store, parts[number]) for number in numbers)


def job(site: Site, spec: PageSpec, *, local: bool, target: Path | None = None) -> Job:
    """Return all that a worker needs; one that shares the disk reads the texts and writes the page itself."""
    files = tuple(site.file_of(path) for path in spec.sources)
    return Job(
        spec=spec,
        shell=site.shell,
        language=site.language,
        site_url=site.site_url,
        files=files if local else (),
        raws=() if local else tuple(file.read_bytes() for file in files),
        target=target,
        texts=site.texts,
    )
