"""The catalogues are complete and compiled, the system's language is followed, and boxes for letters are told."""

from __future__ import annotations

import json
import os
import re
import subprocess
import sys
import xml.etree.ElementTree as ET
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import QCoreApplication
from PySide6.QtWidgets import QApplication, QMenu

from attnviz.cli import main
from attnviz.defaults import LANGUAGES
from attnviz.ui import i18n
from attnviz.ui.panes.look import texts as look_texts

if TYPE_CHECKING:
    from collections.abc import Callable

    from attnviz.ui.window import Window

ROOT = Path(__file__).parents[2]


def test_the_catalogue_has_every_text_finished_and_compiled() -> None:
    done = subprocess.run(
        [sys.executable, str(ROOT / "tools" / "translations.py"), "--check"],
        capture_output=True,
        text=True,
        timeout=120,
        check=False,
    )
    assert done.returncode == 0, done.stdout + done.stderr


@pytest.mark.parametrize("language", [language for language in LANGUAGES if language != "en"])
def test_placeholders_are_the_same_in_every_language_and_mnemonics_in_chinese(language: str) -> None:
    catalogue = ET.parse(ROOT / "assets" / "i18n" / f"attnviz_{language}.ts")
    texts = [(each.findtext("source", ""), each.findtext("translation", "")) for each in catalogue.iter("message")]
    pairs = [(source, translation) for source, translation in texts if translation]
    assert len(pairs) > 100
    for source, translation in pairs:
        assert sorted(re.findall(r"\{[^}]*\}", source)) == sorted(re.findall(r"\{[^}]*\}", translation)), source
        if re.search(r"&\w", source) and i18n.is_written_in_chinese(language):
            keys = [re.findall(r"&(\w)", text)[0].lower() for text in (source, translation)]
            assert keys[0] == keys[1], source


def test_every_language_is_offered_and_has_its_catalogue(
    open_window: Callable[..., Window], qapp: QApplication
) -> None:
    menu = open_window().findChild(QMenu, "window.language")
    assert menu
    offered = [action.objectName().removeprefix("window.language.") for action in menu.actions()]
    assert tuple(offered) == i18n.CHOICES == ("system", *LANGUAGES)
    assert [action.text() for action in menu.actions()][1:] == list(LANGUAGES.values())
    for language in LANGUAGES:
        assert main(["shot", "translate", "--out", "none.png", "--language", language]) == 2  # for want of a text alone
        assert i18n.apply(qapp, language) == language
        assert (QCoreApplication.translate("Menus", "&Help") == "&Help") == (language == "en")


def test_qts_own_texts_are_chinese_too(qapp: QApplication) -> None:
    assert i18n.apply(qapp, "zh_CN") == "zh_CN"
    assert QCoreApplication.translate("QPlatformTheme", "Close") == "关闭"
    assert i18n.apply(qapp, "en") == "en"
    assert QCoreApplication.translate("QPlatformTheme", "Close") == "Close"


def test_what_the_cards_of_classifiers_say_of_their_photos_is_chinese_too(qapp: QApplication) -> None:
    cards = [json.loads(path.read_text("utf-8")) for path in (ROOT / "assets" / "weights").glob("cnn-*.json")]
    assert cards
    i18n.apply(qapp, "zh_CN")
    for card in cards:
        *_, about = look_texts.model_about(card).split("\n")
        for said in (card["data"]["origin"], card["data"]["licence"]):
            assert said not in about


def test_sentences_in_a_row_have_a_space_between_them_but_for_chinese_ones() -> None:
    assert i18n.in_a_row(["One.", "", "Two."]) == "One. Two."
    assert i18n.in_a_row(["一。", "", "二。", "Three."]) == "一。二。Three."


@pytest.mark.parametrize(
    ("choice", "preferred", "shown"),
    [
        ("en", ["zh-CN"], "en"),
        ("zh_CN", ["de-DE"], "zh_CN"),
        ("system", ["zh-CN"], "zh_CN"),
        ("system", ["zh-Hans-SG"], "zh_CN"),
        ("system", ["zh-TW", "en"], "en"),
        ("system", ["de-DE", "zh-CN"], "zh_CN"),
        ("system", ["en-GB", "zh-CN"], "en"),
        ("system", ["de-DE"], "en"),
        ("system", [], "en"),
    ],
)
def test_the_language_follows_the_choice_and_then_the_system(choice: str, preferred: list[str], shown: str) -> None:
    assert i18n.resolve(choice, preferred) == shown


def chinese_fonts(tmp_path: Path, folder: str) -> str:
    """What a fresh program says about Chinese when fontconfig knows the fonts of one folder only."""
    config = tmp_path / "fonts.conf"
    config.write_text(f"<fontconfig><dir>{folder}</dir><cachedir>{tmp_path}</cachedir></fontconfig>")
    code = (
        "from attnviz.ui.application import make_app; from attnviz.ui import i18n; app = make_app();"
        "print(i18n.chinese_font_problem())"
    )
    environment = os.environ | {"FONTCONFIG_FILE": str(config), "QT_QPA_PLATFORM": "offscreen"}
    done = subprocess.run(
        [sys.executable, "-c", code], cwd=ROOT, env=environment, capture_output=True, text=True, timeout=60, check=True
    )
    return done.stdout.strip()


@pytest.mark.skipif(not sys.platform.startswith("linux"), reason="other systems do not ask fontconfig")
def test_without_a_chinese_font_one_sentence_names_the_package_that_brings_one(tmp_path: Path) -> None:
    said = chinese_fonts(tmp_path, str(tmp_path / "none"))
    assert "fonts-noto-cjk" in said
    assert said.endswith(".")


noto = Path("/usr/share/fonts/opentype/noto")


@pytest.mark.skipif(not noto.is_dir(), reason="no Chinese font is installed here")
def test_with_a_chinese_font_nothing_is_said(tmp_path: Path) -> None:
    assert chinese_fonts(tmp_path, str(noto)) == "None"
