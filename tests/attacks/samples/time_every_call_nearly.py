"""Takes nearly the whole limit in every call, so that no single one is too slow.

kata: numpy, appended
verdict: timeout
says: together
seconds: 0.3
slow: yes
"""

import time

depth = []


def slowly(function):
    def slow(*arguments):
        if not depth:
            time.sleep(0.2)
        depth.append(1)
        try:
            return function(*arguments)
        finally:
            depth.pop()

    return slow


init_params, forward, loss, gradients, train = map(slowly, (init_params, forward, loss, gradients, train))
