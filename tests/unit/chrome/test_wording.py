"""The words of every site are known without rendering its shell."""

import re
from itertools import pairwise

import pytest

from generator.chrome.shell import ShellSettings, make_shell
from generator.chrome.words import wording
from generator.model.audience import Audience
from generator.privacy.declared import our_sentences
from generator.privacy.matcher import PhraseMatcher, words

DRAWING = re.compile(r"<path[^>]*>|<svg[^>]*>|(?:\w|\\u[0-9a-f]{4})*\\u[0-9a-f]{4}\w*")
"""Strokes of icons, and words that the configuration writes with escapes."""


@pytest.mark.parametrize("language", ["fr", "en"])
def test_every_pair_of_words_of_the_shell_is_among_them(language):
    """A value that they make is met on every page: were it searched, it would stop the site of the whole school."""
    for audience in Audience:
        shell = make_shell(ShellSettings(site_name="Lycée Jean-Moulin", audience=audience, language=language))
        read = words(
            re.sub(
                r"<[^>]*>|[\"']", " 0apart0 ", DRAWING.sub(" 0apart0 ", " 0slot0 ".join(shell.pieces).replace("’", "'"))
            )
        )
        pairs = {pair for pair in pairwise(read) if not {"0apart0", "0slot0"} & {*pair}}
        letters = {pair for pair in pairs if sum(map(len, pair)) >= 5 and all(map(str.isalpha, pair))}
        assert letters - PhraseMatcher(letters).within((*wording("Lycée Jean-Moulin"), *our_sentences())) == set()
