"""Each part returns its value and its gradients; the loss keeps the value, the gradient puts the rest together."""

import numpy as np


def sample(mean, log_var, noise):
    return mean + noise * np.exp(0.5 * log_var)


def divergence(mean, log_var):
    variance = np.exp(log_var)
    value = -0.5 * np.sum(1 + log_var - np.square(mean) - variance, axis=-1)
    return value, mean, (variance - 1) / 2


def likelihood(logits, x):
    e = np.exp(-np.abs(logits))
    p = np.where(logits >= 0, 1.0, e) / (1 + e)
    value = np.sum(np.minimum(logits, 0) - np.log1p(e) - (1 - x) * logits, axis=-1)
    return value, x - p


def kl(mean, log_var):
    return divergence(mean, log_var)[0]


def reconstruction(logits, x):
    return likelihood(logits, x)[0]


def everything(params, x, noise):
    latent = noise.shape[1]
    code = np.einsum("rp,pk->rk", x, params["enc_w"]) + params["enc_b"]
    mean, log_var = code[:, :latent], code[:, latent:]
    z = sample(mean, log_var, noise)
    far, d_mean, d_log_var = divergence(mean, log_var)
    near, up = likelihood(np.einsum("rk,kp->rp", z, params["dec_w"]) + params["dec_b"], x)
    pull = np.einsum("rp,kp->rk", up, params["dec_w"])
    d_code = np.hstack([d_mean - pull, d_log_var - pull * (z - mean) / 2])
    grads = {
        "enc_w": np.einsum("rp,rk->pk", x, d_code),
        "enc_b": np.einsum("rk->k", d_code),
        "dec_w": -np.einsum("rk,rp->kp", z, up),
        "dec_b": -np.einsum("rp->p", up),
    }
    return np.mean(far - near), {name: grad / len(x) for name, grad in grads.items()}


def loss(params, x, noise):
    return everything(params, x, noise)[0]


def loss_grad(params, x, noise):
    return everything(params, x, noise)[1]
