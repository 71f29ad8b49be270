"""A language model that writes, in a process of its own: ``python -m attnviz.bench.open.writing_scenes written FOLDER TOKENS``."""

from __future__ import annotations

import sys
import tempfile
import time
from pathlib import Path
from typing import Any

from attnviz.bench.translate.scenes import Scene, perform, tell

PROMPT = tuple(range(11, 27))  # ids that every vocabulary has
TURNS = 5
RANDOM = {"n_layer": 12, "n_head": 12, "n_embd": 768, "vocab_size": 50257, "n_positions": 256}  # 124 million parameters


def _random(folder: Path) -> None:
    """A GPT-2 of random weights, with a tokenizer of its ids."""
    import torch
    from tokenizers import Tokenizer, models, pre_tokenizers
    from transformers import GPT2Config, GPT2LMHeadModel, PreTrainedTokenizerFast

    torch.manual_seed(1)
    GPT2LMHeadModel(GPT2Config(**RANDOM, bos_token_id=None, eos_token_id=None)).save_pretrained(folder)
    words = Tokenizer(models.WordLevel({f"w{i}": i for i in range(RANDOM["vocab_size"])}, unk_token="w0"))
    words.pre_tokenizer = pre_tokenizers.WhitespaceSplit()
    PreTrainedTokenizerFast(tokenizer_object=words, unk_token="w0").save_pretrained(folder)


def written(folder: str, count: str) -> None:
    """Milliseconds a token: written with its rows painted among all heads, and by transformers' ``generate`` alone, in turns."""
    import torch
    from transformers import AutoModelForCausalLM, AutoTokenizer

    from attnviz.bench.open.scenes import _page
    from attnviz.engine.attention import weight_stack
    from attnviz.engine.open.messages import OpenModel, Write
    from attnviz.engine.session import Session
    from attnviz.ui.attention.mosaic_drawing import Labels
    from attnviz.ui.panes.open.writing import GrowingMap

    torch.set_num_threads(1)
    tokens = int(count)
    with tempfile.TemporaryDirectory() as made:
        if not folder:
            _random(Path(made))
            folder = made
        tokenizer: Any = AutoTokenizer.from_pretrained(folder)
        network = AutoModelForCausalLM.from_pretrained(folder, dtype=torch.float32).eval()
        text = tokenizer.decode(PROMPT)
        given = tokenizer(text, return_tensors="pt")
        session, model = Session(), OpenModel(folder)
        app, page = _page()

        def ours() -> None:
            request, map, share = Write(model, text, tokens=tokens), GrowingMap(), 0.0
            while share < 1:
                answer = session.run(request)
                for rows in answer.rows:
                    map.add(rows)
                names = [token.text for token in answer.tokens[: map.keys]]
                page.show_stack(weight_stack.stack_of(map.weights()), Labels(names, names))
                page.map.repaint()
                share = answer.share

        def theirs() -> None:
            network.generate(**given, do_sample=False, min_new_tokens=tokens, max_new_tokens=tokens)

        samples: dict[Any, list[float]] = {ours: [], theirs: []}
        for _ in range(1 + TURNS):
            for work, times in samples.items():
                begun = time.perf_counter()
                work()
                times.append(1000 * (time.perf_counter() - begun) / tokens)
                app.processEvents()
        tell(samples=samples[ours][1:], generate=samples[theirs][1:])


SCENES: dict[str, Scene] = {"written": written}

if __name__ == "__main__":
    perform(SCENES, sys.argv[1:])
