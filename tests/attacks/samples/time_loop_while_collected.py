"""Returns at once, but what it leaves behind loops when it is collected, before the reply is sent.

kata: numpy, appended
verdict: timeout
"""


class Tail:
    def __del__(self):
        while True:
            pass


def forward(params, x):
    tail = Tail()
    return np.zeros((len(x), 1))
