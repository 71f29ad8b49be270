"""A page that shows maps without a network: each drawn on a canvas from its numbers, with its tokens, read by hovering."""

from __future__ import annotations

import base64
import html
import json
from typing import TYPE_CHECKING

from attnviz.lazy_numpy import np
from attnviz.ui.widgets import colormap

if TYPE_CHECKING:
    from collections.abc import Sequence

_PAGE = """<!doctype html>
<html><head><meta charset="utf-8"><title>$TITLE$</title>
<meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'; script-src 'unsafe-inline'">
<style>
body{font:15px/1.4 system-ui,sans-serif;margin:24px;color:#17212b;background:#f3f5f7}
h1{font-size:20px;margin:0 0 4px} .maps{display:flex;flex-wrap:wrap;gap:24px}
figure{margin:0;background:#fff;border:1px solid #d8dfe6;border-radius:8px;padding:12px}
figcaption{font-weight:600;margin-bottom:6px} canvas{image-rendering:pixelated;display:block;cursor:crosshair}
#said{position:sticky;top:0;background:#f3f5f7;min-height:1.6em;padding:6px 0;color:#52606d}
</style></head><body><h1>$TITLE$</h1><div id="said">$HINT$</div><div class="maps" id="maps"></div>
<script>
const data = $DATA$;
const said = document.getElementById("said");
const bytes = text => Uint8Array.from(atob(text), c => c.charCodeAt(0));
for (const map of data.maps) {
  const weights = new Float32Array(bytes(map.weights).buffer);
  const rows = data.queries.length, columns = data.keys.length;
  const cell = Math.max(2, Math.min(26, Math.floor(640 / Math.max(rows, columns))));
  const named = cell >= 12, left = named ? 110 : 0, top = named ? 90 : 0;
  const canvas = document.createElement("canvas"), context = canvas.getContext("2d");
  canvas.width = left + columns * cell; canvas.height = top + rows * cell;
  for (let r = 0; r < rows; r++) for (let c = 0; c < columns; c++) {
    const weight = weights[r * columns + c];
    const color = data.scale[Math.round(255 * Math.min(Math.max(weight || 0, 0), 1))];
    context.fillStyle = weight === weight ? color : "#e0218a";
    context.fillRect(left + c * cell, top + r * cell, cell, cell);
  }
  if (named) {
    context.fillStyle = "#17212b"; context.font = "12px system-ui,sans-serif"; context.textBaseline = "middle";
    context.textAlign = "right";
    data.queries.forEach((text, r) => context.fillText(text, left - 6, top + (r + .5) * cell, left - 8));
    context.textAlign = "left";
    data.keys.forEach((text, c) => {
      context.save(); context.translate(left + (c + .5) * cell, top - 6); context.rotate(-Math.PI / 2);
      context.fillText(text, 0, 0, top - 8); context.restore();
    });
  }
  canvas.onmousemove = event => {
    const c = Math.floor((event.offsetX - left) / cell), r = Math.floor((event.offsetY - top) / cell);
    if (r >= 0 && c >= 0 && r < rows && c < columns)
      said.textContent = `${map.name}: ${data.queries[r]} \\u2192 ${data.keys[c]}: ${weights[r * columns + c].toFixed(4)}`;
  };
  const figure = document.createElement("figure"), caption = document.createElement("figcaption");
  caption.textContent = map.name; figure.append(caption, canvas);
  document.getElementById("maps").append(figure);
}
</script></body></html>
"""


def page(
    title: str, maps: Sequence[tuple[str, np.ndarray]], queries: Sequence[str], keys: Sequence[str], *, hint: str = ""
) -> str:
    """Named maps [query, key] as a page of its own; it loads nothing, and its rules forbid it to."""
    colors = [f"#{red:02x}{green:02x}{blue:02x}" for red, green, blue in colormap.scale().tolist()]
    data = {
        "maps": [
            {"name": name, "weights": base64.b64encode(np.ascontiguousarray(map, "<f4").tobytes()).decode("ascii")}
            for name, map in maps
        ],
        "queries": list(queries),
        "keys": list(keys),
        "scale": colors,
    }
    written = json.dumps(data, ensure_ascii=False).replace("<", "\\u003c").replace("\u2028", "\\u2028")
    made = _PAGE.replace("$TITLE$", html.escape(title or "attention")).replace("$HINT$", html.escape(hint))
    return made.replace("$DATA$", written)
