"""How a page of ours reads: what stands in two blocks, two cells or two links is no phrase, an author's text is one."""

import re

from generator.privacy.matcher import APART

_AUTHOR = re.compile(r'(<section class="vt-prose".*?</section>)', re.DOTALL)
"""The frame of an author's text, which no author can write (``prose.sanitiser``)."""
_RUNNING = "abbr|b|bdi|bdo|br|cite|code|del|dfn|em|i|img|ins|kbd|mark|q|s|samp|small|span|strong|sub|sup|time|u|var|wbr"
_IN_LINE = re.compile(rf"</?(?:{_RUNNING})(?:[\s/][^<>]*)?>")
"""What does not end a phrase."""
_TAG = re.compile(r"<[^<>]*>")
_BETWEEN = re.compile(r"[·•—–|:()«»“”→]")
"""What we write between two values, and nobody in a name."""
_QUOTE = re.compile(r'[":·•—–|()«»“”→{}\[\]]')


def readings(page: str) -> tuple[str, str]:
    """A page as it reads, then its tags: each attribute and each piece of text alone."""
    parts = _AUTHOR.split(page)
    return (
        APART.join((*map(_ours, parts[0::2]), author_text(page))),
        _QUOTE.sub(APART, page.replace("<", '"').replace(">", '"')),
    )


def strings(data: str) -> str:
    """A file of data as it reads: each of its strings alone, cut where we join two values."""
    return _QUOTE.sub(APART, data)


def author_text(page: str) -> str:
    """What an author wrote on a page, in one go, as search indexes have it: a name half in a link is one name."""
    return APART.join(_TAG.sub(" ", text) for text in _AUTHOR.findall(page))


def _ours(text: str) -> str:
    return _BETWEEN.sub(APART, _TAG.sub(APART, _IN_LINE.sub(" ", text)))
