"""Every word and every key of a source is in a draft, or in a line of the ledger."""

import re
import tempfile
from pathlib import Path

from hypothesis import given, settings
from hypothesis import strategies as st

from generator.importing.draft import written
from generator.importing.recognising import read_source
from tests.unit.importing.people import student

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


@settings(max_examples=150, deadline=None)
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
