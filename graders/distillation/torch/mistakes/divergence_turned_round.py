"""`F.kl_div(input, target)` is KL(target ‖ input), the target first on paper and second in the call. You
gave it the student as the target, so that the student's probabilities are the weights: the target is the
teacher's `q`.

zh: `F.kl_div(input, target)` 是 KL(target ‖ input)：target 在公式里写在前面，在调用里写在后面。你把学生当成了 target，于是权重成了学生的概率：target 应是教师的 `q`。

Caught by: soft targets alone
"""

import torch.nn.functional as F


def loss(student, teacher, labels, temperature, alpha):
    """Return alpha T² KL(q ‖ p) + (1 - alpha) cross-entropy, each a mean over the rows."""
    log_p = F.log_softmax(student / temperature, dim=1)
    q = F.softmax(teacher.detach() / temperature, dim=1)
    soft = F.kl_div(q.log(), log_p.exp(), reduction="batchmean")
    hard = F.cross_entropy(student, labels)
    return alpha * temperature**2 * soft + (1 - alpha) * hard
