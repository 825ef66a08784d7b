from urllib.parse import unquote, urljoin

from hypothesis import given
from hypothesis import strategies as st

from vitrail.content.addressing.addresses import anchor, file_name
from vitrail.content.addressing.relative import external, relative

# No address holds « : » (``reading.names.safe``): « a: » would be a scheme.
NAME = st.text(st.characters(codec="utf-8", exclude_characters="/#?\\\0:", exclude_categories=("Cs", "Cc")), min_size=1)
PATH = st.lists(NAME.filter(lambda name: name not in {".", ".."}), min_size=1, max_size=4).map(
    lambda names: "/".join(names) + ".html"
)


@given(PATH, PATH)
def test_a_relative_address_leads_where_it_says(source, target):
    """A browser that resolves it from the page finds the target, whatever the names."""
    found = urljoin("https://x/" + relative("z.html", source), relative(source, target))
    assert unquote(found.removeprefix("https://x/")) == target


def test_a_fragment_of_the_same_page_stays_in_it():
    """« #c-B1.1 » alone, so that the page is not loaded again."""
    assert relative("a/b.html", "a/b.html#c-B1.1") == "#c-B1.1"
    assert relative("a/b.html", "a/c.html#d") == "c.html#d"
    assert relative("a/b/c.html", "index.html") == "../../index.html"


def test_addresses_of_other_sites_are_kept():
    """A repository or a mail address is not a page."""
    for target in ("https://example.org/a b", "mailto:a@b"):
        assert external(target)
        assert relative("a/b.html", target) == target


def test_addresses_that_would_run_or_hide_their_host_lead_nowhere():
    """The link stays visible, and dead."""
    for target in ("javascript:alert(1)", "data:text/html,x", "//cdn.example/x.js"):
        assert relative("a/b.html", target) == "#"


def test_odd_codes_have_safe_and_distinct_file_names():
    """A school's own code may hold anything; two codes never share a page."""
    assert file_name("B1.1") == "B1.1"
    assert file_name("C/1") != file_name("C?1")
    assert "/" not in anchor("C/1")
