"""A person at a terminal: prompts, lists on `?`, completion with Tab, and the same question again until it is answered.

Runs inside the project's environment.
"""

from __future__ import annotations

import sys
from collections.abc import Callable, Sequence

from showroom.types import Choice, Date, Field, ListOf, Prose, Text

from _known import Options, completions, listing, resolved, several
from _command import say
from _questions import Problem, tidied

try:
    import readline
except ImportError:  # Windows
    readline = None

Try = Callable[[str], Sequence[Problem]]
"""What is wrong with an answer; nothing when it can stay."""

PROMPT = "> "


class Terminal:
    """Asks on standard output and reads standard input; end of input or Ctrl-C end the session as exceptions."""

    def __init__(self) -> None:
        self._options: Options = {}
        self._begun: list[str] = []
        # Broken bytes become an answer that is refused in words.
        sys.stdin.reconfigure(errors="surrogateescape")
        if readline:
            is_libedit = "libedit" in (readline.__doc__ or "")
            readline.parse_and_bind("bind ^I rl_complete" if is_libedit else "tab: complete")
            readline.set_completer_delims(",")
            readline.set_completer(self._complete)
            readline.set_auto_history(False)

    def ask(self, label: str, field: Field, options: Options, problems: Try, *, is_needed: bool, default: str = "") -> str:
        """An answer without problems; empty when it is not needed and none was given.

        A list comes with `, ` between its items. A warning can be overruled by an empty line.
        """
        say(f"\n{label}: {field.description}{_limits(field, default, is_needed=is_needed)}")
        kept = default
        while True:
            answer = self._answer(field, options)
            if answer.startswith("?"):
                self._help(field, options, answer[1:].strip())
            elif not answer and (kept or not is_needed):
                return kept
            elif not answer:
                say("  an answer is needed here" + ("; ? lists what can be named" if options else ""))
            elif not (found := problems(answer)):
                return answer
            else:
                kept = default if any(problem.is_error for problem in found) else answer
                for problem in found:
                    say(f"  {problem}")
                say("  try again" + (", or keep it with Enter" if kept == answer else ""))

    def _answer(self, field: Field, options: Options) -> str:
        self._options = options
        line = input(PROMPT)
        if isinstance(field.type, Prose):
            lines = [line]
            while lines[-1].strip() and not line.startswith("?"):
                lines.append(input("  "))
            return tidied("\n".join(lines), field)
        answer = tidied(line, field)
        if not options or answer.startswith("?"):
            return answer
        return ", ".join(several(answer, options)) if isinstance(field.type, ListOf) else resolved(answer, options)

    def _help(self, field: Field, options: Options, word: str) -> None:
        if lines := list(listing(options, word)):
            say("\n".join(lines))
            say(f"  {'numbers, ids or names, with commas between' if isinstance(field.type, ListOf) else 'a number, an id or a name'}"
                "; ?word lists those with that word")  # fmt: skip
        elif options:
            say(f"  nothing has `{word}` in it; ? lists all")
        else:
            say(f"  for example: {field.example}" if field.example else f"  {field.description}")

    def _complete(self, text: str, state: int) -> str | None:
        """readline's way to ask for the completions, one by one."""
        if state == 0:
            begun = text.lstrip()
            space = text[: len(text) - len(begun)]
            self._begun = [space + option for option in completions(begun, self._options)]
        return self._begun[state] if state < len(self._begun) else None


def _limits(field: Field, default: str, *, is_needed: bool) -> str:
    """What else to know before answering, in brackets."""
    notes = [f"Enter: {default}"] if default else [] if is_needed else ["optional; Enter skips it"]
    match field.type:
        case Text(min=least, max=most):
            notes.append(f"{least} to {most} characters")
        case Prose(min=least, max=most):
            notes.append(f"{least} to {most} characters on one or more lines, then an empty line")
        case ListOf(min=least, max=most):
            notes.append(f"{least} to {most}, with commas between; ? lists them")
        case Date():
            notes.append("such as 2019, 2019-04 or 2019-04-24")
        case Choice(options=words):
            notes.append(", ".join(words))
    return f" ({'; '.join(notes)})" if notes else ""
