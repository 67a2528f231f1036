"""YAML files whose mistakes are told with file, line and remedy."""

from pathlib import Path
from typing import Any, ClassVar

import yaml
from pydantic import BaseModel, ValidationError
from pydantic_core import PydanticCustomError

from gis.errors import RegistryError
from gis.text import Text

_Base: Any = getattr(yaml, "CSafeLoader", yaml.SafeLoader)


class _Loader(_Base):  # type: ignore[misc]
    """YAML 1.2's booleans: ``NO`` is a Turkish column heading and ``no`` a word, only true and false are truths."""

    yaml_implicit_resolvers: ClassVar[Any] = {
        first: [
            (tag, pattern) for tag, pattern in resolvers if tag != "tag:yaml.org,2002:bool" or first in "tTfF"
        ]
        for first, resolvers in _Base.yaml_implicit_resolvers.items()
    }


def read_yaml(path: Path) -> tuple[Any, yaml.Node | None]:
    """Parse one YAML document.

    Returns:
        The plain value, and its node tree (for line numbers); an empty file gives ``({}, None)``.

    Raises:
        RegistryError: not readable, not YAML, or a key given twice.
    """
    return parse_yaml(path, read_bytes(path))


def read_bytes(path: Path) -> bytes:
    """Raises: RegistryError when the file is not readable."""
    try:
        return path.read_bytes()
    except OSError as error:
        raise _unreadable(path, error) from None


def parse_yaml(path: Path, content: bytes) -> tuple[Any, yaml.Node | None]:
    """As ``read_yaml``, of what was read already; ``path`` names it in faults."""
    try:
        loader = _Loader(content.decode("utf-8"))
    except UnicodeDecodeError as error:
        raise _unreadable(path, error) from None
    except yaml.reader.ReaderError as error:
        raise _fault(
            path,
            1,
            "yaml_syntax",
            Text(tr=f"YAML yazımı hatalı: {error.reason}", en=f"not valid YAML: {error.reason}"),
        ) from None
    try:
        node = loader.get_single_node()
        if node is None:
            return {}, None
        _refuse_duplicate_keys(path, node)
        return loader.construct_document(node), node
    except yaml.MarkedYAMLError as error:
        line = error.problem_mark.line + 1 if error.problem_mark else 1
        said = error.problem or "syntax error"
        raise _fault(
            path, line, "yaml_syntax", Text(tr=f"YAML yazımı hatalı: {said}", en=f"not valid YAML: {said}")
        ) from None
    finally:
        loader.dispose()


def read_model[M: BaseModel](path: Path, model: type[M]) -> M:
    """Parse one file into ``model``; every fault is listed with its line.

    Raises:
        RegistryError: the file does not fit the model.
    """
    value, node = read_yaml(path)
    return build_model(path, node, value, model)


def build_model[M: BaseModel](path: Path, node: yaml.Node | None, value: Any, model: type[M]) -> M:
    """Validate ``value``, found at ``node`` of ``path``, as ``model``."""
    try:
        return model.model_validate(value)
    except ValidationError as error:
        faults = [
            (f"{path}:{line_of(node, location)}: {'.'.join(map(str, location)) or '(file)'}: ", said)
            for location, said in faults_of(error)
        ]
        raise RegistryError(
            "registry_invalid",
            Text(
                tr="\n".join(where + said.tr for where, said in faults),
                en="\n".join(where + said.en for where, said in faults),
            ),
            Text(
                tr="Yukarıdaki satırları düzeltin; izinli alanlar docs/schemas altındaki JSON Schema dosyalarındadır.",
                en="Mend the lines named above; the JSON Schemas in docs/schemas list what is allowed.",
            ),
        ) from None


def faults_of(error: ValidationError) -> list[tuple[tuple[int | str, ...], Text]]:
    """What a model refuses: where, and what is wrong with it, in every language."""
    return [(fault["loc"], _told(fault)) for fault in error.errors()]


def line_of(node: yaml.Node | None, loc: tuple[int | str, ...]) -> int:
    """The 1-based line of the deepest part of ``loc`` that exists in the document."""
    here = node
    line = node.start_mark.line + 1 if node is not None else 1
    for part in loc:
        following: yaml.Node | None = None
        if isinstance(here, yaml.MappingNode):
            for key, child in here.value:
                if key.value == str(part):
                    following, line = child, key.start_mark.line + 1
        elif isinstance(here, yaml.SequenceNode) and isinstance(part, int) and part < len(here.value):
            following = here.value[part]
            line = following.start_mark.line + 1 if following is not None else line
        if following is None:
            break
        here = following
    return line


def wrong(tr: str, en: str) -> PydanticCustomError:
    """What a model's validator raises: what is wrong and what to do about it, in every language."""
    return PydanticCustomError("kent", "{en}", {"tr": tr, "en": en})


def _told(fault: Any) -> Text:
    given = fault["input"]
    match fault["type"]:
        case "kent":
            return Text(tr=fault["ctx"]["tr"], en=fault["ctx"]["en"])
        case "extra_forbidden":
            return Text(
                tr="bilinmeyen anahtar; kaldırın ya da yazımını düzeltin",
                en="unknown key; remove it or correct its spelling",
            )
        case "missing":
            return Text(tr="zorunludur; ekleyin", en="is required; add it")
        case "literal_error":
            expected = fault["ctx"]["expected"].replace(" or ", ", ")
            return Text(
                tr=f"'{given}' olamaz; olabilecekler: {expected}",
                en=f"cannot be '{given}'; choose from {expected}",
            )
        case "string_pattern_mismatch":
            pattern = fault["ctx"]["pattern"]
            return Text(
                tr=f"'{given}' uygun yazılmamış; kalıbı: {pattern}",
                en=f"'{given}' is not spelled right; it must match {pattern}",
            )
    said = str(fault["msg"])
    return Text(
        tr=f"uygun bir değer değil ({said}); düzeltin", en=f"is no fitting value ({said}); correct it"
    )


def _unreadable(path: Path, error: Exception) -> RegistryError:
    return _fault(
        path, 1, "unreadable_file", Text(tr=f"okunamıyor ({error})", en=f"cannot be read ({error})")
    )


def _refuse_duplicate_keys(path: Path, node: yaml.Node) -> None:
    if isinstance(node, yaml.MappingNode):
        seen: set[str] = set()
        for key, child in node.value:
            if key.value in seen:
                raise _fault(
                    path,
                    key.start_mark.line + 1,
                    "duplicate_key",
                    Text(
                        tr=f"'{key.value}' iki kez verilmiş; birini silin",
                        en=f"'{key.value}' is given twice; remove one",
                    ),
                )
            seen.add(key.value)
            _refuse_duplicate_keys(path, child)
    elif isinstance(node, yaml.SequenceNode):
        for child in node.value:
            _refuse_duplicate_keys(path, child)


def _fault(path: Path, line: int, code: str, said: Text) -> RegistryError:
    return RegistryError(code, Text(tr=f"{path}:{line}: {said.tr}", en=f"{path}:{line}: {said.en}"))
