"""Cards of solutions, each rendered once for all pages of a build that show it."""

from markupsafe import Markup

from ..model import Solution
from .engine import Environment

ROOT = "\0"
"""Stands for the way to the site's root in a card that is on no page yet. No entry can hold it: SC601."""

_REASONS = Markup("\1")
"""Stands for why to read on in a card that is on no page yet, as `ROOT` does."""


_PROMPT = {' loading="lazy"': "", ' sizes="auto, ': ' sizes="'}
"""What makes a photo wait until it is near → what does not. A width from the layout is known only to one that waits."""


class Cards:
    """The cards of one build, by slug."""

    def __init__(self, env: Environment) -> None:
        """`env`: that of pages from which `ROOT` leads to the root."""
        self._macros = env.get_template("parts/card.html").module
        self._tools = [env.globals[name] for name in ("url", "icon", "words")]
        self._cards: dict[str, tuple[list[str], list[str]]] = {}
        """What stands before the reasons and what after, each cut where `ROOT` stands: a list of dozens is put together often."""
        self._reasons: dict[tuple[str, ...], str] = {(): ""}

    def card(self, base: str, solution: Solution, reasons: tuple[str, ...] = (), *, in_sight: bool = False) -> Markup:
        """A card for a page from which `base` leads to the root; `reasons` are keys of the interface words.

        `in_sight`: whether the card is among the first that a reader sees, so that its photo must not wait.
        """
        if solution.slug not in self._cards:
            before, _, after = str(self._macros.card(solution, *self._tools, _REASONS)).rpartition(_REASONS)
            self._cards[solution.slug] = before.split(ROOT), after.split(ROOT)
        if reasons not in self._reasons:
            self._reasons[reasons] = str(self._macros.card_reasons(reasons, *self._tools))
        before, after = self._cards[solution.slug]
        card = f"{base.join(before)}{self._reasons[reasons]}{base.join(after)}"
        if in_sight:
            for waiting, prompt in _PROMPT.items():
                card = card.replace(waiting, prompt)
        return Markup(card)
