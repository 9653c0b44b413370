"""The columns of the joint projection are read as heads first, and q, k and v within each head. Here the
first d columns are q, the next k, the last v; the heads are inside each.

zh: 联合投影的列被当作先分头、每个头内再分 q、k、v。这里前 d 列是 q，接着是 k，最后是 v；头在它们各自之内。

Caught by: values
"""

import math

import jax
import jax.numpy as jnp


def layer_norm(x, gain, bias):
    """Normalise each position over its features."""
    centred = x - x.mean(axis=-1, keepdims=True)
    variance = (centred**2).mean(axis=-1, keepdims=True)
    return gain * centred / jnp.sqrt(variance + 1e-5) + bias


def attention(x, p, heads):
    """Return causal multi-head self-attention of x: (batch, time, d)."""
    batch, time, d = x.shape
    qkv = (x @ p["w_qkv"] + p["b_qkv"]).reshape(batch, time, heads, 3, d // heads)
    q, k, v = jnp.moveaxis(qkv, (3, 2), (0, 2))  # each (batch, heads, time, d_head)
    scores = q @ jnp.swapaxes(k, -1, -2) / math.sqrt(d // heads)
    visible = jnp.tril(jnp.ones((time, time), bool))
    weights = jax.nn.softmax(jnp.where(visible, scores, -jnp.inf), axis=-1)
    out = jnp.swapaxes(weights @ v, 1, 2).reshape(batch, time, d)
    return out @ p["w_out"] + p["b_out"]


def mlp(x, p):
    """Return GELU between two linear layers."""
    return jax.nn.gelu(x @ p["w_up"] + p["b_up"], approximate=True) @ p["w_down"] + p["b_down"]


def gpt_block(x, p, heads):
    """Return x after attention and MLP, each added to what came in: (batch, time, d)."""
    x = x + attention(layer_norm(x, p["gain1"], p["bias1"]), p, heads)
    return x + mlp(layer_norm(x, p["gain2"], p["bias2"]), p)
