"""The map's function: one page from its spec to its bytes, in a worker that knows nothing else."""

from collections.abc import Iterator
from functools import lru_cache
from pathlib import Path
from urllib.parse import quote

from msgspec import Struct

from vitrail.building.publishing.disk.links import leads, led_to
from vitrail.building.publishing.page_keys import digest
from vitrail.building.publishing.search import SearchEntry, entries
from vitrail.building.publishing.workers.executors import DEADLY
from vitrail.content.addressing.spec import PageSpec, Scope
from vitrail.content.addressing.table import AtRoot
from vitrail.content.markdown.limits import MAX_HTML
from vitrail.content.model.source import Body
from vitrail.content.reading.text.parse import prose
from vitrail.ground.language import Language, mark
from vitrail.ground.memo.whole import write_whole
from vitrail.site.chrome.slots import Frame, Shell
from vitrail.site.outputs.formats import TEXTS
from vitrail.site.pages import fragments
from vitrail.site.prose import Lost, MadeTexts, Prose, render, unexplained, untitled
from vitrail.site.prose.listing import listing
from vitrail.site.prose.render import Key, Made
from vitrail.site.prose.sanitiser import PREFIX

_BEYOND = mark("les textes de cette page dépassent {limit} millions de caractères", limit=MAX_HTML // 1_000_000)
_PART = 4
"""Level of the heading that a text of a part stands under."""


class Job(Struct, frozen=True, kw_only=True):
    """All that a worker needs; pickled with its chunk, so what pages share travels once a chunk."""

    spec: PageSpec
    shell: Shell
    language: str = "fr"
    site_url: str = ""
    """Absolute address of the site, ending with ``/``, or empty."""
    files: tuple[Path, ...] = ()
    """Paths of the page's texts, in their order, for a worker that shares the disk."""
    raws: tuple[bytes, ...] = ()
    """Bytes of these files, for a worker that does not."""
    target: Path | None = None
    """Path to write the page to, for a worker that shares the disk; the others send it back."""
    texts: MadeTexts | None = None
    """Texts already rendered for other pages of this process."""


class Rendered(Struct, frozen=True, kw_only=True):
    """A page with its search entries."""

    url: str
    html: bytes = b""
    """Empty when the page is already at its ``target``."""
    content: str = ""
    """Digest of the page."""
    entries: tuple[SearchEntry, ...] = ()
    source: str = ""
    """Path of its own text, unless that was refused when it was read."""
    refused: str = ""
    """Why the author's text is not in it, a phrase of ours."""
    lost: tuple[Lost, ...] = ()
    """The pieces of the author's text that rendering dropped and that reading did not report."""
    drawings: tuple[tuple[str, bytes], ...] = ()
    """Address and bytes of the diagrams that were drawn for it."""
    leads: frozenset[str] = frozenset()
    """The files of the site that it links to."""
    texts: tuple[tuple[Key, Made], ...] = ()
    """Texts that were rendered for it, which other editions may reuse."""


def render_page(job: Job) -> Rendered:
    """Render one page: prose, fragment, shell."""
    return _page(job, tuple(_texts(job)), _listing(job) if job.spec.file else "")


def lost(job: Job) -> Rendered:
    """Render, without its texts, a page that kills every worker that takes it: the texts are what kills."""
    return _page(job, tuple(Prose(refused=DEADLY) for _ in job.spec.bodies))


def _page(job: Job, texts: tuple[Prose, ...], listed: str = "") -> Rendered:
    """Fill the shell with a page's texts, or the reasons why they are not shown; ``listed``: the file that it shows."""
    spec, language = job.spec, Language(job.language)
    shown = [fragments.unshown(text.refused, language) if text.refused else text.html for text in texts]
    text = texts[0] if spec.body else Prose()
    body = untitled(shown.pop(0), spec.title) if spec.body else ""
    shown += [listed] if spec.file else []
    lost = spec.content.kind == "not_found"
    led = {address for _, address in spec.targets}
    html = job.shell.fill(
        Frame(
            url=spec.url,
            title=spec.title,
            scope=spec.scope,
            content=fragments.render(spec, body, language, shown, led),
            kind=spec.content.kind,
            layout="large" if spec.wide else "article",
            description=(spec.url == AtRoot.SCHOOL and job.shell.description) or fragments.description(spec, language),
            canonical=job.site_url + quote(spec.url) if job.site_url else "",
            root=spec.content.root if lost else None,
            edit=job.shell.editing(spec.body.path if spec.body else ""),
            script=spec.content.script if lost else "",
        )
    )
    raw = html.encode()
    if job.target:
        write_whole(job.target, raw)
    drawings = {drawing.url: drawing.svg.encode() for text in texts for drawing in text.drawings}
    return Rendered(
        url=spec.url,
        html=b"" if job.target else raw,
        content=digest(raw),
        drawings=tuple(drawings.items()),
        leads=led_to(led) | drawings.keys() | _ways(spec.scope) | _dress(job.shell),
        entries=entries(spec, text.passages),
        source=spec.body.path if spec.body and not spec.body.refused else "",
        refused=text.refused,
        lost=unexplained(text.lost, spec.body) if spec.body else (),
        texts=job.texts.sent() if job.texts else (),
    )


@lru_cache(maxsize=8)
def _ways(scope: Scope) -> frozenset[str]:
    """Return the files to which the menu of a scope, its trail and its print sheet link."""
    below = (child for item in scope.nav for child in item.children)
    return led_to((scope.leaves, *(item.url for item in (*scope.nav, *below, *scope.trail))))


@lru_cache(maxsize=8)
def _dress(shell: Shell) -> frozenset[str]:
    """Return the files to which every page of a shell links: its home, its sheets and scripts, those of the footer."""
    blank = Frame(url="index.html", title="", scope=Scope(root="", title=""), content="<pre></pre>")
    return leads(blank.url, shell.fill(blank))


def _texts(job: Job) -> Iterator[Prose]:
    """Render the page's texts: its own under its title, others as parts that share one budget."""
    left, bodies = MAX_HTML, job.spec.bodies
    raws = iter(job.raws) if job.raws else map(Path.read_bytes, job.files[: len(bodies)])
    for number, (body, raw) in enumerate(zip(bodies, raws, strict=False), start=0 if job.spec.body else 1):
        text = _prose(job, body, raw, number) if left else Prose(refused=_BEYOND)
        if number:
            left = max(0, left - len(text.html))
        yield text if left else Prose(refused=_BEYOND)


def _prose(job: Job, body: Body, raw: bytes, number: int) -> Prose:
    """Render one text; ``number`` is 0 for the page's own."""
    if body.refused:
        return Prose(refused=body.refused)
    levels = (1, *job.spec.levels)
    return render(
        prose(raw),
        page=job.spec.url,
        source=body.path,
        targets=dict(job.spec.targets),
        pictures=job.spec.pictures,
        language=Language(job.language),
        prefix=f"t{number}-" if number else PREFIX,
        below=levels[number] if number < len(levels) else _PART,
        names=body.names,
        known=job.texts,
    )


def _listing(job: Job) -> str:
    """Render the file that the page shows, as HTML."""
    raw = job.raws[-1] if job.raws else job.files[-1].read_bytes()
    suffix, language = job.spec.file.path.rpartition(".")[2].lower() if job.spec.file else "", Language(job.language)
    if suffix in TEXTS:
        return listing(raw, suffix, language)
    from vitrail.site.outputs.documents import document  # few schools attach a workbook

    return document(raw, suffix, language)
