import jax
import numpy as np


def eager(x):  # (n,)
    device, host = x.device, np.array(x)

    def run():
        # On a CPU it is copied, as a rule: JAX shares only what
        # lies at a multiple of 64 bytes.
        there = jax.device_put(host, device)
        return np.asarray(there)  # on a CPU: a read-only view

    return run
