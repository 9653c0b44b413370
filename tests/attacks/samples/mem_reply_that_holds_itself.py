"""Returns a list that holds itself, in a dict that holds the list.

kata: numpy, appended
verdict: failed, error
"""


def forward(params, x):
    loop = []
    loop.append({"again": loop})
    return loop
