import jax
import jax.numpy as jnp


def forward(w, x):
    return x @ w


def loss(w, x, y):
    return jnp.mean((forward(w, x) - y) ** 2)


@jax.jit
def step(w, x, y, lr):
    value, gradient = jax.value_and_grad(loss)(w, x, y)
    return w - lr * gradient, value


def train(w, x, y, lr, steps):
    losses = []
    for _ in range(steps):
        w, value = step(w, x, y, lr)
        losses.append(value)
    return w, losses


def draw(rng, n):
    return jax.random.normal(rng, (n,))
