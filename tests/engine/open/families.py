"""Tiny networks of every family, with random weights, made from transformers' own configs and saved as folders."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np
import torch

from attnviz.engine.open import library
from attnviz.engine.open.messages import AudioInput, ImageInput, TextInput

if TYPE_CHECKING:
    from pathlib import Path

    from attnviz.engine.open.messages import Input

WORDS = "the animal did not cross street because it was too tired wide a cat sat on mat . , ? dog ran".split()
SPECIAL = ["[PAD]", "[UNK]", "[CLS]", "[SEP]", "[MASK]", "<s>", "</s>"]
VOCABULARY = 40
SIZES = {"hidden_size": 32, "num_hidden_layers": 2, "num_attention_heads": 4, "intermediate_size": 37}
TWO_SIDED = {
    "d_model": 32,
    "encoder_layers": 2,
    "decoder_layers": 3,
    "encoder_attention_heads": 4,
    "decoder_attention_heads": 2,
    "encoder_ffn_dim": 37,
    "decoder_ffn_dim": 37,
    "decoder_start_token_id": 6,
    "pad_token_id": 0,
    "eos_token_id": 6,
    "bos_token_id": 5,
    "forced_eos_token_id": None,
}
PICTURE = {"image_size": 32, "patch_size": 8}
IDS = {"pad_token_id": 0, "bos_token_id": 5, "eos_token_id": 6}
DIM = {"dim": 32, "n_layers": 2, "n_heads": 4, "hidden_dim": 37}

CAUSAL = {**SIZES, "num_key_value_heads": 2, **IDS}
FAR = {"relative_attention": True, "pos_att_type": ["c2p", "p2c"]}
GPT2 = {"n_embd": 32, "n_layer": 2, "n_head": 4, **IDS}
NEO = {
    "hidden_size": 32,
    "num_layers": 2,
    "num_heads": 4,
    "attention_types": [[["global", "local"], 1]],
    "window_size": 4,
}
T5 = {"d_model": 32, "d_kv": 8, "d_ff": 37, "num_layers": 2, "num_heads": 4, "decoder_start_token_id": 0}
SLIDING = {**CAUSAL, "head_dim": 8, "sliding_window": 4}
SMALL_EARS = {"conv_dim": (16,) * 7, "num_conv_pos_embeddings": 16, "num_conv_pos_embedding_groups": 2}
ONE_SECOND = {"max_source_positions": 50, "max_target_positions": 30, "num_mel_bins": 16}

MADE: dict[str, tuple[str, str, dict[str, Any]]] = {  # the class, its config, and its sizes
    "bert": ("BertForMaskedLM", "BertConfig", SIZES),
    "roberta": ("RobertaForMaskedLM", "RobertaConfig", {**SIZES, "pad_token_id": 1}),
    "distilbert": ("DistilBertForMaskedLM", "DistilBertConfig", DIM),
    "albert": ("AlbertForMaskedLM", "AlbertConfig", {**SIZES, "embedding_size": 16}),
    "deberta": ("DebertaForMaskedLM", "DebertaConfig", {**SIZES, **FAR}),
    "deberta-v2": ("DebertaV2ForMaskedLM", "DebertaV2Config", {**SIZES, **FAR}),
    "electra": ("ElectraForPreTraining", "ElectraConfig", {**SIZES, "embedding_size": 16}),
    "modernbert": (
        "ModernBertForMaskedLM",
        "ModernBertConfig",
        {**SIZES, "num_hidden_layers": 3, "local_attention": 8, **IDS, "cls_token_id": 2, "sep_token_id": 3},
    ),
    "bert-classes": ("BertForSequenceClassification", "BertConfig", {**SIZES, "id2label": {0: "good", 1: "bad"}}),
    "bert-tokens": ("BertForTokenClassification", "BertConfig", {**SIZES, "num_labels": 3}),
    "bert-bare": ("BertModel", "BertConfig", SIZES),
    "gpt2": ("GPT2LMHeadModel", "GPT2Config", GPT2),
    "gpt2-bare": ("GPT2Model", "GPT2Config", GPT2),
    "pythia": ("GPTNeoXForCausalLM", "GPTNeoXConfig", {**SIZES, **IDS}),
    "gpt-neo": ("GPTNeoForCausalLM", "GPTNeoConfig", {**NEO, **IDS}),
    "bloom": ("BloomForCausalLM", "BloomConfig", {"hidden_size": 32, "n_layer": 2, "n_head": 4, **IDS}),
    "llama": ("LlamaForCausalLM", "LlamaConfig", CAUSAL),
    "smollm": (
        "LlamaForCausalLM",
        "LlamaConfig",
        {**CAUSAL, "num_attention_heads": 3, "num_key_value_heads": 1, "hidden_size": 48, "tie_word_embeddings": True},
    ),
    "qwen2": ("Qwen2ForCausalLM", "Qwen2Config", CAUSAL),
    "qwen3": ("Qwen3ForCausalLM", "Qwen3Config", {**CAUSAL, "head_dim": 16}),
    "gemma": ("GemmaForCausalLM", "GemmaConfig", {**CAUSAL, "num_key_value_heads": 1, "head_dim": 8}),
    "gemma2": ("Gemma2ForCausalLM", "Gemma2Config", SLIDING),
    "gemma3": (
        "Gemma3ForCausalLM",
        "Gemma3TextConfig",
        {**SLIDING, "layer_types": ["sliding_attention", "full_attention"]},
    ),
    "marian": ("MarianMTModel", "MarianConfig", {**TWO_SIDED, "decoder_start_token_id": 0}),
    "bart": ("BartForConditionalGeneration", "BartConfig", TWO_SIDED),
    "mbart": ("MBartForConditionalGeneration", "MBartConfig", TWO_SIDED),
    "nllb": ("M2M100ForConditionalGeneration", "M2M100Config", TWO_SIDED),
    "t5": ("T5ForConditionalGeneration", "T5Config", {**T5, "pad_token_id": 0, "eos_token_id": 6}),
    "vit": ("ViTForImageClassification", "ViTConfig", {**SIZES, **PICTURE, "id2label": {0: "cat", 1: "dog"}}),
    "deit": ("DeiTForImageClassificationWithTeacher", "DeiTConfig", {**SIZES, **PICTURE}),
    "dinov2": ("Dinov2Model", "Dinov2Config", {**SIZES, **PICTURE}),
    "dinov2-registers": ("Dinov2WithRegistersModel", "Dinov2WithRegistersConfig", {**SIZES, **PICTURE}),
    "clip-vision": ("CLIPVisionModel", "CLIPVisionConfig", {**SIZES, **PICTURE}),
    "whisper": ("WhisperForConditionalGeneration", "WhisperConfig", {**TWO_SIDED, **ONE_SECOND}),
    "wav2vec2": ("Wav2Vec2ForCTC", "Wav2Vec2Config", {**SIZES, **SMALL_EARS, "pad_token_id": 0}),
}
VISION = [name for name in MADE if MADE[name][0].startswith(("ViT", "DeiT", "Dino", "CLIP"))]
SPEECH = ["whisper", "wav2vec2"]
TEXT = [name for name in MADE if name not in VISION + SPEECH]
WRITE = [name for name in MADE if MADE[name][0].endswith(("CausalLM", "LMHeadModel"))]
TRANSLATE = ["marian", "bart", "mbart", "nllb", "t5"]

SENTENCE = "the animal did not cross the [MASK] because it was too tired"


def network(name: str) -> Any:
    """A network of a family; its weights are large enough that heads differ."""
    packages = library.transformers()
    made, config, sizes = MADE[name]
    vocabulary = {} if name in VISION else {"vocab_size": VOCABULARY}
    torch.manual_seed(len(name))
    with library.quiet():
        found = getattr(packages, made)(getattr(packages, config)(**{**vocabulary, **sizes}))
    for weight in found.parameters():
        if weight.ndim > 1:
            weight.data.mul_(4.0)
    return found.eval()


def tokenizer() -> Any:
    """A tokenizer of whole words that adds [CLS] and [SEP]."""
    from tokenizers import Tokenizer, pre_tokenizers, processors
    from tokenizers.models import WordLevel

    vocabulary = {word: i for i, word in enumerate([*SPECIAL, *WORDS])}
    made = Tokenizer(WordLevel(vocabulary, unk_token="[UNK]"))
    made.pre_tokenizer = pre_tokenizers.BertPreTokenizer()
    ends = [("[CLS]", 2), ("[SEP]", 3)]
    pair = "[CLS] $A [SEP] $B:1 [SEP]:1"
    made.post_processor = processors.TemplateProcessing(single="[CLS] $A [SEP]", pair=pair, special_tokens=ends)
    names = {f"{word[1:-1].lower()}_token": word for word in SPECIAL if word[0] == "["}
    names |= {"bos_token": "<s>", "eos_token": "</s>"}
    return library.transformers().PreTrainedTokenizerFast(tokenizer_object=made, **names)


def folder(name: str, where: Path) -> Path:
    """The family's folder, as ``save_pretrained`` writes it."""
    packages = library.transformers()
    with library.quiet(), library.told(lambda share: None):
        network(name).save_pretrained(where)
        if name == "whisper":
            packages.WhisperFeatureExtractor(feature_size=16, chunk_length=1).save_pretrained(where)
        elif name == "wav2vec2":
            packages.Wav2Vec2FeatureExtractor().save_pretrained(where)
        if name == "vit":
            size = {"height": 32, "width": 32}
            packages.ViTImageProcessor(size=size).save_pretrained(where)
        elif name not in VISION:
            tokenizer().save_pretrained(where)
    return where


def example(name: str) -> Input:
    """An input that the family reads."""
    random = np.random.default_rng(1)
    if name in VISION:
        return ImageInput(random.integers(0, 255, (40, 50, 3), dtype=np.uint8))
    if name in SPEECH:
        heard = "a dog ran" if name == "whisper" else None
        return AudioInput(random.normal(0, 0.1, 12_000).astype(np.float32), 16_000, target=heard)
    return TextInput(SENTENCE, target="a cat sat on the mat" if name in TRANSLATE else None)
