"""Odd texts, a line each: what is typed, what a model of English reads of it, and what must be said.

``PLAIN`` and ``LEFT_OUT`` hold for sources; ``FILES`` are texts as they come in files and standard input.
"""

from __future__ import annotations

import codecs

from tests.handmade.odd_pictures import colours, saved
from tests.hostile.corpus import Odd

PLAIN = {  # typed: as read by a model of English
    "He said “yes”.": 'He said "yes".',
    "„Yes“, he said.": '"Yes", he said.',
    "« Yes », he said.": '"Yes", he said.',
    "»Yes« he said.": '"Yes" he said.',
    "‹Yes› ‚no‘ ´n": "'Yes' 'no' 'n",
    "I don’t know.": "I don't know.",
    "I donʼt know.": "I don't know.",
    "I don`t know.": "I don't know.",
    "6′ 2″": "6' 2\"",
    "Wait… what?": "Wait... what?",
    "It is late – very late.": "It is late - very late.",
    "It is late — very late.": "It is late - very late.",
    "a well‑known man": "a well-known man",
    "5 − 3": "5 - 3",
    "Hello。": "Hello.",
    "Really！Yes？": "Really! Yes?",
    "Hello，world": "Hello, world",
    "３，０００ apples": "3,000 apples",
    "Ａ man": "A man",
    "٣ apples": "3 apples",
    "ex\u00adam\u200bple": "example",
    "\ufeffHi\u2060.\ufffc": "Hi.",
    "\u2066Hi\u2069 \u200eTom\u200f": "Hi Tom",
    "cafe\u0301": "café",
    "Bjo\u0308rk": "Bjork",
    "naïve façade": "naive facade",
    "Müller, Łódź, Þór": "Muller, Lodz, Thor",
    "ﬁnd the ﬂower": "find the flower",
    "№ 5": "No 5",
    "½ of it": "1/2 of it",
    "1½ cups": "1 1/2 cups",
    "10² m²": "10 2 m2",
    "𝐇𝐞𝐥𝐥𝐨 ℌ": "Hello H",
    "① Ⓐ ❷ 🅷": "1 A 2 H",
    "ᴛʜɪꜱ ɪꜱ": "this is",
    "• Buy milk.": "- Buy milk.",
    "Tom&nbsp;is&#32;here &amp; well.": "Tom is here & well.",
    "&quot;Yes&quot;&hellip;": '"Yes"...',
    "&none; AT&T;": "&none; AT&T;",
    "Tom (my brother) is here.": "Tom, my brother, is here.",
    "Tom [my brother].": "Tom, my brother.",
    "file(s)": "files",
    "“Yes” (he said) and no": '"Yes", he said, and no',
    "Yes. (He said no.)": "Yes. He said no.",
}
LEFT_OUT = {  # typed: as read, and what is left out
    "I love you ❤️.": ("I love you.", ("❤",)),
    "I ❤ you": ("I you", ("❤",)),
    "I❤you": ("I you", ("❤",)),
    "👨\u200d👩\u200d👧 are here 🇫🇷!": ("are here!", ("👨\u200d👩\u200d👧", "🇫🇷")),
    "Good 👍🏽👍🏽 job": ("Good job", ("👍🏽👍🏽",)),
    "I love 北京 very much.": ("I love very much.", ("北京",)),
    "He said ура!": ("He said!", ("ура",)),
    "Lego™ is fun": ("Lego is fun", ("™",)),
    "a = b": ("a b", ("=",)),
    "x\ud800y": ("x y", ("\ufffd",)),
}
CAPITALS = {  # typed: as read
    "I am NOT here.": "I am not here.",
    "I SAW HIM.": "I saw him.",
    "WHERE IS TOM?": "Where is Tom?",
    "I DON'T KNOW, I'M TOM'S.": "I don't know, I'm Tom's.",
    "STOP! I don't know.": "Stop! I don't know.",
    "HELP!": "Help!",
    "“NO” MEANS NO": '"No" means no',
    "tHE CAT IS HERE": "The cat is here",
    "This is UNBELIEVABLE!": "This is unbelievable!",
    "I watch TV in the USA with a DNA test.": "I watch TV in the USA with a DNA test.",
    "I met Tom and I went.": "I met Tom and I went.",
    "UNESCO, UNICEF and NASA met.": "UNESCO, UNICEF and NASA met.",
    "A MIDI file of ISIS, made with LEGO": "A MIDI file of ISIS, made with LEGO",
    "EXTREMELY odd, you CHEATER!": "Extremely odd, you cheater!",
    "The FBI and the CEO came by MP3, OK?": "The FBI and the CEO came by MP3, OK?",
}

SENTENCE = "The cat sleeps."
NO_UTF_8 = "is not UTF-8"
FILES = (  # what the command says of standard input; the field says ``SAID`` of a file that is dropped where it differs
    Odd("utf-8.txt", "UTF-8", lambda: SENTENCE.encode()),
    Odd("mark.txt", "a byte order mark", lambda: SENTENCE.encode("utf-8-sig")),
    Odd("utf-16.txt", "UTF-16 with its mark, as PowerShell writes", lambda: SENTENCE.encode("utf-16")),
    Odd("utf-16be.txt", "big-endian UTF-16", lambda: codecs.BOM_UTF16_BE + SENTENCE.encode("utf-16-be")),
    Odd("utf-32.txt", "UTF-32", lambda: SENTENCE.encode("utf-32")),
    Odd("crlf.txt", "a line as Windows ends it", lambda: SENTENCE.encode() + b"\r\n"),
    Odd("zero.txt", "invisible characters", lambda: "\u200bThe cat\u00ad sleeps.\ufeff".encode()),
    Odd("unmarked.txt", "UTF-16 without its mark", lambda: SENTENCE.encode("utf-16-le"), NO_UTF_8),
    Odd("latin.txt", "Latin-1", lambda: "Où est le café ?".encode("latin-1"), NO_UTF_8),
    Odd("half.txt", "half a character", lambda: "猫".encode()[:2], NO_UTF_8),
    Odd("odd.txt", "UTF-16 of odd length", lambda: SENTENCE.encode("utf-16") + b"x", NO_UTF_8),
    Odd("surrogate.txt", "a surrogate alone", lambda: b"The cat \xed\xa0\x80 sleeps.", NO_UTF_8),
    Odd("photo.txt", "a photo", lambda: saved(colours(), "JPEG"), NO_UTF_8),
)
SAID = {"photo.txt": "is a picture, no text"}
