"""What stays text is told with what to write instead, and what is only text is not."""

import pytest

from vitrail.content.markdown import parse
from vitrail.content.markdown import syntaxes as syntaxes_room
from vitrail.content.markdown.syntaxes import cut_cells, syntaxes


def told(text):
    """Give what is told of a text: name, place, quotation."""
    parsed = parse(text)
    return [(found.name, parsed.places(found.offset), found.written) for found in syntaxes(parsed)]


@pytest.mark.parametrize(
    ("text", "name", "column", "written"),
    [
        ("voir [[pare-feu]]", "wiki", 6, "[[pare-feu]]"),
        ("![[img.png|300]]", "embedded", 1, "![[img.png|300]]"),
        ("un %% secret %%", "comment", 4, "%% secret %%"),
        ("une phrase ^repere", "place", 12, "^repere"),
        ("- [/] en cours", "box", 3, "[/]"),
        ("dit-on【4†source】.", "cited", 7, "【4†source】"),
        ("soit \\(a^2\\).", "formula", 6, "\\(a^2\\)"),
        ("\\[\nx = \\frac{a}{b}\n\\]", "formula", 1, "\\[ x = \\frac{a}{b} \\]"),
        ('{{< figure src="a.png" >}}', "shortcode", 1, '{{< figure src="a.png" >}}'),
        ('{{<figure src="a.png">}}', "shortcode", 1, '{{<figure src="a.png">}}'),
        ('{% include "a.md" %}', "shortcode", 1, '{% include "a.md" %}'),
        (":::note", "fenced", 1, ":::note"),
        ("Bravo :smile: !", "emoji", 7, ":smile:"),
        ("![doc](../fichiers/x.pdf)", "document", 1, "![…](../fichiers/x.pdf)"),
        ("soit $E=mc^2$.", "formula", 6, "$E=mc^2$"),
        ("```plantuml\n@startuml\n```", "drawing", 1, "```plantuml"),
        ("```math\nx\n```", "formula", 1, "```math"),
        ("```bash\nls\n``\n\nsuite", "open", 1, "```bash"),
        ("- ~~~\n  ls\n\nsuite", "open", 3, "- ~~~"),
        ('--8<-- "a.md"', "snippet", 1, "--8<--"),
        ("mot {: .note }", "attributes", 5, "{: .note }"),
        ("![a](b.png){width=300}", "attributes", 12, "{width=300}"),
        ("## Titre {#ici}", "attributes", 10, "{#ici}"),
        ("++ctrl+c++", "keys", 1, "++ctrl+c++"),
        ("un ==mot==", "mark", 4, "==mot=="),
        ("un ^^mot^^", "inserted", 4, "^^mot^^"),
        ("H~2~O", "below", 2, "~2~"),
        ("x^2^", "above", 2, "^2^"),
        ("*[HTML]: x", "abbreviation", 1, "*[HTML]:"),
        ("#Titre", "title", 1, "#Titre"),
        ("#include <stdio.h>", "directive", 1, "#include <stdio.h>"),
        ("**Note :**texte", "stars", 1, "**Note :**"),
        ("[TOC]", "contents", 1, "[TOC]"),
        ("• un\n• deux", "bullet", 1, "• un"),
        ("\uf0b7\tun", "bullet", 1, "\uf0b7\tun"),
        ("n[^1]", "note", 2, "[^1]"),
        ("[x][nope]", "reference", 1, "[x][nope]"),
        ("[a] (b.md)", "apart", 1, "[a] (b.md)"),
        ("[a] (https://a.fr)", "apart", 1, "[a] ("),
        ("[x] fait", "box", 1, "[x]"),
        ("- [] à faire", "box", 3, "[]"),
        ("**gras **et", "bold", 1, "**gras **"),
        ("un ** gras**", "bold", 4, "** gras**"),
        ("| A | B |\n| 1 | 2 |", "table", 1, "| A | B |"),
        ("|A|B|\n|---|\n|1|2|", "table", 1, "|A|B|"),
        ("+---+---+\n| A | B |\n+---+---+", "table", 1, "+---+---+"),
        ("##\u00a0Titre", "hard", 1, "##\u00a0Titre"),
        ("-\u00a0un\n-\u00a0deux", "hard", 1, "-\u00a0un"),
        ("– un\n– deux", "dash", 1, "– un"),
        ("➢ un\n➢ deux", "bullet", 1, "➢ un"),
        ("-un\n-deux", "glued", 1, "-un"),
        ("1.Installer\n2.Configurer", "glued", 1, "1.Installer"),
        ("sur \\\\serveur\\commun$ ici", "share", 5, "\\\\serveur\\commun$"),
        ("!!! note : attention", "frame", 1, "!!! note : attention"),
        ("!!! note\nnon décalé", "empty", 1, "!!! note"),
        ("un\ndeux\n---", "underlined", 1, "---"),
    ],
)
def test_a_way_of_writing_of_another_tool_is_told(text, name, column, written):
    """Once, where it stands."""
    assert told(text) == [(name, (1, column), written)]
    assert [one[0] for one in told(f"{text}\n\n{text}")] == [name]


