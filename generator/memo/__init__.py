r"""What is known is asked, and remembered once.

A *question* is a function of the memo and of a few words; it answers from what it asks, and reads nothing else. While
it runs, the memo notes what it asked, with the digest of each answer: files, the list of files, other questions. That
is its *trace*. Asked again, in this process or in another, a question whose trace still holds is not run. One that runs
again and answers the same stops there: nobody who asked it runs.

>>> from pathlib import Path
>>> from tempfile import TemporaryDirectory
>>> from generator.memo.files import SourceFiles
>>> from generator.memo.memo import Memo
>>> from generator.memo.question import question

>>> @question(str)
... def title(memo, path):
...     print("title of", path)
...     return memo.read(path).decode().partition("\n")[0]

>>> @question(str)
... def contents(memo):
...     print("contents")
...     return " · ".join(title(memo, path) for path in ("a.md", "b.md"))

>>> with TemporaryDirectory() as folder:
...     _ = Path(folder, "a.md").write_text("Un\ntexte"), Path(folder, "b.md").write_text("Deux")
...     memo = Memo(SourceFiles(Path(folder)))
...     first = contents(memo)
...     _ = Path(folder, "a.md").write_text("Un\nautre texte")
...     memo.turn()
...     same = contents(memo)
contents
title of a.md
title of b.md
title of a.md
>>> first, same
('Un · Deux', 'Un · Deux')

Answers are kept together by *part*: the school, a class, a portfolio, named by the first words of their questions.

``files.py`` is the disk as a question sees it, ``leaves.py`` all that a run knows beside answers, ``question.py`` how a
question is declared, ``memo.py`` what is asked and what follows, ``held.py`` the answers in memory, ``shelf.py`` where
they are kept between runs (``signed.py``, ``whole.py``), ``lines.py`` what is known of them without reading them,
``standing.py`` what of that is believed, ``doubt.py`` what is asked again in a process that stays, by who asked whom
(``above.py``), ``crew.py`` who answers in other processes.
"""
