"""The questions of a new solution, asked at a terminal. Runs inside the project's environment."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from showroom.draft import Value
from showroom.raw import RawCatalogue
from showroom.types import Field, ListOf, Need

from _known import known, options_of
from _command import say
from _questions import QUESTIONS, REPEATED, Problem, Question, Trial
from _terminal import Terminal, Try


class Interview:
    """Asks what the answers so far leave open."""

    def __init__(self, raw: RawCatalogue, trial: Trial, answers: Mapping[str, Value]) -> None:
        self._raw = raw
        self._trial = trial
        self._terminal = Terminal()
        self._units = known(raw).units
        self.answers = dict(answers)

    def ask_all(self) -> None:
        """Ask each question that has no answer yet; `answers` then has what was said."""
        for question in QUESTIONS:
            if question.option in self.answers:
                continue
            if not question.parts:
                value = self._ask(question, question.label, question.field, is_needed=question.is_needed)
                self._keep(question, value.split(", ") if value and question.option in REPEATED else value)
            elif question.option in REPEATED:
                self._keep(question, self._ask_mappings(question))
            else:
                self._keep(question, self._ask_mapping(question, [], is_needed=question.is_needed))

    def ask_slug(self, proposal: str, field: Field, problems: Try) -> str:
        """The name of the file and the address."""
        return self._terminal.ask("Name in the address", field, {}, problems, is_needed=True, default=proposal)

    def _keep(self, question: Question, value: Value) -> None:
        if value:
            self.answers[question.option] = value

    def _ask(self, question: Question, label: str, field: Field, *, is_needed: bool) -> str:
        def problems(answer: str) -> Sequence[Problem]:
            value = answer.split(", ") if isinstance(field.type, ListOf) else answer
            return self._trial.problems({**self.answers, question.option: value})

        return self._terminal.ask(label, field, options_of(field.type, self._raw), problems, is_needed=is_needed)

    def _ask_mappings(self, question: Question) -> list[Value]:
        """At least one mapping, until an empty answer."""
        values: list[Value] = []
        while value := self._ask_mapping(question, values, is_needed=question.is_needed and not values):
            values.append(value)
        return values

    def _ask_mapping(self, question: Question, before: list[Value], *, is_needed: bool) -> dict[str, Value]:
        """The parts of one mapping, in turn; empty when the first is not answered and need not be."""
        value: dict[str, Value] = {}
        for field in question.part_fields():
            is_first = not value

            def problems(answer: str, field: Field = field) -> Sequence[Problem]:
                tried = {**value, field.name: answer}
                return self._trial.problems({**self.answers, question.option: [*before, tried]})

            answer = self._terminal.ask(
                f"{question.label}, {field.name}" + (f" {len(before) + 1}" if question.option in REPEATED else ""),
                field,
                options_of(field.type, self._raw),
                problems,
                is_needed=is_needed if is_first else field.need is Need.REQUIRED or field.name == "value",
                default=self._units.get(str(value.get("indicator")), "") if field.name == "unit" else "",
            )
            if is_first and not answer:
                return {}
            value[field.name] = answer
        return value


def introduce(catalogue: str) -> None:
    """Say how this goes."""
    say(f"A new solution for {catalogue}. ? explains or lists, Tab completes, Ctrl-C ends without writing anything.")
