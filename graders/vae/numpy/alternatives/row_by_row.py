"""Row by row with np.logaddexp; gradients add up over the rows."""

import numpy as np


def sample(mean, log_var, noise):
    return np.sqrt(np.exp(log_var)) * noise + mean


def kl(mean, log_var):
    return np.array([0.5 * (m @ m + np.sum(np.exp(v) - v - 1)) for m, v in zip(mean, log_var)])


def reconstruction(logits, x):
    return np.array([-(row @ np.logaddexp(0, -z) + (1 - row) @ np.logaddexp(0, z)) for z, row in zip(logits, x)])


def encode(params, row):
    code = row @ params["enc_w"] + params["enc_b"]
    half = len(code) // 2
    return code[:half], code[half:]


def loss(params, x, noise):
    total = 0.0
    for row, eps in zip(x, noise):
        mean, log_var = encode(params, row)
        logits = sample(mean, log_var, eps) @ params["dec_w"] + params["dec_b"]
        total += kl(mean[None], log_var[None])[0] - reconstruction(logits[None], row[None])[0]
    return total / len(x)


def loss_grad(params, x, noise):
    grads = {name: np.zeros_like(value) for name, value in params.items()}
    for row, eps in zip(x, noise):
        mean, log_var = encode(params, row)
        z = sample(mean, log_var, eps)
        d_logits = np.exp(-np.logaddexp(0, -(z @ params["dec_w"] + params["dec_b"]))) - row
        d_z = params["dec_w"] @ d_logits
        d_code = np.append(d_z + mean, 0.5 * (d_z * (z - mean) + np.exp(log_var) - 1))
        grads["dec_b"] += d_logits / len(x)
        grads["dec_w"] += np.outer(z, d_logits) / len(x)
        grads["enc_b"] += d_code / len(x)
        grads["enc_w"] += np.outer(row, d_code) / len(x)
    return grads
