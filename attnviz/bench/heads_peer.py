"""BertViz with a network of Marian's shape, in a process of its own: ``python -m attnviz.bench.heads_peer page TIMES``.

What is timed: reading a sentence with all weights (greedy decoding, then one pass that returns the attention), and making BertViz's
page of it. Loading and drawing that page in a browser comes on top and is not timed.
"""

from __future__ import annotations

import sys
import time

from attnviz.bench.scenes import Scene, perform, tell

LAYERS, HEADS, TOKENS = 6, 8, 16
WARM = 2  # turns before the first that counts


def page(times: str) -> None:
    """Milliseconds until the page is made, and the part of it that makes the page alone."""
    import torch
    from bertviz import model_view
    from transformers import MarianConfig, MarianMTModel

    torch.set_num_threads(1)
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
    network = MarianMTModel(config).eval()
    source = torch.randint(1, 7999, (1, TOKENS))
    texts = [f"token{i}" for i in range(TOKENS)]
    whole, making = [], []
    with torch.inference_mode():
        for turn in range(WARM + int(times)):
            begun = time.perf_counter()
            target = network.generate(
                source, max_new_tokens=TOKENS - 1, min_new_tokens=TOKENS - 1, num_beams=1, do_sample=False
            )
            seen = network(source, decoder_input_ids=target, output_attentions=True)
            read = time.perf_counter()
            made = model_view(
                encoder_attention=seen.encoder_attentions,
                decoder_attention=seen.decoder_attentions,
                cross_attention=seen.cross_attentions,
                encoder_tokens=texts,
                decoder_tokens=texts,
                html_action="return",
            )
            ended = time.perf_counter()
            assert len(made.data) > 100_000
            if turn >= WARM:
                whole.append(1000 * (ended - begun))
                making.append(1000 * (ended - read))
    tell(whole=whole, making=making)


SCENES: dict[str, Scene] = {"page": page}

if __name__ == "__main__":
    perform(SCENES, sys.argv[1:])
