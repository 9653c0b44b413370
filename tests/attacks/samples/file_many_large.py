"""Fills the disk by many files, none of which is too large.

kata: numpy, appended
verdict: crashed, error
says: MB of files
seconds: 20
"""


def forward(params, x):
    block = bytes(1 << 20)
    for number in range(40):
        with open(f"large-{number}", "wb") as file:
            for _ in range(64):
                file.write(block)
