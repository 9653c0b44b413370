"""The judge's own training: a linear model, with a batch norm before it if asked for.

Its only formula is the loss, which is quadratic in each single weight; so a central difference of width 1 is exact.
"""

from dataclasses import dataclass, field, replace

import numpy as np

FEATURES = 3
EPS, MOMENTUM = 1e-5, 0.1  # PyTorch's own, of a batch norm
Data = tuple[np.ndarray, np.ndarray]  # x: (n, d), y: (n,)
History = list[tuple[float, float]]


@dataclass(frozen=True)
class Model:
    """Weights, all in one vector, and the running statistics of a batch norm."""

    theta: np.ndarray
    normalises: bool = False
    mean: np.ndarray = field(default_factory=lambda: np.zeros(FEATURES))
    var: np.ndarray = field(default_factory=lambda: np.ones(FEATURES))

    def weights(self) -> list[np.ndarray]:
        """Return the weights by name: scale and shift of a batch norm, w, b."""
        *parts, b = np.split(self.theta, np.arange(FEATURES, self.theta.size, FEATURES))
        return [*parts, b.reshape(())]

    def loss(self, theta: np.ndarray, data: Data, mean: np.ndarray, var: np.ndarray) -> float:
        """Return the mean squared error with these weights and statistics."""
        x, y = data
        *norm, w, b = replace(self, theta=theta).weights()
        if norm:
            x = norm[0] * (x - mean) / np.sqrt(var + EPS) + norm[1]
        return float(np.mean((x @ w + b - y) ** 2))

    def evaluated(self, data: Data) -> float:
        """Return the loss in evaluation mode: with the running statistics."""
        return self.loss(self.theta, data, self.mean, self.var)

    def stepped(self, data: Data, lr: float) -> tuple["Model", float]:
        """Return the model after one step on a batch, and the loss before it."""
        x = data[0]
        mean, var = x.mean(0), x.var(0)

        def at(theta: np.ndarray) -> float:
            return self.loss(theta, data, mean, var)

        units = np.eye(self.theta.size)
        slope = np.array([(at(self.theta + unit) - at(self.theta - unit)) / 2 for unit in units])
        spread = x.var(0, ddof=1) if len(x) > 1 else var
        after = replace(
            self,
            theta=self.theta - lr * slope,
            mean=(1 - MOMENTUM) * self.mean + MOMENTUM * mean,
            var=(1 - MOMENTUM) * self.var + MOMENTUM * spread,
        )
        return after, at(self.theta)


@dataclass(frozen=True)
class Problem:
    """One training."""

    model: Model
    train: Data
    valid: Data
    orders: np.ndarray
    batch_size: int
    lr: float

    def arguments(self) -> tuple[Data, Data, np.ndarray, int, float]:
        """Return the arguments of `fit` after the model."""
        return self.train, self.valid, self.orders, self.batch_size, self.lr


def fit(problem: Problem) -> tuple[Model, History]:
    """Replay a training: the model of the best epoch, and the history."""
    model, history, models = problem.model, [], []
    x, y = problem.train
    for order in problem.orders:
        losses, sizes = [], []
        for chunk in np.array_split(order, range(problem.batch_size, len(order), problem.batch_size)):
            model, value = model.stepped((x[chunk], y[chunk]), problem.lr)
            losses.append(value)
            sizes.append(len(chunk))
        models.append(model)
        history.append((float(np.average(losses, weights=sizes)), model.evaluated(problem.valid)))
    return models[int(np.argmin([valid for _, valid in history]))], history


def draw(
    rng: np.random.Generator,
    *,
    rows: int = 11,
    epochs: int = 1,
    batch_size: int = 4,
    shuffled: bool = False,
    normalises: bool = False,
) -> Problem:
    """Return a training whose losses go up and down: noisy targets, a large rate."""
    theta = rng.normal(size=FEATURES + 1)
    if normalises:
        theta = np.concatenate([rng.uniform(0.5, 1.5, FEATURES), rng.normal(size=FEATURES), theta])
    w = rng.normal(size=FEATURES)

    def data(count: int) -> Data:
        x = rng.normal(0.3, 1, (count, FEATURES))
        return x, x @ w + 1 + rng.normal(0, 1.5, count)

    orders = np.stack([rng.permutation(rows) if shuffled else np.arange(rows) for _ in range(epochs)])
    return Problem(Model(theta, normalises), data(rows), data(5), orders, batch_size, 0.05 if normalises else 0.12)


def draw_equals(rng: np.random.Generator) -> Problem:
    """Return a training of one step an epoch, each of which turns the error round: every validation loss is the same.

    All inputs are the first unit vector and all targets 0, so the rate 1/2 takes the output p to -p. Weights are whole
    numbers: nothing is rounded. Of four epochs the first and the third end alike, the others where the training began.
    """
    theta = rng.integers(1, 9, FEATURES + 1).astype(float)
    x, y = np.tile(np.eye(FEATURES)[0], (4, 1)), np.zeros(4)
    orders = np.tile(np.arange(4), (4, 1))
    return Problem(Model(theta), (x, y), (x, y), orders, batch_size=4, lr=0.5)
