"""Makes a hundred thousand small files.

kata: numpy, appended
verdict: crashed, timeout
slow: yes
seconds: 6
"""

_honest_forward = forward


def forward(params, x):
    for number in range(100_000):
        with open(f"file-{number}", "x"):
            pass
    return _honest_forward(params, x)
