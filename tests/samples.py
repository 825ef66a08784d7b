"""Made once and shared by every worker of a test run: the sample school of each audience, and the dress of any site."""

import functools
import http.server
import json
import os
from collections import defaultdict
from dataclasses import dataclass
from html.parser import HTMLParser
from pathlib import Path

import msgspec
from filelock import FileLock

from tests.servers import answering
from vitrail.building.publishing.page_keys import digest
from vitrail.building.publishing.workers import shells
from vitrail.content.model.audience import Audience
from vitrail.doors.cli.build import build_and_tell
from vitrail.site.project import Project

ROOT = Path(__file__).parents[1]
VOID = {"area", "base", "br", "col", "embed", "hr", "img", "input", "link", "meta", "source", "track", "wbr"}


class Quiet(http.server.SimpleHTTPRequestHandler):
    """A server that says nothing."""

    def log_message(self, *args):
        """Keep the test run's output clean."""


class Parts(HTMLParser):
    """What a page is made of, whatever it says: elements in their parents, headings after headings, scripts."""

    def __init__(self, html):
        """Read a page."""
        super().__init__()
        self.made, self.held, self.heading = set(), [()], ""
        self.feed(html)

    def handle_starttag(self, tag, attrs):
        """Keep an element by its class and by which attributes it has."""
        given = dict(attrs)
        own = (tag, given.get("class"), *sorted(given))
        self.made.add((self.held[-1][:2], own))
        if tag == "script":
            self.made.add(given.get("src", "").rpartition("/")[2])
        if tag in {"h1", "h2", "h3", "h4", "h5", "h6"}:
            self.made.add((self.heading, tag))
            self.heading = tag
        if tag not in VOID:
            self.held.append(own)

    def handle_endtag(self, tag):
        """Leave the elements down to this one."""
        while len(self.held) > 1 and self.held.pop()[0] != tag:
            pass


@dataclass(frozen=True, slots=True, kw_only=True)
class Sample:
    """A built site and what its manifest says of it."""

    audience: Audience
    site: Path
    manifest: dict[str, str]

    def pages(self):
        """Give kind → addresses, smallest page first."""
        found = defaultdict(list)
        for url, reason in self.manifest.items():
            if reason.startswith("page : "):
                found[reason.removeprefix("page : ")].append(url)
        return {
            kind: sorted(urls, key=lambda url: ((self.site / url).stat().st_size, url)) for kind, urls in found.items()
        }

    def one_of_each(self):
        """Give kind → the page of median weight: neither an empty one nor the monster."""
        return {kind: urls[len(urls) // 2] for kind, urls in self.pages().items()}

    def html(self, url):
        """Read a page."""
        return (self.site / url).read_text("utf-8")


def different_pages(*samples):
    """Yield sample, kind and address: a page of each kind of the first, of the others those that are made otherwise.

    An audience reads the same kinds by the same templates: its page has nothing to be judged again, unless a part of it
    is not in the page of that kind that another audience reads.
    """
    known = defaultdict(set)
    for sample in samples:
        for kind, url in sample.one_of_each().items():
            made = Parts(sample.html(url)).made
            if made - known[kind]:
                yield sample, kind, url
            known[kind] |= made


def build_sample(folder: Path, audience: Audience, write=None, editions=tuple(Audience)) -> Sample:
    """Build under a lock, once: the first worker builds, the others read. ``write`` makes portfolios, else ours are.

    The editions are built together, as ``vitrail build`` does for several audiences: what they have in common is read
    and made once.
    """
    portfolios = folder / "portfolios" if write else ROOT / "portfolios"
    manifest = folder / ".vitrail-cache" / f"manifest-{audience.name.lower()}.json"
    projects = [
        Project(root=folder, portfolios=portfolios, site=folder / one.name.lower(), site_name="École", audience=one)
        for one in editions
    ]
    with FileLock(folder / "sample.lock"):
        if write and not portfolios.exists():
            write(folder)
        done = folder / "editions.done"
        if not done.exists():
            assert all(build_and_tell(*projects))
            done.touch()
    site = folder / audience.name.lower()
    return Sample(audience=audience, site=site, manifest=json.loads(manifest.read_text("utf-8")))


def dressed_once(folder: Path):
    """Give what makes the dress of a site as the engine does, once for each that differs: half of a small build."""
    make, known = shells._make, {}

    @functools.wraps(make)
    def kept(project):
        told = project.site_name, project.language, project.audience.name, repr(project.look)
        key = digest(*told, *shells._theme())  # noqa: SLF001  # as its own key
        if key not in known:
            path = folder / key
            if not path.exists():
                beside = path.with_name(f"{key}-{os.getpid()}")
                beside.write_bytes(msgspec.json.encode(make(project)))
                beside.replace(path)
            known[key] = msgspec.json.decode(path.read_bytes(), type=shells.Dress)
        return known[key]

    return kept


def serve(folder: Path):
    """Serve a folder on this machine; give the server and its address."""
    server = answering(http.server.ThreadingHTTPServer(("127.0.0.1", 0), functools.partial(Quiet, directory=folder)))
    return server, f"http://127.0.0.1:{server.server_port}/"
