"""What a browser test waits for in a page, and what it does not hold against one."""

LEFT = "Failed to execute 'importScripts'"
"""What a search that was loading says when its page is left: on the console, or as an error of the page."""


def until(page, condition, seconds=30):
    """Wait until a condition holds, words of the page's own language or a function without argument.

    Asked again and again: the pages' policy lets no text be run in them, which Playwright's own waiting would do.
    """
    for _ in range(20 * seconds):
        if condition() if callable(condition) else page.evaluate(condition):
            return
        page.wait_for_timeout(50)
    raise AssertionError(condition)
