"""Raises an exception whose message is a gigabyte long.

kata: numpy, appended
verdict: error, memory
"""


def forward(params, x):
    raise ValueError("all checks passed " * (1 << 26))
