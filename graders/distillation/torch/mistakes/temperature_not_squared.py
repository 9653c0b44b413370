"""The factor T² is missing. The soft part's gradient shrinks like 1 / T², so with a high temperature the
labels alone would decide.

zh: 缺少系数 T²。软目标部分的梯度按 1 / T² 缩小，于是温度高时就只剩标签起作用。

Caught by: temperature
"""

import torch.nn.functional as F


def loss(student, teacher, labels, temperature, alpha):
    """Return alpha T² KL(q ‖ p) + (1 - alpha) cross-entropy, each a mean over the rows."""
    log_p = F.log_softmax(student / temperature, dim=1)
    q = F.softmax(teacher.detach() / temperature, dim=1)
    soft = F.kl_div(log_p, q, reduction="batchmean")  # "mean" would divide by the classes too
    hard = F.cross_entropy(student, labels)
    return alpha * soft + (1 - alpha) * hard
