# ruff: noqa: F811  each cell defines its function anew, in whatever way a learner may
"""Ways in which people write the exercises of what_is_a_neural_network.

A cell with `variant` is right: no check may reject it, nor what calls it. A
cell with `mistake` makes a known mistake in words of its own, and must be
called by its name. `grader audit` tries them all.
"""

# %% setup=true
import numpy as np

# %% [markdown]
# ## relu


# %% exercise="relu" variant="zero first"
def relu(z):
    return np.maximum(0, z)


# %% exercise="relu" variant="np.where"
def relu(z):
    z = np.asarray(z)
    return np.where(z > 0, z, 0)


# %% exercise="relu" variant="times a comparison"
def relu(z):
    a = z * (z > 0)
    return a


# %% exercise="relu" variant="half of z and its absolute value"
def relu(z):
    return (z + np.abs(z)) / 2


# %% exercise="relu" variant="np.clip without an upper end"
def relu(z):
    return np.clip(z, 0, None)


# %% exercise="relu" variant="a copy, changed in place"
def relu(z):
    a = np.array(z, dtype=float)
    a[a < 0] = 0.0
    return a


# %% exercise="relu" variant="the one case and the other"
def relu(z):
    if isinstance(z, np.ndarray):
        return np.maximum(z, np.zeros(z.shape))
    if z > 0:
        return z
    else:
        return 0


# %% exercise="relu" variant="a loop over all entries"
def relu(z):
    flat = [max(0, value) for value in np.asarray(z).flatten()]
    print("so many numbers:", len(flat))
    return np.array(flat).reshape(np.shape(z))


# %% exercise="relu" variant="np.vectorize on Python's max"
relu = np.vectorize(lambda value: max(0.0, float(value)))


# %% exercise="relu" mistake="one decision for a whole array (Python's max, or if)"
def relu(z):
    if z > 0:
        return z
    return 0


# %% exercise="relu" mistake="one in place of the number (a step)"
def relu(z):
    return (np.array(z) > 0) * 1


# %% exercise="relu" mistake="the largest along axis 0, as in np.max(z, 0)"
def relu(z):
    return np.max(z, 0)


# %% exercise="relu" mistake="z taken for an axis, as in np.max(0, z)"
def relu(z):
    return np.max(0, z)


# %% [markdown]
# ## price_neuron


# %% exercise="price_neuron" variant="in one line"
def price_neuron(size, w, b):
    return relu(w * size + b)


# %% exercise="price_neuron" variant="without relu's help"
def price_neuron(size, w, b):
    return np.maximum(0, size * w + b)


# %% exercise="price_neuron" variant="np.multiply and np.add"
def price_neuron(size, w, b):
    z = np.add(np.multiply(size, w), b)
    return relu(z)


# %% exercise="price_neuron" variant="bias first, the result as floats"
def price_neuron(size, w, b):
    z = b + w * size
    price = np.where(z < 0, 0.0, z)
    return price


# %% exercise="price_neuron" variant="house after house"
def price_neuron(size, w, b):
    if np.ndim(size) == 0:
        return max(w * size + b, 0)
    return np.array([price_neuron(one, w, b) for one in size])


# %% exercise="price_neuron" variant="an array made first"
def price_neuron(size, w, b):
    sizes = np.array(size, dtype=float)
    sizes *= w
    sizes += b
    return relu(sizes)


# %% exercise="price_neuron" mistake="the bias added after the bend"
def price_neuron(size, w, b):
    return b + np.maximum(0, size * w)


# %% exercise="price_neuron" mistake="one decision for a whole array (Python's max, or if)"
def price_neuron(size, w, b):
    return max(0, w * size + b)


# %% [markdown]
# ## hidden_features


# %% exercise="hidden_features" variant="np.dot"
def hidden_features(x, W1, b1):
    z1 = np.dot(W1, x) + b1
    return relu(z1)


