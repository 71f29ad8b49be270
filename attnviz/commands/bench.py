"""``attnviz bench``: how quick the program is on this machine, beside its goals."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING, Any

from attnviz.bench.figures import summary
from attnviz.bench.table import ROWS
from attnviz.commands import Failed
from attnviz.commands.lines import put, put_json, say

if TYPE_CHECKING:
    import argparse


def run(arguments: argparse.Namespace) -> int:
    """Measure every row, or those asked for; a row that fails is told, and the exit status is then 1."""
    unknown = set(arguments.only or ()) - {row.id for row in ROWS}
    if unknown:
        raise Failed(f"there is no row {min(unknown)}; there are {', '.join(row.id for row in ROWS)}", status=2)
    status = 0
    for row in ROWS:
        if arguments.only and row.id not in arguments.only:
            continue
        try:
            measured = row.measure(arguments.model)
        except Failed as error:
            say("bench", f"{row.id}: {error}")
            status = 1
            continue
        if measured is None:
            say("bench", f"{row.id}: cannot be measured on this machine")
        elif arguments.json:
            put_json(**summary(row, measured))
        else:
            _write(summary(row, measured))
        sys.stdout.flush()
    return status


def _write(told: dict[str, Any]) -> None:
    verdict = ""
    if "goal" in told:
        verdict = f"   {told['judged']} <= {told['goal']:g}: {'reached' if told['reached'] else 'NOT reached'}"
    put(f"{told['id']:<18} {told['what']}")
    put(f"{'':<18} {_figures(told, told['unit'])}, most {told['most']:g}{verdict}")
    for name, figures in told["beside"].items():
        put(f"{'':<18} {_figures(figures, told['unit'])}   {name}")


def _figures(figures: dict[str, Any], unit: str) -> str:
    return f"median {figures['median']:g} {unit}, p95 {figures['p95']:g}, {figures['runs']} runs"
