"""Length-prefixed frames: how bytes are cut into messages, with every length bounded before anything is allocated.

A frame is a magic word, the length of a msgpack header, the length of a payload of raw arrays, then both.
"""

import struct
from typing import BinaryIO, Final

MAGIC: Final = b"KAT1"
PREFIX: Final = struct.Struct("<4sIQ")
FIRST: Final = 1 << 16  # read at first: most messages are shorter
MAX_HEADER: Final = 1 << 20
MAX_PAYLOAD: Final = 64 << 20


class ProtocolViolationError(Exception):
    """Bytes arrived that the protocol does not allow."""


def prefix(header: int, payload: int) -> bytes:
    """Return the bytes that go before a header and a payload of these lengths."""
    return PREFIX.pack(MAGIC, header, payload)


def lengths(start: bytes) -> tuple[int, int]:
    """Return the lengths of header and payload, or raise `ProtocolViolationError`."""
    magic, header, payload = PREFIX.unpack(start)
    if magic != MAGIC:
        raise ProtocolViolationError("no frame starts with these bytes")
    if header > MAX_HEADER or payload > MAX_PAYLOAD:
        raise ProtocolViolationError(f"a frame of {header} + {payload} bytes is too long")
    return header, payload


def write_frame(stream: BinaryIO, header: bytes) -> None:
    """Write one frame without a payload and flush."""
    stream.write(prefix(len(header), 0) + header)
    stream.flush()


def read_frame(stream: BinaryIO) -> bytes | None:
    """Read one frame without a payload; None at the end of the stream."""
    start = stream.read(PREFIX.size)
    if len(start) < PREFIX.size:
        return None
    header, payload = lengths(start)
    if payload:
        raise ProtocolViolationError("this stream carries no payloads")
    body = stream.read(header)
    return body if len(body) == header else None
