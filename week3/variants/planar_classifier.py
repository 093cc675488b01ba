# ruff: noqa: F811, F821, C408  each cell defines its function anew, in whatever way a learner may
"""Ways in which people write the network with one hidden layer.

A cell with `variant` is right: no check may reject it, nor what calls it. A cell with `mistake`
makes a known mistake in words of its own, and must be called by its name. `grader audit` tries
them all.
"""

# %% setup=true
import copy

import numpy as np

# %% [markdown]
# ## layer_sizes


# %% exercise="layer_sizes" variant="unpacked"
def layer_sizes(X, Y, n_h=4):
    n_x, m = X.shape
    n_y, m = Y.shape
    return n_x, n_h, n_y


# %% exercise="layer_sizes" variant="a tuple in brackets"
def layer_sizes(X, Y, n_h=4):
    return (X.shape[0], n_h, Y.shape[0])


# %% exercise="layer_sizes" variant="len"
def layer_sizes(X, Y, n_h=4):
    n_x = len(X)
    n_y = len(Y)
    return [n_x, n_h, n_y]


# %% exercise="layer_sizes" variant="np.shape"
def layer_sizes(X, Y, n_h=4):
    return np.shape(X)[0], int(n_h), np.shape(Y)[0]


# %% exercise="layer_sizes" variant="counted from the end"
def layer_sizes(X, Y, n_h=4):
    sizes = (X.shape[-2], n_h, Y.shape[-2])
    return sizes


# %% exercise="layer_sizes" mistake="always 4 hidden units"
def layer_sizes(X, Y, n_h=4):
    return X.shape[0], 4, Y.shape[0]


# %% exercise="layer_sizes" mistake="both sizes counted along the examples"
def layer_sizes(X, Y, n_h=4):
    return len(X.T), n_h, len(Y.T)


# %% [markdown]
# ## initialize_parameters


# %% exercise="initialize_parameters" variant="a generator"
def initialize_parameters(n_x, n_h, n_y):
    rng = np.random.default_rng()
    return {
        "W1": 0.01 * rng.standard_normal((n_h, n_x)),
        "b1": np.zeros((n_h, 1)),
        "W2": 0.01 * rng.standard_normal((n_y, n_h)),
        "b2": np.zeros((n_y, 1)),
    }


# %% exercise="initialize_parameters" variant="np.random.normal with the spread in it"
def initialize_parameters(n_x, n_h, n_y):
    W1 = np.random.normal(0, 0.01, (n_h, n_x))
    W2 = np.random.normal(loc=0.0, scale=0.01, size=(n_y, n_h))
    b1, b2 = np.zeros((n_h, 1)), np.zeros((n_y, 1))
    return dict(W1=W1, b1=b1, W2=W2, b2=b2)


# %% exercise="initialize_parameters" variant="divided by 100"
def initialize_parameters(n_x, n_h, n_y):
    W2 = np.random.randn(n_y, n_h) / 100
    W1 = np.random.randn(n_h, n_x) / 100
    b1 = np.array([[0.0]] * n_h)
    b2 = np.full((n_y, 1), 0)
    assert W1.shape == (n_h, n_x)
    return {"W1": W1, "b1": b1, "W2": W2, "b2": b2}


# %% exercise="initialize_parameters" variant="a loop over the layers"
def initialize_parameters(n_x, n_h, n_y):
    parameters = {}
    sizes = [n_x, n_h, n_y]
    for k in (1, 2):
        parameters[f"W{k}"] = np.random.standard_normal((sizes[k], sizes[k - 1])) * 1e-2
        parameters[f"b{k}"] = np.zeros((sizes[k], 1))
    return parameters


# %% exercise="initialize_parameters" variant="drawn by rows, transposed"
def initialize_parameters(n_x, n_h, n_y):
    W1 = np.random.randn(n_x, n_h).T * 0.01
    W2 = 0.01 * np.random.randn(n_h, n_y).T
    return {"W1": W1, "b1": W1[:, :1] * 0, "W2": W2, "b2": W2[:, :1] * 0}


# %% exercise="initialize_parameters" mistake="neither weight made small"
def initialize_parameters(n_x, n_h, n_y):
    W1, W2 = np.random.standard_normal((n_h, n_x)), np.random.standard_normal((n_y, n_h))
    return {"W1": W1, "b1": np.zeros((n_h, 1)), "W2": W2, "b2": np.zeros((n_y, 1))}


