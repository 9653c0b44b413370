def fit(x, y):
    return y[0] / x[0], 0.0  # numpy
