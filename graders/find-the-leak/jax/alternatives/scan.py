"""The whole training is one scan, whose carry holds the params and the average."""

import jax
import jax.numpy as jnp


def loss_of(params, x, y):
    return jnp.mean(jnp.square(jnp.tanh(x @ params["w"]) + params["b"] - y))


@jax.jit
def train(params, batches, held_out, lr, beta):
    def step(carry, batch):
        params, average = carry
        grads = jax.grad(loss_of)(params, *batch)
        params = {name: p - lr * grads[name] for name, p in params.items()}
        average = average + (1 - beta) * (loss_of(params, *held_out) - average)
        return (params, average), average

    xs = tuple(jnp.stack(part) for part in zip(*batches, strict=True))
    (params, _), averages = jax.lax.scan(step, (params, jnp.zeros_like(params["b"])), xs)
    return params, averages
