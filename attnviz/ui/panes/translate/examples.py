"""Sentences to begin with, by the language that a model reads; those of one number say the same."""

from __future__ import annotations

EXAMPLES = {
    "en": (
        "The cat is on the mat.",
        "The black cat is sleeping under the big table.",
        "I don't know what you are talking about.",
        "She gave me the book that I had lost.",
        "How long does it take to go to the station on foot?",
        "We have been waiting for you for two hours.",
        "My younger brother wants to become a doctor.",
        "If I had known the truth, I would have told you.",
        "Nobody knows why he did not come to the party.",
        "The children are playing in the garden with their dog.",
    ),
    "zh": (
        "猫在垫子上。",
        "黑猫在大桌子底下睡觉。",
        "我不知道你在说什么。",
        "她把我丢的那本书给了我。",
        "走路去车站要多长时间？",
        "我们已经等了你两个小时。",
        "我弟弟想当医生。",
        "如果我知道真相，我会告诉你的。",
        "没有人知道他为什么没来参加聚会。",
        "孩子们和狗在花园里玩。",
    ),
}


def examples(language: str) -> tuple[str, ...]:
    """The sentences in a language; in English where there are none."""
    return EXAMPLES.get(language, EXAMPLES["en"])


def same_example(text: str, language: str) -> str:
    """What an example says in another language; the text itself where it is none."""
    number = next((known.index(text) for known in EXAMPLES.values() if text in known), -1)
    return text if number < 0 else examples(language)[number]
