"""Trees of values to bytes and back; whatever the other side sends, the judge stays whole."""

import struct
from contextlib import suppress

import msgspec
import numpy as np
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from hypothesis.extra import numpy as hnp

from kata.grading.frames import MAX_HEADER, MAX_PAYLOAD, PREFIX, ProtocolViolationError, lengths
from kata.grading.values import Deleted, Handle, Rng
from kata.grading.wire import Bits, CannotTravelError, decode, dtype_name, encode

DTYPES = ["bool", "int8", "uint16", "int64", "float16", "float32", "float64", "complex64"]
scalars = st.none() | st.booleans() | st.integers(-(2**63), 2**63 - 1) | st.floats() | st.text(max_size=20)
arrays = st.sampled_from(DTYPES).flatmap(lambda name: hnp.arrays(name, hnp.array_shapes(min_dims=0, max_side=4)))
leaves = (
    scalars | arrays | st.just(Deleted()) | st.builds(Handle, st.integers(0, 9), st.text(max_size=9)) | st.just(Rng(3))
)
trees = st.recursive(
    leaves,
    lambda inner: (
        st.lists(inner, max_size=4)
        | st.lists(inner, max_size=4).map(tuple)
        | st.dictionaries(st.text(max_size=5) | st.integers(-9, 9), inner, max_size=4)
    ),
    max_leaves=12,
)
calm = settings(deadline=None, max_examples=200, suppress_health_check=[HealthCheck.too_slow])


def there_and_back(tree):
    header, buffers = encode(tree)
    return decode(header, b"".join(buffers))


def same(one, other) -> bool:
    if isinstance(one, list | tuple):
        return type(one) is type(other) and len(one) == len(other) and all(map(same, one, other))
    if isinstance(one, dict):
        return one.keys() == other.keys() and all(same(one[key], other[key]) for key in one)
    if isinstance(one, np.ndarray):
        return one.dtype == other.dtype and np.array_equal(one, other, equal_nan=one.dtype.kind in "fc")
    return type(one) is type(other) and (one == other or one != one)  # noqa: PLR0124  NaN


@pytest.mark.slow
@calm
@given(trees)
def test_every_tree_arrives_as_it_was_sent(tree):
    assert same(tree, there_and_back(tree))


@calm
@given(st.binary(max_size=200), st.binary(max_size=64))
def test_random_bytes_are_a_violation_or_a_value_and_nothing_else(header, payload):
    with suppress(ProtocolViolationError):
        decode(header, payload)


@calm
@given(trees, st.data())
def test_a_spoilt_message_is_a_violation_or_a_value_and_nothing_else(tree, data):
    header, buffers = encode(tree)
    payload = bytearray(b"".join(buffers))
    spoilt = bytearray(header)
    for target in (spoilt, payload):
        for _ in range(data.draw(st.integers(0, 3))):
            if target:
                target[data.draw(st.integers(0, len(target) - 1))] = data.draw(st.integers(0, 255))
    cut = data.draw(st.integers(0, 2))
    with suppress(ProtocolViolationError):
        decode(spoilt[: len(spoilt) - cut], payload)


@pytest.mark.parametrize(
    "node",
    [
        ["a", "object", [1]],
        ["a", "float64", [-1]],
        ["a", "float64", [1 << 50]],
        ["a", "float64", [2, 2]],
        ["a", "float64", [True]],
        ["a", "float64", [1] * 9],
        ["a", "float64", "x"],
        ["d", [["key"]]],
        ["d", [[None, 1]]],
        ["l", 3],
        ["?"],
        [],
        {"a": 1},
    ],
)
def test_a_malformed_node_is_a_violation(node):
    with pytest.raises(ProtocolViolationError):
        decode(msgspec.msgpack.encode(node), b"")


def test_a_deep_nest_is_a_violation():
    with pytest.raises(ProtocolViolationError):
        decode(b"\x91" * 100_000 + b"\xc0", b"")


def test_a_count_larger_than_the_message_takes_no_memory():
    with pytest.raises(ProtocolViolationError):
        decode(b"\xdd\xff\xff\xff\xff", b"")


def test_bytes_that_belong_to_no_array_are_a_violation():
    with pytest.raises(ProtocolViolationError):
        decode(msgspec.msgpack.encode(None), b"x")


@pytest.mark.parametrize(
    "start",
    [
        b"XXXX" + struct.pack("<IQ", 1, 0),
        PREFIX.pack(b"KAT1", MAX_HEADER + 1, 0),
        PREFIX.pack(b"KAT1", 1, MAX_PAYLOAD + 1),
        PREFIX.pack(b"KAT1", 10, 1 << 63),
    ],
)
def test_a_frame_that_announces_too_much_is_refused_before_it_is_read(start):
    with pytest.raises(ProtocolViolationError):
        lengths(start)


def test_bfloat16_arrives_as_float32_that_remembers_its_name():
    bits = np.array([0x3F80, 0xC000], np.uint16)
    back = there_and_back(Bits("bfloat16", bits))
    assert back.tolist() == [1.0, -2.0]
    assert dtype_name(back) == "bfloat16"
    assert dtype_name(there_and_back(back)) == "bfloat16"


def test_a_bool_array_holds_nothing_but_truth_values():
    header = msgspec.msgpack.encode(["a", "bool", [3]])
    assert decode(header, b"\x00\x01\x07").tolist() == [False, True, True]


@pytest.mark.parametrize(
    "value", [object(), 1 << 70, {1.5: 1}, np.array([None]), "\ud800", [[[[[[[[[[[[[[[[[[1]]]]]]]]]]]]]]]]]]]
)
def test_what_has_no_form_cannot_travel(value):
    with pytest.raises(CannotTravelError):
        encode(value)


def test_arrays_of_more_than_the_limit_cannot_travel():
    huge = np.broadcast_to(np.zeros(1), (MAX_PAYLOAD // 8 + 1,))
    with pytest.raises(CannotTravelError, match="MiB"):
        encode(huge)
