"""The rows that you padded with count like the others: the mean is over more rows than there are. Hand a
mask over, and leave them out of the sum and of the number.

zh: 你补上的行与其他行一样计入：均值所除的行数比实际的多。请传入掩码，让它们既不进入求和，也不进入行数。

Caught by: loss and gradient
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
    missing = -n % MESH.size
    # Copies of the last row: rows of zeros may have no finite loss, and 0 * nan is nan.
    x, y = (jnp.pad(a, [(0, missing)] + [(0, 0)] * (a.ndim - 1), mode="edge") for a in (x, y))
    real = jnp.arange(n + missing) < n

    @partial(shard_map, mesh=MESH, in_specs=(P(), P("data"), P("data"), P("data")), out_specs=P())
    def mean_loss(params, x, y, real):
        return jax.lax.pmean(jnp.mean(losses(params, x, y)), "data")

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
