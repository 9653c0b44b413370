"""One image, cut by a transpose; vmap over the batch."""

import jax
import jax.numpy as jnp


def patchify(images, size):
    def one(image):
        channels, height, width = image.shape
        cut = image.reshape(channels, height // size, size, width // size, size)
        return jnp.einsum("cryqx->rqcyx", cut).reshape(-1, channels * size * size)

    return jax.vmap(one)(images)


def unpatchify(patches, channels, height, width, size):
    def one(rows):
        cut = rows.reshape(height // size, width // size, channels, size, size)
        return jnp.einsum("rqcyx->cryqx", cut).reshape(channels, height, width)

    return jax.vmap(one)(patches)


def embed(images, p, size):
    def one(patches):
        return jnp.vstack([p["cls"], patches @ p["w"] + p["b"]]) + p["positions"]

    return jax.vmap(one)(patchify(images, size))
