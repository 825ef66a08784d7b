"""Renders the content of a page to an HTML fragment, in any process: templates with autoescape, and drawings."""

from collections.abc import Callable, Mapping, Sequence
from contextlib import suppress
from contextvars import ContextVar
from functools import cache, lru_cache, partial
from pathlib import Path
from typing import Any

import markupsafe
from jinja2 import (
    BytecodeCache,
    Environment,
    FileSystemBytecodeCache,
    FileSystemLoader,
    StrictUndefined,
    Template,
    nodes,
)
from jinja2.bccache import Bucket
from jinja2.compiler import CodeGenerator, Frame
from jinja2.environment import TemplateModule
from jinja2.runtime import Context
from markupsafe import Markup, escape

from vitrail import THEME
from vitrail.content.addressing import addresses, relative
from vitrail.content.addressing.spec import PageSpec
from vitrail.ground.language import FRENCH, SUPPORTED, Language, elided, mark
from vitrail.site.pages import states
from vitrail.site.pages.svg import qr, rosace, timeline
from vitrail.site.pages.svg.small import SmallWindows

TEMPLATES = THEME / "templates"
_OTHER = mark("{title} · {owner}")
_BY_KIND: Mapping[str, str] = {
    "school": mark("Les portfolios de {owner}."),
    "cohort": mark("Les portfolios de {owner}."),
    "student": mark("Le portfolio de {owner}."),
    "matrix": mark("Qui couvre quoi dans {owner}, par étudiant et par compétence."),
    "calendar": mark("Les stages de {owner}, semaine par semaine."),
    "synthesis": mark("Le tableau de synthèse de {owner}, dans la forme officielle."),
    "crossing": mark("Les réalisations de {owner} et les compétences que chacune met en œuvre."),
    "competencies": mark("Toutes les preuves de {owner}, par compétence."),
    "realisation": mark("« {title} », une réalisation de {owner}."),
    "competency": mark("{title} : ce qu'en dit le référentiel."),
    "cohort_competency": mark("{title} : qui la couvre dans {owner}."),
    "framework": mark("{title} : compétences, options et épreuves."),
}


_PAGE: ContextVar[tuple[str, set[str]]] = ContextVar("page")
"""Address of the page being rendered, and the addresses it links to: global, for macros are compiled once a process."""


def _to(address: str) -> str:
    page, led = _PAGE.get()
    led.add(address)
    return relative.relative(page, address)


def render(
    spec: PageSpec, body_html: str, language: Language, texts: Sequence[str] = (), led: set[str] | None = None
) -> str:
    """Write a page's fragment; ``body_html`` and ``texts`` are authors' texts, already sanitised.

    Links are relative to the page; its ``owner`` is a student, a class, the school. The hatching of drawings is added
    once, when the page has some. ``led`` receives every address that the page links to, before it is made relative.
    """
    _PAGE.set((spec.url, set() if led is None else led))
    templates = _environment(language)
    html = templates.get_template(f"{spec.content.kind}.html").render(
        spec=spec,
        c=spec.content,
        owner=spec.scope.title,
        team=spec.team,
        body=Markup(body_html),  # noqa: S704 - sanitised by prose.sanitiser, the only source of bodies
        has_text=spec.body is not None and not spec.body.empty,
        texts=tuple(map(Markup, texts)),  # the same
    )
    if spec.displaced:
        html = templates.get_template("_displaced.html").render(page=spec.displaced) + html
    return states.hatching(html) + html


def unshown(reason: str, language: Language) -> str:
    """Return the HTML that says, in place of an author's text, why it is not shown."""
    said = language.sentence(mark("Texte non affiché : {reason}."), {"reason": reason})
    return f'<p class="vt-empty">{escape(said)}</p>'


class Direct(CodeGenerator):
    """Compiles attributes and calls to plain Python: contents are records, and our functions take no Jinja context.

    Jinja's own code tries an item where an attribute is missing, and inspects each function at each call.
    """

    def visit_Getattr(self, node: nodes.Getattr, frame: Frame) -> None:  # noqa: N802  # named after Jinja's node
        """Write ``c.title``."""
        self.visit(node.node, frame)
        self.write(f".{node.attr}")

    def visit_Call(self, node: nodes.Call, frame: Frame, forward_caller: bool = False) -> None:  # noqa: N802, FBT001, FBT002  # the same
        """Write ``p.chip(c, )``; a call with a block, ``*args`` or ``**kwargs`` is left to Jinja."""
        if forward_caller or node.dyn_args or node.dyn_kwargs:
            super().visit_Call(node, frame, forward_caller=forward_caller)
            return
        self.visit(node.node, frame)
        self.write("(")
        for argument in (*node.args, *node.kwargs):
            self.visit(argument, frame)
            self.write(", ")
        self.write(")")

    def _output_child_pre(self, node: nodes.Expr, frame: Frame, finalize: Any) -> None:  # noqa: ANN401  # Jinja's own
        """Write ``environment.escaped(c.title)``."""
        if frame.eval_ctx.autoescape and not frame.eval_ctx.volatile:
            self.write("environment.escaped(")
        else:
            super()._output_child_pre(node, frame, finalize)


