"""Odd things to drop and paste: files of the corpus, folders and pipes, texts with control characters, pictures, links, nothing."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING

from PySide6.QtCore import QByteArray, QMimeData, QUrl
from PySide6.QtGui import QColor, QImage

from tests.hostile.corpus import CODES, PHOTOS, write
from tests.hostile.texts import CAPITALS, FILES, LEFT_OUT, PLAIN

if TYPE_CHECKING:
    import random
    from pathlib import Path

LARGEST = 200_000  # bytes of a file; larger ones take a second each
LINKS = (
    "https://example.org/a.png",
    "file:///nowhere/a.png",
    "file:///dev/zero",
    "ftp://x",
    "data:image/png;base64,AAAA",
    "::",
    "",
)
TEXTS = (
    *PLAIN,
    *LEFT_OUT,
    *CAPITALS,
    *(
        "\0\x01\x02",
        "a\x0bb\x0cc\x1b[31md",
        "\r\r\n\u2028\u2029\x85",
        "\ufffe\uffff",
        "\u202egnp.exe",
        "a" * 30_000,
        "猫\t" * 999,
    ),
    *(
        "1\t2\n3\t4",
        "0,5\n1,2",
        "nan;inf",
        "/dev/zero",
        "file:///nowhere",
        "/etc/passwd\n/etc/hosts",
        "abc\tcba\nab\tba",
        "<b>b</b>",
    ),
)


class OddThings:
    """Writes the files into a folder once, and gives one thing after the other."""

    def __init__(self, folder: Path) -> None:
        write(folder, tuple(each for each in (*PHOTOS, *CODES, *FILES) if len(each.made()) <= LARGEST))
        (folder / "folder").mkdir()
        os.mkfifo(folder / "pipe.png")
        (folder / "loop.png").unlink()
        (folder / "loop.png").symlink_to("loop.png")
        self.files = [*sorted(folder.iterdir()), folder / "gone.png"]

    def one(self, chance: random.Random) -> QMimeData:
        """Something of any kind."""
        mime = QMimeData()
        match chance.randrange(6):
            case 0 | 1:
                mime.setUrls(
                    [QUrl.fromLocalFile(str(path)) for path in chance.sample(self.files, chance.choice((1, 1, 1, 3)))]
                )
            case 2:
                mime.setText(chance.choice(TEXTS).replace("\ud800", ""))
            case 3:
                image = QImage(
                    chance.choice((1, 9, 300)), chance.choice((1, 8, 200)), chance.choice(list(QImage.Format)[3:9])
                )
                image.fill(QColor(chance.randrange(256), 90, 30))
                mime.setImageData(image)
            case 4:
                mime.setUrls([QUrl(chance.choice(LINKS))])
                mime.setText(chance.choice(LINKS))
            case 5:
                mime.setHtml("<img src='file:///dev/zero'><b>bold")
                mime.setData("application/x-odd", QByteArray(b"\0" * 99))
        return mime
