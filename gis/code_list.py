"""Code lists: the values a field may have, with their titles and how they look on every map. Pure."""

from collections.abc import Mapping
from functools import cached_property
from types import MappingProxyType
from typing import Annotated, Self

from pydantic import Field as Constrained
from pydantic import model_validator

from gis.model import Definition, Identifier
from gis.text import Text, fold
from gis.yaml_file import wrong


class Code(Definition):
    """One value of a code list, with how it looks on every map."""

    code: Identifier
    title: Text
    color: Annotated[str, Constrained(pattern=r"^#[0-9a-f]{6}$")] | None = None
    icon: Annotated[str, Constrained(pattern=r"^[a-z0-9-]+$")] | None = None
    uri: Annotated[str, Constrained(pattern=r"^https?://\S+$")] | None = None
    """The same value in another body's register, or the text of a licence."""
    aliases: tuple[str, ...] = ()
    retired: bool = False
    renamed_from: Identifier | None = None


class CodeList(Definition):
    id: Identifier
    title: Text
    codes: tuple[Code, ...]

    @model_validator(mode="after")
    def _codes_differ(self) -> Self:
        seen = [c.code for c in self.codes]
        if doubled := {c for c in seen if seen.count(c) > 1}:
            said = ", ".join(sorted(doubled))
            raise wrong(
                f"kod iki kez verilmiş: {said}; birini silin", f"code given twice: {said}; remove one"
            )
        return self

    def has(self, code: str) -> bool:
        return any(c.code == code for c in self.codes)

    @cached_property
    def spellings(self) -> Mapping[str, str]:
        """Folded code, titles and aliases -> code. A spelling of two codes belongs to the first."""
        found: dict[str, str] = {}
        for code in self.codes:
            for spelling in (code.code, code.title.tr, code.title.en, *code.aliases):
                found.setdefault(fold(spelling), code.code)
        return MappingProxyType(found)
