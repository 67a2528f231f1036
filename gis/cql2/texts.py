"""Comparing texts: case, accents and the index on folded text. Pure.

İ, I, ı and i are one letter when case does not count, as in ``gis.text.fold`` and ``lookup.fold``.
"""

import re
from dataclasses import replace

from psycopg.sql import SQL, Composable

from gis.cql2.operand import Bind, Operand, require
from gis.cql2.refusals import malformed
from gis.text import Text

TURKISH = SQL('COLLATE "tr-TR-x-icu"')
_CASELESS = SQL("""lower(translate(normalize({}, NFC), 'İIı', 'iii') COLLATE "und-x-icu")""")
_UNACCENTED = SQL(r"regexp_replace(normalize({}, NFD), '[\u0300-\u036f]', '', 'g')")
_LETTERS = re.compile("[0-9A-Za-zÇĞİÖŞÜçğıöşü]{3,}")
"""Runs whose folding does not depend on what stands beside them, and of which there are trigrams."""
_NO_LETTERS = re.compile(r"\\.|[%_]", re.DOTALL)


def caseless(operand: Operand) -> Operand:
    """CASEI. Raises: InvalidRequest: no text."""
    return replace(require(operand, "text"), sql=_CASELESS.format(operand.sql))


def unaccented(operand: Operand) -> Operand:
    """ACCENTI. Raises: InvalidRequest: no text."""
    return replace(require(operand, "text"), sql=_UNACCENTED.format(operand.sql))


def like(text: Operand, pattern: Operand, bind: Bind) -> Composable:
    r"""``%``: any characters, ``_``: one, ``\`` takes the next one as it is.

    Raises:
        InvalidRequest: no texts, or a pattern that is not a literal.
    """
    require(text, "text")
    written = require(pattern, "text").literal
    if written is None:
        raise malformed(Text(tr="LIKE bir 'kalıp' bekler.", en="LIKE wants a 'pattern'."))
    if len(re.findall(r"\\*\Z", written)[0]) % 2:
        raise malformed(Text(tr="LIKE kalıbı \\ ile bitemez.", en="the pattern of LIKE cannot end with \\."))
    matches = SQL("{} LIKE {}").format(text.sql, pattern.sql)
    return narrowed(matches, text, _NO_LETTERS.sub(" ", written), bind)


def equal(one: Operand, other: Operand, bind: Bind) -> Composable:
    """Both are texts."""
    same = SQL("{} = {}").format(one.sql, other.sql)
    if one.literal is not None:
        one, other = other, one
    return same if other.literal is None else narrowed(same, one, other.literal, bind)


def narrowed(condition: Composable, text: Operand, words: str, bind: Bind) -> Composable:
    """The condition and one that it implies, which the trigram index of the folded column answers.

    Args:
        words: every run of letters in it stands in each text that meets the condition, case and accents aside.
    """
    runs = _LETTERS.findall(words)
    if text.column is None or not runs:
        return condition
    return SQL("({} AND lookup.fold({}) LIKE '%%' || lookup.fold({}::text) || '%%')").format(
        condition, text.column, bind(max(runs, key=len))
    )
