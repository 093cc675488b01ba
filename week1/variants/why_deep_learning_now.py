# ruff: noqa: F811  each cell defines its function anew, in whatever way a learner may
"""Ways in which people write the exercises of why_deep_learning_now.

A cell with `variant` is right: no check may reject it, nor what calls it. A
cell with `mistake` makes a known mistake in words of its own, and must be
called by its name. `grader audit` tries them all.
"""

# %% setup=true
import math

import numpy as np


def sigmoid(z):
    return 1 / (1 + np.exp(-z))


# %% [markdown]
# ## sigmoid_slope


# %% exercise="sigmoid_slope" variant="in one line"
def sigmoid_slope(z):
    return sigmoid(z) * (1 - sigmoid(z))


# %% exercise="sigmoid_slope" variant="value less its square"
def sigmoid_slope(z):
    s = sigmoid(z)
    return s - s**2


# %% exercise="sigmoid_slope" variant="from the exponential"
def sigmoid_slope(z):
    e = np.exp(-z)
    return e / (1 + e) ** 2


# %% exercise="sigmoid_slope" variant="the values of z and of -z"
def sigmoid_slope(z):
    return sigmoid(z) * sigmoid(-z)


# %% exercise="sigmoid_slope" variant="by the hyperbolic cosine"
def sigmoid_slope(z):
    return 0.25 / np.cosh(np.asarray(z) / 2) ** 2


# %% exercise="sigmoid_slope" variant="rise over run, central"
def sigmoid_slope(z, h=1e-5):
    return (sigmoid(z + h) - sigmoid(z - h)) / (2 * h)


# %% exercise="sigmoid_slope" variant="entry by entry, with math"
def sigmoid_slope(z):
    def one(value):
        a = 1 / (1 + math.exp(-value))
        return a * (1 - a)

    return np.vectorize(one)(z)


# %% exercise="sigmoid_slope" mistake="the formula applied to z in place of the sigmoid's value"
def sigmoid_slope(z):
    return np.multiply(z, 1 - np.asarray(z))


# %% exercise="sigmoid_slope" mistake="the value in place of the slope"
def sigmoid_slope(z):
    return 1 / (1 + np.exp(-z))


# %% exercise="sigmoid_slope" mistake="rise over run with a step of 0.001"
def sigmoid_slope(z):
    return (sigmoid(z + 0.001) - sigmoid(z)) / 0.001


# %% [markdown]
# ## relu_slope


# %% exercise="relu_slope" variant="a comparison as it is"
def relu_slope(z):
    return z > 0


# %% exercise="relu_slope" variant="1 at the corner"
def relu_slope(z):
    return np.where(z >= 0, 1, 0)


# %% exercise="relu_slope" variant="a comparison as whole numbers"
def relu_slope(z):
    return (np.asarray(z) > 0).astype(int)


# %% exercise="relu_slope" variant="np.heaviside, with 0 at the corner"
def relu_slope(z):
    return np.heaviside(z, 0)


# %% exercise="relu_slope" variant="the sign, nothing below zero"
def relu_slope(z):
    return np.maximum(np.sign(z), 0)


# %% exercise="relu_slope" variant="filled where z is positive"
def relu_slope(z):
    z = np.asarray(z)
    slope = np.zeros(z.shape)
    slope[z > 0] = 1
    return slope


# %% exercise="relu_slope" variant="entry by entry"
def relu_slope(z):
    flat = [1.0 if value > 0 else 0.0 for value in np.ravel(z)]
    return np.reshape(flat, np.shape(z))


# %% exercise="relu_slope" variant="times one"
def relu_slope(z):
    slope = 1.0 * (z > 0)
    return slope


# %% exercise="relu_slope" mistake="one decision for a whole array (if)"
def relu_slope(z):
    if z <= 0:
        return 0
    return 1


# %% exercise="relu_slope" mistake="ReLU itself in place of its slope"
def relu_slope(z):
    return z * (z > 0)
