"""« Comment lire ce portfolio »: the signs, the states, the pages, for a reader who has minutes."""

from collections.abc import Iterator
from dataclasses import dataclass

from generator.addressing.spec import PageSpec
from generator.addressing.table import AtRoot
from generator.model.audience import Audience
from generator.pages import navigation, states
from generator.pages.setting import Setting


@dataclass(frozen=True, slots=True, kw_only=True)
class Content:
    """The page."""

    kind: str = "guide"
    signs: tuple[str, ...]
    """Keys of the signs that this site can show, strongest first."""
    audience: str
    """« public », « jury », « team »: which sentence the page opens with."""
    single: bool


def plan(setting: Setting) -> Iterator[PageSpec]:
    """Yield the guide."""
    content = Content(
        signs=tuple(item.key for item in states.legend(setting.audience)),
        audience={Audience.PUBLIC: "public", Audience.JURY: "jury", Audience.TEAM: "team"}[setting.audience],
        single=setting.single,
    )
    title = setting.text("Comment lire ce portfolio")
    yield PageSpec(url=AtRoot.GUIDE, title=title, scope=navigation.school_scope(setting), content=content)