# %% exercise="hidden_features" variant="np.matmul and np.maximum"
def hidden_features(x, W1, b1):
    h = np.maximum(0, np.matmul(W1, x) + b1)
    return h


# %% exercise="hidden_features" variant="the method dot"
def hidden_features(x, W1, b1):
    return relu(b1 + W1.dot(x))


# %% exercise="hidden_features" variant="multiplied and summed, axes kept"
def hidden_features(x, W1, b1):
    z = np.sum(W1 * x.T, axis=1, keepdims=True) + b1
    return relu(z)


# %% exercise="hidden_features" variant="two loops"
def hidden_features(x, W1, b1):
    n_h, n_x = W1.shape
    h = np.zeros((n_h, 1))
    for i in range(n_h):
        z = b1[i, 0]
        for j in range(n_x):
            z += W1[i, j] * x[j, 0]
        h[i, 0] = max(0, z)
    return h


# %% exercise="hidden_features" variant="unit after unit, stacked"
def hidden_features(x, W1, b1):
    units = [relu(row @ x + bias) for row, bias in zip(W1, b1, strict=True)]
    return np.vstack(units)


# %% exercise="hidden_features" variant="all turned over, and back"
def hidden_features(x, W1, b1):
    row = x.T @ W1.T + b1.T
    return relu(row).T


# %% exercise="hidden_features" mistake="the bend forgotten in the hidden layer"
def hidden_features(x, W1, b1):
    return np.dot(W1, x) + b1


# %% exercise="hidden_features" mistake="all hidden units added up"
def hidden_features(x, W1, b1):
    return relu(W1.dot(x) + b1).sum()


# %% exercise="hidden_features" mistake="a flat array or row, stretched by b1" variant="x flat"
def hidden_features(x, W1, b1):
    return relu(W1 @ x.ravel() + b1)


# %% exercise="hidden_features" mistake="a flat array or row, stretched by b1"
def hidden_features(x, W1, b1):
    return relu(x.T @ W1.T + b1)


# %% [markdown]
# ## house_price


# %% exercise="house_price" variant="in one line"
def house_price(x, W1, b1, W2, b2):
    return relu(W2 @ hidden_features(x, W1, b1) + b2)


# %% exercise="house_price" variant="both layers written out"
def house_price(x, W1, b1, W2, b2):
    a1 = np.maximum(0, np.dot(W1, x) + b1)
    a2 = np.maximum(0, np.dot(W2, a1) + b2)
    return a2


# %% exercise="house_price" variant="the same layer twice"
def house_price(x, W1, b1, W2, b2):
    return hidden_features(hidden_features(x, W1, b1), W2, b2)


# %% exercise="house_price" variant="multiplied and summed"
def house_price(x, W1, b1, W2, b2):
    h = hidden_features(x, W1, b1)
    z2 = np.sum(W2.T * h) + b2
    return relu(z2)


# %% exercise="house_price" variant="a loop over the layers"
def house_price(x, W1, b1, W2, b2):
    a = x
    for W, b in ((W1, b1), (W2, b2)):
        a = relu(W @ a + b)
    return a


# %% exercise="house_price" variant="a number, put back into an array"
def house_price(x, W1, b1, W2, b2):
    h = hidden_features(x, W1, b1)
    total = b2.item()
    for i in range(len(h)):
        total = total + W2[0, i] * h[i, 0]
    return np.array([[max(total, 0.0)]])


# %% exercise="house_price" mistake="the bend forgotten at the output"
def house_price(x, W1, b1, W2, b2):
    return np.dot(W2, np.maximum(np.dot(W1, x) + b1, 0)) + b2


# %% exercise="house_price" mistake="the hidden layer left linear"
def house_price(x, W1, b1, W2, b2):
    return np.maximum(W2 @ (W1 @ x + b1) + b2, 0)


# %% exercise="house_price" mistake="a column times a row at the output, or * in place of @"
def house_price(x, W1, b1, W2, b2):
    h = hidden_features(x, W1, b1)
    return relu(h @ W2 + b2)
