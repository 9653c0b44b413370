"""One call into C that never gives the interpreter back: no signal handler and no thread could stop it.

kata: numpy, appended
verdict: timeout
"""


def forward(params, x):
    return pow(3, 10**11)
