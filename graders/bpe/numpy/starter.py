"""Byte-pair encoding in plain Python.

Fill in the bodies; keep the names.
"""


def learn(text, count):
    """Return at most count merges: a list of pairs of ints.

    Merge number i makes token 256 + i.
    """
    # TODO: start from list(text.encode())
    return []


def encode(text, merges):
    """Return the tokens of a text: a list of ints."""
    # TODO
    return []


def decode(ids, merges):
    """Return the text of a list of tokens."""
    # TODO
    return ""
