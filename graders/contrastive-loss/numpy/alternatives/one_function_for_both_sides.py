"""One direction as a function of its own, called with the arguments swapped; norms by einsum."""

import numpy as np


def directions(x):
    lengths = np.sqrt(np.einsum("bd,bd->b", x, x))
    return np.divide(x, lengths[:, None], out=np.zeros_like(x), where=lengths[:, None] > 0), lengths


def logits(image, text, log_scale):
    return np.einsum("id,jd->ij", directions(image)[0], directions(text)[0]) * np.exp(log_scale)


def one_way(z):
    """Return the loss of the rows, and its gradient at z."""
    batch = z.shape[0]
    weights = np.exp(z - z.max(1, keepdims=True))
    total = weights.sum(1, keepdims=True)
    value = np.mean(np.log(total[:, 0]) + z.max(1) - z.diagonal())
    return value, (weights / total - np.identity(batch)) / batch


def loss(image, text, log_scale):
    z = logits(image, text, log_scale)
    return 0.5 * (one_way(z)[0] + one_way(z.T)[0])


def loss_grad(image, text, log_scale):
    z = logits(image, text, log_scale)
    d_z = 0.5 * (one_way(z)[1] + one_way(z.T)[1].T)
    results = []
    for mine, other, d in ((image, text, d_z), (text, image, d_z.T)):
        u, lengths = directions(mine)
        d_u = np.exp(log_scale) * d @ directions(other)[0]
        for row, length in enumerate(lengths):
            flat = np.identity(u.shape[1]) - np.outer(u[row], u[row])
            d_u[row] = flat @ d_u[row] / length if length else 0.0
        results.append(d_u)
    return results[0], results[1], np.vdot(d_z, z)
