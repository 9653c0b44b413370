"""Attention and MLP both read the block's input. Some models do that on purpose; here the MLP reads what
the attention has left: x after the first addition.

zh: 注意力和 MLP 读的都是块的输入。有些模型有意如此；但这里 MLP 应读取注意力之后的结果，即第一次相加之后的 x。

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
    return x + attention(layer_norm(x, p["gain1"], p["bias1"]), p, heads) + mlp(layer_norm(x, p["gain2"], p["bias2"]), p)
