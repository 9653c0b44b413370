import math
import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kata.compare.result import VARIANTS
from kata.i18n import speaking
from kata.report.quantities import around, capital, duration, listed, number, share, size_of, times_as, variant_in_words


@pytest.mark.parametrize(
    ("seconds", "words"),
    [
        (0, "0 s"),
        (3.14e-9, "3.14 ns"),
        (9.996e-7, "1.00 µs"),
        (1.234e-5, "12.3 µs"),
        (2.97e-3, "2.97 ms"),
        (0.2154, "215 ms"),
        (0.9996, "1.00 s"),
        (9.999, "10.0 s"),
        (4567, "4567 s"),
    ],
)
def test_a_duration_has_three_digits_and_its_unit(seconds, words):
    assert duration(seconds) == words


@given(st.floats(1e-9, 900))
def test_a_duration_is_within_half_a_percent_of_what_it_says(seconds):
    number, unit = duration(seconds).split()
    assert math.isclose(float(number) * {"ns": 1e-9, "µs": 1e-6, "ms": 1e-3, "s": 1}[unit], seconds, rel_tol=0.0051)
    assert len(re.sub(r"\D", "", number)) == 3


@pytest.mark.parametrize(
    ("count", "words"),
    [
        (0, "0 B"),
        (512, "512 B"),
        (1024, "1 KiB"),
        (1536, "1.5 KiB"),
        (36 << 20, "36 MiB"),
        (1023 << 20, "1 GiB"),
        (5 << 50, "5120 TiB"),
    ],
)
def test_a_size_has_the_digits_worth_reading(count, words):
    assert size_of(count) == words


def test_factors_and_lists_read_as_people_write_them():
    assert [times_as(ratio) for ratio in (1.05, 1.1, 3.333, 9.96, 30, 12345)] == [
        "1.05", "1.1", "3.3", "10", "30", "12,345",
    ]  # fmt: skip
    assert listed(["a"]) == "a"
    assert listed(["a", "b"]) == "a and b"
    assert listed(["a", "b", "c"]) == "a, b and c"


def test_every_variant_has_a_name_in_either_language():
    for spoken in ("en", "zh"):
        with speaking(spoken):
            assert len({variant_in_words(variant) for variant in VARIANTS}) == len(VARIANTS)


def test_whole_numbers_part_their_thousands_from_five_digits_on():
    assert [number(value) for value in (7, 1024, 16_777_216)] == ["7", "1024", "16,777,216"]
    assert [around(value) for value in (6.52, 482.9, 23_456.7)] == ["6", "480", "23,000"]


def test_a_share_is_told_upwards():
    assert [share(value) for value in (0, 0.001, 0.02, 0.0201, 0.25)] == ["1%", "1%", "2%", "3%", "25%"]


def test_a_sentence_begins_with_a_capital():
    assert capital("at 16 it is") == "At 16 it is"
    assert capital("") == ""
