# ruff: noqa: F811  each cell defines its function anew, in whatever way a learner may
"""Ways in which people write the exercises about arrays.

A cell with `variant` is right: no check may reject it, nor what calls it. A
cell with `mistake` makes a known mistake in words of its own, and must be
called by its name. `grader audit` tries them all.
"""

# %% setup=true
import math
from math import exp

import numpy as np

# %% [markdown]
# ## basic_sigmoid


# %% exercise="basic_sigmoid" variant="the exponential imported by name"
def basic_sigmoid(x):
    return 1.0 / (1.0 + exp(-x))


# %% exercise="basic_sigmoid" variant="NumPy's exponential"
def basic_sigmoid(x):
    return 1 / (1 + np.exp(-x))


# %% exercise="basic_sigmoid" variant="a power of e"
def basic_sigmoid(x):
    s = 1 / (1 + math.e ** (-x))
    return s


# %% exercise="basic_sigmoid" variant="without overflow"
def basic_sigmoid(x):
    if x >= 0:
        return 1 / (1 + math.exp(-x))
    power = math.exp(x)
    return power / (1 + power)


# %% exercise="basic_sigmoid" variant="by the hyperbolic tangent"
def basic_sigmoid(x):
    return (1 + math.tanh(x / 2)) / 2


# %% exercise="basic_sigmoid" mistake="denominator without parentheses"
def basic_sigmoid(x):
    s = 1 / 1 + np.exp(-x)
    return s


# %% [markdown]
# ## L1


# %% exercise="L1" variant="built-in sum and abs, entry by entry"
def L1(yhat, y):
    return sum(abs(a - b) for a, b in zip(yhat.ravel(), y.ravel(), strict=True))


# %% exercise="L1" variant="a loop"
def L1(yhat, y):
    yhat, y = yhat.reshape(-1), y.reshape(-1)
    loss = 0
    for i in range(len(y)):
        loss = loss + math.fabs(y[i] - yhat[i])
    return loss


# %% exercise="L1" variant="a method, and abs of an array"
def L1(yhat, y):
    loss = abs(yhat - y).sum()
    return loss


# %% exercise="L1" variant="the norm of order 1"
def L1(yhat, y):
    return np.linalg.norm((y - yhat).ravel(), 1)


# %% exercise="L1" variant="the root of each square"
def L1(yhat, y):
    return np.sum(np.sqrt((y - yhat) ** 2))


# %% exercise="L1" variant="the larger less the smaller, kept as (1, 1)"
def L1(yhat, y):
    errors = np.maximum(y, yhat) - np.minimum(y, yhat)
    return np.sum(errors, keepdims=True)


# %% exercise="L1" mistake="absolute value of the sum"
def L1(yhat, y):
    return abs(sum((y - yhat).ravel()))


# %% exercise="L1" mistake="averaged"
def L1(yhat, y):
    return np.sum(np.abs(yhat - y)) / y.size


# %% exercise="L1" mistake="summed down the columns, not over all entries"
def L1(yhat, y):
    return sum(abs(y - yhat))


# %% exercise="L1" mistake="summed down the columns, not over all entries" variant="a loop"
def L1(yhat, y):
    loss = 0
    for i in range(len(y)):
        loss += abs(y[i] - yhat[i])
    return loss


# %% [markdown]
# ## L2


# %% exercise="L2" variant="a dot product of flat arrays"
def L2(yhat, y):
    d = (y - yhat).ravel()
    return np.dot(d, d)


# %% exercise="L2" variant="a loop"
def L2(yhat, y):
    loss = 0.0
    for a, b in zip(yhat.flat, y.flat, strict=True):
        loss += (a - b) ** 2
    return loss


# %% exercise="L2" variant="np.square"
def L2(yhat, y):
    return np.square(yhat - y).sum()


# %% exercise="L2" variant="the squared norm"
def L2(yhat, y):
    return np.linalg.norm(y - yhat) ** 2


# %% exercise="L2" variant="multiplied out"
def L2(yhat, y):
    return np.sum(y * y - 2 * y * yhat + yhat * yhat)


# %% exercise="L2" variant="vdot"
def L2(yhat, y):
    return np.vdot(y - yhat, y - yhat)


# %% exercise="L2" mistake="a root taken"
def L2(yhat, y):
    return np.linalg.norm(y - yhat)


# %% exercise="L2" mistake="summed down the columns, not over all entries"
def L2(yhat, y):
    return sum((y - yhat) ** 2)


# %% exercise="L2" mistake="a dot product with its own transpose, right for rows only"
def L2(yhat, y):
    return np.dot(y - yhat, (y - yhat).T)


# %% [markdown]
# ## percentages


# %% exercise="percentages" variant="the sums reshaped"
def percentages(A):
    cal = A.sum(axis=0)
    percentage = 100 * A / cal.reshape(1, A.shape[1])
    return percentage


# %% exercise="percentages" variant="sums of rank 1"
def percentages(A):
    return A / np.sum(A, axis=0) * 100


# %% exercise="percentages" variant="a loop over the columns"
def percentages(A):
    P = np.zeros(A.shape)
    for j in range(A.shape[1]):
        P[:, j] = 100 * A[:, j] / sum(A[:, j])
    return P


