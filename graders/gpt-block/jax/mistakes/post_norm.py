"""The norms stand after the additions, as in the first Transformer. In a pre-norm block the sum is never
normalised: the norm is on the way into attention and MLP only.

zh: 归一化放在了相加之后，和最初的 Transformer 一样。预归一化的块从不对和做归一化：归一化只在进入注意力和 MLP 的路上。

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
    qkv = (x @ p["w_qkv"] + p["b_qkv"]).reshape(batch, time, 3, heads, d // heads)
    q, k, v = jnp.moveaxis(qkv, (2, 3), (0, 2))  # each (batch, heads, time, d_head)
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
    x = layer_norm(x + attention(x, p, heads), p["gain1"], p["bias1"])
    return layer_norm(x + mlp(x, p), p["gain2"], p["bias2"])
