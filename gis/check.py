"""What `kent check` looks at beyond reading the files: whether what they say together can be drawn and served."""

import json
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

from pydantic import JsonValue

from gis.definitions import place
from gis.derive.drawing import Legible, drawn
from gis.derive.style import Look, city_style
from gis.derive.symbology import SHIPPED_STYLES
from gis.errors import KentError
from gis.municipality import Home
from gis.registry import Registry
from gis.text import Text
from gis.yaml_file import line_of, read_yaml

_VALIDATOR = SHIPPED_STYLES / "make"
_SPRITE = SHIPPED_STYLES / "build" / "sprites" / "city.json"


def check_home(home: Home) -> tuple[Text, ...]:
    """Everything to be mended, each with file, line and remedy.

    Raises:
        RegistryError: the registry, settings, boundary, palette or a style cannot be read at all.
    """
    registry, styles = home.registry, home.styles
    _ = home.boundary, home.logo
    problems = [*_strange_files(home), *_missing_icons(registry)]
    for audience in registry.audiences:
        for view in registry.views(audience):
            try:
                drawn(view, registry.codes, Legible(styles, "light"), "tr")
            except KentError as error:
                where = _style_place(home, view.id, error.message.en)
                problems.append(Text(tr=f"{where}: {error.message.tr}", en=f"{where}: {error.message.en}"))
    return tuple(dict.fromkeys(problems)) or tuple(_invalid_styles(home))


def _strange_files(home: Home) -> Iterator[Text]:
    for file in sorted((home.path / "styles").glob("*.json")):
        if file.stem not in home.registry.layers:
            yield Text(
                tr=f"{file}:1: '{file.stem}' adlı katman yok; dosyayı katmanın kimliğiyle adlandırın ya da silin",
                en=f"{file}:1: there is no layer '{file.stem}'; name the file after its layer, or remove it",
            )


def _missing_icons(registry: Registry) -> Iterator[Text]:
    """Icons that code lists name and the sprite lacks; nothing where the sprite has not been made yet."""
    if not _SPRITE.exists():
        return
    known = json.loads(_SPRITE.read_text(encoding="utf-8"))
    for code_list in registry.codes.values():
        for code in code_list.codes:
            if code.icon is not None and code.icon not in known:
                where = place(registry, f"codes/{code_list.id}", "codes", code.code)
                yield Text(
                    tr=f"{where}: '{code.icon}' adlı simge yok; olanlardan birini verin: {', '.join(sorted(known))}",
                    en=f"{where}: there is no icon '{code.icon}'; choose one of: {', '.join(sorted(known))}",
                )


def _invalid_styles(home: Home) -> Iterator[Text]:
    """What the MapLibre style specification's own validator says of the whole map, in every theme."""
    if not (_VALIDATOR / "node_modules").exists():
        return
    audiences = list(home.registry.audiences)
    styles = [
        city_style(home.registry, audience, Look("tr", "light", "http://kent.invalid"), home.styles)
        for audience in audiences
    ]
    done = subprocess.run(
        [Path(sys.executable).with_name("node"), _VALIDATOR / "validate.mjs"],
        input=json.dumps(styles),
        capture_output=True,
        text=True,
        check=True,
    )
    told: dict[str, None] = {}
    for fault in json.loads(done.stdout):
        which, _, said = fault.partition(": ")
        told.setdefault(_located(home, styles[int(which.removeprefix("style "))], said))
    for said in told:
        yield Text(
            tr=f"{said}; MapLibre stil belirtimine göre düzeltin",
            en=f"{said}; correct it by the MapLibre style specification",
        )


def _located(home: Home, style: dict[str, JsonValue], said: str) -> str:
    """``layers[3].paint.circle-radius: number expected`` -> the line of that style layer in its fragment."""
    index = said.partition("[")[2].partition("]")[0]
    layers = style["layers"]
    if not index.isdigit() or not isinstance(layers, list):
        return said
    layer = layers[int(index)]
    assert isinstance(layer, dict)
    layer_id, _, local = str(layer["id"]).partition(".")
    return f"{_style_place(home, layer_id, f'{layer_id}.{local}:')}: {said.partition('].')[2]}"


def _style_place(home: Home, layer_id: str, said: str) -> str:
    """File and line of the style layer that a message names."""
    own = home.path / "styles" / f"{layer_id}.json"
    file = own if own.exists() else SHIPPED_STYLES / f"{layer_id}.json"
    if not file.exists():
        return place(home.registry, f"layers/{layer_id}")
    value, node = read_yaml(file)
    for at, style_layer in enumerate(value):
        if f"{layer_id}.{style_layer['id']}:" in said:
            return f"{file}:{line_of(node, (at,))}"
    return f"{file}:1"
