"""What a load did, for people in two languages and for programs as JSON."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Literal

import numpy as np
from rich.console import Group, RenderableType
from rich.table import Table
from rich.text import Text as Styled

from gis.errors import InvalidRequest
from gis.model import Severity
from gis.quality import Array, Flaw
from gis.text import Language, Text

Mode = Literal["upsert", "replace", "append", "follow"]
State = Literal["published", "nothing", "current", "planned", "question", "running", "failed", "rolled_back"]
MODES: tuple[Mode, ...] = ("upsert", "replace", "append", "follow")
_EXAMPLE_ROWS = 5
_EXAMPLE_CHANGES = 20
EXAMPLE_PLACES = 100


def parse_mode(text: str) -> Mode:
    """Raises: InvalidRequest."""
    for mode in MODES:
        if text == mode:
            return mode
    listed = ", ".join(MODES)
    raise InvalidRequest(
        "unknown_mode",
        Text(tr=f"'{text}' bir yükleme kipi değil.", en=f"'{text}' is no mode of loading."),
        Text(tr=f"Şunlardan biri: {listed}.", en=f"One of: {listed}."),
    )


@dataclass(frozen=True)
class ColumnPlan:
    """Where one field's values come from: a column, in a format, or a constant."""

    field: str
    column: str | None
    constant: str | None
    format: str | None = None


@dataclass(frozen=True)
class SourceColumnPlan:
    """A column of the source with the first of its values."""

    name: str
    declared: str
    examples: tuple[str, ...]


@dataclass(frozen=True)
class LoadPlan:
    """How a file was understood, as far as it could be.

    Args:
        crs_from: ``--crs``, ``mapping``, ``file`` or ``RFC 7946``.
        operation: the coordinate operation, as PROJ names it.
        accuracy_m: of the operation, metres; None when unknown.
        source_columns: only in a plan; the record of a load holds no values.
        mapping: all of it as a mapping file has it, to be used again.
    """

    format: str
    source_layer: str
    encoding: str | None = None
    crs: str | None = None
    crs_from: str | None = None
    swapped_axes: bool = False
    operation: str | None = None
    accuracy_m: float | None = None
    columns: tuple[ColumnPlan, ...] = ()
    unused: tuple[str, ...] = ()
    notes: tuple[Text, ...] = ()
    source_columns: tuple[SourceColumnPlan, ...] = ()
    mapping: Mapping[str, Any] | None = None


@dataclass(frozen=True)
class PlaceCandidate:
    """A CRS that would put the file into the municipality.

    Args:
        inside: share of the sampled rows, 0 to 1.
        offset_m: of the sample's centre from where the first candidate puts it.
        places: where the sampled rows would be; longitude and latitude.
    """

    crs: str
    name: str
    swap_axes: bool
    inside: float
    offset_m: float
    places: tuple[tuple[float, float], ...]


@dataclass(frozen=True)
class PlanQuestion:
    """What only the user can decide before a file is loaded."""

    code: str
    message: Text
    hint: Text | None
    layers: tuple[str, ...] = ()
    candidates: tuple[PlaceCandidate, ...] = ()


@dataclass(frozen=True)
class ChangeExample:
    """One feature a load changes.

    Args:
        fields: those whose values differ; ``geometry`` among them.
        moved_m: Hausdorff distance of the shapes, metres.
        lonlat: where it is, longitude and latitude.
    """

    kind: Literal["inserted", "changed", "vanished"]
    key: str
    fields: tuple[str, ...] = ()
    moved_m: float | None = None
    lonlat: tuple[float, float] | None = None


@dataclass(frozen=True)
class Counts:
    """What became of every row of the file; ``rows`` is the sum of all but the last two, which are features of the layer.

    Args:
        vanished: loaded features that the file has no row for.
        deleted: those of them that were retired.
    """

    rows: int
    inserted: int = 0
    changed: int = 0
    unchanged: int = 0
    quarantined: int = 0
    deleted: int = 0
    vanished: int = 0

    @property
    def published(self) -> int:
        return self.inserted + self.changed + self.unchanged

    def check(self) -> None:
        """Raises: RuntimeError when a row is unaccounted for; nothing may be published then."""
        if self.rows != self.published + self.quarantined:
            raise RuntimeError(
                f"rows went astray: {self.rows} in, {self.published} published, {self.quarantined} quarantined"
            )


