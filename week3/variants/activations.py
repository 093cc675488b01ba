# ruff: noqa: F811, F821  each cell defines its function anew, in whatever way a learner may
"""Ways in which people write the activations and their slopes.

A cell with `variant` is right: no check may reject it. A cell with `mistake` makes a known
mistake in words of its own, and must be called by its name. `grader audit` tries them all.
"""

# %% setup=true
import math

import numpy as np

# %% [markdown]
# ## tanh


# %% exercise="tanh" variant="one line"
def tanh(z):
    return (np.exp(z) - np.exp(-z)) / (np.exp(z) + np.exp(-z))


# %% exercise="tanh" variant="by the sigmoid"
def tanh(z):
    return 2 * sigmoid(2 * z) - 1


# %% exercise="tanh" variant="NumPy's own"
def tanh(z):
    return np.tanh(z)


# %% exercise="tanh" variant="with e to the 2z"
def tanh(z):
    e = np.e ** (2 * z)
    return (e - 1) / (e + 1)


# %% exercise="tanh" variant="sine by cosine"
def tanh(z):
    a = np.divide(np.sinh(z), np.cosh(z))
    return a


# %% exercise="tanh" variant="stable on both sides"
def tanh(z):
    e = np.exp(-2 * np.abs(z))
    return np.sign(z) * (1 - e) / (1 + e)


# %% exercise="tanh" variant="math, vectorized"
tanh = np.vectorize(math.tanh)


# %% exercise="tanh" mistake="half the difference (the hyperbolic sine)"
def tanh(z):
    return np.sinh(z)


# %% exercise="tanh" mistake="parentheses left out"
def tanh(z):
    return np.exp(z) - np.exp(-z) / np.exp(z) + np.exp(-z)


# %% exercise="tanh" mistake="sigmoid in place of tanh"
def tanh(z):
    return np.exp(z) / (np.exp(z) + 1)


# %% [markdown]
# ## leaky_relu


# %% exercise="leaky_relu" variant="the larger of the two"
def leaky_relu(z, slope=0.01):
    return np.maximum(slope * z, z)


# %% exercise="leaky_relu" variant="at 0 the other piece"
def leaky_relu(z, slope=0.01):
    return np.where(z >= 0, z, z * slope)


# %% exercise="leaky_relu" variant="two ReLUs"
def leaky_relu(z, slope=0.01):
    return np.maximum(0, z) + slope * np.minimum(0, z)


# %% exercise="leaky_relu" variant="a mask"
def leaky_relu(z, slope=0.01):
    positive = np.asarray(z) > 0
    return positive * z + (1 - positive) * slope * z


# %% exercise="leaky_relu" variant="written into a copy"
def leaky_relu(z, slope=0.01):
    a = np.array(z, dtype=float)
    a[a < 0] *= slope
    return a


# %% exercise="leaky_relu" variant="with the absolute value"
def leaky_relu(z, slope=0.01):
    return (1 + slope) / 2 * z + (1 - slope) / 2 * np.abs(z)


# %% exercise="leaky_relu" mistake="the leak left out (ReLU)"
def leaky_relu(z, slope=0.01):
    return np.where(z > 0, z, 0)


# %% exercise="leaky_relu" mistake="an if, or Python's max, on an array"
def leaky_relu(z, slope=0.01):
    return max(z, z * slope)


# %% [markdown]
# ## sigmoid_derivative


# %% exercise="sigmoid_derivative" variant="one line"
def sigmoid_derivative(z):
    return sigmoid(z) * (1 - sigmoid(z))


# %% exercise="sigmoid_derivative" variant="by the quotient"
def sigmoid_derivative(z):
    return np.exp(-z) / (1 + np.exp(-z)) ** 2


# %% exercise="sigmoid_derivative" variant="a minus its square"
def sigmoid_derivative(z):
    s = 1 / (1 + np.exp(-z))
    ds = s - s**2
    return ds


# %% exercise="sigmoid_derivative" variant="two sigmoids"
def sigmoid_derivative(z):
    return sigmoid(z) * sigmoid(-z)


# %% exercise="sigmoid_derivative" variant="hyperbolic"
def sigmoid_derivative(z):
    return 0.25 / np.cosh(z / 2) ** 2


# %% exercise="sigmoid_derivative" variant="np.multiply"
def sigmoid_derivative(z):
    s = np.reciprocal(1.0 + np.exp(np.negative(z)))
    return np.multiply(s, np.subtract(1, s))


# %% exercise="sigmoid_derivative" mistake="the score taken for the value"
def sigmoid_derivative(z):
    return z - z**2


# %% exercise="sigmoid_derivative" mistake="factor a lost"
def sigmoid_derivative(z):
    return sigmoid(-z)


# %% [markdown]
# ## tanh_derivative


# %% exercise="tanh_derivative" variant="one line"
def tanh_derivative(z):
    return 1 - np.tanh(z) ** 2


# %% exercise="tanh_derivative" variant="np.power"
def tanh_derivative(z):
    t = tanh(z)
    return 1 - np.power(t, 2)


# %% exercise="tanh_derivative" variant="as a product"
def tanh_derivative(z):
    t = (np.exp(z) - np.exp(-z)) / (np.exp(z) + np.exp(-z))
    return (1 - t) * (1 + t)


