"""A threshold that the next loss must undercut, and a countdown."""

import numpy as np


class EarlyStopping:
    def __init__(self, patience, min_delta):
        self.patience, self.min_delta = patience, min_delta
        self.left, self.threshold, self.kept = patience, np.inf, {}

    def update(self, loss, params):
        if loss < self.threshold:
            self.left, self.threshold = self.patience, loss - self.min_delta
            self.kept = {name: np.array(p) for name, p in params.items()}
            return False
        self.left -= 1
        return self.left <= 0

    def best(self):
        return {name: np.array(p) for name, p in self.kept.items()}