# %% exercise="percentages" variant="transposed there and back"
def percentages(A):
    return (A.T / A.T.sum(axis=1, keepdims=True)).T * 100


# %% exercise="percentages" variant="a product with ones"
def percentages(A):
    totals = np.ones((1, A.shape[0])) @ A
    return np.divide(100 * A, totals)


# %% exercise="percentages" variant="copies written out"
def percentages(A):
    totals = np.repeat(A.sum(0)[None, :], len(A), axis=0)
    return 100.0 * (A / totals)


# %% exercise="percentages" mistake="everything in per cent of the whole table"
def percentages(A):
    return A / np.sum(A) * 100


# %% exercise="percentages" mistake="rows in per cent of their sums"
def percentages(A):
    return 100 * A / A.sum(1).reshape(-1, 1)


# %% [markdown]
# ## normalize_rows


# %% exercise="normalize_rows" variant="the root of the sum of squares"
def normalize_rows(x):
    x_norm = np.sqrt(np.sum(x**2, axis=1, keepdims=True))
    return x / x_norm


# %% exercise="normalize_rows" variant="order 2 named, axis and keepdims"
def normalize_rows(x):
    x_norm = np.linalg.norm(x, ord=2, axis=1, keepdims=True)
    x = x / x_norm
    return x


# %% exercise="normalize_rows" variant="norms reshaped to a column"
def normalize_rows(x):
    return x / np.linalg.norm(x, axis=1).reshape(x.shape[0], 1)


# %% exercise="normalize_rows" variant="row by row"
def normalize_rows(x):
    return np.array([row / np.linalg.norm(row) for row in x])


# %% exercise="normalize_rows" variant="transposed there and back"
def normalize_rows(x):
    return (x.T / np.linalg.norm(x, axis=1)).T


# %% exercise="normalize_rows" variant="einsum and a new axis"
def normalize_rows(x):
    squares = np.einsum("ij,ij->i", x, x)
    return x * (squares**-0.5)[:, None] if x.dtype.kind == "f" else x / np.sqrt(squares)[:, None]


# %% exercise="normalize_rows" mistake="norms without keepdims"
def normalize_rows(x):
    x_norm = np.sqrt(np.sum(x * x, axis=1))
    return x / x_norm


# %% exercise="normalize_rows" mistake="one norm for the whole matrix"
def normalize_rows(x):
    return x / np.sqrt(np.sum(x**2))


# %% [markdown]
# ## softmax


# %% exercise="softmax" variant="the known three lines"
def softmax(x):
    x_exp = np.exp(x)
    x_sum = np.sum(x_exp, axis=1, keepdims=True)
    s = x_exp / x_sum
    return s


# %% exercise="softmax" variant="the largest score subtracted"
def softmax(x):
    powers = np.exp(x - x.max(axis=1, keepdims=True))
    return powers / powers.sum(axis=1, keepdims=True)


# %% exercise="softmax" variant="row by row"
def softmax(x):
    return np.array([np.exp(row) / np.exp(row).sum() for row in x])


# %% exercise="softmax" variant="two loops with math"
def softmax(x):
    s = np.zeros(x.shape)
    for i in range(x.shape[0]):
        total = sum(math.exp(value) for value in x[i])
        for j in range(x.shape[1]):
            s[i, j] = math.exp(x[i, j]) / total
    return s


# %% exercise="softmax" variant="the logarithm of the sum"
def softmax(x):
    return np.exp(x - np.log(np.sum(np.exp(x), axis=-1))[:, np.newaxis])


# %% exercise="softmax" variant="transposed there and back"
def softmax(x):
    powers = np.exp(x).T
    return (powers / powers.sum(axis=0)).T


# %% exercise="softmax" mistake="sums without keepdims"
def softmax(x):
    return np.exp(x) / np.exp(x).sum(axis=1)


# %% exercise="softmax" mistake="divided by the sum of the whole matrix"
def softmax(x):
    e = np.exp(x - np.max(x))
    return e / e.sum()


# %% [markdown]
# ## as_column


# %% exercise="as_column" variant="a new axis by None"
def as_column(v):
    return v[:, None]


# %% exercise="as_column" variant="a new axis by name"
def as_column(v):
    return v[:, np.newaxis]


# %% exercise="as_column" variant="reshape by its length"
def as_column(v):
    n = v.shape[0]
    column = np.reshape(v, (n, 1))
    return column


# %% exercise="as_column" variant="expand_dims"
def as_column(v):
    return np.expand_dims(v, 1)


# %% exercise="as_column" variant="a row, transposed"
def as_column(v):
    return np.array([v]).T


# %% exercise="as_column" variant="a list of lists"
def as_column(v):
    return np.array([[number] for number in v])


# %% exercise="as_column" variant="a copy given another shape"
def as_column(v):
    column = v.copy()
    column.shape = (len(v), 1)
    return column


# %% exercise="as_column" mistake="transposed, and still of rank 1"
def as_column(v):
    return np.transpose(v)


# %% exercise="as_column" mistake="a row, not a column"
def as_column(v):
    return v[None, :]
