"""Grows a list without end.

kata: numpy, appended
verdict: memory
"""


def forward(params, x):
    hoard = []
    while True:
        hoard.append(bytearray(1 << 20))
