"""The heads' outputs are reshaped from (batch, heads, time, d_head) to (batch, time, d) without moving the
heads behind the time first: positions are mixed.

zh: 各个头的输出没有先把头移回时间轴之后，就从 (batch, heads, time, d_head) 直接 reshape 成 (batch, time, d)：位置被混在了一起。

Caught by: no look into the future
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
    out = (weights @ v).reshape(batch, time, d)
    return out @ p["w_out"] + p["b_out"]


def mlp(x, p):
    """Return GELU between two linear layers."""
    return jax.nn.gelu(x @ p["w_up"] + p["b_up"], approximate=True) @ p["w_down"] + p["b_down"]


def gpt_block(x, p, heads):
    """Return x after attention and MLP, each added to what came in: (batch, time, d)."""
    x = x + attention(layer_norm(x, p["gain1"], p["bias1"]), p, heads)
    return x + mlp(layer_norm(x, p["gain2"], p["bias2"]), p)
