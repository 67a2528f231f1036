"""Colours as people see them: contrast, legibility, mixtures. Pure."""

from functools import lru_cache


def contrast(one: str, other: str) -> float:
    """The WCAG 2 contrast ratio (1 to 21) of two ``#rrggbb`` colours."""
    dark, light = sorted((_luminance(one), _luminance(other)))
    return (light + 0.05) / (dark + 0.05)


@lru_cache(maxsize=1024)
def legible(color: str, grounds: tuple[str, ...], ratio: float) -> str:
    """The colour nearest to ``color`` that has the contrast ``ratio`` on every one of ``grounds``.

    It moves towards black on light grounds and towards white on dark ones, one hundredth at a time, and ends
    there when the ratio cannot be had.
    """
    away = "#000000" if min(contrast("#000000", ground) for ground in grounds) > 4.58 else "#ffffff"
    for hundredths in range(101):
        candidate = mix(away, color, hundredths / 100)
        if all(contrast(candidate, ground) >= ratio for ground in grounds):
            return candidate
    return away


def mix(upper: str, lower: str, opacity: float) -> str:
    """What is seen when ``upper`` covers ``lower`` with ``opacity`` (0 to 1)."""
    parts = zip(_channels(upper), _channels(lower), strict=True)
    return "#" + "".join(f"{round(above * opacity + below * (1 - opacity)):02x}" for above, below in parts)


def _luminance(color: str) -> float:
    red, green, blue = (
        c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4
        for c in (c / 255 for c in _channels(color))
    )
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def _channels(color: str) -> tuple[int, int, int]:
    return int(color[1:3], 16), int(color[3:5], 16), int(color[5:7], 16)
