"""Has a module-level __getattr__ that gives a function for any name.

kata: numpy, whole
verdict: failed
says: init_params
"""


def __getattr__(name):
    return lambda *arguments: 0.0