# %% exercise="initialize_parameters" mistake="b1 a flat array"
def initialize_parameters(n_x, n_h, n_y):
    W1, W2 = np.random.randn(n_h, n_x) * 0.01, np.random.randn(n_y, n_h) * 0.01
    return {"W1": W1, "b1": np.zeros((n_h,)), "W2": W2, "b2": np.zeros((n_y, 1))}


# %% [markdown]
# ## forward_propagation


# %% exercise="forward_propagation" variant="the operator"
def forward_propagation(X, parameters):
    W1, b1, W2, b2 = (parameters[k] for k in ("W1", "b1", "W2", "b2"))
    Z1 = W1 @ X + b1
    A1 = np.tanh(Z1)
    Z2 = W2 @ A1 + b2
    A2 = 1 / (1 + np.exp(-Z2))
    return A2, {"Z1": Z1, "A1": A1, "Z2": Z2, "A2": A2}


# %% exercise="forward_propagation" variant="np.matmul, more in the cache"
def forward_propagation(X, parameters):
    Z1 = np.add(np.matmul(parameters["W1"], X), parameters["b1"])
    A1 = 2 * sigmoid(2 * Z1) - 1
    Z2 = np.add(np.matmul(parameters["W2"], A1), parameters["b2"])
    A2 = sigmoid(Z2)
    cache = dict(Z1=Z1, A1=A1, Z2=Z2, A2=A2, X=X)
    return [A2, cache]


# %% exercise="forward_propagation" variant="one example after another"
def forward_propagation(X, parameters):
    columns = {"Z1": [], "A1": [], "Z2": [], "A2": []}
    for i in range(X.shape[1]):
        x = X[:, i : i + 1]
        z1 = np.dot(parameters["W1"], x) + parameters["b1"]
        a1 = np.tanh(z1)
        z2 = np.dot(parameters["W2"], a1) + parameters["b2"]
        for name, value in zip(columns, (z1, a1, z2, sigmoid(z2)), strict=True):
            columns[name].append(value)
    cache = {name: np.hstack(values) for name, values in columns.items()}
    return cache["A2"], cache


# %% exercise="forward_propagation" variant="a helper for both layers"
def _layer(A, W, b, g):
    Z = W.dot(A) + b
    return Z, g(Z)


def forward_propagation(X, parameters):
    Z1, A1 = _layer(X, parameters["W1"], parameters["b1"], np.tanh)
    Z2, A2 = _layer(A1, parameters["W2"], parameters["b2"], sigmoid)
    return A2, {"A1": A1, "A2": A2, "Z1": Z1, "Z2": Z2}


# %% exercise="forward_propagation" variant="examples as rows in between"
def forward_propagation(X, parameters):
    Z1 = (X.T @ parameters["W1"].T + parameters["b1"].T).T
    A1 = np.tanh(Z1)
    Z2 = (A1.T @ parameters["W2"].T + parameters["b2"].T).T
    A2 = np.exp(Z2) / (1 + np.exp(Z2))
    return A2, {"Z1": Z1, "A1": A1, "Z2": Z2, "A2": A2}


# %% exercise="forward_propagation" mistake="sigmoid in the hidden layer"
def forward_propagation(X, parameters):
    Z1 = parameters["W1"] @ X + parameters["b1"]
    A1 = 1 / (1 + np.exp(-Z1))
    Z2 = parameters["W2"] @ A1 + parameters["b2"]
    A2 = 1 / (1 + np.exp(-Z2))
    return A2, {"Z1": Z1, "A1": A1, "Z2": Z2, "A2": A2}


# %% exercise="forward_propagation" mistake="elementwise product of W1 and X"
def forward_propagation(X, parameters):
    Z1 = np.multiply(parameters["W1"], X) + parameters["b1"]
    A1 = np.tanh(Z1)
    Z2 = np.dot(parameters["W2"], A1) + parameters["b2"]
    A2 = sigmoid(Z2)
    return A2, {"Z1": Z1, "A1": A1, "Z2": Z2, "A2": A2}


# %% [markdown]
# ## compute_cost


# %% exercise="compute_cost" variant="the average"
def compute_cost(A2, Y):
    return np.mean(-Y * np.log(A2) - (1 - Y) * np.log(1 - A2))


# %% exercise="compute_cost" variant="products of matrices, (1, 1)"
def compute_cost(A2, Y):
    m = Y.shape[1]
    return -1 / m * (np.dot(Y, np.log(A2).T) + np.dot(1 - Y, np.log(1 - A2).T))


