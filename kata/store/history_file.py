"""A history as a file: JSON, read back with everything checked before anything of it is believed."""

from typing import Final

import msgspec
from msgspec import Struct

from kata.i18n import _
from kata.store.database import StoreError
from kata.store.history import FORMAT, History


class _Head(Struct):
    """What tells whether a file is ours, and of which version."""

    format: int
    sittings: msgspec.Raw
    attempts: msgspec.Raw


_ENCODER: Final = msgspec.json.Encoder()


def to_bytes(history: History) -> bytes:
    """Return the JSON of a history, with a newline at its end."""
    return _ENCODER.encode(history) + b"\n"


def from_bytes(data: bytes, name: str) -> History:
    """Read a history; `name` names the file in messages.

    Raises:
        StoreError: It is damaged, no history, or of a newer version of the program.
    """
    try:
        head = msgspec.json.decode(data, type=_Head)
    except msgspec.ValidationError as fault:
        message = _("{path} is no history of kata ({reason}). `kata export json FILE` writes one. Nothing was changed.")
        raise StoreError(message.format(path=name, reason=fault)) from fault
    except (msgspec.DecodeError, UnicodeDecodeError) as fault:
        raise StoreError(_damaged(name, fault)) from fault
    if head.format > FORMAT:
        message = _("{path} is from a newer version of kata (format {format}). Update kata. Nothing was changed.")
        raise StoreError(message.format(path=name, format=head.format))
    try:
        return msgspec.json.decode(data, type=History)
    except (msgspec.DecodeError, UnicodeDecodeError) as fault:
        raise StoreError(_damaged(name, fault)) from fault


def _damaged(name: str, fault: Exception) -> str:
    message = _("{path} is damaged or no history of kata ({reason}). Export it anew. Nothing was changed.")
    return message.format(path=name, reason=fault)