class _Written(Template):
    """A template that clears its context after rendering: its macros refer back to it, and it to the page's content."""

    def render(self, *args: Any, **kwargs: Any) -> str:  # noqa: ANN401  # Jinja's own
        """Render as Jinja does, then clear the context."""
        context = self.new_context(dict(*args, **kwargs))
        try:
            return self.environment.concat(self.root_render_func(context))
        except Exception:  # noqa: BLE001  # raised again with the template's line numbers
            self.environment.handle_exception()
        finally:
            context.vars.clear()

    def _get_default_module(self, ctx: Context | None = None) -> TemplateModule:  # noqa: ARG002  # Jinja's own
        """Return the module of macros without comparing globals, as Jinja would: all our templates have the same."""
        return super()._get_default_module()


_escape_text: Callable[[str], str] = getattr(markupsafe, "_escape_inner", escape)


def _escaped(value: object) -> str:
    """Escape a printed value as ``escape`` does, but leave a string a plain one: it is joined into the page at once."""
    if type(value) is Markup:
        return value
    return _escape_text(value) if type(value) is str else escape(value)


def environment(folder: Path, cache: BytecodeCache | None = None) -> Environment:
    """Build the Jinja environment of a folder of templates: values are escaped, an undefined name raises."""
    return Environment(
        loader=FileSystemLoader(folder), autoescape=True, trim_blocks=True, lstrip_blocks=True,
        undefined=StrictUndefined, auto_reload=False, bytecode_cache=cache,
    )  # fmt: skip


@lru_cache(maxsize=8)
def _environment(language: Language) -> Environment:
    made = environment(TEMPLATES, _compiled())
    made.code_generator_class, made.template_class = Direct, _Written
    made.extend(escaped=_escaped)
    made.globals.update(
        {
            "_": partial(_translate, language),
            "_fr": partial(_translate, FRENCH),
            "in_french": Markup(' lang="fr"') if language.code in SUPPORTED[1:] else "",
            "_n": partial(_count, language),
            "sign": partial(_sign, language),
            "sign_of": states.BY_KEY.__getitem__,
            "small_windows": SmallWindows,
            "account": partial(rosace.account, language=language),
            "external": relative.external,
            "anchor": addresses.anchor,
            "zip": zip,
            "qr": qr.draw,
            "to": _to,
            "rosace": partial(rosace.draw, to=_to, language=language),
            "timeline": partial(timeline.draw, to=_to, language=language),
        }
    )
    return made


class _Compiled(FileSystemBytecodeCache):
    """Templates compiled once for all processes, in a folder that the system keeps for this user alone."""

    def dump_bytecode(self, bucket: Bucket) -> None:
        """Write a compiled template, ignoring errors of the disk: to compile it again costs a tenth of a second."""
        with suppress(OSError):
            super().dump_bytecode(bucket)


def _compiled() -> BytecodeCache | None:
    """Return the bytecode cache; never in the project's cache, whose files may come from anybody: this is code."""
    try:
        return _Compiled(pattern="__vitrail2_%s.cache")  # others: Jinja's own, our former compilers'
    except (OSError, RuntimeError):  # no folder that only this user may write
        return None


@lru_cache(maxsize=1024)
def _said(language: Language, message: str) -> Markup:
    """Translate one of our sentences, ready for HTML: a page says the same fifty again and again."""
    return escape(language.gettext(message))


def _translate(language: Language, message: str, /, **values: object) -> Markup:
    """Translate one of our sentences and fill in values, which are escaped unless they are markup."""
    template = _said(language, message)
    return _filled(elided(template, values), values) if values else template


@cache
def _sign(language: Language, key: str) -> Markup:
    """Return the HTML of a sign: its word, with the classes that draw its mark. Cached: a portfolio has hundreds."""
    sign = states.BY_KEY[key]
    return Markup(f'<span class="vt-state {sign.classes}">{_said(language, sign.word)}</span>')  # noqa: S704  # ours


def _count(language: Language, singular: str, plural: str, number: int, /, **values: object) -> Markup:
    """Translate a counted sentence; ``{n}`` is the number."""
    return _filled(escape(language.ngettext(singular, plural, number)), {"n": language.number(number), **values})


def _filled(said: str, values: Mapping[str, object]) -> Markup:
    """Fill in values as ``Markup.format`` does, five times faster: placeholders of our sentences are plain names."""
    return Markup(str.format(said, **{name: _escaped(value) for name, value in values.items()}))  # noqa: S704  # escaped


def description(spec: PageSpec, language: Language) -> str:
    """Return the page's own description, else a sentence for its kind; search never reads the latter."""
    if spec.description:
        return spec.description
    said = language.gettext(_BY_KIND.get(spec.content.kind, _OTHER))
    values = {"title": spec.title, "owner": spec.scope.title}
    return elided(said, values).format(**values)
