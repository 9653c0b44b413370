"""Writes one file without end.

kata: numpy, appended
verdict: error, crashed
seconds: 6
"""


def forward(params, x):
    block = bytes(1 << 20)
    with open("endless", "wb") as file:
        while file.write(block):
            pass
