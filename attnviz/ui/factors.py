"""A factor in figures from its natural logarithm, of any size: from a million on as a power of ten."""

from __future__ import annotations

import math

_RAISED = str.maketrans("0123456789-", "⁰¹²³⁴⁵⁶⁷⁸⁹⁻")


def factor(nats: float) -> str:
    """exp(``nats``) with the two figures that can be told apart: 0.37, 4.2, 36 000, 1.1 × 10²⁵."""
    if not math.isfinite(nats):
        return "∞" if nats > 0 else "0"
    ten = nats / math.log(10)
    if -1 <= ten < 6:
        times = math.exp(nats)
        if times < 9.95:
            return f"{times:.2f}" if times < 0.995 else f"{times:.1f}"
        step = 10 ** max(math.floor(math.log10(times)) - 1, 0)
        rounded = round(times / step) * step
        if rounded < 1_000_000:
            return f"{rounded:,}".replace(",", "\u202f")
    power = math.floor(ten)
    figures = f"{10 ** (ten - power):.1f}"
    if figures == "10.0":
        figures, power = "1.0", power + 1
    return f"{figures}\u00a0×\u00a010{str(power).translate(_RAISED)}"
