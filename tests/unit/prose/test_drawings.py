"""Diagrams in words are drawn whole, or shown as they are written; a drawing runs nothing and loads nothing."""

import re

import pytest

from tests.unit.prose import diagrams
from vitrail.content import installation as room
from vitrail.content.extracts.apart import SideProcess
from vitrail.content.markdown import parse
from vitrail.content.markdown.veiled import heard
from vitrail.content.model.names import Name
from vitrail.site.prose import drawings, render, svg
from vitrail.site.prose.drawings import drawing

ALL = {**{("mermaid", name): text for name, text in diagrams.DRAWN.items()},
       **{("mocodo", name): text for name, text in diagrams.MODELS.items()}}  # fmt: skip
NONE = {**{("mermaid", name): text for name, text in diagrams.SHOWN.items()},
        **{("mocodo", name): text for name, text in diagrams.REFUSED_MODELS.items()}}  # fmt: skip


@pytest.mark.parametrize("one", ALL, ids=" ".join)
def test_a_diagram_is_drawn(one):
    """With a size, and what it shows in words."""
    found = drawing(one[0], ALL[one])
    assert found.trouble is None, (found.trouble, found.trouble.values)
    assert found.width > 10
    assert found.words
    assert bool(found.model) == (one[0] == "mocodo")


@pytest.mark.parametrize("one", NONE, ids=" ".join)
def test_a_diagram_that_would_lose_words_or_is_not_read_says_why(one):
    """Nothing of it is half drawn."""
    found = drawing(one[0], NONE[one])
    assert found.trouble
    assert not found.svg


@pytest.mark.parametrize("side", [15, 16])
def test_a_diagram_in_which_everything_leads_to_everything_is_not_drawn(side):
    """Forty of these made pages of 70 MB: a drawing has a size, and plain arrows are counted as « & » is."""
    lines = "".join(f"  A{left} --> B{right}\n" for left in range(side) for right in range(side))
    assert drawing("mermaid", f"flowchart LR\n{lines}").trouble == "ce diagramme est trop long"


def test_a_model_implies_its_tables():
    """The key of the client is a foreign key of the order."""
    assert "- COMMANDE (_Num commande_, Date, Montant, #Réf. client)" in drawing("mocodo", diagrams.MODELS["a"]).model


@pytest.mark.parametrize("vector", [
    "<script>alert(1)</script>", '<a href="javascript:alert(1)"><text>x</text></a>', '<image href="//evil.example/x"/>',
    '<foreignObject><p xmlns="http://www.w3.org/1999/xhtml">x</p></foreignObject>', '<rect onload="alert(1)"/>',
    '<use href="//evil.example/a.svg#x"/>',
    '<style>@import "//evil.example/a.css";</style>', '<set attributeName="href"/>',
    '<rect style="fill:url(//evil.example/x)"/>', "<style>a{b:url(http://evil.example/)}</style>",
    '<rect style="fill:u\\72l(//evil.example/x)"/>', '<animate attributeName="href" to="javascript:alert(1)"/>',
    '<iframe xmlns="http://www.w3.org/1999/xhtml" src="//evil.example/"/>',
    '<handler type="text/javascript">x</handler>',
    '<rect fill="url(//evil.example/x)"/>', '<?xml-stylesheet href="//evil.example/a.css"?>',
    "<SCRIPT>alert(1)</SCRIPT>",
])  # fmt: skip
def test_a_drawing_runs_nothing_and_loads_nothing(vector):
    """Opened by itself, too, where a browser would run what it holds."""
    raw = f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 20 20" onload="alert(1)">{vector}</svg>'
    clean, _, _ = svg.clean_svg(raw)
    assert not re.search(r"script|alert|evil|foreign|onload|@import|<set|animate|iframe|handler", clean, re.IGNORECASE)


@pytest.mark.parametrize("raw", [
    "<svg>", "", '<svg xmlns="http://www.w3.org/2000/svg"/>', "x" * 3_000_000,
    '<!DOCTYPE svg [<!ENTITY a SYSTEM "file:///etc/passwd">]><svg viewBox="0 0 9 9"><text>&a;</text></svg>',
    '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 1e9 9"/>',
])  # fmt: skip
def test_what_is_no_drawing_is_refused(raw):
    """Whatever a library gave."""
    with pytest.raises(Exception):  # noqa: B017, PT011  # any: the process that draws answers for it
        svg.clean_svg(raw)


def shown(text, **more):
    """Render a text of a page."""
    return render(text, page="a/b/c.html", source="a/b/c.md", targets={}, **more)


