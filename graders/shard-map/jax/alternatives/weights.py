"""Row numbers instead of padding, weights instead of a mask; sums and squares shared at once; the bias on one device."""

import jax
import jax.numpy as jnp
from jax import lax
from jax.sharding import Mesh
from jax.sharding import PartitionSpec as P

if hasattr(jax, "shard_map"):
    shard_map = jax.shard_map
else:
    from jax.experimental.shard_map import shard_map


def devices():
    return Mesh(jax.devices(), ("d",))


def loss_and_grad(losses, params, x, y):
    mesh = devices()
    rows = -(-len(x) // mesh.size)
    # Those past the end fall on the first row, and count nothing.
    numbers = jnp.arange(rows * mesh.size)
    take = jnp.where(numbers < len(x), numbers, 0)
    weights = (numbers < len(x)).astype(x.dtype)

    def of_one(params, x, y, weights):
        return lax.psum(losses(params, x, y) @ weights, "d")

    total = shard_map(of_one, mesh=mesh, in_specs=(P(), P("d"), P("d"), P("d")), out_specs=P())

    @jax.jit
    @jax.value_and_grad
    def mean_loss(params):
        return total(params, x[take], y[take], weights) / len(x)

    return mean_loss(params)


def standardized(x):
    def of_one(x):
        first, second = lax.psum((x.sum(axis=0), (x * x).sum(axis=0)), "d")
        return (x - first / n) * lax.rsqrt(second / n - (first / n) ** 2)

    n = len(x)
    return jax.jit(shard_map(of_one, mesh=devices(), in_specs=P("d", None), out_specs=P("d", None)))(x)


def split_linear(x, w, b):
    def of_one(x, w, b):
        first = lax.axis_index("d") == 0
        return lax.psum(jnp.where(first, b, 0) + x @ w, "d")

    specs = (P(None, "d"), P("d", None), P(None))
    return jax.jit(shard_map(of_one, mesh=devices(), in_specs=specs, out_specs=P(None, None)))(x, w, b)
