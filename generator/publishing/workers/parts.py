"""A whole part planned and made by a worker, which was forked when all that its pages come from was known."""

from collections.abc import Mapping
from pathlib import Path

from generator.addressing.spec import PageSpec
from generator.pages.site import Pages
from generator.publishing.disk.site import Site
from generator.publishing.page_keys import PageKeys
from generator.publishing.plans import keep_plans, planned
from generator.publishing.store import Store
from generator.publishing.workers.render import Job, Rendered, render_page


def make_part(
    site: Site, store: Store, keys: PageKeys, parts: Mapping[str, Pages], name: str
) -> tuple[str, tuple[Rendered, ...]]:
    """Plan a part, keep the plan, make the pages that the store has not; give the digest of the plan, and the pages."""
    sheets, made = [], list[Rendered]()
    for sheet, specs in planned(parts[name](), keys.of):
        sheets.append(sheet)
        new = (line for line in sheet.lines if line.key not in store.known)
        made += (render_page(job(site, specs[line.url], local=True, target=store.place(line.key))) for line in new)
    keep_plans(name, sheets, store)
    return store.known[name].content, tuple(made)


def job(site: Site, spec: PageSpec, *, local: bool, target: Path | None = None) -> Job:
    """All that a worker needs; one that shares the disk reads the texts and writes the page itself."""
    files = tuple(site.file_of(path) for path in spec.sources)
    return Job(
        spec=spec,
        shell=site.shell,
        language=site.language,
        site_url=site.site_url,
        files=files if local else (),
        raws=() if local else tuple(file.read_bytes() for file in files),
        target=target,
    )
