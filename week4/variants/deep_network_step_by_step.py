# ruff: noqa: F811, F821, RUF007, C408  each cell defines its function anew, as a learner may
"""Ways in which people write the parts of a deep network.

A cell with `variant` is right: no check may reject it, nor what calls it. A
cell with `mistake` makes a known mistake in words of its own, and must be
called by its name. `grader audit` tries them all.
"""

# %% setup=true
import numpy as np

# %% [markdown]
# ## initialize_parameters


# %% exercise="initialize_parameters" variant="a generator of its own"
def initialize_parameters(n_x, n_h, n_y):
    rng = np.random.default_rng()
    return {
        "W1": rng.normal(0, 0.01, size=(n_h, n_x)),
        "b1": np.zeros((n_h, 1)),
        "W2": rng.normal(0, 0.01, size=(n_y, n_h)),
        "b2": np.zeros((n_y, 1)),
    }


# %% exercise="initialize_parameters" variant="standard_normal, divided by 100"
def initialize_parameters(n_x, n_h, n_y):
    parameters = {}
    parameters["W2"] = np.random.standard_normal((n_y, n_h)) / 100
    parameters["W1"] = np.random.standard_normal((n_h, n_x)) / 100
    parameters["b1"], parameters["b2"] = np.zeros([n_h, 1]), np.zeros([n_y, 1])
    return parameters


# %% exercise="initialize_parameters" variant="np.random.normal, asserted"
def initialize_parameters(n_x, n_h, n_y):
    W1 = 0.01 * np.random.normal(size=(n_h, n_x))
    b1 = np.full((n_h, 1), 0.0)
    W2 = 0.01 * np.random.normal(size=(n_y, n_h))
    b2 = np.full((n_y, 1), 0.0)
    assert W1.shape == (n_h, n_x)
    assert b1.shape == (n_h, 1)
    return dict(W1=W1, b1=b1, W2=W2, b2=b2)


# %% exercise="initialize_parameters" variant="transposed twice"
def initialize_parameters(n_x, n_h, n_y):
    W1 = (np.random.randn(n_x, n_h) * 0.01).T
    W2 = (np.random.randn(n_h, n_y) * 0.01).T
    return {"W1": W1, "b1": W1[:, :1] * 0, "W2": W2, "b2": W2[:, :1] * 0}


# %% exercise="initialize_parameters" mistake="rand in place of randn"
def initialize_parameters(n_x, n_h, n_y):
    rng = np.random.default_rng()
    return {
        "W1": rng.random((n_h, n_x)) * 0.01,
        "b1": np.zeros((n_h, 1)),
        "W2": rng.random((n_y, n_h)) * 0.01,
        "b2": np.zeros((n_y, 1)),
    }


# %% [markdown]
# ## initialize_parameters_deep


# %% exercise="initialize_parameters_deep" variant="names by addition"
def initialize_parameters_deep(layer_dims):
    L = len(layer_dims)
    parameters = {}
    for l in range(1, L):
        parameters["W" + str(l)] = np.random.randn(layer_dims[l], layer_dims[l - 1]) / np.sqrt(
            layer_dims[l - 1]
        )
        parameters["b" + str(l)] = np.zeros((layer_dims[l], 1))
        assert parameters["W" + str(l)].shape == (layer_dims[l], layer_dims[l - 1])
    return parameters


# %% exercise="initialize_parameters_deep" variant="pairs of neighbours"
def initialize_parameters_deep(layer_dims):
    parameters = {}
    pairs = zip(layer_dims[:-1], layer_dims[1:], strict=True)
    for l, (before, n) in enumerate(pairs, start=1):
        parameters[f"W{l}"] = np.random.normal(0, before**-0.5, (n, before))
        parameters[f"b{l}"] = np.zeros((n, 1))
    return parameters


# %% exercise="initialize_parameters_deep" variant="root of one over n, a generator"
def initialize_parameters_deep(layer_dims):
    rng = np.random.default_rng()
    parameters = {}
    for l in range(len(layer_dims) - 1):
        n, before = layer_dims[l + 1], layer_dims[l]
        parameters[f"W{l + 1}"] = rng.standard_normal((n, before)) * np.sqrt(1 / before)
        parameters[f"b{l + 1}"] = rng.standard_normal((n, 1)) * 0
    return parameters


