"""Writes the mean of two float16 files of weights of one network, such as before and after some epochs:
``python tools/average_weights.py BEFORE AFTER OUT``. Wortsman et al. 2022 (2203.05482) call such a mean a model soup.
"""

from __future__ import annotations

import argparse
from pathlib import Path

from safetensors import safe_open
from safetensors.torch import load_file, save_file


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    for name in ("before", "after", "out"):
        parser.add_argument(name, type=Path)
    arguments = parser.parse_args()
    before, after = load_file(arguments.before), load_file(arguments.after)
    if {k: v.shape for k, v in before.items()} != {k: v.shape for k, v in after.items()}:
        parser.error("the files are not of one network")
    with safe_open(arguments.before, "pt") as file:
        metadata = file.metadata()
    mean = {
        name: ((tensor.float() + after[name].float()) / 2).to(tensor.dtype) if tensor.is_floating_point() else tensor
        for name, tensor in before.items()
    }
    save_file(mean, arguments.out, metadata)


if __name__ == "__main__":
    main()
