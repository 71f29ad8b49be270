"""``attnviz evaluate``: BLEU and AER of a translator on its recipe's data; the figures of a VAE, classifier or captioner on
held-out pictures, of a speller on unheard speakers, of a reader on its task."""

from __future__ import annotations

from typing import TYPE_CHECKING

from attnviz.commands import (
    Failed,
    evaluate_captioner,
    evaluate_classifier,
    evaluate_reader,
    evaluate_speller,
    evaluate_vae,
)
from attnviz.commands.lines import put, put_json
from attnviz.commands.progress import Line
from attnviz.engine.session import Session
from attnviz.engine.translate.align import WordAlignment, align_all
from attnviz.engine.translate.batch import evaluated
from attnviz.training.captioner.recipes import CAPTIONER_RECIPES
from attnviz.training.classifier.recipes import CNN_RECIPES
from attnviz.training.reader.recipes import READER_RECIPES
from attnviz.training.speller.recipes import SPELLER_RECIPES
from attnviz.training.translator import robust
from attnviz.training.translator.aer import Gold, alignment_error_rate, gold_files, read_gold
from attnviz.training.translator.bleu import bleu
from attnviz.training.translator.pairs import DataError, group_references, read_corpus
from attnviz.training.translator.recipes import RECIPES
from attnviz.training.vae.recipes import VAE_RECIPES

if TYPE_CHECKING:
    import argparse
    from collections.abc import Sequence

    from attnviz.engine.checkpoints import Loaded


def run(arguments: argparse.Namespace) -> int:
    """Print the figures of one split: BLEU in percent against all references, AER in percent by file."""
    if arguments.id in VAE_RECIPES:
        return evaluate_vae.run(arguments)
    if arguments.id in CNN_RECIPES:
        return evaluate_classifier.run(arguments)
    if arguments.id in CAPTIONER_RECIPES:
        return evaluate_captioner.run(arguments)
    if arguments.id in SPELLER_RECIPES:
        return evaluate_speller.run(arguments)
    if arguments.id in READER_RECIPES:
        return evaluate_reader.run(arguments)
    if arguments.data is None:
        raise Failed("--data is needed: the folder of the dev and test files", status=2)
    loaded = Session().model(arguments.id)
    try:
        recipe = RECIPES[arguments.id]
    except KeyError:
        raise Failed(f"there is no recipe {arguments.id}, so its {arguments.split} data are not known") from None
    try:
        name = {"dev": recipe.corpus.dev, "test": recipe.corpus.test}[arguments.split]
        sentences, references = group_references(read_corpus(arguments.data, name, recipe))
        if arguments.robust:
            return _robust(arguments, loaded, sentences, references)
        answers = evaluated(loaded, sentences, beams=arguments.beam)
        score = bleu(answers, references, language=loaded.about.languages[1], lower=recipe.corpus.words)
        errors = {
            path.name.removesuffix(".jsonl.gz"): round(_alignment_error(loaded, read_gold(path)), 2)
            for path in gold_files(arguments.data, loaded.about.languages, arguments.split)
        }
    except DataError as error:
        raise Failed(str(error)) from error
    figures = {"id": arguments.id, "split": arguments.split, "sentences": len(sentences), "beam": arguments.beam}
    if arguments.json:
        put_json(**figures, bleu=round(score, 2), aer=errors)
        return 0
    put(f"{arguments.id}, {len(sentences)} sentences of {name}, beam {arguments.beam}: BLEU {score:.2f}")
    for gold, error_rate in errors.items():
        put(f"{gold}: AER {error_rate:.1f} %")
    return 0


def _robust(arguments: argparse.Namespace, loaded: Loaded, sentences: list[str], references: list[list[str]]) -> int:
    """Print what comes out right of what people write."""
    language = loaded.about.languages[1]
    if language not in robust.MARKS:
        raise Failed(f"--robust knows no quotation marks of the language {language}")
    line = Line()
    done = 0

    def translate(texts: Sequence[str]) -> list[str]:
        nonlocal done
        done += len(texts)
        line.show(f"{arguments.id}: {done} sentences", at_once=True)
        return evaluated(loaded, texts, beams=arguments.beam)

    figures = robust.check(sentences, references, language, translate)
    line.end()
    if arguments.json:
        put_json(id=arguments.id, split=arguments.split, beam=arguments.beam, **figures)
        return 0
    put(f"{arguments.id}, {arguments.split}, beam {arguments.beam}")
    for name, value in figures.items():
        put(f"{name}: {value:g}")
    return 0


def _alignment_error(loaded: Loaded, gold: list[Gold]) -> float:
    answers = align_all(loaded, [(pair.source, pair.target) for pair in gold])
    found = [frozenset(answer.links) if isinstance(answer, WordAlignment) else frozenset() for answer in answers]
    return alignment_error_rate(found, gold)
