"""A page of a school in a browser that holds every complaint and every request against it."""

from contextlib import contextmanager

import pytest

from tests.crowds import write_crowded_sample
from tests.samples import build_sample, serve

HERE = ("data:", "about:", "blob:", "chrome-extension://", "chrome://resources/")  # the browser's own viewer of PDF
VIEWPORT = {"width": 1280, "height": 900}
MEDIA = {"media": "null", "color_scheme": "light", "reduced_motion": "reduce", "forced_colors": "none"}
EMPTY = "localStorage.clear(), sessionStorage.clear()"


class Visitor:
    """A tab, and what was reported in it or asked of anybody but the site that it is in."""

    def __init__(self, chromium, options):
        """Open it in a window of its own, whose stores are empty."""
        self.context = chromium.new_context(viewport=VIEWPORT, **options)
        self.tab = self.context.new_page()
        self.base, self.faults = HERE, []
        self.tab.on("console", lambda said: self._heard(said.type, said.text))
        self.tab.on("pageerror", lambda error: self._heard("error", str(error)))
        self.tab.on("response", self._answered)
        self.tab.on("request", self._asked)

    def _heard(self, said, text):
        if said in {"error", "warning"}:
            self.faults.append(f"{self.tab.url} : {text}")

    def _answered(self, response):
        if response.status >= 400:
            self.faults.append(f"{response.status} {response.url}")

    def _asked(self, request):
        if not request.url.startswith(self.base):
            self.faults.append(request.url)

    def sit(self, base, viewport, media):
        """Start a visit as a new tab would: its size, its media, nothing held against it."""
        self.base = (*((base,) if isinstance(base, str) else base), *HERE)
        self.faults.clear()
        self.tab.set_viewport_size(viewport)
        self.tab.emulate_media(**MEDIA | media)
        return self.tab

    def rise(self):
        """Leave nothing of a visit for the next one; False if that is beyond it."""
        if len(self.context.pages) > 1 or self.tab.is_closed() or not self.tab.url.startswith(self.base[: -len(HERE)]):
            return False
        self.tab.evaluate(EMPTY)
        self.tab.goto("about:blank")
        self.tab.mouse.move(0, 0)
        return True


@pytest.fixture(scope="session")
def visit(chromium):
    """Give a context manager that opens a blank tab; at its end, nothing was reported and nobody else was asked.

    A new window takes more of the processor than the page that it shows: one is emptied and taken again, unless the
    visit is to be a first one, with nothing in the browser's cache and ears of the test's own.
    """
    waiting = {}

    @contextmanager
    def opened(base, *, viewport=VIEWPORT, first=False, script=True, offline=False, **media):
        options = {"java_script_enabled": script, "offline": offline}
        key = tuple(options.values())
        visitor = None if first else waiting.pop(key, None)
        visitor = visitor or Visitor(chromium, options)
        try:
            yield visitor.sit(base, viewport, media)
        except BaseException:
            visitor.context.close()
            raise
        if first or key in waiting or not visitor.rise():
            visitor.context.close()
        else:
            waiting[key] = visitor
        assert visitor.faults == []

    yield opened
    for visitor in waiting.values():
        visitor.context.close()


@contextmanager
def _served(sample_of):
    """Give a function: audience → a site and the address where it is served."""
    running = {}

    def served(audience):
        if audience not in running:
            found = sample_of(audience)
            running[audience] = (found, *serve(found.site))
        found, _, base = running[audience]
        return found, base

    yield served
    for _, server, _ in running.values():
        server.shutdown()


@pytest.fixture(scope="session")
def serve_sample(sample_of):
    """Give a function: audience → the sample and the address where it is served."""
    with _served(sample_of) as served:
        yield served


@pytest.fixture(scope="session")
def crowd_of(of_all_workers):
    """Give a function: audience → the sample school's site with many students more, built once for all the workers."""
    folder = of_all_workers("crowded-school")
    return lambda audience: build_sample(folder, audience, write_crowded_sample)


@pytest.fixture(scope="session")
def serve_crowd(crowd_of):
    """Give a function: audience → the sample with many students more, and the address where it is served."""
    with _served(crowd_of) as served:
        yield served
