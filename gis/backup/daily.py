"""Backups that are taken every day, each tried out at once, and how long they are kept."""

from collections.abc import Iterable
from datetime import datetime
from pathlib import Path
from typing import Annotated, Any

from pydantic import AfterValidator, BaseModel, ConfigDict, Field

from gis.backup.archive import open_backup
from gis.backup.restore import rehearse
from gis.backup.take import Tell, take_backup
from gis.files import exclusive, replace_file
from gis.schedule import ISTANBUL, parsed_cron
from gis.text import Text
from gis.yaml_file import read_model

KIND = "backup"
"""The kind of its jobs."""
_FILE = "backup.yaml"
_PREFIX, _SUFFIX, _STAMP = "kent-", ".tar", "%Y%m%d-%H%M%S"
_TEXT = """\
# Backups that `kent worker` takes by itself; each is restored into a scratch database and compared.
schedule: "30 3 * * *"  # cron, in the time of Europe/Istanbul
keep: {daily: 7, weekly: 4, monthly: 12}
"""
_CHECKING = Text(tr="Yedek dosyası denetleniyor", en="Checking the backup file")


class _Model(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid")


class Keep(_Model):
    """The newest backup of each of the last so many days, weeks and months that have one."""

    daily: Annotated[int, Field(ge=1, le=3660)] = 7
    weekly: Annotated[int, Field(ge=0, le=520)] = 4
    monthly: Annotated[int, Field(ge=0, le=1200)] = 12


class BackupPlan(_Model):
    """``$KENT_HOME/backup.yaml``."""

    schedule: Annotated[str, AfterValidator(parsed_cron)] = "30 3 * * *"
    keep: Keep = Keep()


def backups_folder(home: Path) -> Path:
    return home / "backups"


def plan_file(home: Path) -> Path:
    return home / _FILE


def read_plan(home: Path) -> BackupPlan | None:
    """None where nobody wants daily backups. Raises: RegistryError, with file and line."""
    file = plan_file(home)
    return read_model(file, BackupPlan) if file.exists() else None


def make_plan(home: Path) -> BackupPlan:
    """Have backups taken daily, unless the home says already how. Raises: RegistryError."""
    if not plan_file(home).exists():
        replace_file(plan_file(home), _TEXT, mode=0o644)
    found = read_plan(home)
    assert found is not None
    return found


def new_file(home: Path, now: datetime) -> Path:
    """Where the next backup of a home goes by itself."""
    folder = backups_folder(home)
    folder.mkdir(mode=0o700, exist_ok=True)
    return folder / f"{_PREFIX}{now.astimezone(ISTANBUL).strftime(_STAMP)}{_SUFFIX}"


def back_up_daily(home: Path, conninfo: str, keep: Keep, now: datetime, tell: Tell) -> dict[str, Any]:
    """Take a backup, try it out, and only then remove what is not to be kept.

    Returns:
        A report: the file, its rows, what was compared, what was removed.

    Raises:
        Conflict, SourceError, Unavailable: older backups stay then.
    """
    with exclusive(home / "run" / "backup.lock"):
        file = new_file(home, now)
        take_backup(home, conninfo, file, tell)
        tell(_CHECKING)
        content = rehearse(open_backup(file), conninfo, tell)
        removed = to_remove(backups_folder(home).glob(f"{_PREFIX}*{_SUFFIX}"), keep)
        for old in removed:
            old.unlink()
    return {
        "file": file.name,
        "bytes": file.stat().st_size,
        "rehearsed": {"tables": len(content.tables), "rows": content.rows},
        "removed": [old.name for old in removed],
    }


def to_remove(files: Iterable[Path], keep: Keep) -> list[Path]:
    """The backups that need not be kept; files of another name are nobody's business."""
    newest_first = sorted(((at, f) for f in files if (at := taken_at(f)) is not None), reverse=True)
    kept: set[Path] = set()
    for form, number in (("%Y-%m-%d", keep.daily), ("%G-%V", keep.weekly), ("%Y-%m", keep.monthly)):
        periods: dict[str, Path] = {}
        for at, file in newest_first:
            periods.setdefault(at.strftime(form), file)
        kept.update(list(periods.values())[:number])
    return [file for _, file in newest_first if file not in kept]


def taken_at(file: Path) -> datetime | None:
    """When a backup was taken, as its name says; None when the name is none of ours."""
    try:
        return datetime.strptime(file.name, f"{_PREFIX}{_STAMP}{_SUFFIX}").replace(tzinfo=ISTANBUL)
    except ValueError:
        return None