# %% exercise="compute_cost" variant="squeezed to a float"
def compute_cost(A2, Y):
    logprobs = np.multiply(np.log(A2), Y) + np.multiply(np.log(1 - A2), 1 - Y)
    cost = -np.sum(logprobs) / Y.shape[1]
    cost = float(np.squeeze(cost))
    assert isinstance(cost, float)
    return cost


# %% exercise="compute_cost" variant="chosen by label"
def compute_cost(A2, Y):
    return -np.log(np.where(Y == 1, A2, 1 - A2)).mean()


# %% exercise="compute_cost" variant="a loop"
def compute_cost(A2, Y):
    total = 0
    for a, y in zip(A2[0], Y[0], strict=True):
        total -= y * np.log(a) + (1 - y) * np.log(1 - a)
    return total / len(Y[0])


# %% exercise="compute_cost" variant="a small number inside the logarithm"
def compute_cost(A2, Y):
    m = A2.shape[1]
    return -np.sum(Y * np.log(A2 + 1e-12) + (1 - Y) * np.log(1 - A2 + 1e-12)) / m


# %% exercise="compute_cost" mistake="cost without the minus sign"
def compute_cost(A2, Y):
    return np.mean(Y * np.log(A2) + (1 - Y) * np.log(1 - A2))


# %% exercise="compute_cost" mistake="product of two rows"
def compute_cost(A2, Y):
    return -(Y @ np.log(A2) + (1 - Y) @ np.log(1 - A2)) / Y.shape[1]


# %% [markdown]
# ## gradient_check


# %% exercise="gradient_check" variant="nudged in a copy"
def gradient_check(f, theta, grad, h=1e-5):
    numeric = np.zeros_like(theta, dtype=float)
    it = np.nditer(theta, flags=["multi_index"])
    for _ in it:
        plus, minus = theta.copy(), theta.copy()
        plus[it.multi_index] += h
        minus[it.multi_index] -= h
        numeric[it.multi_index] = (f(plus) - f(minus)) / (2 * h)
    top = np.linalg.norm(numeric - grad)
    return top / (np.linalg.norm(numeric) + np.linalg.norm(grad))


# %% exercise="gradient_check" variant="nudged in place and put back"
def gradient_check(f, theta, grad, h=1e-5):
    theta = np.array(theta, dtype=float)
    numeric = np.empty(theta.shape)
    for index, value in np.ndenumerate(theta.copy()):
        theta[index] = value + h
        above = f(theta)
        theta[index] = value - h
        below = f(theta)
        theta[index] = value
        numeric[index] = (above - below) / (2 * h)
    return np.sqrt(np.sum((numeric - grad) ** 2)) / (
        np.sqrt(np.sum(numeric**2)) + np.sqrt(np.sum(grad**2))
    )


# %% exercise="gradient_check" variant="flattened"
def gradient_check(f, theta, grad, h=1e-5):
    flat, n = theta.ravel(), []
    for j in range(flat.size):
        e = np.eye(flat.size)[j].reshape(theta.shape)
        n.append((f(theta + h * e) - f(theta - h * e)) / h / 2)
    n, g = np.array(n), grad.flatten()
    return float(np.linalg.norm(g - n) / (np.linalg.norm(g) + np.linalg.norm(n)))


# %% exercise="gradient_check" variant="all nudges in a list"
def gradient_check(f, theta, grad, h=1e-5):
    nudges = h * np.eye(theta.size).reshape(theta.size, *theta.shape)
    numeric = np.array([f(theta + e) - f(theta - e) for e in nudges]).reshape(grad.shape) / (2 * h)
    lengths = [np.sqrt(np.vdot(v, v)) for v in (numeric - grad, numeric, grad)]
    return lengths[0] / (lengths[1] + lengths[2])


# %% exercise="gradient_check" variant="a helper and a tiny number below the line"
def gradient_check(f, theta, grad, h=1e-5):
    def length(v):
        return np.sum(np.abs(v) ** 2) ** 0.5

    numeric = np.zeros(np.shape(theta))
    for index in np.ndindex(numeric.shape):
        moved = np.array(theta, dtype=float)
        moved[index] += h
        up = f(moved)
        moved[index] -= 2 * h
        numeric[index] = (up - f(moved)) / (2 * h)
    return length(numeric - grad) / (length(numeric) + length(grad) + 1e-15)


