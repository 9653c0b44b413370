"""Waits for the keyboard.

kata: numpy, appended
verdict: error
says: EOF
"""


def forward(params, x):
    return input("the answer, please: ")
