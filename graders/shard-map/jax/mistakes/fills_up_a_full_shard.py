"""You add `devices - n % devices` rows. Where `n` is a multiple of the devices nothing is missing, but you add a row for
each of them: the loss is right, and every device does a row more than it should. `-n % devices` is 0 there.

zh: 你补了 `devices - n % devices` 行。当 `n` 是设备数的倍数时本来一行也不缺，你却给每个设备都补了一行：损失是对的，但每个设备都多算一行。此时 `-n % devices` 是 0。

Caught by: rows of each device
"""

from functools import partial

import jax
import jax.numpy as jnp
from jax.sharding import Mesh
from jax.sharding import PartitionSpec as P

try:
    from jax import shard_map
except ImportError:  # where it has not left jax.experimental yet
    from jax.experimental.shard_map import shard_map

MESH = Mesh(jax.devices(), ("data",))


@partial(jax.jit, static_argnums=0)
def loss_and_grad(losses, params, x, y):
    """Return the mean loss of all rows and its gradient, the rows shared out among the devices."""
    n = len(x)
    missing = MESH.size - n % MESH.size
    # Copies of the last row: rows of zeros may have no finite loss, and 0 * nan is nan.
    x, y = (jnp.pad(a, [(0, missing)] + [(0, 0)] * (a.ndim - 1), mode="edge") for a in (x, y))
    real = jnp.arange(n + missing) < n

    @partial(shard_map, mesh=MESH, in_specs=(P(), P("data"), P("data"), P("data")), out_specs=P())
    def mean_loss(params, x, y, real):
        return jax.lax.psum(jnp.sum(losses(params, x, y) * real), "data") / n

    # Differentiated from outside: JAX knows what a sum over devices does to a gradient.
    return jax.value_and_grad(mean_loss)(params, x, y, real)


@jax.jit
@partial(shard_map, mesh=MESH, in_specs=P("data"), out_specs=P("data"))
def standardized(x):
    """Return x, (n, d), with mean 0 and deviation 1 in each column, over the rows of all devices."""
    mean = jax.lax.pmean(jnp.mean(x, axis=0), "data")
    variance = jax.lax.pmean(jnp.mean((x - mean) ** 2, axis=0), "data")
    return (x - mean) / jnp.sqrt(variance)


@jax.jit
@partial(shard_map, mesh=MESH, in_specs=(P(None, "data"), P("data"), P()), out_specs=P())
def split_linear(x, w, b):
    """Return x @ w + b, (n, k); each device holds some columns of x and the rows of w that meet them."""
    return jax.lax.psum(x @ w, "data") + b
