"""The sample school built once for each audience, shared by every worker of a test run; pages found by their kind."""

import functools
import http.server
import json
import threading
from collections import defaultdict
from dataclasses import dataclass
from pathlib import Path

from filelock import FileLock

from generator.making.pipeline import build
from generator.model.audience import Audience
from generator.project import Project

ROOT = Path(__file__).parents[1]


class Quiet(http.server.SimpleHTTPRequestHandler):
    """A server that says nothing."""

    def log_message(self, *args):
        """Keep the test run's output clean."""


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


def build_sample(folder: Path, audience: Audience) -> Sample:
    """Build under a lock, once: the first worker builds, the others read."""
    site = folder / audience.name.lower()
    manifest = folder / ".vitrail-cache" / f"manifest-{audience.name.lower()}.json"
    with FileLock(folder / "sample.lock"):
        done = folder / f"{audience.name.lower()}.done"
        if not done.exists():
            build(Project(root=folder, portfolios=ROOT / "portfolios", site=site, site_name="École", audience=audience))
            done.touch()
    return Sample(audience=audience, site=site, manifest=json.loads(manifest.read_text("utf-8")))


def serve(folder: Path):
    """Serve a folder on this machine; give the server and its address."""
    server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), functools.partial(Quiet, directory=folder))
    threading.Thread(target=server.serve_forever, daemon=True).start()
    return server, f"http://127.0.0.1:{server.server_port}/"
