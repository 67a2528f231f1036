"""Decides which column becomes which field, before any value is looked at. Pure."""

from collections.abc import Iterable
from dataclasses import dataclass

from etl.mapping_file import FieldMapping, MappingFile
from gis.errors import SourceError
from gis.registry import Field, Layer
from gis.text import Text, fold

_DBASE_NAME = 10
"""Bytes a dBASE column name may have; longer ones were cut."""


@dataclass(frozen=True)
class Assignment:
    """One field and where its values come from: a column, or a constant."""

    field: Field
    how: FieldMapping

    @property
    def column(self) -> str | None:
        return self.how.from_


@dataclass(frozen=True)
class Mapping:
    """The whole decision for one source.

    Args:
        unused: columns that go nowhere.
    """

    assignments: tuple[Assignment, ...]
    unused: tuple[str, ...]

    @property
    def fields(self) -> tuple[Field, ...]:
        """The fields it fills."""
        return tuple(a.field for a in self.assignments)


def map_columns(
    layer: Layer, columns: Iterable[str], file: MappingFile, taken: Iterable[str] = ()
) -> Mapping:
    """Match a source's columns with a layer's fields: by a mapping file, else by names and aliases.

    Args:
        taken: columns that hold the geometry and are no attributes.

    Raises:
        SourceError: a column of the mapping file is missing, nothing matches, two columns compete for a field, or a
            required field has no column.
    """
    available = [c for c in columns if c not in set(taken)]
    assignments = _by_file(layer, available, file) if file.fields else _by_name(layer, available)
    if not assignments:
        raise _no_match(layer, available)
    mapped = {a.field.name for a in assignments}
    if missing := [f for f in layer.fields if f.required and f.name not in mapped]:
        raise _no_column(missing[0], available)
    used = {a.column for a in assignments}
    return Mapping(tuple(assignments), tuple(c for c in available if c not in used))


def comparable(name: str) -> str:
    """A name without case, diacritics, spaces and punctuation: ``Ada No`` is ``ADA_NO``."""
    return "".join(c for c in fold(name) if c.isalnum())


def _by_file(layer: Layer, columns: list[str], file: MappingFile) -> list[Assignment]:
    assignments = []
    for name, how in file.fields.items():
        if how.from_ is not None:
            column = _column_named(columns, how.from_)
            if column is None:
                listed = ", ".join(columns)
                raise SourceError(
                    "mapping_column_missing",
                    Text(
                        tr=f"Eşlemedeki '{how.from_}' sütunu dosyada yok ({name} alanı için).",
                        en=f"The mapping's column '{how.from_}' (for field {name}) is not in the file.",
                    ),
                    Text(tr=f"Dosyanın sütunları: {listed}.", en=f"The file's columns: {listed}."),
                )
            how = how.model_copy(update={"from_": column})
        assignments.append(Assignment(layer.field(name), how))
    return assignments


def _column_named(columns: list[str], wanted: str) -> str | None:
    return next((c for c in columns if c == wanted), None) or next(
        (c for c in columns if comparable(c) == comparable(wanted)), None
    )


def _by_name(layer: Layer, columns: list[str]) -> list[Assignment]:
    claims: list[tuple[int, int, str, str]] = []
    for position, field in enumerate(layer.fields):
        spellings = (field.name, field.title.tr, field.title.en, *field.aliases)
        for column in columns:
            rank = _rank(column, spellings)
            if rank is not None:
                claims.append((rank, position, field.name, column))
    chosen: dict[str, tuple[int, str]] = {}
    for rank, _, name, column in sorted(claims):
        if any(column == c for _, c in chosen.values()):
            continue
        if name not in chosen:
            chosen[name] = (rank, column)
        elif chosen[name][0] == rank:
            raise _competing(layer.field(name), chosen[name][1], column)
    return [
        Assignment(f, FieldMapping.model_validate({"from": chosen[f.name][1]}))
        for f in layer.fields
        if f.name in chosen
    ]


def _rank(column: str, spellings: tuple[str, ...]) -> int | None:
    """How well a column's name fits: position among the spellings; behind all of them, one that dBASE has cut."""
    whole = comparable(column)
    for at, spelling in enumerate(spellings):
        if whole and whole == comparable(spelling):
            return at
    if len(column.encode()) in (_DBASE_NAME - 1, _DBASE_NAME):
        for at, spelling in enumerate(spellings):
            if len(spelling) > len(column) and whole == comparable(spelling[: len(column)]):
                return len(spellings) + at
    return None


def _competing(field: Field, first: str, second: str) -> SourceError:
    return SourceError(
        "competing_columns",
        Text(
            tr=f"İki sütun aynı alana uyuyor: {first} ve {second} → {field.title.tr}.",
            en=f"Two columns fit one field: {first} and {second} → {field.title.en}.",
        ),
        Text(
            tr=f"Bir eşleme dosyasında birini seçin: fields: {{{field.name}: {first}}}; --map DOSYA ile verin.",
            en=f"Choose one in a mapping file: fields: {{{field.name}: {first}}}; give it with --map FILE.",
        ),
    )


def _no_match(layer: Layer, columns: list[str]) -> SourceError:
    return SourceError(
        "no_column_matches",
        Text(
            tr=f"Hiçbir sütun {layer.title.tr} katmanının bir alanına uymuyor: {', '.join(columns) or '(sütun yok)'}.",
            en=f"No column fits a field of layer {layer.id}: {', '.join(columns) or '(no columns)'}.",
        ),
        Text(
            tr=f"Alanlar: {', '.join(f.name for f in layer.fields)}. Bir eşleme dosyası yazıp --map ile verin.",
            en=f"Its fields: {', '.join(f.name for f in layer.fields)}. Write a mapping file and give it with --map.",
        ),
    )


def _no_column(field: Field, columns: list[str]) -> SourceError:
    names = ", ".join((field.name, field.title.tr, *field.aliases))
    return SourceError(
        "no_column_for_required",
        Text(
            tr=f"Zorunlu alan '{field.title.tr}' için sütun yok; sütunlar: {', '.join(columns)}.",
            en=f"There is no column for the required field '{field.title.en}'; columns: {', '.join(columns)}.",
        ),
        Text(
            tr=f"Sütuna şu adlardan birini verin ({names}) ya da --map ile bir eşleme verin.",
            en=f"Name the column one of: {names}; or give a mapping with --map.",
        ),
    )