# %% exercise="initialize_parameters_deep" variant="a generator from an unforeseen seed"
def initialize_parameters_deep(layer_dims):
    rng = np.random.RandomState(np.random.randint(2**31))
    weights = {
        f"W{l}": rng.randn(layer_dims[l], layer_dims[l - 1]) * (1 / layer_dims[l - 1] ** 0.5)
        for l in range(1, len(layer_dims))
    }
    biases = {f"b{l}": np.zeros((n, 1)) for l, n in enumerate(layer_dims) if l}
    return weights | biases


# %% exercise="initialize_parameters_deep" mistake="0.01 in a deep network"
def initialize_parameters_deep(layer_dims):
    parameters = {}
    for l in range(1, len(layer_dims)):
        parameters["W" + str(l)] = np.random.normal(0, 0.01, (layer_dims[l], layer_dims[l - 1]))
        parameters["b" + str(l)] = np.zeros((layer_dims[l], 1))
    return parameters


# %% [markdown]
# ## layer_shapes


# %% exercise="layer_shapes" variant="lists for pairs"
def layer_shapes(layer_dims, m):
    shapes = {}
    for l in range(1, len(layer_dims)):
        shapes["W" + str(l)] = [layer_dims[l], layer_dims[l - 1]]
        shapes["b" + str(l)] = [layer_dims[l], 1]
        shapes["Z" + str(l)] = shapes["A" + str(l)] = [layer_dims[l], m]
    return shapes


# %% exercise="layer_shapes" variant="read off real matrices"
def layer_shapes(layer_dims, m):
    A = np.zeros((layer_dims[0], m))
    shapes = {}
    for l, n in enumerate(layer_dims[1:], 1):
        W, b = np.zeros((n, A.shape[0])), np.zeros((n, 1))
        Z = W @ A + b
        A = Z
        shapes.update({f"W{l}": W.shape, f"b{l}": b.shape, f"Z{l}": Z.shape, f"A{l}": A.shape})
    return shapes


# %% exercise="layer_shapes" variant="with the input and the slopes as well"
def layer_shapes(layer_dims, m):
    shapes = {"A0": (layer_dims[0], m)}
    for l in range(len(layer_dims) - 1, 0, -1):
        n = layer_dims[l]
        for name, columns in (("W", layer_dims[l - 1]), ("b", 1), ("Z", m), ("A", m)):
            shapes[f"{name}{l}"] = shapes[f"d{name}{l}"] = (n, columns)
    return shapes


# %% exercise="layer_shapes" variant="one comprehension"
def layer_shapes(layer_dims, m):
    return {
        f"{name}{l}": (layer_dims[l], {"W": layer_dims[l - 1], "b": 1}.get(name, m))
        for l in range(1, len(layer_dims))
        for name in "WbZA"
    }


# %% exercise="layer_shapes" mistake="W turned round"
def layer_shapes(layer_dims, m):
    shapes = {}
    for l in range(1, len(layer_dims)):
        shapes["W" + str(l)] = (layer_dims[l - 1], layer_dims[l])
        shapes["b" + str(l)] = (layer_dims[l], 1)
        shapes["Z" + str(l)] = (layer_dims[l], m)
        shapes["A" + str(l)] = (layer_dims[l], m)
    return shapes


# %% [markdown]
# ## linear_forward


# %% exercise="linear_forward" variant="the operator"
def linear_forward(A, W, b):
    Z = W @ A + b
    return Z, (A, W, b)


# %% exercise="linear_forward" variant="method and in-place addition"
def linear_forward(A, W, b):
    Z = W.dot(A)
    Z += b
    cache = (A, W, b)
    assert Z.shape == (W.shape[0], A.shape[1])
    return Z, cache


# %% exercise="linear_forward" variant="a list for the cache"
def linear_forward(A, W, b):
    return np.add(np.matmul(W, A), b), [A, W, b]


# %% exercise="linear_forward" variant="columns in a loop"
def linear_forward(A, W, b):
    columns = [W @ A[:, i : i + 1] + b for i in range(A.shape[1])]
    return np.hstack(columns), (A, W, b)


# %% exercise="linear_forward" variant="einsum"
def linear_forward(A, W, b):
    return np.einsum("ij,jm->im", W, A) + b, (A.copy(), W.copy(), b.copy())


# %% exercise="linear_forward" mistake="elementwise product for Z"
def linear_forward(A, W, b):
    Z = np.multiply(W, A) + b
    return Z, (A, W, b)