@dataclass(frozen=True)
class FindingSummary:
    """One kind of finding, with how often and where it was made."""

    code: str
    field: str | None
    severity: Severity
    count: int
    rows: tuple[int, ...]
    example: Text
    places: tuple[tuple[float, float], ...] = ()
    """Longitude and latitude of the first of them."""


@dataclass(frozen=True)
class LoadReport:
    """Args:
    surprising: why a load stops here unless it is confirmed.
    """

    layer: str
    file: str
    mode: Mode
    state: State
    plan: LoadPlan
    counts: Counts
    findings: tuple[FindingSummary, ...] = ()
    seconds: float = 0.0
    load_id: int | None = None
    changes: tuple[ChangeExample, ...] = ()
    question: PlanQuestion | None = None
    surprising: Text | None = None

    @property
    def exit_code(self) -> int:
        """0 when every row is published without a remark, 1 otherwise; faults are exceptions, and 2."""
        return 1 if self.findings or self.state in ("nothing", "question") else 0

    def as_json(self) -> dict[str, Any]:
        """Everything, as plain values of JSON."""
        return {**as_plain(self), "exit_code": self.exit_code}

    def headline(self, language: Language) -> str:
        """One line: layer, file and counts."""
        return f"{self.layer} ← {self.file}: {self._counts(_WORDS[language])}"

    def rendered(self, language: Language) -> RenderableType:
        """The summary on the terminal."""
        said = _WORDS[language]
        lines: list[RenderableType] = [
            Styled(f"{self.layer} ← {self.file}", style="bold"),
            *self._understood(said),
        ]
        lines += [Styled(f"! {note[language]}", style="yellow") for note in self.plan.notes]
        lines.append(
            Styled(said[self.state], style="green" if self.state in ("published", "current") else "yellow")
        )
        if self.state != "current":
            lines.append(Styled(self._counts(said), style="bold"))
        if self.question is not None:
            lines.append(Styled(self.question.message[language], style="yellow"))
            if self.question.hint is not None:
                lines.append(Styled(self.question.hint[language]))
        if self.surprising is not None:
            lines.append(Styled(self.surprising[language], style="yellow"))
        if self.plan.source_columns:
            lines.append(self._columns(said))
        if self.changes:
            lines.append(self._changes(said))
        if self.findings:
            table = Table(
                said["finding"], said["field"], said["count"], said["rows"], box=None, header_style="bold"
            )
            for f in self.findings:
                rows = ", ".join(map(str, f.rows)) + (" …" if f.count > len(f.rows) else "")
                table.add_row(f.example[language], f.field or "", f"{f.count:,}", rows)
            lines.append(table)
        return Group(*lines)

    def _understood(self, said: dict[str, str]) -> list[RenderableType]:
        plan = self.plan
        read = [f"{plan.format} · {plan.source_layer}", *([plan.encoding] if plan.encoding else [])]
        lines = [Styled(" · ".join(read))]
        if plan.crs is not None:
            accuracy = "?" if plan.accuracy_m is None else f"{plan.accuracy_m:g} m"
            swapped = f" · {said['swapped']}" if plan.swapped_axes else ""
            lines.append(Styled(f"{plan.crs} ({plan.crs_from}) → {plan.operation} · ±{accuracy}{swapped}"))
        pairs = [
            f"{c.field} ← {c.column if c.column is not None else repr(c.constant)}" for c in plan.columns
        ]
        lines.append(Styled(", ".join(pairs)))
        if plan.unused:
            lines.append(Styled(f"{said['unused']}: {', '.join(plan.unused)}", style="dim"))
        return list(lines)

    def _columns(self, said: dict[str, str]) -> Table:
        """The file's columns with their first values, and the fields they become."""
        table = Table(said["column"], said["field"], said["examples"], box=None, header_style="bold")
        fields = {c.column: c.field for c in self.plan.columns}
        for column in self.plan.source_columns:
            table.add_row(column.name, fields.get(column.name, "–"), " · ".join(column.examples))
        return table

    def _changes(self, said: dict[str, str]) -> Table:
        table = Table(
            said["change"], said["key"], said["field"], said["moved"], box=None, header_style="bold"
        )
        for change in self.changes[:_EXAMPLE_CHANGES]:
            moved = f"{change.moved_m:,.2f} m" if change.moved_m else ""
            table.add_row(said[change.kind], change.key, ", ".join(change.fields), moved)
        return table

    def _counts(self, said: dict[str, str]) -> str:
        c = self.counts
        parts = [("rows", c.rows)]
        if self.state != "question":
            parts += [("inserted", c.inserted), ("changed", c.changed), ("unchanged", c.unchanged)]
            parts += [("deleted", c.deleted)] if c.deleted else []
            parts += [("vanished", c.vanished)] if c.vanished > c.deleted else []
            parts += [("quarantined", c.quarantined)]
        return " · ".join(f"{said[name]} {number:,}" for name, number in parts)


