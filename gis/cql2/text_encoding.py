"""CQL2 Text -> expression. Pure; ``grammar.lark`` is the grammar."""

import re
from functools import lru_cache
from pathlib import Path
from typing import Any

from lark import Lark, Transformer, v_args
from lark.exceptions import UnexpectedInput, UnexpectedToken

from gis.cql2.expression import (
    MOST_CHARACTERS,
    Expression,
    Literal,
    Operation,
    Property,
    checked,
)
from gis.cql2.literals import (
    read_box,
    read_date,
    read_interval,
    read_number,
    read_text,
    read_timestamp,
    read_wkt,
)
from gis.cql2.refusals import malformed, too_complex
from gis.text import Text

_WHOLE = re.compile(r"-?[0-9]{1,19}")
_MEMBER = re.compile(r"'(?:''|\\'|[^'\\]|\\(?!'))*'|[-0-9.][-+0-9.eE]*")


@lru_cache(maxsize=128)
def parse_text(text: str) -> Expression:
    """A filter in CQL2 Text.

    Raises:
        InvalidRequest: not CQL2 Text, with the place; or larger than what is served.
    """
    if len(text) > MOST_CHARACTERS:
        raise too_complex(
            Text(
                tr=f"en çok {MOST_CHARACTERS} karakter olabilir.",
                en=f"it may have {MOST_CHARACTERS} characters.",
            )
        )
    try:
        found: Any = _parser().parse(text)  # what the builder made, not a tree
    except UnexpectedInput as error:
        ended = isinstance(error, UnexpectedToken) and error.token.type == "$END"
        at = len(text) + 1 if ended or error.pos_in_stream is None else error.pos_in_stream + 1
        raise malformed(
            Text(tr=f"{at}. karakterde hata var.", en=f"it goes wrong at character {at}.")
        ) from None
    return checked(found)


@lru_cache(maxsize=1)
def _parser() -> Lark:
    grammar = (Path(__file__).parent / "grammar.lark").read_text()
    return Lark(grammar, parser="lalr", lexer="contextual", transformer=_Builder())


@v_args(inline=True)
class _Builder(Transformer[str, Expression]):
    """Called by the parser for each rule as it is recognised; no tree is built, and nothing recurses."""

    def disjunction(self, *args: Expression) -> Expression:
        return Operation("or", args)

    def conjunction(self, *args: Expression) -> Expression:
        return Operation("and", args)

    def denied(self, arg: Expression) -> Expression:
        return Operation("not", (arg,))

    def compared(self, left: Expression, sign: str, right: Expression) -> Expression:
        return Operation(str(sign), (left, right))

    def is_null(self, arg: Expression) -> Expression:
        return Operation("isnull", (arg,))

    def is_not_null(self, arg: Expression) -> Expression:
        return self.denied(self.is_null(arg))

    def between(self, *args: Expression) -> Expression:
        return Operation("between", args)

    def not_between(self, *args: Expression) -> Expression:
        return self.denied(self.between(*args))

    def like(self, *args: Expression) -> Expression:
        return Operation("like", args)

    def not_like(self, *args: Expression) -> Expression:
        return self.denied(self.like(*args))

    def ilike(self, *args: Expression) -> Expression:
        return Operation("like", tuple(Operation("casei", (arg,)) for arg in args))

    def not_ilike(self, *args: Expression) -> Expression:
        return self.denied(self.ilike(*args))

    def among(self, arg: Expression, members: list[Expression]) -> Expression:
        return Operation("in", (arg, *members))

    def not_among(self, arg: Expression, members: list[Expression]) -> Expression:
        return self.denied(self.among(arg, members))

    def arithmetic(self, left: Expression, sign: str, right: Expression) -> Expression:
        return Operation(str(sign).lower(), (left, right))

    def signed(self, sign: str, arg: Expression) -> Expression:
        if sign == "+":
            return arg
        if (
            isinstance(arg, Literal)
            and isinstance(arg.value, int | float)
            and not isinstance(arg.value, bool)
        ):
            return Literal(-arg.value)
        return Operation("*", (Literal(-1), arg))

    def number(self, digits: str) -> Expression:
        return _number(digits)

    def text(self, quoted: str) -> Expression:
        return _text(quoted)

    def literals(self, listed: str) -> list[Expression]:
        members = _MEMBER.findall(listed)
        return [_text(member) if member.startswith("'") else _number(member) for member in members]

    def true(self) -> Expression:
        return Literal(True)

    def false(self) -> Expression:
        return Literal(False)

    def property(self, name: str) -> Expression:
        return Property(str(name))

    def quoted_property(self, quoted: str) -> Expression:
        return Property(quoted[1:-1].replace('""', '"'))

    def arguments(self, *args: Expression) -> list[Expression]:
        return list(args)

    def call(self, name: str, args: list[Expression]) -> Expression:
        given = [arg.value if isinstance(arg, Literal) else arg for arg in args]
        match name.lower():
            case "date":
                return read_date(given[0] if len(given) == 1 else None)
            case "timestamp":
                return read_timestamp(given[0] if len(given) == 1 else None)
            case "interval":
                return read_interval(given)
            case "bbox":
                return read_box(given)
            case function:
                return Operation(function, tuple(args))

    def wkt(self, *parts: str) -> str:
        return " ".join(parts)

    def geometry(self, wkt: str) -> Expression:
        return read_wkt(wkt)


def _number(digits: str) -> Literal:
    return read_number(int(digits) if _WHOLE.fullmatch(digits) else float(digits))


def _text(quoted: str) -> Literal:
    return read_text(quoted[1:-1].replace("''", "'").replace("\\'", "'"))
