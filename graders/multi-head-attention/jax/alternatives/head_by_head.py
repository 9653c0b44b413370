"""One head at a time with its own columns of the weights; the heads side by side at the end."""

import jax.numpy as jnp


def softmax(scores):
    exp = jnp.exp(scores - scores.max(axis=-1, keepdims=True))
    return exp / exp.sum(axis=-1, keepdims=True)


def multi_head_attention(x, params, heads):
    d_head = x.shape[-1] // heads
    outs = []
    for head in range(heads):
        columns = slice(head * d_head, (head + 1) * d_head)
        q, k, v = (x @ params["w" + name][:, columns] + params["b" + name][columns] for name in "qkv")
        outs.append(softmax(q @ k.swapaxes(1, 2) * d_head**-0.5) @ v)
    return jnp.concatenate(outs, axis=-1) @ params["wo"] + params["bo"]