# %% [markdown]
# ## linear_activation_forward


# %% exercise="linear_activation_forward" variant="both branches written out"
def linear_activation_forward(A_prev, W, b, activation):
    if activation == "sigmoid":
        Z, linear_cache = linear_forward(A_prev, W, b)
        A, activation_cache = sigmoid(Z), Z
    elif activation == "relu":
        Z, linear_cache = linear_forward(A_prev, W, b)
        A, activation_cache = relu(Z), Z
    assert A.shape == (W.shape[0], A_prev.shape[1])
    cache = (linear_cache, activation_cache)
    return A, cache


# %% exercise="linear_activation_forward" variant="a dictionary of functions"
def linear_activation_forward(A_prev, W, b, activation):
    Z, kept = linear_forward(A_prev, W, b)
    return {"sigmoid": sigmoid, "relu": relu}[activation](Z), (kept, Z)


# %% exercise="linear_activation_forward" variant="its own linear step"
def linear_activation_forward(A_prev, W, b, activation):
    Z = W @ A_prev + b
    A = np.maximum(0, Z) if activation == "relu" else 1 / (1 + np.exp(-Z))
    return A, ((A_prev, W, b), Z)


# %% exercise="linear_activation_forward" variant="np.where for ReLU"
def linear_activation_forward(A_prev, W, b, activation):
    Z, linear_cache = linear_forward(A_prev, W, b)
    A = sigmoid(Z) if activation == "sigmoid" else np.where(Z > 0, Z, 0)
    return A, (linear_cache, Z)


# %% exercise="linear_activation_forward" mistake="A kept in place of Z"
def linear_activation_forward(A_prev, W, b, activation):
    A, linear_cache = linear_forward(A_prev, W, b)
    A = sigmoid(A) if activation == "sigmoid" else relu(A)
    return A, (linear_cache, A)


# %% [markdown]
# ## L_model_forward


# %% exercise="L_model_forward" variant="with A_prev"
def L_model_forward(X, parameters):
    caches = []
    A = X
    L = len(parameters) // 2
    for l in range(1, L):
        A_prev = A
        A, cache = linear_activation_forward(
            A_prev, parameters["W" + str(l)], parameters["b" + str(l)], "relu"
        )
        caches.append(cache)
    AL, cache = linear_activation_forward(
        A, parameters["W" + str(L)], parameters["b" + str(L)], activation="sigmoid"
    )
    caches.append(cache)
    return AL, caches


# %% exercise="L_model_forward" variant="one loop for all layers"
def L_model_forward(X, parameters):
    A, caches, L = X, [], len(parameters) // 2
    for l in range(1, L + 1):
        g = "sigmoid" if l == L else "relu"
        A, cache = linear_activation_forward(A, parameters[f"W{l}"], parameters[f"b{l}"], g)
        caches += [cache]
    return A, caches


# %% exercise="L_model_forward" variant="while, and a tuple of caches"
def L_model_forward(X, parameters):
    l, A, caches = 1, X, ()
    while f"W{l}" in parameters:
        last = f"W{l + 1}" not in parameters
        A, cache = linear_activation_forward(
            A, parameters[f"W{l}"], parameters[f"b{l}"], "sigmoid" if last else "relu"
        )
        caches = (*caches, cache)
        l += 1
    return A, caches


# %% exercise="L_model_forward" variant="no block of one's own"
def L_model_forward(X, parameters):
    A, caches, L = X, [], len(parameters) // 2
    for l in range(1, L + 1):
        W, b = parameters[f"W{l}"], parameters[f"b{l}"]
        Z = W @ A + b
        caches.append(((A, W, b), Z))
        A = relu(Z) if l < L else sigmoid(Z)
    return A, caches


# %% exercise="L_model_forward" mistake="X fed to every layer"
def L_model_forward(X, parameters):
    caches, L = [], len(parameters) // 2
    A = X
    for l in range(1, L):
        A, cache = linear_activation_forward(X, parameters[f"W{l}"], parameters[f"b{l}"], "relu")
        caches.append(cache)
    AL, cache = linear_activation_forward(A, parameters[f"W{L}"], parameters[f"b{L}"], "sigmoid")
    return AL, [*caches, cache]


# %% [markdown]
# ## compute_cost


