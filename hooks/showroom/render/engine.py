"""Jinja, compiled for our own templates: the same language at half the cost of a page.

Jinja asks of each call whether it wants the context, of each value whether it is to be escaped, and of each dot whether
it means an attribute or a key, in Python. Nothing that our templates call wants the context, their values are texts or
Markup, and a dot means an attribute; so those questions have one answer.
"""

import functools
import operator
import re
from collections.abc import MutableMapping
from typing import Any

import jinja2
from jinja2 import compiler, nodes
from jinja2.runtime import markup_join
from markupsafe import Markup, escape

from .typesetting import typeset


_INDENTATION = re.compile(r"^[ \t]+", re.MULTILINE)


@functools.lru_cache(maxsize=4096)
def _written_text(text: str) -> str:
    return str(escape(typeset(text)))


def written(value: Any) -> str:
    """A value as it stands in a page: a text typeset and escaped, Markup as it is."""
    kind = type(value)
    if kind is str:
        return _written_text(value)
    # Filters and macros have typeset what they made it of.
    return value if kind is Markup else escape(value)


def joined(parts: tuple[Any, ...]) -> str:
    """What `~` makes of its operands: Markup if one of them is, else a text."""
    return "".join(parts) if {*map(type, parts)} == {str} else markup_join(parts)


class _Generator(compiler.CodeGenerator):
    """Writes the Python of a template."""

    def _output_child_pre(self, node: nodes.Expr, frame: compiler.Frame, finalize: Any) -> None:
        self.write("environment.written(")

    def _output_child_post(self, node: nodes.Expr, frame: compiler.Frame, finalize: Any) -> None:
        self.write(")")

    def _output_child_to_const(self, node: nodes.Expr, frame: compiler.Frame, finalize: Any) -> str:
        """What is known before a page is rendered: all that is constant, and words without anything to fill in."""
        match node:
            case nodes.Call(node=nodes.Name(name="words"), args=[nodes.Const(value=key)], kwargs=[]):
                return written(self.environment.globals["words"](key))
        return super()._output_child_to_const(node, frame, finalize)

    def visit_Getattr(self, node: nodes.Getattr, frame: compiler.Frame) -> None:
        """A dot means an attribute, never a key: that is written in brackets."""
        self.visit(node.node, frame)
        self.write(f".{node.attr}")

    def visit_Call(self, node: nodes.Call, frame: compiler.Frame, forward_caller: bool = False) -> None:
        """A call of a macro, or of one of `PageTools`."""
        self.write("environment.call(")
        self.visit(node.node, frame)
        self.signature(node, frame, {"caller": "caller"} if forward_caller else None)
        self.write(")")

    def visit_Concat(self, node: nodes.Concat, frame: compiler.Frame) -> None:
        """Operands of `~`."""
        self.write("environment.joined((")
        for operand in node.nodes:
            self.visit(operand, frame)
            self.write(", ")
        self.write("))")


class Environment(jinja2.Environment):
    """Everything is escaped unless it is Markup, and a misspelt name is an error."""

    code_generator_class = _Generator
    written = staticmethod(written)
    joined = staticmethod(joined)
    call = staticmethod(operator.call)

    def __init__(self, **options: Any) -> None:
        super().__init__(autoescape=True, undefined=jinja2.StrictUndefined, trim_blocks=True, lstrip_blocks=True, **options)

    def preprocess(self, source: str, name: str | None = None, filename: str | None = None) -> str:
        """The source without indentation, a twentieth of what a browser waits for. Lines keep their numbers."""
        return _INDENTATION.sub("", super().preprocess(source, name, filename))

    def make_globals(self, d: MutableMapping[str, Any] | None) -> MutableMapping[str, Any]:
        """The globals themselves: Jinja would look through a chain of mappings for each name of each page."""
        return {**self.globals, **d} if d else self.globals

    def settled(self, names: MutableMapping[str, Any]) -> "Environment":
        """The same with these globals and with templates that stay as they are from now on."""
        here = self.overlay(auto_reload=False)
        here.globals = names
        # Jinja takes a lock and two looks each time, for each part of each page.
        here.get_template = functools.cache(here.get_template)
        return here