# %% exercise="gradient_check" mistake="to one side only"
def gradient_check(f, theta, grad, h=1e-5):
    numeric = np.zeros(theta.shape)
    for index in np.ndindex(theta.shape):
        moved = theta.copy()
        moved[index] += h
        numeric[index] = (f(moved) - f(theta)) / h
    return np.linalg.norm(numeric - grad) / (np.linalg.norm(numeric) + np.linalg.norm(grad))


# %% [markdown]
# ## backward_propagation


# %% exercise="backward_propagation" variant="factor first, np.power"
def backward_propagation(parameters, cache, X, Y):
    m = X.shape[1]
    W2 = parameters["W2"]
    A1 = cache["A1"]
    A2 = cache["A2"]
    dZ2 = A2 - Y
    dW2 = (1 / m) * np.dot(dZ2, A1.T)
    db2 = (1 / m) * np.sum(dZ2, axis=1, keepdims=True)
    dZ1 = np.multiply(np.dot(W2.T, dZ2), 1 - np.power(A1, 2))
    dW1 = (1 / m) * np.dot(dZ1, X.T)
    db1 = (1 / m) * np.sum(dZ1, axis=1, keepdims=True)
    return {"dW1": dW1, "db1": db1, "dW2": dW2, "db2": db2, "dZ1": dZ1}


# %% exercise="backward_propagation" variant="slope of tanh from Z1"
def backward_propagation(parameters, cache, X, Y):
    m = Y.shape[1]
    dZ2 = cache["A2"] - Y
    dA1 = parameters["W2"].T @ dZ2
    dZ1 = dA1 * (1 - np.tanh(cache["Z1"]) ** 2)
    return {
        "dW1": dZ1 @ X.T / m,
        "db1": dZ1.mean(axis=1, keepdims=True),
        "dW2": dZ2 @ cache["A1"].T / m,
        "db2": dZ2.mean(axis=1, keepdims=True),
    }


# %% exercise="backward_propagation" variant="all the chain rule at the output"
def backward_propagation(parameters, cache, X, Y):
    m = X.shape[1]
    A1, A2 = cache["A1"], cache["A2"]
    dA2 = -(Y / A2) + (1 - Y) / (1 - A2)
    dZ2 = dA2 * A2 * (1 - A2)
    dW2 = np.matmul(dZ2, A1.T) / m
    db2 = np.sum(dZ2, axis=1).reshape(-1, 1) / m
    dZ1 = np.matmul(parameters["W2"].T, dZ2) * (1 - A1 * A1)
    dW1 = np.matmul(dZ1, X.T) / m
    db1 = np.sum(dZ1, axis=1)[:, None] / m
    return {"dW1": dW1, "db1": db1, "dW2": dW2, "db2": db2}


# %% exercise="backward_propagation" variant="averaged at the output once"
def backward_propagation(parameters, cache, X, Y):
    dZ2 = (cache["A2"] - Y) / X.shape[1]
    dZ1 = (parameters["W2"].T @ dZ2) * (1 - cache["A1"]) * (1 + cache["A1"])
    ones = np.ones((X.shape[1], 1))
    return {
        "dW2": dZ2 @ cache["A1"].T,
        "db2": dZ2 @ ones,
        "dW1": dZ1 @ X.T,
        "db1": dZ1 @ ones,
    }


# %% exercise="backward_propagation" variant="loops over the examples"
def backward_propagation(parameters, cache, X, Y):
    m = X.shape[1]
    grads = {f"d{name}": np.zeros(value.shape) for name, value in parameters.items()}
    for i in range(m):
        x, a1 = X[:, [i]], cache["A1"][:, [i]]
        dz2 = cache["A2"][:, [i]] - Y[:, [i]]
        dz1 = (parameters["W2"].T @ dz2) * (1 - a1**2)
        grads["dW2"] += dz2 @ a1.T / m
        grads["db2"] += dz2 / m
        grads["dW1"] += dz1 @ x.T / m
        grads["db1"] += dz1 / m
    return grads