# %% exercise="compute_cost" variant="factor first, squeezed"
def compute_cost(AL, Y):
    m = Y.shape[1]
    cost = (-1 / m) * np.sum(np.multiply(Y, np.log(AL)) + np.multiply(1 - Y, np.log(1 - AL)))
    cost = np.squeeze(cost)
    return cost


# %% exercise="compute_cost" variant="dot products, (1, 1)"
def compute_cost(AL, Y):
    return -(np.dot(Y, np.log(AL).T) + np.dot(1 - Y, np.log(1 - AL).T)) / Y.shape[1]


# %% exercise="compute_cost" variant="the mean of the losses"
def compute_cost(AL, Y):
    return np.mean(-np.log(np.where(Y == 1, AL, 1 - AL)))


# %% exercise="compute_cost" variant="a loop"
def compute_cost(AL, Y):
    total = 0.0
    for a, y in zip(AL[0], Y[0], strict=True):
        total -= np.log(a) if y == 1 else np.log(1 - a)
    return float(total / len(Y[0]))


# %% exercise="compute_cost" variant="clipped"
def compute_cost(AL, Y):
    A = np.clip(AL, 1e-12, 1 - 1e-12)
    return -(Y * np.log(A) + (1 - Y) * np.log(1 - A)).mean()


# %% exercise="compute_cost" mistake="cost without the minus sign"
def compute_cost(AL, Y):
    return (1 / Y.shape[1]) * np.sum(Y * np.log(AL) + (1 - Y) * np.log(1 - AL))


# %% [markdown]
# ## sigmoid_backward


# %% exercise="sigmoid_backward" variant="written out"
def sigmoid_backward(dA, cache):
    Z = cache
    s = 1 / (1 + np.exp(-Z))
    dZ = dA * s * (1 - s)
    assert dZ.shape == Z.shape
    return dZ


# %% exercise="sigmoid_backward" variant="s - s squared"
def sigmoid_backward(dA, cache):
    s = sigmoid(cache)
    return np.multiply(dA, s - s**2)


# %% exercise="sigmoid_backward" variant="by exponentials"
def sigmoid_backward(dA, cache):
    return dA * np.exp(-cache) / (1 + np.exp(-cache)) ** 2


# %% exercise="sigmoid_backward" variant="by the symmetry"
def sigmoid_backward(dA, cache):
    return sigmoid(cache) * sigmoid(-cache) * dA


# %% exercise="sigmoid_backward" mistake="slope written with Z"
def sigmoid_backward(dA, cache):
    return dA * (cache - cache**2)


# %% [markdown]
# ## relu_backward


# %% exercise="relu_backward" variant="a copy with zeros put in"
def relu_backward(dA, cache):
    Z = cache
    dZ = np.array(dA, copy=True)
    dZ[Z <= 0] = 0
    return dZ


# %% exercise="relu_backward" variant="np.where, 1 at 0"
def relu_backward(dA, cache):
    return np.where(cache >= 0, dA, 0)


# %% exercise="relu_backward" variant="by the activation"
def relu_backward(dA, cache):
    A = relu(cache)
    return dA * (A > 0).astype(float)


# %% exercise="relu_backward" variant="a step function"
def relu_backward(dA, cache):
    return np.multiply(dA, np.heaviside(cache, 0.5))


# %% exercise="relu_backward" variant="in the shape of int"
def relu_backward(dA, cache):
    slope = np.int64(cache > 0)
    return slope * dA


# %% exercise="relu_backward" mistake="a mask that is always true"
def relu_backward(dA, cache):
    A = np.maximum(0, cache)
    dZ = dA.copy()
    dZ[A < 0] = 0
    return dZ


# %% [markdown]
# ## linear_backward


# %% exercise="linear_backward" variant="factor first"
def linear_backward(dZ, cache):
    A_prev, W, b = cache
    m = A_prev.shape[1]
    dW = 1 / m * np.dot(dZ, A_prev.T)
    db = 1 / m * np.sum(dZ, axis=1, keepdims=True)
    dA_prev = np.dot(W.T, dZ)
    return dA_prev, dW, db


# %% exercise="linear_backward" variant="mean for db"
def linear_backward(dZ, cache):
    A_prev, W, _ = cache
    return W.T @ dZ, dZ @ A_prev.T / dZ.shape[1], dZ.mean(axis=1, keepdims=True)


