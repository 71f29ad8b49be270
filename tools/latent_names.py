"""Writes into a VAE's card which factor each dimension was measured to carry: ``python tools/latent_names.py vae-scenes ...``.

Measured on the samples that ship beside the weights, whose factors are known: a dimension is named where it tells at least
``LEAST`` of a factor, and no other dimension tells more of it.
"""

from __future__ import annotations

import json
import sys

import numpy as np

from attnviz.engine.checkpoints import save_card
from attnviz.paths import asset
from attnviz.training.vae.disentanglement import carried

LEAST = 1 / 3  # of a factor's entropy


def main() -> int:
    """Measure every model that is named; their factors must be known."""
    for id in sys.argv[1:]:
        with np.load(asset("weights") / f"{id}.samples.npz") as samples:
            names = samples["label_names"].tolist()
            codes, labels = samples["mu"].astype(np.float64), samples["labels"]
        found = carried(codes, labels)
        best = {factor: max(share for k, share in found if k == factor) for factor, _ in found}
        named = {
            str(dimension): {"factor": names[factor], "share": round(share, 3)}
            for dimension, (factor, share) in enumerate(found)
            if share >= LEAST and share == best[factor]
        }
        path = asset("weights") / f"{id}.json"
        card = json.loads(path.read_text(encoding="utf-8"))
        card["carries"] = named
        save_card(path, card)
        print(id, [(names[k], round(share, 2)) for k, share in found], "->", {k: v["factor"] for k, v in named.items()})
    return 0


if __name__ == "__main__":
    sys.exit(main())
