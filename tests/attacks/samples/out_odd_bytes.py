"""Prints bytes that are no text, marks that turn its direction, zero-width characters and lone surrogates.

kata: numpy, appended
verdict: passed
"""

import os
import sys

os.write(1, bytes(range(256)) + b"\n")
print("\u202eдессап\u2066 \u200b\u200f\ufeff \ud800")
sys.stderr.write("\x00" * 100)
