"""Words with their times as files of other programs: Praat's TextGrid, SubRip, Audacity's labels. Numbers are seconds."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence

    from attnviz.engine.listen.messages import Word


def textgrid(words: Sequence[Word], letters: Sequence[Word], seconds: float) -> str:
    """Two interval tiers, words and letters, that fill the sound without gaps, as Praat wants them (its long text format)."""
    tiers = [("words", _filled(words, seconds)), ("letters", _filled(letters, seconds))]
    lines = ['File type = "ooTextFile"', 'Object class = "TextGrid"', "", "xmin = 0", f"xmax = {seconds:.6g}"]
    lines += ["tiers? <exists>", f"size = {len(tiers)}", "item []:"]
    for number, (name, intervals) in enumerate(tiers, 1):
        lines += [f"    item [{number}]:", '        class = "IntervalTier"', f'        name = "{name}"']
        lines += ["        xmin = 0", f"        xmax = {seconds:.6g}", f"        intervals: size = {len(intervals)}"]
        for i, word in enumerate(intervals, 1):
            lines += [f"        intervals [{i}]:", f"            xmin = {word.start:.6g}"]
            lines += [f"            xmax = {word.end:.6g}", f'            text = "{_quoted(word.text)}"']
    return "\n".join(lines) + "\n"


def _quoted(text: str) -> str:
    return text.replace('"', '""')


def _filled(words: Sequence[Word], seconds: float) -> list[Word]:
    """Words with empty ones between them; where two overlap, the later begins where the earlier ends."""
    from attnviz.engine.listen.messages import Word

    found: list[Word] = []
    at = 0.0
    for word in sorted(words, key=lambda word: word.start):
        start, end = max(word.start, at), min(max(word.end, at), seconds)
        if end - start < 1e-4:
            continue
        if start - at > 1e-4:
            found.append(Word("", at, start))
        else:
            start = at
        found.append(Word(word.text, start, end))
        at = end
    if seconds - at > 1e-4 or not found:
        found.append(Word("", at, seconds))
    return found


def srt(words: Sequence[Word]) -> str:
    """A subtitle for each word."""
    blocks = (f"{i}\n{_clock(w.start)} --> {_clock(w.end)}\n{w.text}\n" for i, w in enumerate(words, 1))
    return "\n".join(blocks)


def _clock(seconds: float) -> str:
    thousandths = round(seconds * 1000)
    minutes, rest = divmod(thousandths, 60_000)
    hours, minutes = divmod(minutes, 60)
    return f"{hours:02}:{minutes:02}:{rest // 1000:02},{rest % 1000:03}"


def audacity(words: Sequence[Word]) -> str:
    """A label track: start, end and text of each word, separated by tabs."""
    return "".join(f"{word.start:.6f}\t{word.end:.6f}\t{word.text}\n" for word in words)
