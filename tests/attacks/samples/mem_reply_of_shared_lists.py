"""Returns lists that hold each other twenty times, fifteen deep: a few hundred bytes that unfold to 20**15 values.

kata: numpy, appended
verdict: memory, timeout, error
"""


def forward(params, x):
    nest = [0.0]
    for _ in range(15):
        nest = [nest] * 20
    return nest
