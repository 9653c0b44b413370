import jax.numpy as jnp
import numpy as np


def eager(x):  # (n,)
    device, host = x.device, np.array(x)

    def run():
        # On a CPU it is copied once: nobody may change a JAX
        # array, while NumPy's may still be written to.
        there = jnp.asarray(host, device=device)
        return np.asarray(there)  # on a CPU: a read-only view

    return run