# %% exercise="backward_propagation" variant="einsum"
def backward_propagation(parameters, cache, X, Y):
    m = X.shape[1]
    dZ2 = cache["A2"] - Y
    dZ1 = np.einsum("kj,km->jm", parameters["W2"], dZ2) * (1 - cache["A1"] ** 2)
    return {
        "dW1": np.einsum("jm,im->ji", dZ1, X) / m,
        "db1": np.average(dZ1, axis=1).reshape(dZ1.shape[0], 1),
        "dW2": np.einsum("km,jm->kj", dZ2, cache["A1"]) / m,
        "db2": np.average(dZ2, axis=1).reshape(dZ2.shape[0], 1),
    }


# %% exercise="backward_propagation" mistake="slope of tanh written with Z1"
def backward_propagation(parameters, cache, X, Y):
    m = X.shape[1]
    dZ2 = cache["A2"] - Y
    dZ1 = parameters["W2"].T @ dZ2 * (1 - np.power(cache["Z1"], 2))
    return {
        "dW1": dZ1 @ X.T / m,
        "db1": np.sum(dZ1, axis=1, keepdims=True) / m,
        "dW2": dZ2 @ cache["A1"].T / m,
        "db2": np.sum(dZ2, axis=1, keepdims=True) / m,
    }


# %% exercise="backward_propagation" mistake="a product of matrices for both products of dZ1"
def backward_propagation(parameters, cache, X, Y):
    m = X.shape[1]
    dZ2 = cache["A2"] - Y
    dW2, db2 = dZ2 @ cache["A1"].T / m, np.sum(dZ2, axis=1, keepdims=True) / m
    dZ1 = parameters["W2"].T @ dZ2 @ (1 - cache["A1"] ** 2)
    return {
        "dW1": dZ1 @ X.T / m,
        "db1": np.sum(dZ1, axis=1, keepdims=True) / m,
        "dW2": dW2,
        "db2": db2,
    }


# %% [markdown]
# ## update_parameters


# %% exercise="update_parameters" variant="in place"
def update_parameters(parameters, grads, learning_rate=1.2):
    for name in parameters:
        parameters[name] -= learning_rate * grads["d" + name]
    return parameters


# %% exercise="update_parameters" variant="a comprehension"
def update_parameters(parameters, grads, learning_rate=1.2):
    return {name: value - learning_rate * grads[f"d{name}"] for name, value in parameters.items()}


# %% exercise="update_parameters" variant="copies, then steps"
def update_parameters(parameters, grads, learning_rate=1.2):
    new = copy.deepcopy(parameters)
    new["W1"] -= learning_rate * grads["dW1"]
    new["b1"] -= learning_rate * grads["db1"]
    new["W2"] -= learning_rate * grads["dW2"]
    new["b2"] -= learning_rate * grads["db2"]
    return new


# %% exercise="update_parameters" variant="plus a negative step"
def update_parameters(parameters, grads, learning_rate=1.2):
    step = {k: -learning_rate * g for k, g in grads.items()}
    return {
        "W1": parameters["W1"] + step["dW1"],
        "W2": parameters["W2"] + step["dW2"],
        "b1": parameters["b1"] + step["db1"],
        "b2": parameters["b2"] + step["db2"],
    }


# %% exercise="update_parameters" variant="named one by one"
def update_parameters(parameters, grads, learning_rate=1.2):
    W1, b1, W2, b2 = parameters["W1"], parameters["b1"], parameters["W2"], parameters["b2"]
    dW1, db1, dW2, db2 = grads["dW1"], grads["db1"], grads["dW2"], grads["db2"]
    W1 = W1 - np.multiply(learning_rate, dW1)
    b1 = b1 - np.multiply(learning_rate, db1)
    W2 = W2 - np.multiply(learning_rate, dW2)
    b2 = b2 - np.multiply(learning_rate, db2)
    return dict(W1=W1, b1=b1, W2=W2, b2=b2)


# %% exercise="update_parameters" mistake="all steps uphill"
def update_parameters(parameters, grads, learning_rate=1.2):
    return {name: value + learning_rate * grads[f"d{name}"] for name, value in parameters.items()}


# %% [markdown]
# ## nn_model


# %% exercise="nn_model" variant="the cost in every round"
def nn_model(X, Y, n_h, num_iterations=10000, learning_rate=1.2, print_cost=False):
    np.random.seed(3)
    n_x = layer_sizes(X, Y)[0]
    n_y = layer_sizes(X, Y)[2]
    parameters = initialize_parameters(n_x, n_h, n_y)
    for i in range(0, num_iterations):
        A2, cache = forward_propagation(X, parameters)
        cost = compute_cost(A2, Y)
        grads = backward_propagation(parameters, cache, X, Y)
        parameters = update_parameters(parameters, grads, learning_rate)
        if print_cost and i % 1000 == 0:
            print(f"Cost after iteration {i}: {cost}")
    return parameters


