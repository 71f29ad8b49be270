"""Measures every way to read an alignment out of a Transformer on gold alignments, beside eflomal:
``python tools/alignment_table.py transformer-en-de --data DIR``.

Prints a Markdown table of alignment error rates in percent. ``--card`` writes the best way into the model's card, where the program
looks for the map to show first. eflomal (Östling & Tiedemann 2016) learns from the model's own training pairs with the gold
sentences added, in both directions, made one by grow-diag-final-and.
"""

from __future__ import annotations

import argparse
import json
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from attnviz.engine.attention.maps import MapView
from attnviz.engine.session import Session
from attnviz.engine.translate.align import WordAlignment, align_by
from attnviz.paths import asset
from attnviz.training.translator.aer import Gold, alignment_error_rate, gold_files, read_gold
from attnviz.training.translator.pairs import find, read_pairs, words
from attnviz.training.translator.recipes import RECIPES
from attnviz.training.translator.word_aligner import Link, align_tokens

if TYPE_CHECKING:
    from collections.abc import Iterator

    from attnviz.engine.checkpoints import Loaded


class Way(NamedTuple):
    """One way to read an alignment: its name, and the view that shows it."""

    name: str
    view: MapView


def ways(loaded: Loaded) -> Iterator[Way]:
    """All heads, each layer, each head; as they are, shifted by one step, as norms, and both."""
    config = loaded.network.config
    every = [[(layer, head) for head in range(config.heads)] for layer in range(config.layers)]
    taught = loaded.about.card.get("guided", {})
    for shift, norms in ((False, False), (True, False), (False, True), (True, True)):
        how = (", shifted" if shift else "") + (", norms" if norms else "")
        sets = {"mean of all": [pair for layer in every for pair in layer]}
        sets |= {f"layer {i + 1}": layer for i, layer in enumerate(every)}
        for layer, head in sets["mean of all"]:
            own = (layer, head) == (taught.get("layer"), taught.get("head"))
            sets["taught head" if own else f"layer {layer + 1}, head {head + 1}"] = [(layer, head)]
        for name, heads in sets.items():
            yield Way(
                name + how, MapView(layer=heads[0][0], head=heads[0][1], heads=tuple(heads), shift=shift, norms=norms)
            )


def error_rates(loaded: Loaded, gold: list[Gold], views: list[MapView]) -> list[float]:
    """AER in percent of each view."""
    answers = align_by(loaded, [(pair.source, pair.target) for pair in gold], views)
    return [
        alignment_error_rate([frozenset(a.links) if isinstance(a, WordAlignment) else frozenset() for a in one], gold)
        for one in answers
    ]


def eflomal(id: str, data: Path, golds: dict[str, list[Gold]]) -> dict[str, float]:
    """AER in percent of eflomal on each gold set; Chinese is aligned by characters, and a word has its characters' links."""
    recipe = RECIPES[id]
    chinese = recipe.target_language == "zh"
    names = dict.fromkeys(recipe.corpus.train)  # each file once
    pairs = [pair for name in names for pair in read_pairs(find(data, name))]
    sources = [words(source, recipe.source_language).split() for source, _ in pairs]
    targets = [
        list(target.replace(" ", "")) if chinese else words(target, recipe.target_language).split()
        for _, target in pairs
    ]
    errors = {}
    for name, gold in golds.items():
        places = [[i for i, word in enumerate(pair.target) for _ in (word if chinese else "x")] for pair in gold]
        found = align_tokens(
            sources + [[word.lower() for word in pair.source] for pair in gold],
            targets
            + [list("".join(pair.target)) if chinese else [word.lower() for word in pair.target] for pair in gold],
        )[len(pairs) :]
        links: list[frozenset[Link]] = [
            frozenset((s, place[t]) for s, t in link) for link, place in zip(found, places, strict=True)
        ]
        errors[name] = alignment_error_rate(links, gold)
    return errors


def main() -> None:
    """Print the table of one model; with ``--card`` keep its best line in the card."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("id")
    parser.add_argument("--data", type=Path, required=True)
    parser.add_argument("--card", action="store_true")
    arguments = parser.parse_args()
    loaded = Session().model(arguments.id)
    golds = {
        path.name.split(".jsonl")[0]: read_gold(path)
        for path in gold_files(arguments.data, loaded.about.languages, "dev")
    }
    tried = list(ways(loaded))
    columns = [error_rates(loaded, gold, [way.view for way in tried]) for gold in golds.values()]
    rows = dict(zip(tried, zip(*columns, strict=True), strict=True))
    best = min(rows, key=lambda way: sum(rows[way]))
    print(f"| {arguments.id} | {' | '.join(golds)} |\n|{' --- |' * (len(golds) + 1)}")
    for way, errors in sorted(rows.items(), key=lambda row: sum(row[1])):
        print(f"| {way.name} | {' | '.join(f'{error:.1f}' for error in errors)} |")
    print(
        f"| eflomal | {' | '.join(f'{error:.1f}' for error in eflomal(arguments.id, arguments.data, golds).values())} |"
    )
    if arguments.card:
        path = asset("weights", f"{arguments.id}.json")
        card = json.loads(path.read_text(encoding="utf-8"))
        card["alignment"] = {
            "kind": "cross_attention",
            "layer": best.view.layer,
            "heads": [head for _, head in best.view.heads],
            "shift": int(best.view.shift),
            "norms": best.view.norms,
            "taught": "taught" in best.name,
            "dev_aer": round(sum(rows[best]) / len(golds), 1),
            "dev_aer_by_set": {name: round(error, 1) for name, error in zip(golds, rows[best], strict=True)},
        }
        path.write_text(json.dumps(card, indent=2, ensure_ascii=False) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
