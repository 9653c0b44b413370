"""With `log_target=True` the product exp(log q) · (log q - log p) is taken as it stands. Where the teacher
rules a class out it is 0 · -inf: NaN. Given probabilities, `F.kl_div` knows that 0 log 0 is 0.

zh: 用 `log_target=True` 时直接计算 exp(log q) · (log q - log p)。教师排除某个类别处就是 0 · -inf，得到 NaN。传入概率时，`F.kl_div` 知道 0 log 0 等于 0。

Caught by: classes ruled out
"""

import torch.nn.functional as F


def loss(student, teacher, labels, temperature, alpha):
    """Return alpha T² KL(q ‖ p) + (1 - alpha) cross-entropy, each a mean over the rows."""
    log_p = F.log_softmax(student / temperature, dim=1)
    log_q = F.log_softmax(teacher.detach() / temperature, dim=1)
    soft = F.kl_div(log_p, log_q, reduction="batchmean", log_target=True)
    hard = F.cross_entropy(student, labels)
    return alpha * temperature**2 * soft + (1 - alpha) * hard
