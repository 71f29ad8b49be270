"""Terms explain themselves: in the glossary, and on the labels that name them."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import QPoint
from PySide6.QtGui import QHelpEvent
from PySide6.QtWidgets import QLabel, QToolTip

from attnviz.ui import i18n
from attnviz.ui.help import citations, glossary
from attnviz.ui.help.cite_page import CitePage
from attnviz.ui.help.glossary_page import GlossaryPage
from attnviz.ui.help.hover import explain
from attnviz.ui.panes.table import PANES
from attnviz.ui.widgets.selection import Selection
from attnviz.ui.widgets.tokens import Chip, TokenRow
from tests.handmade.translations import plain_picture
from tests.ui.test_access import no_engine

if TYPE_CHECKING:
    from collections.abc import Callable

    from PySide6.QtWidgets import QApplication
    from pytestqt.qtbot import QtBot

    from attnviz.ui.window import Window


def ids(text: str, pane: str = "") -> list[str]:
    return [term.id for term in glossary.terms_in(text, pane)]


def test_the_longer_name_counts_and_words_stand_alone():
    assert ids("Cross-attention, layer 2, head 1", "translate") == ["cross", "layer", "head"]
    assert ids("a heading ahead") == []
    assert ids("KL of posterior and prior", "latent") == ["kl", "prior"]
    assert ids("Lock this value", "latent") == []


@pytest.mark.parametrize("language", ["en", "zh_CN"])
def test_every_term_is_one_plain_sentence_and_found_by_its_own_title(qapp: QApplication, language: str):
    i18n.apply(qapp, language)
    for term in glossary.TERMS:
        assert 10 <= len(term.says()) <= 130
        assert term.says()[-1] in ".。?？"
        assert term.id in ids(term.titles()[0], term.panes.split()[0] if term.panes else "")
        assert i18n.has_chinese(term.says()) == (language == "zh_CN")


def test_a_label_without_a_tip_explains_its_terms_on_hover(open_window: Callable[..., Window], qtbot: QtBot):
    window = open_window()
    label = QLabel("perplexity 1.56", window)
    label.setGeometry(0, 0, 200, 40)
    label.show()
    event = QHelpEvent(QHelpEvent.Type.ToolTip, QPoint(20, 20), window.mapToGlobal(QPoint(20, 20)))
    assert window.event(event)
    qtbot.waitUntil(lambda: glossary.sentence("perplexity")[:20] in QToolTip.text())
    label.setText("nothing special")
    assert not explain(window, event, "")
    QToolTip.hideText()


def test_the_end_mark_is_explained_where_it_stands(qtbot: QtBot):
    row = TokenRow(Selection(), target=False)
    qtbot.addWidget(row)
    row.set_chips([Chip("cat"), Chip("</s>")], plain_picture(["le"], ["cat", "</s>"]))
    row.resize(300, 40)
    place = row.box(1).center().toPoint()
    row.event(QHelpEvent(QHelpEvent.Type.ToolTip, place, row.mapToGlobal(place)))
    assert "stops writing" in QToolTip.text()
    QToolTip.hideText()


def test_the_page_finds_terms_in_both_languages(open_window: Callable[..., Window], qapp: QApplication):
    i18n.apply(qapp, "zh_CN")
    window = open_window()
    window.help.glossary()
    page = window.findChild(GlossaryPage)
    assert page is not None
    whole = page.text.toPlainText()
    page.query.setText("beam search")
    found = page.text.toPlainText()
    assert "束搜索 beam search" in found
    assert len(found) < len(whole) / 10
    page.query.setText("zzqq")
    assert page.text.toPlainText() == "没有含此内容的术语。"


def test_what_is_shown_can_be_cited_in_every_pane(open_window: Callable[..., Window], qapp: QApplication):
    window = open_window(PANES, no_engine)
    for pane in PANES:
        window.show_pane(pane.id)
        window.help.cite()
        page = window.findChildren(CitePage)[-1]
        text = page.text.toPlainText()
        assert text.startswith("@software{attnviz")
        assert text.count("@") >= 2
        assert text.count("{") == text.count("}")
        page.copy.click()
        assert qapp.clipboard().text() == text
    for entry in citations.PAPERS.values():
        assert entry.count("{") == entry.count("}")
