"""Every word and every key of a source is in a draft, or in a line of the ledger."""

import re
import tempfile
from pathlib import Path

from hypothesis import given, settings
from hypothesis import strategies as st

from tests.deep import sized
from tests.unit.importing.people import student
from tests.unit.importing.sources import text, word
from tests.unit.importing.test_documents import laid
from vitrail.doors.importing.draft import written
from vitrail.doors.importing.recognising import read_source

FORMS = (
    "{} {}.", "# {} {}", "## {}\n{}", "- {}\n- {}", "{} : {}", "**{}** et `{}`", "```\n{} {}\n```", "> {}\n> {}",
    "![{}]({}.png)", "[{}]({}.md)", "[[{}|{}]]", "![[{}#{}]]", "%%{} {}%%", "=={} {}==", "{} $x^{{{}}}$",
    '{{{{< figure src="{}.png" alt="{}" >}}}}', '<img src="{}.png" alt="{}">', "| {} |\n|---|\n| {} |",
    "{{{{% notice tip %}}}}\n{} {}\n{{{{% /notice %}}}}", "<div>{} {}</div>", "[{}][{}]", "{}\n===\n\n{}",
    "[{}](http://{}.example)", '{{{{< ref "{}" >}}}} {}', "{{% highlight x %}}\n{} {}\n{{% endhighlight %}}", "{} ^{}",
    "{{: .{} #{}}}",
)  # fmt: skip
KEYS = (
    "title;titre;date;période;durée;tags;categories;competences;skills;contexte;status;draft;layout;cover;description;"
    "source;lien;weight;organisation;company;technologies;outils;mode;équipe;visibilité;du;activités;inconnue"
).split(";")
NAMES = (
    "page.md", "veille/page.md", "Stage 1/Semaine 1.md", "contact.md", "stages/stage 2.md", "_posts/2026-01-15-page.md"
)  # fmt: skip


@st.composite
def sources(draw):
    """A page whose words are all different, with the list of them."""
    count = iter(range(10_000))

    def word():
        return f"mot{next(count)}x"

    keys = draw(st.lists(st.sampled_from(KEYS), max_size=5, unique=True))
    shape = draw(st.sampled_from(("yaml", "bare", "toml")))
    values = [draw(st.sampled_from(("{} {}", "[{}, {}]"))).format(word(), word()) for _ in keys]
    if shape == "toml":
        lines = [f'"{key}" = "{value}"' for key, value in zip(keys, values, strict=True)]
        head = "\n".join(("+++", *lines, "+++", ""))
    else:
        lines = [f"{key}: {value}" for key, value in zip(keys, values, strict=True)]
        head = "\n".join(("---", *lines, "---", "") if shape == "yaml" else (*lines, ""))
    body = "\n\n".join(form.format(word(), word()) for form in draw(st.lists(st.sampled_from(FORMS), max_size=6)))
    return draw(st.sampled_from(NAMES)), f"{head}\n{body}\n"


TAGS = (
    "<p>{} <b>{}</b></p>", "<h2>{}</h2><p>{}</p>", "<ul><li>{}<ul><li>{}</li></ul></li></ul>", "<div>{}<br>{}</div>",
    "<table><tr><td>{}</td><td>{}</td></tr></table>", '<img src="{}.png" alt="{}">', "<nav>{} {}</nav>",
    "<dl><dt>{}<dd>{}</dl>", '<p>{} <a href="page.html">{}</a></p>', "<aside>{}</aside><footer>{}</footer>",
    "<article>{}</article><article>{}</article>", "<pre>{}\n{}</pre>", "<svg><text>{}</text><title>{}</title></svg>",
    "<time datetime=x>{}</time> {}", "<form>{} <button>{}</button></form>", "<h1>{}</h1><h1>{}</h1>",
    "<details><summary>{}</summary>{}</details>", "<figure><figcaption>{} {}</figcaption></figure>",
    "<main>{}</main> {}", "<select><option>{}</option><option>{}</option></select>", "<noscript>{} {}</noscript>",
    "<header>{}</header><template>{}</template>", "<iframe>{}</iframe> <label>{}</label>",
    "<p>{} <input type=checkbox checked> {}</p>", "<textarea>{}</textarea> <kbd>{}</kbd>",
)  # fmt: skip
"""Where a link leads is no word here: of a menu, the words alone are told."""
SAID = ("{} {}", "- {} : {}", "1. {} [{}]", "*{}* `{}`", "{} &lt;{}&gt;", "# {} {}", "Durée : {} {}", "==={}=== {}")
CALLED = ("Rapport", "Sans titre", "compte rendu", "glpi")


@st.composite
def folders(draw):
    """Documents and saved pages whose words are all different, as they lie beside one another."""
    count, words, files = iter(range(100_000)), [], {}

    def fill(form):
        new = [f"mot{next(count)}x" for _ in range(2)]
        words.extend(new)
        return form.format(*new)

    for number in range(draw(st.integers(1, 6))):
        folder = draw(st.sampled_from(("", "PPE1/", "Sauvegarde NAS/", "Veille/", "site/")))
        kind = draw(st.sampled_from(("docx", "odt", "html", "htm", "txt", "md")))
        forms = st.sampled_from(TAGS if kind.startswith("htm") else SAID)
        said = [fill(form) for form in draw(st.lists(forms, min_size=2, max_size=6))]
        head = fill("{} {}") if draw(st.booleans()) else ""
        name = f"{folder}{draw(st.sampled_from(CALLED))}-{'abcdef'[number]}.{kind}"
        if kind in {"docx", "odt"}:
            files[name] = (word if kind == "docx" else text)(head, *said)
        elif kind.startswith("htm"):
            files[name] = f"<html><head><title>{head}</title></head><body>{''.join(said)}</body></html>".encode()
        else:
            files[name] = "\n\n".join((f"# {head}", *said)).encode()
    return files, words


@settings(max_examples=sized(5, 12), deadline=None)
@given(source=folders())
def test_every_word_of_documents_and_saved_pages_is_in_a_draft_or_in_the_ledger(source):
    """Alone or beside others, in the folder of a work or in one that sorts."""
    files, words = source
    with tempfile.TemporaryDirectory() as folder:
        root = laid(Path(folder).resolve() / "source", files)
        found = read_source(root, student(), Path(folder, "fichiers"), None)
    whole = "\n".join(
        (*map(written, found.drafts), *(f"{one.place} {one.text} {one.text.values}" for one in found.notes),
         *(f"{one.text} {one.text.values}" for draft in found.drafts for one in draft.notes))
    )  # fmt: skip
    assert [word for word in words if word not in whole] == []


@settings(max_examples=sized(37, 150), deadline=None)
@given(source=sources())
def test_every_word_is_in_a_draft_or_in_the_ledger(source):
    """Whatever the header, the way of writing and the kind of page."""
    name, text = source
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder, name)
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, "utf-8")
        found = read_source(Path(folder).resolve(), student(), Path(folder, "fichiers"), None)
    whole = "\n".join(
        (*map(written, found.drafts), *(f"{one.place} {one.text}" for one in found.notes),
         *(one.text for draft in found.drafts for one in draft.notes))
    )  # fmt: skip
    assert [word for word in re.findall(r"mot\d+x", text) if word not in whole] == []