def summarise(
    flaws: Iterable[Flaw], row_numbers: Array, to_degrees: Callable[[Array], Array]
) -> tuple[FindingSummary, ...]:
    """Flaws, the most frequent first; one kind of one field is one line.

    Args:
        to_degrees: places (n×2, storage CRS) -> longitude and latitude.
    """
    kinds: dict[tuple[str, str | None, Severity], list[Flaw]] = {}
    for flaw in flaws:
        kinds.setdefault((flaw.code, flaw.field, flaw.severity), []).append(flaw)
    found = []
    for (code, field, severity), alike in kinds.items():
        rows = np.unique(np.concatenate([row_numbers[f.rows] for f in alike]))
        shown = tuple(int(r) for r in rows[:_EXAMPLE_ROWS])
        placed = [f.places for f in alike if f.places is not None]
        places = np.concatenate(placed) if placed else np.empty((0, 2))
        degrees = to_degrees(places[np.isfinite(places).all(axis=1)][:EXAMPLE_PLACES])
        degrees = degrees[np.isfinite(degrees).all(axis=1)]
        found.append(
            FindingSummary(code, field, severity, len(rows), shown, alike[0].told(0), as_places(degrees))
        )
    return tuple(sorted(found, key=lambda f: (f.severity != "error", -f.count)))


def as_places(degrees: Array) -> tuple[tuple[float, float], ...]:
    """Positions as a report has them: seven decimals, a centimetre."""
    return tuple((round(float(x), 7), round(float(y), 7)) for x, y in degrees)


def as_plain(value: Any) -> Any:
    """Dataclasses and texts as JSON has them."""
    if isinstance(value, Text):
        return value.model_dump()
    if hasattr(value, "__dataclass_fields__"):
        return {name: as_plain(getattr(value, name)) for name in value.__dataclass_fields__}
    if isinstance(value, Sequence) and not isinstance(value, str):
        return [as_plain(v) for v in value]
    return value


_WORDS: dict[Language, dict[str, str]] = {
    "tr": {
        "published": "Yayımlandı.",
        "nothing": "Hiçbir şey yayımlanmadı: geçerli satır yok. Veritabanındaki satırlar olduğu gibi duruyor.",
        "current": "Orada yeni bir şey yok; son yükleme güncel.",
        "planned": "Yalnızca plan; hiçbir şey yazılmadı.",
        "running": "Sürüyor.", "failed": "Yapılamadı; hiçbir şey yayımlanmadı.", "rolled_back": "Geri alındı.",
        "rows": "satır", "inserted": "yeni", "changed": "değişen", "unchanged": "aynı", "deleted": "silinen",
        "quarantined": "karantinada", "finding": "Bulgu", "field": "Alan", "count": "Adet",
        "unused": "kullanılmayan sütunlar", "swapped": "eksenler değiştirildi", "vanished": "dosyada olmayan",
        "question": "Kararınız gerekiyor; hiçbir şey yazılmadı.", "column": "Sütun", "examples": "İlk değerler",
        "change": "Değişiklik", "key": "Anahtar", "moved": "Kayma",
    },
    "en": {
        "published": "Published.",
        "nothing": "Nothing was published: there is no valid row. The rows in the database stay as they are.",
        "current": "Nothing is new there; the last load is up to date.",
        "planned": "Plan only; nothing was written.",
        "running": "Running.", "failed": "Failed; nothing was published.", "rolled_back": "Taken back.",
        "rows": "rows", "inserted": "inserted", "changed": "changed", "unchanged": "unchanged", "deleted": "deleted",
        "quarantined": "quarantined", "finding": "Finding", "field": "Field", "count": "Count",
        "unused": "unused columns", "swapped": "axes swapped", "vanished": "not in the file",
        "question": "Your decision is needed; nothing was written.", "column": "Column", "examples": "First values",
        "change": "Change", "key": "Key", "moved": "Moved",
    },
}  # fmt: skip
