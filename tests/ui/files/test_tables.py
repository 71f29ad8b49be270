"""Tables for papers and notes hold the numbers, and nothing in a word breaks them."""

from __future__ import annotations

from attnviz.ui.files import tables

TEXT = "\tcat\ta_b|c & 50 %\nchat\t0.971234\t1e-05\n\nanother\ttable\n"


def test_a_latex_table_escapes_words_and_rounds_numbers():
    made = tables.latex(tables.rows_of(TEXT))
    assert r"\begin{tabular}{lrr}" in made
    assert r" & cat & a\_b|c \& 50 \% \\" in made
    assert r"chat & 0.97 & 0.00 \\" in made
    assert "another" not in made


def test_a_markdown_table_keeps_its_columns_whatever_a_word_has():
    lines = tables.markdown(tables.rows_of(TEXT)).splitlines()
    assert lines[0] == r"|  | cat | a_b\|c & 50 % |"
    assert lines[1] == "| --- | ---: | ---: |"
    assert lines[2] == "| chat | 0.97 | 0.00 |"
    assert len(lines) == 3
