"""The terms of the glossary: one ``Term`` each, named as labels write it, in one plain sentence."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from PySide6.QtCore import QT_TRANSLATE_NOOP, QCoreApplication


@dataclass(frozen=True)
class Term:
    """``names`` as a label writes it, the title first, with | between; ``panes`` where it means this (all, if empty)."""

    id: str
    names: Any  # marked for who translates, which is no str to the type checker
    sentence: Any
    panes: str = ""

    def titles(self) -> tuple[str, ...]:
        """Its names in the language of now."""
        return tuple(QCoreApplication.translate("Glossary", self.names).split("|"))

    def says(self) -> str:
        """Its sentence in the language of now."""
        return QCoreApplication.translate("Glossary", self.sentence)

    def means_in(self, pane: str) -> bool:
        """Whether a label of a pane that writes the word means this."""
        return not self.panes or pane in self.panes.split()


TERMS = (
    Term(
        "attention",
        QT_TRANSLATE_NOOP("Glossary", "attention"),
        QT_TRANSLATE_NOOP(
            "Glossary", "A network weighs what it has read, and takes more from what matters for the step it is at."
        ),
    ),
    Term(
        "weight",
        QT_TRANSLATE_NOOP("Glossary", "attention weight|attention weights|weights|weight"),
        QT_TRANSLATE_NOOP(
            "Glossary",
            "How much of one place goes into a result: the weights of one row are between 0 and 1 and add up to 1.",
        ),
        "translate read playground open listen",
    ),
    Term(
        "cross",
        QT_TRANSLATE_NOOP("Glossary", "cross-attention|cross"),
        QT_TRANSLATE_NOOP("Glossary", "Attention from the words being written to the words that were read."),
        "translate read open listen",
    ),
    Term(
        "self",
        QT_TRANSLATE_NOOP("Glossary", "self-attention"),
        QT_TRANSLATE_NOOP(
            "Glossary", "Attention among the words of one and the same text: each word looks at all others."
        ),
    ),
    Term(
        "query",
        QT_TRANSLATE_NOOP("Glossary", "query|queries"),
        QT_TRANSLATE_NOOP("Glossary", "The vector that asks: it is compared with every key to find where to look."),
        "playground",
    ),
    Term(
        "key",
        QT_TRANSLATE_NOOP("Glossary", "key|keys"),
        QT_TRANSLATE_NOOP(
            "Glossary",
            "The vector by which a place is found: the better it fits the query, the more weight the place gets.",
        ),
        "playground",
    ),
    Term(
        "value",
        QT_TRANSLATE_NOOP("Glossary", "values"),
        QT_TRANSLATE_NOOP("Glossary", "The vectors that are passed on: the context is their weighted mean."),
        "playground",
    ),
    Term(
        "context",
        QT_TRANSLATE_NOOP("Glossary", "context vector|context"),
        QT_TRANSLATE_NOOP(
            "Glossary", "What attention hands on: the mean of the values, weighted by the attention weights."
        ),
        "playground",
    ),
    Term(
        "score",
        QT_TRANSLATE_NOOP("Glossary", "scores|scaled scores"),
        QT_TRANSLATE_NOOP("Glossary", "How well a query and a key fit, before softmax turns the numbers into weights."),
        "playground",
    ),
    Term(
        "softmax",
        QT_TRANSLATE_NOOP("Glossary", "softmax"),
        QT_TRANSLATE_NOOP(
            "Glossary", "Turns any numbers into shares: each becomes positive, and together they make 1."
        ),
    ),
    Term(
        "temperature",
        QT_TRANSLATE_NOOP("Glossary", "temperature"),
        QT_TRANSLATE_NOOP(
            "Glossary",
            "Divides the scores before softmax: a low one makes the weights sharp, a high one makes them even.",
        ),
    ),
    Term(
        "mask",
        QT_TRANSLATE_NOOP("Glossary", "mask|causal mask|padding mask"),
        QT_TRANSLATE_NOOP(
            "Glossary", "Places that must not be looked at: their scores become minus infinity, so their weight is 0."
        ),
        "playground",
    ),
    Term(
        "head",
        QT_TRANSLATE_NOOP("Glossary", "head|heads"),
        QT_TRANSLATE_NOOP(
            "Glossary", "One of several attentions that work side by side in a layer, each with weights of its own."
        ),
        "translate open playground",
    ),
    Term(
        "layer",
        QT_TRANSLATE_NOOP("Glossary", "layer|layers"),
        QT_TRANSLATE_NOOP(
            "Glossary", "One of the stages that a network passes its numbers through, one after the other."
        ),
    ),
    Term(
        "encoder",
        QT_TRANSLATE_NOOP("Glossary", "encoder"),
        QT_TRANSLATE_NOOP("Glossary", "The part that reads: it turns every word of the input into a vector."),
    ),
    Term(
        "decoder",
        QT_TRANSLATE_NOOP("Glossary", "decoder"),
        QT_TRANSLATE_NOOP("Glossary", "The part that writes: it puts out one token after the other."),
    ),
    Term(
        "transformer",
        QT_TRANSLATE_NOOP("Glossary", "Transformer"),
        QT_TRANSLATE_NOOP(
            "Glossary", "A network made of attention and small feed-forward layers, without recurrence (2017)."
        ),
    ),
    Term(
        "rnn",
        QT_TRANSLATE_NOOP("Glossary", "RNN|recurrent decoder"),
        QT_TRANSLATE_NOOP(
            "Glossary", "A recurrent network: it reads one word after the other and keeps what it knows in one state."
        ),
    ),
    Term(
        "lstm",
        QT_TRANSLATE_NOOP("Glossary", "LSTM"),
        QT_TRANSLATE_NOOP(
            "Glossary", "A recurrent network with gates that decide what its memory keeps, takes in and gives out."
        ),
    ),
    Term(
        "token",
        QT_TRANSLATE_NOOP("Glossary", "token|tokens"),
        QT_TRANSLATE_NOOP("Glossary", "The unit a model reads and writes: a word, a piece of one, or a mark."),
    ),
    Term(
        "piece",
        QT_TRANSLATE_NOOP("Glossary", "piece|pieces|subword"),
        QT_TRANSLATE_NOOP("Glossary", "A part of a word: rare words are read and written in several pieces."),
    ),
    Term(
        "end",
        QT_TRANSLATE_NOOP("Glossary", "</s>|end mark"),
        QT_TRANSLATE_NOOP(
            "Glossary",
            "The token that says “the sentence ends here”: the model reads it last, and stops writing when it puts it out.",
        ),
    ),
    Term(
        "beam",
        QT_TRANSLATE_NOOP("Glossary", "beam search|beams|beam"),
        QT_TRANSLATE_NOOP(
            "Glossary", "Keeps the best few beginnings of a translation at every step, instead of the single best one."
        ),
    ),
    Term(
        "log_probability",
        QT_TRANSLATE_NOOP("Glossary", "log-probability|log-probabilities"),
        QT_TRANSLATE_NOOP("Glossary", "The logarithm of a probability: 0 is certain, and each −0.69 is a halving."),
    ),
    Term(
        "perplexity",
        QT_TRANSLATE_NOOP("Glossary", "perplexity"),
        QT_TRANSLATE_NOOP(
            "Glossary", "Among how many equally likely words the model hesitates on average: 1 means it is certain."
        ),
    ),
    Term(
        "nats",
        QT_TRANSLATE_NOOP("Glossary", "nats|nat"),
        QT_TRANSLATE_NOOP(
            "Glossary",
            "The unit of natural logarithms: a change of 1 nat makes something 2.72 times more or less probable.",
        ),
    ),
    Term(
        "entropy",
        QT_TRANSLATE_NOOP("Glossary", "entropy|sharpest"),
        QT_TRANSLATE_NOOP(
            "Glossary",
            "How spread out a row is, in bits: 0 if all the weight lies on one place, 1 if it lies on two evenly.",
        ),
    ),
    Term(
        "diagonal",
        QT_TRANSLATE_NOOP("Glossary", "diagonal|diagonality"),
        QT_TRANSLATE_NOOP(
            "Glossary",
            "How much of the weight lies near the diagonal, where first words look at first words and last at last.",
        ),
        "translate open",
    ),
    Term(
        "effect",
        QT_TRANSLATE_NOOP("Glossary", "effect"),
        QT_TRANSLATE_NOOP(
            "Glossary",
            "What changes when a head is switched off: by how many nats the same answer becomes less probable.",
        ),
        "translate open",
    ),
    Term(
        "sink",
        QT_TRANSLATE_NOOP("Glossary", "sink|sinks|catch-all words"),
        QT_TRANSLATE_NOOP(
            "Glossary", "A place that draws much weight but hands on little: looking there mostly means “nothing here”."
        ),
    ),
    Term(
        "rollout",
        QT_TRANSLATE_NOOP("Glossary", "rollout"),
        QT_TRANSLATE_NOOP(
            "Glossary", "Multiplies the attention of all layers to follow it down to the words: an approximation."
        ),
    ),
    Term(
        "norm",
        QT_TRANSLATE_NOOP("Glossary", "value norms|norms"),
        QT_TRANSLATE_NOOP(
            "Glossary", "Weight times the length of what is handed on: a bright cell with a short value gives little."
        ),
        "translate open",
    ),
    Term(
        "alignment",
        QT_TRANSLATE_NOOP("Glossary", "alignment|alignments"),
        QT_TRANSLATE_NOOP("Glossary", "Which word of the translation stands for which word of the source."),
    ),
    Term(
        "aer",
        QT_TRANSLATE_NOOP("Glossary", "AER"),
        QT_TRANSLATE_NOOP(
            "Glossary",
            "Alignment error rate: how far a map's strongest links are from links drawn by hand; 0 % is perfect.",
        ),
    ),
    Term(
        "position",
        QT_TRANSLATE_NOOP("Glossary", "positional encoding|positions"),
        QT_TRANSLATE_NOOP(
            "Glossary", "Numbers added to each word so that the network knows where it stands in the sentence."
        ),
    ),
    Term(
        "bleu",
        QT_TRANSLATE_NOOP("Glossary", "BLEU"),
        QT_TRANSLATE_NOOP(
            "Glossary",
            "Compares a translation with one by a person: how many short word sequences they share, from 0 to 100.",
        ),
    ),
    Term(
        "gate",
        QT_TRANSLATE_NOOP("Glossary", "attention gate|gate"),
        QT_TRANSLATE_NOOP("Glossary", "A number between 0 and 1 that says how much of what was looked at is used."),
    ),
    Term(
        "lens",
        QT_TRANSLATE_NOOP("Glossary", "logit lens"),
        QT_TRANSLATE_NOOP(
            "Glossary",
            "Reads the hidden numbers of each layer as if they were the last: which word would it write already here?",
        ),
    ),
    Term(
        "latent",
        QT_TRANSLATE_NOOP("Glossary", "latent|latents|dimension|dimensions|active dimensions"),
        QT_TRANSLATE_NOOP(
            "Glossary", "One number of the code z that a picture is squeezed into and painted again from."
        ),
        "latent",
    ),
    Term(
        "vae",
        QT_TRANSLATE_NOOP("Glossary", "VAE"),
        QT_TRANSLATE_NOOP(
            "Glossary",
            "Variational autoencoder: learns to squeeze pictures into a few numbers and to paint them from these.",
        ),
    ),
    Term(
        "kl",
        QT_TRANSLATE_NOOP("Glossary", "KL"),
        QT_TRANSLATE_NOOP(
            "Glossary",
            "How many nats a picture's code tells beyond the prior: near 0, the dimension says nothing about it.",
        ),
        "latent",
    ),
    Term(
        "elbo",
        QT_TRANSLATE_NOOP("Glossary", "ELBO"),
        QT_TRANSLATE_NOOP(
            "Glossary",
            "What a VAE learns to make large: how well pictures are painted again, less the KL. A bound on log p(x).",
        ),
        "latent",
    ),
    Term(
        "prior",
        QT_TRANSLATE_NOOP("Glossary", "prior"),
        QT_TRANSLATE_NOOP(
            "Glossary", "The distribution that codes are assumed to come from: here a bell curve around 0."
        ),
        "latent",
    ),
    Term(
        "mig",
        QT_TRANSLATE_NOOP("Glossary", "MIG"),
        QT_TRANSLATE_NOOP(
            "Glossary",
            "Mutual information gap: how much better the best dimension tells a factor than the second best; 1 is ideal.",
        ),
        "latent",
    ),
    Term(
        "factorvae",
        QT_TRANSLATE_NOOP("Glossary", "FactorVAE score"),
        QT_TRANSLATE_NOOP(
            "Glossary", "How often a simple vote tells from the codes which factor was held fixed; 1 is always."
        ),
        "latent",
    ),
    Term(
        "traverse",
        QT_TRANSLATE_NOOP("Glossary", "traverse|traversal"),
        QT_TRANSLATE_NOOP("Glossary", "Moves one dimension step by step while the others stay, to see what it paints."),
        "latent",
    ),
    Term(
        "interpolate",
        QT_TRANSLATE_NOOP("Glossary", "interpolate|interpolation"),
        QT_TRANSLATE_NOOP("Glossary", "Walks in a line from one picture's code to another's, and paints every step."),
        "latent",
    ),
    Term(
        "loss",
        QT_TRANSLATE_NOOP("Glossary", "loss"),
        QT_TRANSLATE_NOOP(
            "Glossary", "What training makes small: how surprised the model is by the right answers, in nats."
        ),
    ),
    Term(
        "ctc",
        QT_TRANSLATE_NOOP("Glossary", "CTC"),
        QT_TRANSLATE_NOOP(
            "Glossary",
            "Learns which letter sounds when without being told: it sums over all ways to place the letters.",
        ),
        "listen",
    ),
    Term(
        "spectrogram",
        QT_TRANSLATE_NOOP("Glossary", "spectrogram|mel"),
        QT_TRANSLATE_NOOP("Glossary", "Sound as a picture: time runs to the right, pitch upwards, and bright is loud."),
    ),
)
