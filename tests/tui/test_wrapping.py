"""Lines of Chinese break between characters, and not where a reader would stumble."""

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st
from rich import _wrap
from rich.cells import cell_len

from kata.tui.wrapping import break_between_characters, units


@pytest.fixture(autouse=True)
def _wrapped(monkeypatch):
    monkeypatch.setattr(_wrap, "words", _wrap.words)
    break_between_characters()


def lines(text: str, width: int) -> list[str]:
    places = [0, *_wrap.divide_line(text, width), len(text)]
    return [text[start:end].rstrip() for start, end in pairwise(places)]


def test_chinese_fills_the_line_instead_of_moving_as_one_word():
    assert lines("前向传播（forward）计算损失。", 12) == ["前向传播", "（forward）", "计算损失。"]
    assert lines("追踪只在第一次调用时进行", 10) == ["追踪只在第", "一次调用时", "进行"]


def test_a_latin_word_beside_chinese_stays_whole():
    assert lines("初始化、logits 和损失", 12) == ["初始化、", "logits 和损", "失"]


@pytest.mark.parametrize("mark", list("，。、；：？！）》”"))
def test_no_line_begins_with_a_closing_mark(mark):
    assert not any(line.startswith(mark) for line in lines(f"一二三四五{mark}六七八九十{mark}", 10))


def test_no_line_ends_with_an_opening_mark():
    assert lines("一二三四（五六）", 10) == ["一二三四", "（五六）"]


def test_english_breaks_as_before():
    assert lines("It doesn’t break “in here”, does it?", 12) == ["It doesn’t", "break “in", "here”, does", "it?"]


@given(st.text(alphabet="ab (）（。，中文“” \n", max_size=40))
def test_nothing_is_lost_and_nothing_comes_twice(text):
    parts = list(units(text))
    assert "".join(part for _start, _end, part in parts).strip() == text.strip()
    assert all(text[start:end] == part for start, end, part in parts)


@given(st.text(alphabet="ab 中文，。（）", max_size=40), st.integers(8, 20))
def test_no_line_is_wider_than_asked(text, width):
    assert all(cell_len(line) <= width for line in lines(text, width))