# %% exercise="linear_backward" variant="reshaped db"
def linear_backward(dZ, cache):
    A_prev, W, b = cache
    m = dZ.shape[1]
    db = (np.sum(dZ, axis=1) / m).reshape(b.shape)
    dW = (A_prev @ dZ.T).T / m
    return (dZ.T @ W).T, dW, db


# %% exercise="linear_backward" variant="a sum over the examples"
def linear_backward(dZ, cache):
    A_prev, W, b = cache
    m = A_prev.shape[1]
    dW, db = np.zeros(W.shape), np.zeros(b.shape)
    dA_prev = np.zeros(A_prev.shape)
    for i in range(m):
        column = dZ[:, i : i + 1]
        dW += column @ A_prev[:, i : i + 1].T / m
        db += column / m
        dA_prev[:, i : i + 1] = W.T @ column
    return dA_prev, dW, db


# %% exercise="linear_backward" variant="einsum, a list returned"
def linear_backward(dZ, cache):
    A_prev, W, b = cache
    m = A_prev.shape[1]
    dW = np.einsum("im,jm->ij", dZ, A_prev) / m
    return [np.einsum("ij,im->jm", W, dZ), dW, np.einsum("im->i", dZ)[:, None] / m]


# %% exercise="linear_backward" variant="db by a product with ones"
def linear_backward(dZ, cache):
    A_prev, W, b = cache
    m = A_prev.shape[1]
    return np.matmul(W.T, dZ), np.inner(dZ, A_prev) / m, dZ @ np.ones((m, 1)) / m


# %% exercise="linear_backward" mistake="1/m in dA_prev as well"
def linear_backward(dZ, cache):
    A_prev, W, b = cache
    dZ = dZ / A_prev.shape[1]
    return W.T @ dZ, dZ @ A_prev.T, np.sum(dZ, axis=1, keepdims=True)


# %% exercise="linear_backward" mistake="db without keepdims"
def linear_backward(dZ, cache):
    A_prev, W, b = cache
    m = A_prev.shape[1]
    return W.T @ dZ, dZ @ A_prev.T / m, dZ.mean(axis=1)


# %% [markdown]
# ## linear_activation_backward


# %% exercise="linear_activation_backward" variant="both branches written out"
def linear_activation_backward(dA, cache, activation):
    linear_cache, activation_cache = cache
    if activation == "relu":
        dZ = relu_backward(dA, activation_cache)
        dA_prev, dW, db = linear_backward(dZ, linear_cache)
    elif activation == "sigmoid":
        dZ = sigmoid_backward(dA, activation_cache)
        dA_prev, dW, db = linear_backward(dZ, linear_cache)
    return dA_prev, dW, db


# %% exercise="linear_activation_backward" variant="a dictionary of functions"
def linear_activation_backward(dA, cache, activation):
    back = {"relu": relu_backward, "sigmoid": sigmoid_backward}[activation]
    return linear_backward(back(dA, cache[1]), cache[0])


# %% exercise="linear_activation_backward" variant="no helper"
def linear_activation_backward(dA, cache, activation):
    (A_prev, W, b), Z = cache
    if activation == "relu":
        dZ = np.where(Z > 0, dA, 0)
    else:
        A = sigmoid(Z)
        dZ = dA * A * (1 - A)
    m = dA.shape[1]
    return W.T @ dZ, dZ @ A_prev.T / m, dZ.sum(axis=1, keepdims=True) / m


# %% exercise="linear_activation_backward" variant="a list"
def linear_activation_backward(dA, cache, activation):
    linear_cache, Z = cache
    dZ = sigmoid_backward(dA, Z) if activation == "sigmoid" else relu_backward(dA, Z)
    return list(linear_backward(dZ, linear_cache))


# %% [markdown]
# ## L_model_backward


# %% exercise="L_model_backward" variant="all slopes kept, temporaries"
def L_model_backward(AL, Y, caches):
    grads = {}
    L = len(caches)
    Y = Y.reshape(AL.shape)
    dAL = -(np.divide(Y, AL) - np.divide(1 - Y, 1 - AL))
    current_cache = caches[L - 1]
    grads["dA" + str(L - 1)], grads["dW" + str(L)], grads["db" + str(L)] = (
        linear_activation_backward(dAL, current_cache, "sigmoid")
    )
    for l in reversed(range(L - 1)):
        current_cache = caches[l]
        dA_prev_temp, dW_temp, db_temp = linear_activation_backward(
            grads["dA" + str(l + 1)], current_cache, "relu"
        )
        grads["dA" + str(l)] = dA_prev_temp
        grads["dW" + str(l + 1)] = dW_temp
        grads["db" + str(l + 1)] = db_temp
    return grads


