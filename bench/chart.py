"""Charts as SVG, readable on light and dark: ratios to the floor as bars, and growth as lines."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from html import escape
from typing import Any

WIDTH, LEFT, RIGHT, TOP, STEP, BAR = 860, 230, 190, 64, 28, 14
RATIO_MAX = 4.0

STYLE = """
text { font: 13px system-ui, sans-serif; fill: #57606a }
.title { font-weight: 600; font-size: 15px }
.small { font-size: 11px }
.floor { stroke: #8b949e; stroke-dasharray: 3 3 }
.grid { stroke: #8b949e; stroke-opacity: .3 }
.met { fill: #2da44e } .missed { fill: #cf6b1d } .none { fill: #6e8fbf }
.aim { stroke: #8250df; stroke-width: 2 }
@media (prefers-color-scheme: dark) { text { fill: #adbac7 } .aim { stroke: #b083f0 } }
"""


def ratios_svg(rows: Sequence[Mapping[str, Any]], title: str, subtitle: str) -> str:
    """Draw `measures.compare`'s rows as bars; a bar that does not fit is cut off and labelled with its number."""
    shown = [row for row in rows if not math.isnan(row["ratio"])]
    height = TOP + STEP * len(shown) + 34
    floor = _x(1.0)
    parts = [
        f'<svg xmlns="http://www.w3.org/2000/svg" width="{WIDTH}" height="{height}" '
        f'viewBox="0 0 {WIDTH} {height}" role="img" aria-label="{escape(title)}">',
        f"<style>{STYLE}</style>",
        f'<text class="title" x="16" y="24">{escape(title)}</text>',
        f'<text class="small" x="16" y="42">{escape(subtitle)}</text>',
        *[_bar(row, TOP + STEP * number) for number, row in enumerate(shown)],
        f'<line class="floor" x1="{floor:.1f}" x2="{floor:.1f}" y1="{TOP - 8}" y2="{height - 30}"/>',
        f'<text class="small" text-anchor="middle" x="{floor:.1f}" y="{height - 14}">the JavaScript floor = 1</text>',
        f'<text class="small" text-anchor="end" x="{WIDTH - 16}" y="{height - 14}">purple: the aim</text>',
        "</svg>",
    ]
    return "\n".join(parts) + "\n"


def _x(ratio: float) -> float:
    return LEFT + (WIDTH - LEFT - RIGHT) * min(ratio, RATIO_MAX) / RATIO_MAX


def _bar(row: Mapping[str, Any], y: float) -> str:
    ratio, end, middle = row["ratio"], _x(row["ratio"]), y + BAR - 2
    kind = {True: "met", False: "missed", None: "none"}[row["met"]]
    note = f"{ratio:.2f}" + (" (more is better)" if row["more"] else "")
    parts = [
        f'<text text-anchor="end" x="{LEFT - 10}" y="{middle}">{escape(row["name"])}</text>',
        f'<rect class="{kind}" x="{LEFT}" y="{y}" width="{end - LEFT:.1f}" height="{BAR}" rx="3"/>',
        f'<text class="small" x="{max(end, _x(row["aim"] or 0)) + 8:.1f}" y="{middle}">{escape(note)}</text>',
    ]
    if row["aim"] is not None:
        x = _x(row["aim"])
        parts.append(f'<line class="aim" x1="{x:.1f}" x2="{x:.1f}" y1="{y - 3}" y2="{y + BAR + 3}"/>')
    return "".join(parts)


COLOURS = ("#3b82d0", "#cf6b1d", "#2da44e", "#8250df", "#d0487a", "#8b949e")
PANEL_WIDTH, PANEL_HEIGHT, PANEL_LEFT, PANEL_TOP = 430, 330, 56, 64

Lines = Mapping[str, Sequence[float]]


def lines_svg(panels: Sequence[tuple[str, Sequence[str], Lines]], title: str) -> str:
    """Draw panels side by side, each (title, labels of the steps, values in ms by name), with y axes from 0."""
    width = PANEL_WIDTH * len(panels)
    height = PANEL_TOP + PANEL_HEIGHT
    parts = [
        f'<svg xmlns="http://www.w3.org/2000/svg" width="{width}" height="{height}" '
        f'viewBox="0 0 {width} {height}" role="img" aria-label="{escape(title)}">',
        f"<style>{STYLE}</style>",
        f'<text class="title" x="16" y="24">{escape(title)}</text>',
        *[_panel(panel, PANEL_WIDTH * number) for number, panel in enumerate(panels)],
        "</svg>",
    ]
    return "\n".join(parts) + "\n"


def _panel(panel: tuple[str, Sequence[str], Lines], left: float) -> str:
    title, labels, lines = panel
    values = [value for line in lines.values() for value in line if not math.isnan(value)]
    top, plot_w, plot_h = max(values, default=1.0) * 1.05, PANEL_WIDTH - PANEL_LEFT - 20, PANEL_HEIGHT - 110
    xs = [left + PANEL_LEFT + plot_w * (number + 0.5) / len(labels) for number in range(len(labels))]

    def y(value: float) -> float:
        return PANEL_TOP + plot_h * (1 - value / top)

    parts = [f'<text x="{left + 16}" y="{PANEL_TOP - 14}">{escape(title)}</text>']
    for step in range(5):
        value = top * step / 4
        right, at = left + PANEL_LEFT + plot_w, f"{y(value):.1f}"
        parts.append(f'<line class="grid" x1="{left + PANEL_LEFT}" x2="{right}" y1="{at}" y2="{at}"/>')
        scale_x = left + PANEL_LEFT - 6
        parts.append(f'<text class="small" text-anchor="end" x="{scale_x}" y="{at}" dy="4">{value:.0f}</text>')
    for x, label in zip(xs, labels, strict=True):
        parts.append(f'<text class="small" text-anchor="middle" x="{x:.1f}" y="{y(0) + 16:.1f}">{escape(label)}</text>')
    for number, (name, line) in enumerate(lines.items()):
        colour = COLOURS[number % len(COLOURS)]
        dots = [(x, y(value)) for x, value in zip(xs, line, strict=True) if not math.isnan(value)]
        points = " ".join(f"{x:.1f},{at:.1f}" for x, at in dots)
        parts.append(f'<polyline points="{points}" fill="none" stroke="{colour}" stroke-width="2"/>')
        parts += [f'<circle cx="{x:.1f}" cy="{at:.1f}" r="3" fill="{colour}"/>' for x, at in dots]
        legend_x, legend_y = left + PANEL_LEFT + (number % 2) * 180, y(0) + 38 + (number // 2) * 18
        parts.append(f'<circle cx="{legend_x}" cy="{legend_y - 4:.1f}" r="4" fill="{colour}"/>')
        parts.append(f'<text class="small" x="{legend_x + 10}" y="{legend_y:.1f}">{escape(name)}</text>')
    return "\n".join(parts)
