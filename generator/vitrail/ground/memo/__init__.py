r"""What is known is asked, and remembered once.

This is incremental computation, as in Salsa, Skyframe or Shake. A *question* is a pure function of the memo and of a
few words: it reads nothing but what it asks the memo for. While it runs, the memo records its *dependencies*, each with
the digest of its answer: files, the list of files, other questions. That is its *trace*. Asked again, in this process
or in another, a question whose dependencies are as they were is not run. One that runs again and gives an equal answer
stops the change there (*early cutoff*): its dependents are not run.

>>> from pathlib import Path
>>> from tempfile import TemporaryDirectory
>>> from vitrail.ground.memo.files import SourceFiles
>>> from vitrail.ground.memo.memo import Memo
>>> from vitrail.ground.memo.question import question

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

Answers are kept together by *part*: the school, a class, a portfolio, named by the first words of their questions. The
traces of all parts are one table. What a changed file reaches in it, however far, is *doubted*; an answer in doubt is
verified when it is asked, its dependencies in their order. All others hold, and are never looked at.

To read in this order: ``question.py``, how a question is declared; ``memo.py``, how it is answered; ``files.py`` and
``leaves.py``, what questions depend on in the end: files, and the inputs of a run, such as the day; ``traces.py``, the
table, and what is in doubt; ``shelf.py``, where answers are kept between runs (``signed.py``, ``table.py`` and
``whole.py`` write the files). ``held.py`` says which values stay in memory, ``crew.py`` has questions answered by other
processes.
"""
