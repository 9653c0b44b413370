"""Only the band is computed: each query gathers its own `window` keys."""

import jax
import jax.numpy as jnp


def window_mask(time, window):
    full = jnp.ones((time, time), dtype=bool)
    return jnp.tril(full) & jnp.triu(full, k=1 - window)


def sliding_window_attention(q, k, v, window):
    places = jnp.arange(q.shape[-2])[:, None] - jnp.arange(window)  # (time, window): the key of each score
    own = jnp.maximum(places, 0)
    scores = jnp.einsum("...td,...twd->...tw", q, k[..., own, :]) * q.shape[-1] ** -0.5
    weights = jax.nn.softmax(jnp.where(places >= 0, scores, -jnp.inf), axis=-1)
    return jnp.einsum("...tw,...twv->...tv", weights, v[..., own, :])
