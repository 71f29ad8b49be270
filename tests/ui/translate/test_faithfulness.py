"""What the faithfulness check says follows from the numbers, however large they are."""

from __future__ import annotations

import math
from dataclasses import replace
from typing import TYPE_CHECKING

import numpy as np
import pytest

from attnviz.engine.messages import frozen
from attnviz.engine.translate.messages import CheckFaithfulness, Faithfulness
from attnviz.ui import i18n
from attnviz.ui.factors import factor
from attnviz.ui.panes.translate.details import DetailsPanel
from attnviz.ui.panes.translate.faithfulness import FaithfulnessPanel
from attnviz.ui.panes.translate.state import TranslateState
from tests.handmade.translations import shown, translation

if TYPE_CHECKING:
    from PySide6.QtWidgets import QApplication
    from pytestqt.qtbot import QtBot


@pytest.fixture
def panel(qtbot: QtBot) -> FaithfulnessPanel:
    made = FaithfulnessPanel()
    qtbot.addWidget(made)
    return made


def told(drop: float, *random: float) -> Faithfulness:
    return Faithfulness(
        request=CheckFaithfulness("a b", "m", (4, 3), frozen(np.ones(3, np.float32))),
        words=((0,), (1,)),
        hidden=(0,),
        share_hidden=0.5,
        random=((1,),) * len(random),
        log_probabilities=frozen(np.zeros(1)),
        drops=frozen(np.array([drop])),
        random_drops=frozen(np.array(random)[:, None]),
        share=1.0,
    )


@pytest.mark.parametrize(
    ("drop", "random", "said"),
    [
        (57.69, 51.50, ("1.1 × 10²⁵ times less", "2.3 × 10²² times less", "points at what matters")),
        (51.50, 57.69, ("2.3 × 10²² times less", "1.1 × 10²⁵ times less", "no better than chance")),
        (900.0, 20.0, ("7.3 × 10³⁹⁰ times less", "4.9 × 10⁸ times less", "points at what matters")),
        (-0.7, -30.0, ("2.0 times more", "1.1 × 10¹³ times more", "no better than chance")),
        (-30.0, -0.7, ("1.1 × 10¹³ times more", "2.0 times more", "no better than chance")),
    ],
)
def test_no_factor_is_capped(panel: FaithfulnessPanel, drop: float, random: float, said: tuple[str, ...]) -> None:
    panel.show_told(told(drop, random), "“a”", (), "")
    for part in said:
        assert part in panel.answer.text().replace("\u00a0", " ")


def test_the_powers_of_ten_are_there_in_chinese_too(panel: FaithfulnessPanel, qapp: QApplication) -> None:
    panel.show_told(told(57.69, -51.50), "“a”", (), "")
    i18n.apply(qapp, "zh_CN")
    panel.retranslate()
    text = panel.answer.text().replace("\u00a0", " ")
    assert "1.1 × 10²⁵ 分之一" in text
    assert "2.3 × 10²² 倍" in text
    assert "times" not in text


def test_a_factor_of_any_size_is_that_of_its_logarithm() -> None:
    raised = str.maketrans("⁰¹²³⁴⁵⁶⁷⁸⁹⁻", "0123456789-")
    for nats in np.linspace(-1200, 1200, 4801):
        figures, _, power = factor(nats).translate(raised).replace("\u202f", "").partition("\u00a0×\u00a010")
        assert math.log(float(figures)) + int(power or 0) * math.log(10) == pytest.approx(nats, abs=0.06), nats
    assert factor(math.log(999_960)) == "1.0\u00a0×\u00a010⁶"
    assert factor(math.inf) == "∞"


def test_the_perplexity_is_not_capped_either(qtbot: QtBot) -> None:
    panel = DetailsPanel(TranslateState())
    qtbot.addWidget(panel)
    made = translation()
    for nats, said in ((1.0, "perplexity 2.72"), (70.0, "perplexity 2.5 × 10³⁰")):
        result = replace(made, log_probabilities=frozen(np.full(len(made.target_tokens), -nats)))
        panel.show_result(result, shown(result), ())
        assert said in panel.probability.text().replace("\u00a0", " ")
