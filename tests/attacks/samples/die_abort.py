"""Ends itself by abort() in the middle of a call.

kata: numpy, appended
verdict: crashed
says: SIGABRT
"""

import os


def forward(params, x):
    os.abort()
