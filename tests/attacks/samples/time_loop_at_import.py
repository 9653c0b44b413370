"""Loops while it is imported.

kata: numpy, whole
verdict: timeout
"""

while True:
    pass
