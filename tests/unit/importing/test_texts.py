"""What pages of other tools become: their links, their pictures and their own signs, and never their code."""

import time

import pytest

from vitrail.doors.importing.ways import converted

PICTURES = {
    "static/images/site.png": "teal",
    "images/Capture d'écran (12).png": "red",
    "assets/img/covoit1.jpg": "navy",
    "assets/img/judo/1.jpg": "pink",
    "Pièces jointes/carte.png": "lime",
}
PAGES = {"autre.md": "# Autre page\n\nTexte.\n", "proc.pdf": "%PDF-1.7\n"}
SITE, SHOT, CAR, MAP = (
    f"../fichiers/{name}" for name in ("site.png", "capture-d-ecran-12.png", "covoit1.jpg", "carte.png")
)

CASES = {
    "a path from the site's root": ("![a](/images/site.png)", f"![a]({SITE})"),
    "a path of Windows with parentheses": (r"![x](images\Capture d'écran (12).png)", f"![x]({SHOT})"),
    "a path that begins with a dot of Windows": (r"![x](.\images\Capture d'écran (12).png)", f"![x]({SHOT})"),
    "brackets": ("![x](<images/Capture d'écran (12).png>)", f"![x]({SHOT})"),
    "escapes": ("![x](Pi%C3%A8ces%20jointes/carte.png)", f"![x]({MAP})"),
    "a reference": ("![x][c]\n\n[c]: /images/site.png", f"![x]({SITE})"),
    "a picture in a link": ("[![x](site.png)](autre.md)", f"[![x]({SITE})](autre-page.md)"),
    "a tag of Jekyll": (
        """<img src="{{ '/assets/img/covoit1.jpg' | relative_url }}" alt="Accueil">""",
        f"![Accueil]({CAR})",
    ),
    "an address from the base": ("![m]({{ site.baseurl }}/assets/img/covoit1.jpg){: .center}", f"![m]({CAR})"),
    "an include": ('{% include image.html url="/assets/img/covoit1.jpg" description="Écran" %}', f"![Écran]({CAR})"),
    "a figure": ('{{< figure src="/images/site.png" alt="Le site" width="600" >}}', f"![Le site]({SITE})"),
    "a gallery": ('{{< gallery dir="/img/judo/" >}}', "![1](../fichiers/1.jpg)"),
    "a picture of Obsidian": ("![[carte.png|300]]", f"![carte]({MAP})"),
    "a page of Obsidian": ("[[autre|ma page]] ![[autre#^b1]]", "[ma page](autre-page.md) [autre](autre-page.md)"),
    "the title of a page of Obsidian": ("[[autre#Autre page|ici]]", "[ici](autre-page.md)"),
    "a title in a page of Obsidian": ("[[autre#Suite|ici]]", "[ici](autre-page.md#suite)"),
    "a document of Obsidian": ("[[proc.pdf]]", "[proc.pdf](../fichiers/proc.pdf)"),
    "a page of Hugo": ('[la page]({{< relref "/autre" >}})', "[la page](autre-page.md)"),
    "code of a generator": ("{% highlight sql %}\nSELECT 1;\n{% endhighlight %}", "```sql\nSELECT 1;\n```"),
    "an alert": ("{{% notice warning %}}\nAttention.\n{{% /notice %}}", "> [!WARNING]\n> Attention."),
    "an alert with a picture": ('{{< alert "circle-info" >}}\nÀ savoir.\n{{< /alert >}}', "> [!NOTE]\n> À savoir."),
    "a note of Notion": ("<aside>\n💡 À savoir.\n\n</aside>", "> [!NOTE]\n> 💡 À savoir."),
    "attributes of MkDocs": ('[le plan](proc.pdf){ target="_blank" }', "[le plan](../fichiers/proc.pdf)"),
    "a table of contents": ("[[toc]]\n\nTexte.", "Texte."),
    "a fold of GitHub": (
        "<details>\n<summary><b>La configuration</b></summary>\n\n```sh\n<img src=x>\n```\n\n</details>",
        '??? note "La configuration"\n\n    ```sh\n    <img src=x>\n    ```',
    ),
    "a page that is not there": ("[[Perdue|ma page]]", "ma page"),
    "a picture of another machine": ("![logo](file:///C:/Users/x/perdu.png)", "logo"),
    "fenced code": ('```html\n<img src="site.png">\n[[autre]]\n```', '```html\n<img src="site.png">\n[[autre]]\n```'),
    "code in a line": ('`<img src="site.png">` et `![[carte.png]]`', '`<img src="site.png">` et `![[carte.png]]`'),
    "code set in": ("Texte.\n\n    {{< figure src=x >}}", "Texte.\n\n    {{< figure src=x >}}"),
}


@pytest.mark.parametrize(("text", "expected"), CASES.values(), ids=CASES)
def test_each_way_of_writing_arrives_in_our_markdown(imported, text, expected):
    """Code is as it was, to the byte."""
    made, said = imported({**PICTURES, **PAGES, "page.md": f"# Page\n\n{text}\n"})
    body = made["realisations/page.md"].partition("---\n\n")[2]
    assert body.partition("\n\n[c]:")[0].strip("\n") == expected, said


@pytest.mark.parametrize(
    "piece",
    [
        "{{< highlight x >}}\n",
        "{% highlight x %}\n",
        "{{< notice a >}}",
        "[[a",
        "> a\n",
        "%% a ",
        "<aside>",
        "<details><summary>",
    ],
)
def test_what_never_closes_takes_no_time(piece):
    """Each pattern passes over a text once."""
    start = time.process_time()
    converted(piece * (60_000 // len(piece)))
    assert time.process_time() - start < 1


def test_a_private_note_is_not_published_and_is_told(imported):
    """Obsidian's comment leaves the text with a line of the ledger that holds it."""
    made, said = imported({"page.md": "# Page\n\nFait. %%demander à M. X%% Fini.\n"})
    assert "M. X" not in made["realisations/page.md"]
    assert any("page.md:3" in line and "demander à M. X" in line for line in said)


def test_two_pictures_of_one_name_are_two(imported, tmp_path):
    """Of the source or of the portfolio: what the page shows are the bytes that it showed."""
    (tmp_path / "fichiers").mkdir()
    (tmp_path / "fichiers/schema.png").write_bytes(b"old")
    made, said = imported(
        {"page.md": "# Page\n\n![s](schema.png) ![t](b/schema.png)\n", "schema.png": "red", "b/schema.png": "blue"}
    )
    assert "![s](../fichiers/schema-2.png) ![t](../fichiers/schema-3.png)" in made["realisations/page.md"]
    assert any("schema-2.png" in line for line in said)


def test_a_document_has_the_name_of_its_file_when_its_link_says_nothing(imported):
    """« ici » is no title."""
    made, _ = imported({**PAGES, "page.md": "# Page\n\n[ici](proc.pdf)\n"})
    assert "- {titre: proc, fichier: fichiers/proc.pdf}" in made["realisations/page.md"]