# %% exercise="L_model_backward" variant="slopes of activations under their own number"
def L_model_backward(AL, Y, caches):
    grads, L = {}, len(caches)
    grads[f"dA{L}"] = (1 - Y) / (1 - AL) - Y / AL
    for l in range(L, 0, -1):
        before, grads[f"dW{l}"], grads[f"db{l}"] = linear_activation_backward(
            grads[f"dA{l}"], caches[l - 1], "sigmoid" if l == L else "relu"
        )
        if l > 1:
            grads[f"dA{l - 1}"] = before
    return grads


# %% exercise="L_model_backward" variant="AL - Y at the output"
def L_model_backward(AL, Y, caches):
    L = len(caches)
    dA, dW, db = linear_backward(AL - Y, caches[-1][0])
    grads = {f"dW{L}": dW, f"db{L}": db}
    for l in range(L - 1, 0, -1):
        dA, grads[f"dW{l}"], grads[f"db{l}"] = linear_activation_backward(dA, caches[l - 1], "relu")
    return grads


# %% exercise="L_model_backward" variant="caches popped"
def L_model_backward(AL, Y, caches):
    stack = list(caches)
    activation, dA, grads = "sigmoid", (AL - Y) / (AL * (1 - AL)), {}
    while stack:
        l = len(stack)
        dA, dW, db = linear_activation_backward(dA, stack.pop(), activation)
        grads.update({f"dW{l}": dW, f"db{l}": db, f"dA{l - 1}": dA})
        activation = "relu"
    return grads


# %% exercise="L_model_backward" variant="no block of one's own"
def L_model_backward(AL, Y, caches):
    grads, m, dZ = {}, Y.shape[1], AL - Y
    for l in range(len(caches), 0, -1):
        (A_prev, W, b), Z = caches[l - 1]
        grads["dW" + str(l)] = dZ @ A_prev.T / m
        grads["db" + str(l)] = np.sum(dZ, axis=1, keepdims=True) / m
        if l > 1:
            dZ = W.T @ dZ * (A_prev > 0)
    return grads


# %% exercise="L_model_backward" mistake="plus in the bracket of dAL"
def L_model_backward(AL, Y, caches):
    grads, L = {}, len(caches)
    dA = -(np.divide(Y, AL) + np.divide(1 - Y, 1 - AL))
    for l in range(L, 0, -1):
        dA, grads[f"dW{l}"], grads[f"db{l}"] = linear_activation_backward(
            dA, caches[l - 1], "sigmoid" if l == L else "relu"
        )
    return grads


# %% [markdown]
# ## update_parameters


# %% exercise="update_parameters" variant="in place"
def update_parameters(parameters, grads, learning_rate):
    L = len(parameters) // 2
    for l in range(L):
        parameters["W" + str(l + 1)] -= learning_rate * grads["dW" + str(l + 1)]
        parameters["b" + str(l + 1)] -= learning_rate * grads["db" + str(l + 1)]
    return parameters


# %% exercise="update_parameters" variant="a comprehension over the keys"
def update_parameters(parameters, grads, learning_rate):
    return {k: v - learning_rate * grads["d" + k] for k, v in parameters.items()}


# %% exercise="update_parameters" variant="a copy, key by key"
def update_parameters(parameters, grads, learning_rate):
    parameters = parameters.copy()
    for key in parameters:
        parameters[key] = parameters[key] - learning_rate * grads[f"d{key}"]
    return parameters


# %% exercise="update_parameters" variant="np.subtract"
def update_parameters(parameters, grads, learning_rate):
    new = {}
    for l in range(1, len(parameters) // 2 + 1):
        for name in ("W", "b"):
            step = np.multiply(learning_rate, grads[f"d{name}{l}"])
            new[f"{name}{l}"] = np.subtract(parameters[f"{name}{l}"], step)
    return new


# %% exercise="update_parameters" mistake="a step uphill"
def update_parameters(parameters, grads, learning_rate):
    return {k: v + learning_rate * grads["d" + k] for k, v in parameters.items()}
