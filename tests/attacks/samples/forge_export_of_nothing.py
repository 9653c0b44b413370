"""Sends in place of its exported program bytes that are none, to the worker that is to run it.

kata: jax, appended
verdict: error, failed, crashed
"""

import sys

import numpy as np

for module in [module for name, module in sys.modules.items() if name.endswith("bridges.jax_export")]:
    module._exported = lambda function, args: np.frombuffer(b"\x18\x00\x00\x00" * 4096, np.uint8)
