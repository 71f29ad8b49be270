"""What the window, the command line and the measurements agree on: models where nobody chose one, bounds, names of sections,
languages of the interface.

Brings neither Qt nor torch.
"""

from __future__ import annotations

TRANSLATOR = "rnn-en-fr"
CLASSIFIER = "cnn-objects"
CAPTIONER = "caption-en"
AUTOENCODER = "vae-faces"
SPELLER = "speech-words"
ANSWERER, FILLER, PARSER, SEARCHER, TITLER = "reader-qa", "reader-mlm", "reader-tree", "reader-en", "titles-en"
BEAMS = 4  # the width of beam search
MOST_BEAMS = 10
LANGUAGES = {"en": "English", "zh_CN": "简体中文"}  # of the interface, each as it calls itself; a line brings one in
PANES = ("translate", "read", "look", "latent", "playground", "open", "listen")
SECTIONS = {  # of each pane that has some, the first one shown first
    "read": ("answer", "fill", "tree", "title", "find"),
    "look": ("picture", "describe", "stages", "compare", "whatif", "views"),
    "latent": ("sliders", "traverse", "interpolate", "map", "encode"),
    "playground": ("steps", "heads", "positions", "recurrent", "context", "train"),
    "open": ("all", "head", "patterns", "lens", "compare"),
}