# %% exercise="nn_model" variant="sizes without layer_sizes"
def nn_model(X, Y, n_h, num_iterations=10000, learning_rate=1.2, print_cost=False):
    parameters = initialize_parameters(X.shape[0], n_h, Y.shape[0])
    for _ in range(num_iterations):
        _, cache = forward_propagation(X, parameters)
        parameters = update_parameters(
            parameters, backward_propagation(parameters, cache, X, Y), learning_rate=learning_rate
        )
    return parameters


# %% exercise="nn_model" variant="a while loop"
def nn_model(X, Y, n_h, num_iterations=10000, learning_rate=1.2, print_cost=False):
    sizes = layer_sizes(X, Y, n_h=n_h)
    now, steps = initialize_parameters(*sizes), 0
    while steps < num_iterations:
        output, kept = forward_propagation(X=X, parameters=now)
        slopes = backward_propagation(now, kept, X, Y)
        now = update_parameters(now, slopes, learning_rate)
        steps += 1
    return now


# %% exercise="nn_model" variant="the update written out"
def nn_model(X, Y, n_h, num_iterations=10000, learning_rate=1.2, print_cost=False):
    parameters = dict(initialize_parameters(*layer_sizes(X, Y, n_h)))
    for _ in range(num_iterations):
        A2, cache = forward_propagation(X, parameters)
        grads = backward_propagation(parameters, cache, X, Y)
        for name in ("W1", "b1", "W2", "b2"):
            parameters[name] = parameters[name] - learning_rate * grads["d" + name]
    return parameters


# %% exercise="nn_model" variant="everything written out"
def nn_model(X, Y, n_h, num_iterations=10000, learning_rate=1.2, print_cost=False):
    p = initialize_parameters(X.shape[0], n_h, Y.shape[0])
    W1, b1, W2, b2 = p["W1"], p["b1"], p["W2"], p["b2"]
    for _ in range(num_iterations):
        A1 = np.tanh(W1 @ X + b1)
        dZ2 = (sigmoid(W2 @ A1 + b2) - Y) / Y.shape[1]
        dZ1 = W2.T @ dZ2 * (1 - A1**2)
        W1 = W1 - learning_rate * dZ1 @ X.T
        b1 = b1 - learning_rate * dZ1.sum(axis=1, keepdims=True)
        W2 = W2 - learning_rate * dZ2 @ A1.T
        b2 = b2 - learning_rate * dZ2.sum(axis=1, keepdims=True)
    return {"W1": W1, "b1": b1, "W2": W2, "b2": b2}


# %% exercise="nn_model" mistake="the learning rate not passed on"
def nn_model(X, Y, n_h, num_iterations=10000, learning_rate=1.2, print_cost=False):
    parameters = initialize_parameters(*layer_sizes(X, Y, n_h))
    for _ in range(num_iterations):
        A2, cache = forward_propagation(X, parameters)
        parameters = update_parameters(parameters, backward_propagation(parameters, cache, X, Y))
    return parameters


# %% [markdown]
# ## predict


# %% exercise="predict" variant="bool"
def predict(parameters, X):
    A2, cache = forward_propagation(X, parameters)
    return A2 > 0.5


# %% exercise="predict" variant="rounded"
def predict(parameters, X):
    return np.round(forward_propagation(X, parameters)[0])


# %% exercise="predict" variant="np.where, a tie to 1"
def predict(parameters, X):
    A2, cache = forward_propagation(X, parameters)
    predictions = np.where(A2 >= 0.5, 1, 0)
    return predictions


# %% exercise="predict" variant="by the score"
def predict(parameters, X):
    _, cache = forward_propagation(X, parameters)
    return (cache["Z2"] > 0) * 1.0


# %% exercise="predict" variant="a list of decisions"
def predict(parameters, X):
    A2, _ = forward_propagation(X, parameters)
    return np.array([[1 if a > 0.5 else 0 for a in A2[0]]])


# %% exercise="predict" mistake="probabilities, not decisions"
def predict(parameters, X):
    return forward_propagation(X, parameters)[0]


# %% exercise="predict" mistake="arguments of forward_propagation exchanged"
def predict(parameters, X):
    return (forward_propagation(parameters, X)[0] > 0.5) * 1
