"""A page of the sample school in a browser that holds every complaint and every request against it."""

from contextlib import contextmanager

import pytest

HERE = ("data:", "about:", "blob:")


@pytest.fixture(scope="session")
def visit(chromium):
    """Give a context manager that opens a blank tab; at its end, nothing was reported and nobody else was asked."""

    @contextmanager
    def opened(base, **options):
        context = chromium.new_context(
            **{"viewport": {"width": 1280, "height": 900}, "reduced_motion": "reduce", **options}
        )
        tab = context.new_page()
        faults = []

        def answered(response):
            if response.status >= 400:
                faults.append(f"{response.status} {response.url}")

        def heard(said, text):
            if said in {"error", "warning"}:
                faults.append(f"{tab.url} : {text}")

        tab.on("console", lambda said: heard(said.type, said.text))
        tab.on("pageerror", lambda error: heard("error", str(error)))
        tab.on("response", answered)
        tab.on("request", lambda asked: None if asked.url.startswith((base, *HERE)) else faults.append(asked.url))
        yield tab
        context.close()
        assert faults == []

    return opened


@pytest.fixture(scope="session")
def serve_sample(sample_of):
    """Give a function: audience → the sample and the address where it is served."""
    from tests.samples import serve

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
