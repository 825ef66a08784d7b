"""What a browser test waits for in a page."""

from contextlib import suppress

from playwright.sync_api import Error

FIELD = ".vt-search input[type=text]"
"""Where a reader types what they look for."""
_FOUND = "[...document.querySelectorAll('.vt-search__list a')].map((a) => a.href.split(':~:')[0].replace(/#$/, ''))"


def until(page, condition, seconds=30):
    """Wait until a condition holds, words of the page's own language or a function without argument.

    Asked again and again: the pages' policy lets no text be run in them, which Playwright's own waiting would do.
    """
    for _ in range(20 * seconds):
        try:
            holds = condition() if callable(condition) else page.evaluate(condition)
        except Error as error:
            if "context was destroyed" not in error.message:
                raise
            holds = False  # the page was being loaded again
        if holds:
            return
        page.wait_for_timeout(50)
    raise AssertionError(condition)


def searched(page, typed, holds=bool):
    """Type what is looked for, in the search that Ctrl K opens; give the addresses found, once they hold.

    A browser that four processes starve drops a key now and then: a reader who sees nothing presses again.
    """
    field = page.locator(FIELD)
    for _ in range(5):
        if field.is_visible():
            break
        page.keyboard.press("Control+k")
        with suppress(Error):
            field.wait_for(state="visible", timeout=3000)
    page.fill(FIELD, typed)
    with suppress(AssertionError):
        until(page, lambda: holds(page.evaluate(_FOUND)), 10)
    return page.evaluate(_FOUND)
