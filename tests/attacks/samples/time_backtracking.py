"""A regular expression that takes longer than the sun will last, inside one call into C.

kata: numpy, appended
verdict: timeout
"""

import re


def loss(params, x, y):
    return bool(re.match(r"(?:a|a)*$", "a" * 60 + "b"))
