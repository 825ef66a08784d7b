"""The map's function: one page from its spec to its bytes, in a worker that knows nothing else."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from urllib.parse import quote

from generator.addressing.spec import PageSpec
from generator.chrome.slots import Frame, Shell
from generator.language import Language, mark
from generator.pages import fragments
from generator.pages.school import not_found
from generator.privacy.blocks import author_text
from generator.privacy.watch import Watch, leaks_in
from generator.prose import Lost, Prose, Refused, render, unexplained
from generator.publishing.disk.links import leads
from generator.publishing.page_keys import digest
from generator.publishing.search import SearchEntry, entries
from generator.publishing.signing import write_whole
from generator.reading.text.parse import prose

DEADLY = mark("sa mise en page fait mourir le processus qui s'en charge")


@dataclass(frozen=True, slots=True, kw_only=True)
class Job:
    """All that a worker needs; pickled with its chunk, so what pages share travels once a chunk."""

    spec: PageSpec
    shell: Shell
    language: str = "fr"
    site_url: str = ""
    """Absolute address of the site, ending with ``/``, or empty."""
    file: Path | None = None
    """Where the author's text lies, for a worker that shares the disk."""
    watch: Watch = field(default_factory=Watch)
    """What the page may not hold."""
    raw: bytes | None = None
    """The file itself, for a worker that does not."""
    target: Path | None = None
    """Where to put the page, for a worker that shares the disk; the others send it back."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Rendered:
    """A page with its search entries."""

    url: str
    html: bytes = b""
    """Empty when the page is already at its ``target``."""
    content: str = ""
    """Digest of the page."""
    found: tuple[SearchEntry, ...] = ()
    refused: str = ""
    """Why the author's text is not in it, a phrase of ours."""
    lost: tuple[Lost, ...] = ()
    """What of the author's text did not come through, that reading did not say."""
    leads: frozenset[str] = frozenset()
    """The files of the site that it links to."""
    leaks: tuple[str, ...] = ()
    """The values that its readers may not see."""
    written: tuple[str, ...] = ()
    """Those of them that its author wrote."""


def render_chunk(jobs: tuple[Job, ...]) -> tuple[Rendered, ...]:
    """Render several pages; picklable by name for any executor."""
    return tuple(render_page(job) for job in jobs)


def render_page(job: Job) -> Rendered:
    """Render one page: prose, fragment, shell."""
    return _page(job, _prose(job))


def lost(job: Job) -> Rendered:
    """Answer for a page that kills every worker that takes it: without its text, which is what kills."""
    return _page(job, Refused(reason=DEADLY))


def _page(job: Job, text: Prose | Refused) -> Rendered:
    """Put a text, or the reason why it is not shown, in its frame."""
    spec, language = job.spec, Language(job.language)
    refused = text.reason if isinstance(text, Refused) else ""
    body = fragments.unshown(refused, language) if isinstance(text, Refused) else text.html
    html = job.shell.fill(
        Frame(
            url=spec.url,
            title=spec.title,
            scope=spec.scope,
            content=fragments.render(spec, body, language),
            kind=spec.content.kind,
            layout="large" if spec.wide else "article",
            description=spec.description,
            canonical=job.site_url + quote(spec.url) if job.site_url else "",
            root=spec.content.root if isinstance(spec.content, not_found.Content) else None,
        )
    )
    raw = html.encode()
    if job.target:
        write_whole(job.target, raw)
    leaks = leaks_in(spec.url, raw, job.watch)
    return Rendered(
        url=spec.url,
        html=b"" if job.target else raw,
        content=digest(raw),
        leads=leads(spec.url, html),
        found=entries(spec, () if isinstance(text, Refused) else text.passages),
        refused=refused,
        lost=unexplained(text.lost, spec.body) if isinstance(text, Prose) and spec.body else (),
        leaks=leaks,
        written=job.watch.met((author_text(html),)) if leaks else (),
    )


def _prose(job: Job) -> Prose | Refused:
    body = job.spec.body
    if body is None:
        return Prose()
    if body.refused:
        return Refused(reason=body.refused)
    raw = job.raw if job.raw is not None else job.file.read_bytes() if job.file else b""
    return render(
        prose(raw),
        page=job.spec.url,
        source=body.path,
        targets=_targets(job.spec),
        pictures=job.spec.pictures,
        language=Language(job.language),
    )


def _targets(spec: PageSpec) -> Mapping[str, str]:
    return dict(spec.targets)
