"""BertViz with a network of Marian's shape, in a process of its own: ``python -m attnviz.bench.translate.bertviz page TIMES``.

What is timed: reading a sentence with all weights (greedy decoding, then one pass that returns the attention), making BertViz's
page of it, and drawing that page in a headless Chromium that runs already. A browser started for one page is timed apart.

The page takes require.js, d3 and jQuery from a public server. Where there is no network, ``ATTNVIZ_CDN`` names a folder with the
same files: require.js/2.3.6/require.min.js, d3/5.7.0/d3.min.js and jquery/2.0.0/jquery.min.js.
"""

from __future__ import annotations

import os
import sys
import time
from pathlib import Path
from typing import Any

from attnviz.bench.browser import Browser
from attnviz.bench.translate.heads_scenes import SIZE
from attnviz.bench.translate.scenes import Scene, perform, tell
from attnviz.commands import Failed

LAYERS, HEADS, TOKENS = 6, 8, 16
WARM = 2  # turns before the first that counts
STARTS = 3  # of a browser for one page
PAUSE = 0.3  # seconds between two turns: what a browser does after painting is not timed
SERVER = "https://cdnjs.cloudflare.com/ajax/libs"  # of the scripts that the page takes
LAST = f"#attn_background_{LAYERS - 1}_{HEADS - 1}"  # of the heads, which are drawn at one go


def network() -> Any:
    """A translator of Marian's shape whose parameters are left to chance."""
    import torch
    from transformers import MarianConfig, MarianMTModel

    torch.manual_seed(1)
    config = MarianConfig(
        vocab_size=8000,
        d_model=512,
        encoder_layers=LAYERS,
        decoder_layers=LAYERS,
        encoder_attention_heads=HEADS,
        decoder_attention_heads=HEADS,
        encoder_ffn_dim=2048,
        decoder_ffn_dim=2048,
        attn_implementation="eager",
        pad_token_id=7999,
        decoder_start_token_id=7999,
        eos_token_id=0,
        forced_eos_token_id=None,
    )
    return MarianMTModel(config).eval()


def read(translator: Any, source: Any) -> Any:
    """The attention of all layers and heads for token ids [1, TOKENS] and as many that are decoded greedily."""
    target = translator.generate(
        source, max_new_tokens=TOKENS - 1, min_new_tokens=TOKENS - 1, num_beams=1, do_sample=False
    )
    return translator(source, decoder_input_ids=target, output_attentions=True)


def html(seen: Any, scripts: Path | None) -> str:
    """BertViz's page; with a folder of ``scripts`` it takes them from the browser's own server."""
    from bertviz import model_view

    texts = [f"token{i}" for i in range(TOKENS)]
    made: str = model_view(
        encoder_attention=seen.encoder_attentions,
        decoder_attention=seen.decoder_attentions,
        cross_attention=seen.cross_attentions,
        encoder_tokens=texts,
        decoder_tokens=texts,
        html_action="return",
    ).data
    return made if scripts is None else made.replace(SERVER, "/scripts")


def draw(browser: Browser, page: str) -> float:
    """The clock (s) when all heads of the page had been painted."""
    try:
        return browser.draw(page, LAST)
    except TimeoutError as error:
        raise Failed(f"{error}; without a network ATTNVIZ_CDN has to name a folder with the scripts") from None


def page(program: str, times: str) -> None:
    """Milliseconds until the page is drawn by a browser, until it is made, of both parts, and drawn by one that has to start."""
    import torch

    torch.set_num_threads(1)
    scripts = Path(os.environ["ATTNVIZ_CDN"]) if os.environ.get("ATTNVIZ_CDN") else None
    translator = network()
    source = torch.randint(1, 7999, (1, TOKENS))
    turns: list[tuple[float, ...]] = []
    with torch.inference_mode(), Browser(program, SIZE, scripts) as browser:
        for _ in range(WARM + int(times)):
            begun = time.perf_counter()
            seen = read(translator, source)
            known = time.perf_counter()
            made = html(seen, scripts)
            ended = time.perf_counter()
            drawn = draw(browser, made)
            turns.append((drawn - begun, ended - begun, ended - known, drawn - ended))
            time.sleep(PAUSE)
    starts = []
    for _ in range(STARTS):
        begun = time.perf_counter()
        with Browser(program, SIZE, scripts) as browser:
            starts.append(draw(browser, made) - begun)
        time.sleep(PAUSE)
    names = ("drawn", "made", "making", "drawing")
    samples = {
        name: [1000 * each for each in turn] for name, turn in zip(names, zip(*turns[WARM:], strict=True), strict=True)
    }
    tell(**samples, started=[1000 * each for each in starts])


SCENES: dict[str, Scene] = {"page": page}

if __name__ == "__main__":
    perform(SCENES, sys.argv[1:])