def test_a_page_shows_the_drawing_as_a_picture_with_its_text_below():
    """Its words are the alternative; the file is named by what it holds."""
    found = shown("Avant.\n\n```mermaid\nflowchart LR\n  A[Pare-feu] --> B[Serveur]\n```\n\nAprès.\n")
    (one,) = found.drawings
    assert f'src="../../{one.url}"' in found.html
    assert re.search(r'alt="Diagramme[\s\u00a0]: Pare-feu, Serveur"', found.html)
    assert "<svg" not in found.html
    assert re.search(
        r"<details><summary>Le texte du diagramme</summary>.*A\[Pare-feu\] --&gt; B", found.html, re.DOTALL
    )
    assert not found.lost


def test_a_diagram_that_is_not_drawn_is_shown_and_told_with_its_line():
    """The word that the drawing would drop is named."""
    found = shown("Avant.\n\n```mermaid\n" + diagrams.SHOWN["click"] + "```\n")
    assert not found.drawings
    assert "Voir la documentation" in found.html
    (lost,) = found.lost
    assert (lost.line, "Voir" in str(lost.reason.values)) == (3, True)


def test_a_text_cannot_ask_for_a_drawing_of_another():
    """Its address means something only where it was drawn."""
    one = drawing("mermaid", diagrams.DRAWN["flow1"])
    assert "dessins" not in shown(f"![x]({one.local})").html


def test_without_the_library_the_source_is_shown_as_today(monkeypatch):
    """And nothing is drawn, nor said here: reading says it."""
    monkeypatch.setattr(drawings, "drawn", frozenset)
    drawings.drawing.cache_clear()
    found = shown("```mermaid\nflowchart LR\n  A --> B\n```\n")
    drawings.drawing.cache_clear()
    assert "A --&gt; B" in found.html
    assert not found.drawings
    assert room.DIAGRAMS.keys() == {"mermaid", "mocodo"}


def test_a_private_name_is_replaced_before_anything_is_drawn():
    """Neither the drawing, nor what stands for it, nor the text below says it."""
    name = Name(words=("kervadec",), said="[mon tuteur]", whole=True, alone=True)
    found = shown('```mermaid\nflowchart LR\n  A["Demande de Kervadec"] --> B[Serveur]\n```\n', names=(name,))
    (one,) = found.drawings
    assert "mon tuteur" in " ".join(one.words)
    assert "Kervadec" not in one.svg + found.html


def test_the_line_of_a_label_that_ends_within_a_name_hides_it_from_nobody():
    """Each line is a word of the drawing, and of what stands for it; another label keeps its lines."""
    name = Name(words=("hugo", "kervadec"), said="[mon tuteur]", whole=True)
    found = shown('```mermaid\nflowchart LR\n  A["Hugo<br/>Kervadec"] --> B[Serveur]\n```\n', names=(name,))
    assert found.drawings[0].words == ("mon tuteur", "Serveur")
    assert "Kervadec" not in found.html
    assert "kervadec" in heard(parse("```mermaid\nflowchart LR\n  A[Kervad#101;c]\n```\n")).lower()


@pytest.mark.parametrize(
    "line",
    [
        "A[Demande de Kervadec] --> B", "A[Kervadec] --> B", "A(Kervadec) --> B{Kervadec ?}", "A -->|Kervadec| B",
        "Kervadec --> B", "A --> B & Kervadec", 'A["Avis : Kervadec"] --> B', 'A["Avis de Kerv#97;dec"] --> B',
        'A["Demande de <b>Ker</b>v&#97;dec"]', 'A["`Demande de **Ker**vadec`"]',
    ],
)  # fmt: skip
def test_what_stands_for_a_name_is_drawn_wherever_the_name_was(line):
    """Its brackets mean something in a diagram, and so does a space where a thing is named."""
    name = Name(words=("kervadec",), said="[mon tuteur]", whole=True, alone=True)
    found = shown(f"```mermaid\nflowchart LR\n  {line}\n```\n", names=(name,))
    (one,) = found.drawings
    assert "mon tuteur" in " ".join(one.words).replace("_", " ")
    assert "Kervadec" not in one.svg + found.html


def test_a_diagram_is_drawn_though_the_folder_where_the_first_one_was_is_gone(tmp_path, monkeypatch):
    """A folder renamed under a server, and a library that asks where it is: all the models of the evening were lost."""
    (tmp_path / "ecole").mkdir()
    monkeypatch.chdir(tmp_path / "ecole")
    side = SideProcess()
    assert side.run(drawings.draw_mermaid, "flowchart LR\n  A --> B").svg
    (tmp_path / "ecole").rmdir()
    assert side.run(drawings.draw_model, diagrams.MODELS["a"]).svg
