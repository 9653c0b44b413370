"""`F.kl_div` wants **log**-probabilities as its first argument and does not notice what it is given. With
probabilities the result is no divergence and may be negative: `log_softmax` for the student.

zh: `F.kl_div` 的第一个参数要的是**对数**概率，而它不会察觉你给了什么。给它概率，得到的就不是散度，甚至可能为负：学生应使用 `log_softmax`。

Caught by: soft targets alone
"""

import torch.nn.functional as F


def loss(student, teacher, labels, temperature, alpha):
    """Return alpha T² KL(q ‖ p) + (1 - alpha) cross-entropy, each a mean over the rows."""
    log_p = F.softmax(student / temperature, dim=1)
    q = F.softmax(teacher.detach() / temperature, dim=1)
    soft = F.kl_div(log_p, q, reduction="batchmean")  # "mean" would divide by the classes too
    hard = F.cross_entropy(student, labels)
    return alpha * temperature**2 * soft + (1 - alpha) * hard