def test_a_table_right_below_a_list_is_told():
    """It goes on the last item as plain text, here as on a forge."""
    table = "| A | B |\n|---|---|\n| 1 | 2 |"
    assert told(f"- un\n{table}") == [("table", (2, 1), "| A | B |")]
    assert told(f"- un\n\n{table}") == []


def test_a_list_set_in_too_little_is_told():
    """Under « 10. » three spaces make another list."""
    assert told("10. a\n   - b") == [("parted", (2, 1), "   -")]
    assert told("1. a\n   - b") == []


@pytest.mark.parametrize(
    "text",
    [
        "## GET {id} et ### class A {B} {:x", "C++ et C++, i++ et j++", "de 12:30:45 à 13:00, 1:2:3",
        "si a == b et c == d",
        "le $PATH, 3 $ et 4 $",
        '{"a": 1} et {a: 1}', "C:\\Users\\x", "t[i][j]", "`[[x]]` `++k++` `$x_1$`", "[[ -f a ]] && b",
        "#docker #linux", "#1 du classement",
        "```\n[[x]] :smile: {: .a }\n```", "std::vector<int>", "a ^ b ^ c", "a^b^c", "~/a et ~/b",
        "[1] et [2]", "un\n\n---\n\ndeux", "5 ** 2 ** 3",
        "|x| < 3", "a | b", "`\\\\srv\\c`", "-p 80:80", "-5 °C", "3.11 ou 2.0", "1.5 m", "cmd1 || cmd2",
        "- un\n- deux", "| A | B |\n|---|---|\n| 1 | 2 |", "**a** et **b**", "***a***", "« a » – b",
    ],
)  # fmt: skip
def test_what_is_only_text_is_not_told(text):
    """Code, figures, paths, braces."""
    assert told(text) == []


def test_a_cell_too_many_is_told_once_a_table():
    """It is in no page; a bar in code cuts a cell in two."""
    parsed = parse("|a|b|\n|-|-|\n|1|2|3|\n|4|5|6|\n\n|a|\n|-|\n|`x|y`|\n\n|a|b|\n|-|-|\n|1|\n|1|2|\n|1|2|  |")
    assert [(written, parsed.places(offset)) for offset, written in cut_cells(parsed)] == [
        ("3", (3, 5)),
        ("y`", (8, 4)),
    ]


def test_limits_count_sentences_alone():
    """A log of six hundred lines, in a fence, in an item, in a framed block, a list, a table: none is a paragraph."""
    log = "".join(f"[{number}] [ok] [x]: > > > > > > `a`\n" for number in range(600))
    for text in (
        f"```\n{log}```\n",
        "- a\n\n    ```\n    " + log.replace("\n", "\n    ") + "```\n",
        "!!! note\n    ```\n    " + log.replace("\n", "\n    ") + "```\n",
        "".join(f"- [{number}](a.md) [b](c.md)\n" for number in range(600)),
        "|a|b|\n|-|-|\n" + "".join(f"|[{number}](a.md)|[b](c.md)|\n" for number in range(600)),
        "- - - - - - - - - - - - - - - - - - - - - - - - - - - - - -\n",
        "```\n" + ">" * 200 + "\n```\n",
        "".join(f"# {number}\n" for number in range(2_000)),
    ):
        assert not parse(text).refused
    assert parse("[" * 401).refused
    assert not parse("[" * 400).refused
    assert not parse("`" + "[" * 4_000 + "`").refused
    assert parse("".join("  " * depth + "- a\n" for depth in range(26))).refused
    assert not parse("".join("  " * depth + "- a\n" for depth in range(24))).refused


def test_a_diagram_is_told_only_where_nothing_draws_it(monkeypatch):
    """With the extra that draws it, or a picture in its place."""
    text = "```mermaid\ngraph TD\n```"
    assert told(text) == []
    monkeypatch.setattr(syntaxes_room, "drawn", frozenset)
    assert [(name, written) for name, _, written in told(text)] == [("diagram", "```mermaid")]


def test_what_is_told_once_says_how_many_more_there_are():
    """In one text and in others; each kind by itself."""
    assert [(kind.name, kind.others) for kind in syntaxes(parse("x^2^ et y^3^\n\nz^4^ [[a]]"))] == [
        ("above", 2),
        ("wiki", 0),
    ]
    assert [(kind.name, kind.others) for kind in syntaxes(parse("1.Un (-a.)\n\n• un ◦ deux"))] == [
        ("glued", 0),
        ("bullet", 0),
    ]


def test_an_alert_that_is_whole_in_its_title_is_read():
    """« > [!tip] À retenir » of Obsidian is shown as it was meant; without a word it is empty."""
    assert [syntax.name for syntax in syntaxes(parse("> [!tip] À retenir\n"))] == []
    assert [syntax.name for syntax in syntaxes(parse("> [!tip]\n"))] == ["empty"]
