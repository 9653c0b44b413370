"""Row by row, with ratios, a running sum, and lists."""

import numpy as np


def pick(probabilities, uniforms):
    tokens = []
    for row, u in zip(probabilities, uniforms):
        total, left = row.sum(), 0.0
        last = 0
        for token, p in enumerate(row):
            if p > 0:
                last = token
                left += p
                if left > u * total:
                    break
        tokens.append(last)
    return np.array(tokens)


def residual(target, draft):
    result = np.array(target)
    for i, (p, q) in enumerate(zip(target, draft)):
        rest = (p - q) * (p > q)
        if rest.any():
            result[i] = rest / rest.sum()
    return result


def verify(target, draft, tokens, uniforms):
    output = []
    for p, q, drafted, u in zip(target, draft, tokens, uniforms):
        row = []
        for i, token in enumerate(drafted):
            if u[i] >= min(1.0, p[i, token] / q[i, token]):
                row.append(pick(residual(p[i : i + 1], q[i : i + 1]), u[-1:])[0])
                break
            row.append(token)
        else:
            row.append(pick(p[-1:], u[-1:])[0])
        output.append(row + [-1] * (len(p) - len(row)))
    return np.array(output)
