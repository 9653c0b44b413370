"""Trees of values to bytes and back. Arrays travel as dtype, shape and raw little-endian bytes; no pickle.

A message is one tree (normally a dict). Its structure is msgpack in the frame's header; its arrays lie one after
the other in the payload. Every count is checked before memory is taken, and every fault of the other side is a
`ProtocolViolationError`.
"""

import math
import sys
from collections.abc import Iterator, Mapping
from typing import Any, Final

import msgspec
import numpy as np

from kata.grading.frames import MAX_HEADER, MAX_PAYLOAD, ProtocolViolationError
from kata.grading.values import Deleted, Given, Handle, Rng, Submitted

MAX_ARRAYS: Final = 8192
MAX_DEPTH: Final = 16
MAX_NODES: Final = 131_072
MAX_NDIM: Final = 8
# bfloat16 has no NumPy type of its own: its bits travel and arrive as float32 that remembers where it came from.
ITEM_SIZES: Final[dict[str, int]] = {
    **{name: np.dtype(name).itemsize for name in ("bool", "float16", "float32", "float64", "complex64", "complex128")},
    **{f"{sign}int{bits}": bits // 8 for sign in ("", "u") for bits in (8, 16, 32, 64)},
    "bfloat16": 2,
}
# By how NumPy writes a type of this machine's own byte order: `dtype.name` is worked out anew each time.
_NAMES: Final = {np.dtype(name).str: name for name in ITEM_SIZES if name != "bfloat16"}
_TRAVELLING: Final = {name: np.dtype(written).newbyteorder("<") for written, name in _NAMES.items()}
_LITTLE: Final = sys.byteorder == "little"
BFLOAT16: Final = np.dtype("float32", metadata={"kata": "bfloat16"})


class CannotTravelError(Exception):
    """A value of our own side that the wire has no form for, or that is too large."""


class Bits(msgspec.Struct, frozen=True):
    """An array of a type NumPy lacks: `bits` has the item size of `dtype`."""

    dtype: str
    bits: Any


def dtype_name(array: Any) -> str:
    """Return the dtype's name as the submission's framework would say it, `bfloat16` included."""
    dtype: np.dtype[Any] = array.dtype if isinstance(array, np.generic) else np.asarray(array).dtype
    metadata: Mapping[Any, Any] | None = dtype.metadata
    if metadata and metadata.get("kata") == "bfloat16":
        return "bfloat16"
    return _NAMES.get(dtype.str) or dtype.name


class Encoder:
    """Turns one tree into a header and the buffers of its arrays."""

    def __init__(self) -> None:
        self.buffers: list[bytes] = []
        self.size = 0
        self.nodes = 0

    def header(self, tree: Any) -> bytes:
        """Return the msgpack header; the arrays met on the way are in `buffers`."""
        try:
            header = msgspec.msgpack.encode(self.node(tree, 0))
        except OverflowError as fault:
            raise CannotTravelError("an integer of more than 64 bits") from fault
        except UnicodeEncodeError as fault:
            raise CannotTravelError("a string that is not Unicode") from fault
        if len(header) > MAX_HEADER:
            raise CannotTravelError("too many values")
        return header

    def node(self, value: Any, depth: int) -> Any:
        """Return the msgpack form of one node."""
        self.nodes += 1
        if depth > MAX_DEPTH or self.nodes > MAX_NODES:
            raise CannotTravelError("nested too deeply, or too many values")
        if value is None or type(value) in (bool, int, float, str):
            return value
        if type(value) in (list, tuple):
            return ["l" if type(value) is list else "t", [self.node(item, depth + 1) for item in value]]
        if type(value) is dict:
            return ["d", [[self.key(key), self.node(item, depth + 1)] for key, item in value.items()]]
        return self.leaf(value)

    def key(self, key: Any) -> str | int:
        """Return a dict's key: a string or an integer."""
        if type(key) not in (str, int):
            raise CannotTravelError(f"a dict with a key of type {type(key).__name__}")
        checked: str | int = key
        return checked

    def leaf(self, value: Any) -> list[Any]:
        """Return the form of an array or of a value that stands for something."""
        if type(value) is np.ndarray:
            return self.array(dtype_name(value), value, "a")
        if isinstance(value, Handle):
            return ["h", value.id, value.type]
        if isinstance(value, Rng):
            return ["r", value.seed]
        if isinstance(value, Given):
            return ["g", value.name]
        if isinstance(value, Submitted):
            return ["u", value.name]
        if isinstance(value, Deleted):
            return ["x"]
        if isinstance(value, Bits):
            return self.array(value.dtype, value.bits, "a")
        if isinstance(value, np.generic):
            return self.array(_NAMES.get(value.dtype.str) or value.dtype.name, np.asarray(value), "s")
        raise CannotTravelError(f"a value of type {type(value).__name__}")

    def array(self, name: str, array: Any, tag: str) -> list[Any]:
        """Keep the array's bytes and return its dtype and shape."""
        if name not in ITEM_SIZES or array.ndim > MAX_NDIM or len(self.buffers) >= MAX_ARRAYS:
            raise CannotTravelError(f"an array of {name} with {array.ndim} dimensions")
        self.size += array.size * ITEM_SIZES[name]
        if self.size > MAX_PAYLOAD:
            raise CannotTravelError(f"arrays of more than {MAX_PAYLOAD >> 20} MiB")
        if name == "bfloat16" and array.dtype == np.float32:
            array = (array.view(np.uint32) >> 16).astype(np.uint16)
        if not _LITTLE or array.dtype.str not in _NAMES:
            array = array.astype(array.dtype.newbyteorder("<"))
        self.buffers.append(array.tobytes())
        return [tag, name, list(array.shape)]


class Decoder:
    """Turns a header and a payload, neither of them trusted, into a tree."""

    def __init__(self, payload: bytes | bytearray | memoryview) -> None:
        self.payload = payload
        self.offset = 0
        self.nodes = 0
        self.arrays = 0

    def tree(self, header: bytes | bytearray | memoryview) -> Any:
        """Return the tree, having used up the whole payload."""
        try:
            tree = self.node(msgspec.msgpack.decode(header), 0)
        except (msgspec.DecodeError, RecursionError, ValueError) as fault:
            raise ProtocolViolationError("not msgpack, or an impossible shape") from fault
        if self.offset != len(self.payload):
            raise ProtocolViolationError("more bytes than arrays")
        return tree

    def node(self, node: Any, depth: int) -> Any:
        """Return the value of one node."""
        self.nodes += 1
        if depth > MAX_DEPTH or self.nodes > MAX_NODES:
            raise ProtocolViolationError("nested too deeply, or too many values")
        if node is None or type(node) in (bool, int, float, str):
            return node
        match node:
            case [("a" | "s") as tag, str(name), list(shape)]:
                array = self.array(name, shape)
                return array[()] if tag == "s" else array
            case ["l", list(items)]:
                return [self.node(item, depth + 1) for item in items]
            case ["t", list(items)]:
                return tuple(self.node(item, depth + 1) for item in items)
            case ["d", list(items)]:
                return dict(self.pairs(items, depth))
            case ["h", int(number), str(name)]:
                return Handle(number, name[:200])
            case ["r", int(seed)]:
                return Rng(seed)
            case ["g", str(name)]:
                return Given(name[:200])
            case ["u", str(name)]:
                return Submitted(name[:200])
            case ["x"]:
                return Deleted()
        raise ProtocolViolationError("a node of unknown form")

    def pairs(self, items: list[Any], depth: int) -> Iterator[tuple[str | int, Any]]:
        """Yield the keys and values of a dict."""
        for item in items:
            match item:
                case [str() | int() as key, value]:
                    yield key, self.node(value, depth + 1)
                case _:
                    raise ProtocolViolationError("a dict's item is not a pair")

    def array(self, name: str, shape: list[Any]) -> np.ndarray[Any, Any]:
        """Take the next array off the payload."""
        self.arrays += 1
        whole = all(type(n) is int and 0 <= n < 1 << 40 for n in shape)
        if self.arrays > MAX_ARRAYS or name not in ITEM_SIZES or len(shape) > MAX_NDIM or not whole:
            raise ProtocolViolationError("an array of an unknown type or shape")
        count = math.prod(shape)
        end = self.offset + count * ITEM_SIZES[name]
        if end > len(self.payload):
            raise ProtocolViolationError("an array longer than the payload")
        dtype = _TRAVELLING["uint16" if name == "bfloat16" else name]
        flat = np.frombuffer(self.payload, dtype, count, self.offset) if count else np.empty(0, dtype)
        self.offset = end
        array = np.array(flat, dtype=dtype.newbyteorder("=")).reshape(shape)
        if name == "bool":
            array = array.view(np.uint8) != 0
        if name == "bfloat16":
            array = (array.astype(np.uint32) << 16).view(np.float32).astype(BFLOAT16)
        return array


def encode(tree: Any) -> tuple[bytes, list[bytes]]:
    """Return header and buffers of `tree`; raises `CannotTravelError`."""
    encoder = Encoder()
    return encoder.header(tree), encoder.buffers


def decode(header: bytes | bytearray | memoryview, payload: bytes | bytearray | memoryview) -> Any:
    """Return the tree; raises `ProtocolViolationError` for anything malformed."""
    return Decoder(payload).tree(header)
