"""The condition of a feature: ``KEY==STATUS``, ``!=``, ``and``, ``or``, ``not``, parentheses.

The grammar, loosest first::

    either     = both ("or" both)*
    both       = factor ("and" factor)*
    factor     = "not" factor | "(" either ")" | comparison
    comparison = KEY ("==" | "!=") STATUS
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

MAX_DEPTH = 100
"""How deep parentheses and ``not`` may nest, which keeps the parser off Python's own limit."""

# White space is no part of it: a long run of it would be looked at from each of its characters.
_TOKEN = re.compile(r'==|!=|[()=!]|[^\s()=!]+')
_RESERVED = {'and', 'or', 'not', '==', '!=', '=', '!', '(', ')'}


@dataclass(frozen=True, slots=True)
class Comparison:
    """An implementation's status compared with *status*; *offset* is where, in characters."""

    feature: str
    status: str
    equal: bool
    offset: int
    status_offset: int


@dataclass(frozen=True, slots=True)
class Not:
    """The opposite of *operand*."""

    operand: Expression


@dataclass(frozen=True, slots=True)
class And:
    """All of *operands*."""

    operands: tuple[Expression, ...]


@dataclass(frozen=True, slots=True)
class Or:
    """At least one of *operands*."""

    operands: tuple[Expression, ...]


Expression = Comparison | Not | And | Or


class ExpressionError(ValueError):
    """A condition does not parse. *offset* counts characters from the text's start, from 0."""

    def __init__(self, message: str, offset: int) -> None:
        super().__init__(message)
        self.offset = offset


def parse(text: str) -> Expression:
    """Return the tree of the condition *text*.

    :raises ExpressionError: if it is not one
    """
    return _Parser(text).parse()


def comparisons(expression: Expression) -> Iterator[Comparison]:
    """Yield every comparison in *expression*, from left to right."""
    match expression:
        case Comparison():
            yield expression
        case Not(operand):
            yield from comparisons(operand)
        case And(operands) | Or(operands):
            for operand in operands:
                yield from comparisons(operand)


class _Parser:
    """Recursive descent over the tokens, each with its offset; the last token is empty."""

    def __init__(self, text: str) -> None:
        self.tokens = [(match[0], match.start()) for match in _TOKEN.finditer(text)]
        self.tokens.append(('', len(text.rstrip())))
        self.index = 0
        self.depth = 0

    def parse(self) -> Expression:
        expression = self.either()
        rest, offset = self.tokens[self.index]
        if rest == ')':
            raise ExpressionError('")" closes nothing', offset)
        if rest:
            raise ExpressionError(f'expected "and" or "or" before "{rest}"', offset)
        return expression

    def peek(self) -> str:
        return self.tokens[self.index][0]

    def take(self) -> tuple[str, int]:
        token = self.tokens[self.index]
        self.index = min(self.index + 1, len(self.tokens) - 1)
        return token

    def either(self) -> Expression:
        operands = [self.both()]
        while self.peek() == 'or':
            self.take()
            operands.append(self.both())
        return operands[0] if len(operands) == 1 else Or(tuple(operands))

    def both(self) -> Expression:
        operands = [self.factor()]
        while self.peek() == 'and':
            self.take()
            operands.append(self.factor())
        return operands[0] if len(operands) == 1 else And(tuple(operands))

    def factor(self) -> Expression:
        opening, offset = self.tokens[self.index]
        if opening not in ('not', '('):
            return self.comparison()
        self.depth += 1
        if self.depth > MAX_DEPTH:
            raise ExpressionError(f'nested more than {MAX_DEPTH} deep', offset)
        self.take()
        expression: Expression
        if opening == 'not':
            expression = Not(self.factor())
        else:
            expression = self.either()
            closing, closing_offset = self.take()
            if closing != ')':
                raise ExpressionError('")" is missing', closing_offset)
        self.depth -= 1
        return expression

    def comparison(self) -> Comparison:
        feature, offset = self.word("a feature's key")
        operator, operator_offset = self.take()
        if operator not in ('==', '!='):
            raise ExpressionError(f'expected "==" or "!=" after "{feature}"', operator_offset)
        status, status_offset = self.word('an implementation status')
        return Comparison(feature, status.lower(), operator == '==', offset, status_offset)

    def word(self, what: str) -> tuple[str, int]:
        token, offset = self.take()
        if not token:
            raise ExpressionError(f'expected {what} at the end', offset)
        if token in _RESERVED:
            raise ExpressionError(f'expected {what}, not "{token}"', offset)
        return token, offset
