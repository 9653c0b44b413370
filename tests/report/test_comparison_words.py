import math
import re

import pytest
from hypothesis import given
from hypothesis import strategies as st
from msgspec.structs import replace

from kata.compare.result import VARIANTS
from kata.i18n import speaking
from kata.report.comparison_words import duration, listed, size_of, status_in_words, times_as, variant_in_words
from tests.compare import made_up


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


@pytest.mark.parametrize(
    ("variant", "changes", "words"),
    [
        ("torch", {"status": "missing", "note": "no-framework"}, "PyTorch is not installed: pip install torch"),
        ("jax.jit", {"status": "missing", "note": "no-framework"}, "JAX is not installed: pip install jax"),
        (
            "torch.compile",
            {"status": "missing", "note": "no-compiler"},
            "torch.compile needs a C++ compiler: install g++ or clang",
        ),
        ("jax", {"status": "missing", "note": "no-gpu"}, "JAX finds no GPU: its build for GPUs may be missing"),
        ("jax", {"status": "missing", "note": "no-dtype"}, "JAX does not compute with this dtype here"),
        ("jax", {"status": "missing", "note": "Something else."}, "Something else."),
        ("jax", {"status": "failed", "note": "ValueError: boom"}, "failed: ValueError: boom"),
        ("jax", {"status": "failed"}, "failed: the process ended by itself"),
        ("jax", {"status": "timeout"}, "no answer in time"),
        ("jax", {"status": "memory"}, "no memory left: try a smaller size"),
        (
            "jax",
            {"status": "wrong", "error": 0.31},
            "its results differ from those of NumPy in float64, by 31% of the largest value, so it was not timed",
        ),
        ("jax", {"status": "unsuited", "note": "Takes hours."}, "Takes hours."),
        ("jax", {"status": "waiting"}, "not measured yet"),
    ],
)
def test_each_status_says_what_happened_and_what_to_do(variant, changes, words):
    lost = made_up.measured("matmul", 16, variant, **made_up.NOTHING | changes)
    assert status_in_words(replace(lost, workload="elsewhere")) == words


def test_with_the_settings_at_hand_limit_and_device_are_told():
    lost = made_up.measured("matmul", 16, "jax", status="timeout")
    assert status_in_words(lost, made_up.settings("matmul", limit=30.0)) == "no answer within 30 s"
    lost = made_up.measured("matmul", 16, "jax", status="memory")
    assert "GPU" in status_in_words(lost, made_up.settings("matmul", device="gpu"))
    assert "GPU" not in status_in_words(lost, made_up.settings("matmul"))