# %% exercise="tanh_derivative" variant="by the cosine"
def tanh_derivative(z):
    return 1 / np.cosh(z) ** 2


# %% exercise="tanh_derivative" variant="by the slope of the sigmoid"
def tanh_derivative(z):
    return 4 * sigmoid_derivative(2 * z)


# %% exercise="tanh_derivative" variant="np.square"
def tanh_derivative(z):
    a = np.tanh(z)
    return np.subtract(1.0, np.square(a))


# %% exercise="tanh_derivative" mistake="the score in place of the value"
def tanh_derivative(z):
    return 1 - np.power(z, 2)


# %% exercise="tanh_derivative" mistake="slope of the sigmoid"
def tanh_derivative(z):
    t = np.tanh(z)
    return t - t**2


# %% [markdown]
# ## relu_derivative


# %% exercise="relu_derivative" variant="at 0 the other value"
def relu_derivative(z):
    return np.where(z >= 0, 1, 0)


# %% exercise="relu_derivative" variant="a comparison"
def relu_derivative(z):
    return np.asarray(z) > 0


# %% exercise="relu_derivative" variant="a comparison as numbers"
def relu_derivative(z):
    return 1.0 * (z > 0)


# %% exercise="relu_derivative" variant="np.heaviside, one half at 0"
def relu_derivative(z):
    return np.heaviside(z, 0.5)


# %% exercise="relu_derivative" variant="filled by a mask"
def relu_derivative(z):
    z = np.asarray(z)
    g = np.zeros(z.shape)
    g[z > 0] = 1
    return g


# %% exercise="relu_derivative" variant="by the sign"
def relu_derivative(z):
    return np.maximum(np.sign(z), 0)


# %% exercise="relu_derivative" variant="ReLU's own mask"
def relu_derivative(z):
    a = np.maximum(0, z)
    return (a > 0) * 1


# %% exercise="relu_derivative" mistake="-1 on the negative side"
def relu_derivative(z):
    return np.where(z > 0, 1, -1)


# %% exercise="relu_derivative" mistake="1 everywhere (ReLU of z is never below 0)"
def relu_derivative(z):
    return np.ones_like(z)


# %% [markdown]
# ## leaky_relu_derivative


# %% exercise="leaky_relu_derivative" variant="at 0 the other value"
def leaky_relu_derivative(z, slope=0.01):
    return np.where(z >= 0, 1, slope)


# %% exercise="leaky_relu_derivative" variant="filled by a mask"
def leaky_relu_derivative(z, slope=0.01):
    g = np.ones(np.shape(z))
    g[np.asarray(z) < 0] = slope
    return g


# %% exercise="leaky_relu_derivative" variant="a mask times each"
def leaky_relu_derivative(z, slope=0.01):
    return (z > 0) * 1 + (z <= 0) * slope


# %% exercise="leaky_relu_derivative" variant="by the slope of ReLU"
def leaky_relu_derivative(z, slope=0.01):
    g = relu_derivative(z)
    return g + slope * (1 - g)


# %% exercise="leaky_relu_derivative" variant="value by score"
def leaky_relu_derivative(z, slope=0.01):
    return leaky_relu(z, slope) / z


# %% exercise="leaky_relu_derivative" mistake="0 on the negative side (ReLU's slope)"
def leaky_relu_derivative(z, slope=0.01):
    return (z > 0) * 1.0


# %% [markdown]
# ## collapse


# %% exercise="collapse" variant="the operator"
def collapse(W1, b1, W2, b2):
    return W2 @ W1, W2 @ b1 + b2


# %% exercise="collapse" variant="np.matmul, a list"
def collapse(W1, b1, W2, b2):
    W = np.matmul(W2, W1)
    b = np.add(np.matmul(W2, b1), b2)
    return [W, b]


# %% exercise="collapse" variant="by asking both layers"
def collapse(W1, b1, W2, b2):
    def both(x):
        return W2 @ (W1 @ x + b1) + b2

    b = both(np.zeros((W1.shape[1], 1)))
    return both(np.eye(W1.shape[1])) - b, b


# %% exercise="collapse" variant="einsum"
def collapse(W1, b1, W2, b2):
    W = np.einsum("ij,jk->ik", W2, W1)
    b = np.einsum("ij,jk->ik", W2, b1) + b2
    return W, b


# %% exercise="collapse" variant="the bias as one more column"
def collapse(W1, b1, W2, b2):
    both = W2 @ np.hstack([W1, b1])
    W, b = both[:, :-1], both[:, -1:] + b2
    return W, b


# %% exercise="collapse" variant="with loops"
def collapse(W1, b1, W2, b2):
    W = np.zeros((W2.shape[0], W1.shape[1]))
    b = np.array(b2, dtype=float)
    for i in range(W2.shape[0]):
        for j in range(W2.shape[1]):
            b[i, 0] += W2[i, j] * b1[j, 0]
            for k in range(W1.shape[1]):
                W[i, k] += W2[i, j] * W1[j, k]
    return W, b


# %% exercise="collapse" mistake="first bias lost"
def collapse(W1, b1, W2, b2):
    return W2 @ W1, b2.copy()


# %% exercise="collapse" mistake="matrices in the wrong order"
def collapse(W1, b1, W2, b2):
    return W1 @ W2, W2 @ b1 + b2
