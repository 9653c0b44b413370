"""Takes nearly the whole limit in every call, so that no single one is too slow.

kata: numpy, appended
verdict: timeout
slow: yes
"""

import time


def slowly(function):
    def slow(*arguments):
        time.sleep(1.7)
        return function(*arguments)

    return slow


init_params, forward, loss, gradients, train = map(slowly, (init_params, forward, loss, gradients, train))
