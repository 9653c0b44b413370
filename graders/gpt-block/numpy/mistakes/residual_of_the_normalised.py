"""The residual adds the normalised x, not the x that came in. The stream of the model is then rescaled in
every block.

zh: 残差加的是归一化之后的 x，而不是输入的 x。这样模型的主干在每个块里都会被重新缩放。

Caught by: values
"""

import math

import numpy as np


def softmax(scores):
    """Return weights that sum to 1 along the last axis."""
    weights = np.exp(scores - scores.max(axis=-1, keepdims=True))
    return weights / weights.sum(axis=-1, keepdims=True)


def gelu(z):
    """Return GELU in its tanh form."""
    return 0.5 * z * (1 + np.tanh(math.sqrt(2 / math.pi) * (z + 0.044715 * z**3)))


def layer_norm(x, gain, bias):
    """Normalise each position over its features."""
    centred = x - x.mean(axis=-1, keepdims=True)
    variance = (centred**2).mean(axis=-1, keepdims=True)
    return gain * centred / np.sqrt(variance + 1e-5) + bias


def attention(x, p, heads):
    """Return causal multi-head self-attention of x: (batch, time, d)."""
    batch, time, d = x.shape
    qkv = (x @ p["w_qkv"] + p["b_qkv"]).reshape(batch, time, 3, heads, d // heads)
    q, k, v = np.moveaxis(qkv, (2, 3), (0, 2))  # each (batch, heads, time, d_head)
    scores = q @ np.swapaxes(k, -1, -2) / math.sqrt(d // heads)
    visible = np.tril(np.ones((time, time), bool))
    weights = softmax(np.where(visible, scores, -np.inf))
    out = np.swapaxes(weights @ v, 1, 2).reshape(batch, time, d)
    return out @ p["w_out"] + p["b_out"]


def mlp(x, p):
    """Return GELU between two linear layers."""
    return gelu(x @ p["w_up"] + p["b_up"]) @ p["w_down"] + p["b_down"]


def gpt_block(x, p, heads):
    """Return x after attention and MLP, each added to what came in: (batch, time, d)."""
    h = layer_norm(x, p["gain1"], p["bias1"])
    x = h + attention(h, p, heads)
    h = layer_norm(x, p["gain2"], p["bias2"])
    return h + mlp(h, p)
