"""What to type next, as a line that can be pasted: a word that a shell would cut is quoted."""

from __future__ import annotations

import re
import shlex

from generator.cli.telling import tell
from generator.language import mark


def follow(*words: str, fill: str = "") -> None:
    """Print the next command, after the file to fill when there is one."""
    command = " ".join(map(pasted, words))
    if fill:
        tell(mark("Ensuite : remplissez {path}, puis {command}", path=fill, command=command))
    else:
        tell(mark("Ensuite : {command}", command=command))


def pasted(word: str) -> str:
    """Quote a word as it must be typed: in double quotes, which every shell knows, wherever they are enough."""
    if re.fullmatch(r"[\w@%+=:,./-]+", word):
        return word
    return shlex.quote(word) if re.search(r'["$`\\!]', word) or not word else f'"{word}"'
