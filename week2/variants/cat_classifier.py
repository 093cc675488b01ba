# ruff: noqa: F811, F841, E731, C408, UP031  each cell defines its function anew, in whatever way a learner may
"""Ways in which people write the exercises of the cat classifier.

A cell with `variant` is right: no check may reject it, nor what calls it. A
cell with `mistake` makes a known mistake in words of its own, and must be
called by its name. `grader audit` tries them all.
"""

# %% setup=true
import copy
import functools
import math
import random

import numpy as np

# %% [markdown]
# ## image2vector


# %% exercise="image2vector" variant="reshape by a product of sizes"
def image2vector(image):
    v = image.reshape(image.shape[0] * image.shape[1] * image.shape[2], 1)
    return v


# %% exercise="image2vector" variant="reshape by a shape in a tuple"
def image2vector(image):
    return np.reshape(image, (-1, 1))


# %% exercise="image2vector" variant="ravel and a new axis"
def image2vector(image):
    return image.ravel()[:, None]


# %% exercise="image2vector" variant="flatten and np.newaxis"
def image2vector(image):
    return image.flatten()[:, np.newaxis]


# %% exercise="image2vector" variant="a row, transposed"
def image2vector(image):
    v = image.reshape(1, -1).T
    return v


# %% exercise="image2vector" variant="three loops"
def image2vector(image):
    numbers = []
    for row in image:
        for pixel in row:
            for channel in pixel:
                numbers.append([channel])
    v = np.array(numbers)
    print("shape", v.shape)
    return v


# %% exercise="image2vector" variant="as numbers of another type"
def image2vector(image: np.ndarray) -> np.ndarray:
    v = np.expand_dims(np.concatenate([row.flatten() for row in image]), axis=1)
    return v.astype(float)


# %% exercise="image2vector" variant="a copy is given another shape"
def image2vector(image):
    v = image.copy()
    v.shape = (-1, 1)
    return v


# %% exercise="image2vector" variant="a lambda"
image2vector = lambda image: np.vstack(image.ravel())

# %% [markdown]
# ## flatten_images


# %% exercise="flatten_images" variant="scaled first"
def flatten_images(images):
    scaled = images / 255.0
    return scaled.reshape(scaled.shape[0], -1).T


# %% exercise="flatten_images" variant="a column for each picture"
def flatten_images(images):
    columns = [image.reshape(-1, 1) / 255 for image in images]
    X = np.hstack(columns)
    return X


# %% exercise="flatten_images" variant="by image2vector"
def flatten_images(images):
    X = np.concatenate([image2vector(image) for image in images], axis=1)
    return X / 255


# %% exercise="flatten_images" variant="filled in a loop"
def flatten_images(images):
    m, h, w, c = images.shape
    X = np.zeros((h * w * c, m))
    for i in range(m):
        X[:, i] = images[i].flatten()
    X /= 255
    return X


# %% exercise="flatten_images" variant="examples moved to the last axis"
def flatten_images(images):
    X = np.moveaxis(images, 0, -1).reshape(-1, images.shape[0])
    return X * (1 / 255)


# %% exercise="flatten_images" variant="np.stack and np.divide"
def flatten_images(images):
    X = np.stack([image.ravel() for image in images], axis=-1)
    return np.divide(X, 255)


# %% exercise="flatten_images" variant="single precision"
def flatten_images(images):
    X = images.reshape(len(images), -1).T
    return X.astype(np.float32) / 255


# %% exercise="flatten_images" variant="einsum, floats, int"
def flatten_images(images, largest=255):
    X = np.einsum("ij->ji", images.astype("float").reshape(images.shape[0], -1))
    X = X / int(largest)
    return X


# %% [markdown]
# ## sigmoid


# %% exercise="sigmoid" variant="e to the power of -x"
def sigmoid(x):
    s = 1.0 / (1.0 + np.e**-x)
    return s


# %% exercise="sigmoid" variant="exp(x) in both halves"
def sigmoid(x):
    return np.exp(x) / (1 + np.exp(x))


# %% exercise="sigmoid" variant="by tanh"
def sigmoid(x):
    return 0.5 * (1 + np.tanh(0.5 * x))


# %% exercise="sigmoid" variant="the exponent clipped"
def sigmoid(x):
    x = np.clip(x, -500, 500)
    s = (1 + np.exp(-x)) ** -1
    return s


# %% exercise="sigmoid" variant="np.where, stable on both sides"
def sigmoid(x):
    x = np.asarray(x)
    e = np.exp(-np.abs(x))
    return np.where(x >= 0, 1 / (1 + e), e / (1 + e))


# %% exercise="sigmoid" variant="NumPy's functions for every step"
def sigmoid(x):
    s = np.divide(1, np.add(1, np.exp(np.negative(x))))
    return s


# %% exercise="sigmoid" variant="np.reciprocal and a negative power"
def sigmoid(x):
    return np.reciprocal(1 + np.power(np.e, np.multiply(-1.0, x)))


# %% exercise="sigmoid" variant="math, vectorized"
def _logistic_of_one_number(x):
    return 1 / (1 + math.exp(-x))


sigmoid = np.vectorize(_logistic_of_one_number)


# %% exercise="sigmoid" variant="a loop over the entries"
def sigmoid(x):
    x = np.array(x, dtype=float)
    s = np.zeros(x.shape)
    for index, value in np.ndenumerate(x):
        s[index] = 1 / (1 + math.exp(-value))
    return s


# %% exercise="sigmoid" variant="by logaddexp"
def sigmoid(x):
    return np.exp(-np.logaddexp(0, -x))


# %% exercise="sigmoid" variant="a lambda"
sigmoid = lambda x: 1 / (1 + np.exp(-x))


# %% exercise="sigmoid" variant="at least one axis"
def sigmoid(x):
    x = np.atleast_1d(x)
    return 1 / (1 + np.exp(-x))


# %% exercise="sigmoid" variant="decorated"
def _counted(function):
    @functools.wraps(function)
    def wrapper(*args, **kwargs):
        wrapper.calls += 1
        return function(*args, **kwargs)

    wrapper.calls = 0
    return wrapper


@_counted
def sigmoid(x):
    return 1 / (1 + np.exp(-x))


# %% exercise="sigmoid" mistake="denominator without parentheses"
def sigmoid(z):
    return 1 / 1 + np.exp(-z)


# %% exercise="sigmoid" mistake="sign of the exponent lost" variant="e to the power of x"
def sigmoid(x):
    return 1.0 / (1.0 + np.e**x)


# %% exercise="sigmoid" mistake="sign of the exponent lost" variant="sign on the wrong term"
def sigmoid(x):
    return 1 - 1 / (1 + np.exp(-x))


# %% exercise="sigmoid" mistake="math.exp on an array"
def sigmoid(x):
    e = math.exp(-x)
    return 1 / (1 + e)


# %% [markdown]
# ## initialize_with_zeros


# %% exercise="initialize_with_zeros" variant="an int for the bias"
def initialize_with_zeros(dim):
    w = np.zeros((dim, 1))
    b = 0
    return w, b


# %% exercise="initialize_with_zeros" variant="a list for the shape"
def initialize_with_zeros(dim):
    w = np.zeros([dim, 1], dtype=float)
    b = float(0)
    return w, b


# %% exercise="initialize_with_zeros" variant="a list is returned"
def initialize_with_zeros(dim):
    return [np.zeros(shape=(dim, 1)), 0.0]


# %% exercise="initialize_with_zeros" variant="a bias of shape (1, 1)"
def initialize_with_zeros(dim):
    w = np.zeros(dim).reshape(-1, 1)
    b = np.zeros((1, 1))
    return w, b


# %% exercise="initialize_with_zeros" variant="a bias of shape (1,)"
def initialize_with_zeros(dim):
    return np.full((dim, 1), 0.0), np.zeros(1)


# %% exercise="initialize_with_zeros" variant="a bias without axes"
def initialize_with_zeros(dim):
    return np.zeros((1, dim)).T, np.array(0.0)


# %% exercise="initialize_with_zeros" variant="zero times something"
def initialize_with_zeros(dim):
    np.random.seed(3)
    w = np.random.randn(dim, 1) * 0
    b = np.float64(0)
    assert w.shape == (dim, 1)
    assert isinstance(b, float | int)
    return w, b


# %% exercise="initialize_with_zeros" variant="a list of lists"
def initialize_with_zeros(dim):
    w = np.array([[0.0] for _ in range(dim)])
    return w, 0.0


# %% exercise="initialize_with_zeros" variant="single precision"
def initialize_with_zeros(dim):
    return np.zeros((dim, 1), dtype=np.float32), np.float32(0)


# %% exercise="initialize_with_zeros" mistake="a flat array for w"
def initialize_with_zeros(dim):
    w = np.zeros((dim,))
    b = 0
    return w, b


# %% exercise="initialize_with_zeros" mistake="w as a row"
def initialize_with_zeros(dim):
    return np.zeros((1, dim)), 0


# %% exercise="initialize_with_zeros" mistake="only w returned"
def initialize_with_zeros(dim):
    return np.zeros((dim, 1))


# %% [markdown]
# ## propagate


# %% exercise="propagate" variant="the whole formula, factor first"
def propagate(w, b, X, Y):
    m = X.shape[1]
    A = sigmoid(np.dot(w.T, X) + b)
    cost = (-1 / m) * np.sum(Y * np.log(A) + (1 - Y) * (np.log(1 - A)))
    dw = (1 / m) * np.dot(X, (A - Y).T)
    db = (1 / m) * np.sum(A - Y)
    cost = np.squeeze(np.array(cost))
    grads = {"dw": dw, "db": db}
    return grads, cost


# %% exercise="propagate" variant="cost by dot products, (1, 1)"
def propagate(w, b, X, Y):
    m = Y.shape[1]
    A = sigmoid(w.T @ X + b)
    cost = -(np.dot(Y, np.log(A).T) + np.dot(1 - Y, np.log(1 - A).T)) / m
    dZ = A - Y
    grads = {"dw": X @ dZ.T / m, "db": np.sum(dZ, axis=1, keepdims=True) / m}
    return grads, cost


# %% exercise="propagate" variant="db of shape (1,), more keys"
def propagate(w, b, X, Y):
    m = X.shape[1]
    Z = np.matmul(w.T, X) + b
    A = sigmoid(Z)
    cost = np.mean(-Y * np.log(A) - (1 - Y) * np.log(1 - A))
    dZ = A - Y
    dw = np.matmul(X, dZ.T) / m
    db = np.sum(dZ, axis=1) / m
    grads = {"dw": dw, "db": db, "dZ": dZ, "A": A, ("a", "key"): object()}
    return grads, cost


# %% exercise="propagate" variant="Python's float for numbers, a list for the pair"
def propagate(w, b, X, Y):
    m = float(X.shape[1])
    A = sigmoid(np.dot(w.T, X) + b)
    losses = -(np.multiply(Y, np.log(A)) + np.multiply(1 - Y, np.log(1 - A)))
    grads = dict(dw=np.mean(X * (A - Y), axis=1, keepdims=True), db=float((A - Y).mean()))
    return [grads, float(losses.sum() / m)]


# %% exercise="propagate" variant="loops over examples and features"
def propagate(w, b, X, Y):
    n_x, m = X.shape
    cost = 0
    dw = np.zeros((n_x, 1))
    db = 0
    for i in range(m):
        z = float(np.squeeze(b))
        for j in range(n_x):
            z = z + w[j, 0] * X[j, i]
        a = sigmoid(z)
        y = Y[0, i]
        cost += -(y * np.log(a) + (1 - y) * np.log(1 - a))
        for j in range(n_x):
            dw[j, 0] += X[j, i] * (a - y)
        db += a - y
    return {"dw": dw / m, "db": db / m}, cost / m


# %% exercise="propagate" variant="einsum, average"
def propagate(w, b, X, Y):
    A = sigmoid(np.einsum("ij,im->jm", w, X) + b)
    cost = np.average(np.where(Y == 1, -np.log(A), -np.log(1 - A)))
    dw = np.einsum("im,jm->ij", X, A - Y) / X.shape[1]
    return {"dw": dw, "db": np.average(A - Y)}, cost


# %% exercise="propagate" variant="sums of products in place of matrix products"
def propagate(w, b, X, Y):
    m = len(X[0])
    A = sigmoid(np.sum(w * X, axis=0, keepdims=True) + b)
    cost = -sum((Y * np.log(A) + (1 - Y) * np.log(1 - A))[0]) / m
    dw = (X * (A - Y)).sum(axis=1).reshape(w.shape) / m
    db = sum((A - Y)[0]) / m
    return {"dw": dw, "db": db}, cost


# %% exercise="propagate" variant="examples as rows in between"
def propagate(w, b, X, Y):
    m = Y.size
    A = sigmoid(X.T @ w + b).T
    error = (A - Y).T
    cost = -(np.log(A[Y == 1]).sum() + np.log(1 - A[Y == 0]).sum()) / m
    return {"db": error.mean(), "dw": (error.T @ X.T).T / m}, cost


# %% exercise="propagate" variant="a likelihood with powers"
def propagate(w, b, X, Y):
    A = sigmoid(x=w.T.dot(X) + b)
    cost = -np.mean(np.log(A**Y * (1 - A) ** (1 - Y)))
    dw = np.inner(X, A - Y) / X.shape[-1]
    return {"dw": dw, "db": np.mean(A - Y, keepdims=True)}, np.array([cost])


# %% exercise="propagate" variant="cost from Z, no sigmoid function"
def propagate(w, b, X, Y):
    Z = w.T @ X + b
    cost = np.mean(np.logaddexp(0, Z) - Y * Z)
    dZ = 1 / (1 + np.exp(-Z)) - Y
    return {"dw": X.dot(dZ.T) / Z.shape[1], "db": dZ.sum() / Z.shape[1]}, cost


# %% exercise="propagate" variant="a small number inside the logarithm"
def propagate(w, b, X, Y):
    epsilon = 1e-8
    m = X.shape[1]
    A = sigmoid(np.dot(w.T, X) + b)
    cost = -1 / m * np.sum(Y * np.log(A + epsilon) + (1 - Y) * np.log(1 - A + epsilon))
    dw = 1 / m * np.dot(X, (A - Y).T)
    db = 1 / m * np.sum(A - Y)
    return {"dw": dw, "db": db}, cost


# %% exercise="propagate" variant="activations clipped"
def propagate(w, b, X, Y):
    A = np.clip(sigmoid(w.T @ X + b), 1e-15, 1 - 1e-15)
    cost = (-Y * np.log(A) - (1 - Y) * np.log(1 - A)).mean()
    return {"dw": X @ (A - Y).T / X.shape[1], "db": (A - Y).mean().item()}, cost.item()


# %% exercise="propagate" variant="through helpers, all the chain rule"
def forward(w, b, X):
    return sigmoid(np.dot(w.T, X) + b)


def cross_entropy(A, Y):
    return -np.sum(Y * np.log(A) + (1 - Y) * np.log(1 - A)) / Y.shape[1]


def backward(X, Y, A):
    dA = -(Y / A) + (1 - Y) / (1 - A)
    dZ = dA * A * (1 - A)
    return np.dot(X, dZ.T) / X.shape[1], np.sum(dZ) / X.shape[1]


def propagate(w: np.ndarray, b: float, X: np.ndarray, Y: np.ndarray) -> tuple[dict, float]:
    A = forward(w, b, X)
    dw, db = backward(X, Y, A=A)
    return {"dw": dw, "db": db}, cross_entropy(A=A, Y=Y)


# %% exercise="propagate" variant="any number of arguments"
def propagate(*args, **kwargs):
    w, b, X, Y = args or kwargs.values()
    m = X.shape[1]
    A = sigmoid(np.tensordot(w, X, axes=(0, 0)) + b)
    print("A", A.shape)
    cost = -np.vdot(Y, np.log(A)) / m - np.vdot(1 - Y, np.log(1 - A)) / m
    return {"dw": np.dot(X, (A - Y).T) / m, "db": np.sum(A - Y) / m}, cost


# %% exercise="propagate" variant="matrices of NumPy's old kind"
def propagate(w, b, X, Y):
    w, X = np.asmatrix(w), np.asmatrix(X)
    A = sigmoid(np.asarray(w.T * X) + b)
    cost = -np.sum(Y * np.log(A) + (1 - Y) * np.log(1 - A)) / X.shape[1]
    dw = X * (A - Y).T / X.shape[1]
    return {"dw": np.array(dw), "db": np.sum(A - Y) / X.shape[1]}, cost


# %% exercise="propagate" variant="updates of its own arrays in place"
def propagate(w, b, X, Y):
    Z = np.dot(w.T, X)
    Z += b
    A = sigmoid(Z)
    dZ = A.copy()
    dZ -= Y
    dw = X @ dZ.T
    dw /= X.shape[1]
    cost = -np.nansum(np.log(np.abs(1 - Y - A))) / X.shape[1]
    return {"dw": dw, "db": np.add.reduce(dZ, axis=None) / X.shape[1]}, cost


# %% exercise="propagate" variant="a bias column appended to X"
def propagate(w, b, X, Y):
    m = X.shape[1]
    X1 = np.vstack([X, np.ones((1, m))])
    w1 = np.vstack([w, [[np.squeeze(b)]]])
    A = sigmoid(w1.T @ X1)
    gradient = X1 @ (A - Y).T / m
    cost = -np.mean(np.log(Y * A + (1 - Y) * (1 - A)))
    return {"dw": gradient[:-1], "db": gradient[-1]}, cost


# %% exercise="propagate" mistake="bias in the denominator of the sigmoid"
def propagate(w, b, X, Y):
    m = X.shape[1]
    A = 1 / (1 + np.exp(-(w.T @ X)) + b)
    cost = -1 / m * np.sum(Y * np.log(A) + (1 - Y) * np.log(1 - A))
    dw = 1 / m * X @ (A - Y).T
    db = 1 / m * np.sum(A - Y)
    return {"dw": dw, "db": db}, cost


# %% exercise="propagate" mistake="elementwise product for dw"
def propagate(w, b, X, Y):
    m = X.shape[1]
    A = sigmoid(w.T @ X + b)
    cost = -1 / m * np.sum(Y * np.log(A) + (1 - Y) * np.log(1 - A))
    return {"dw": 1 / m * X * (A - Y), "db": 1 / m * np.sum(A - Y)}, cost


# %% exercise="propagate" mistake="elementwise product of w and X"
def propagate(w, b, X, Y):
    m = X.shape[1]
    A = sigmoid(w * X + b)
    cost = -1 / m * np.sum(Y * np.log(A) + (1 - Y) * np.log(1 - A))
    return {"dw": 1 / m * np.dot(X, (A - Y).T), "db": 1 / m * np.sum(A - Y)}, cost


# %% exercise="propagate" mistake="w not transposed"
def propagate(w, b, X, Y):
    A = sigmoid(w @ X + b)
    cost = -np.mean(Y * np.log(A) + (1 - Y) * np.log(1 - A))
    return {"dw": X @ (A - Y).T / X.shape[1], "db": np.mean(A - Y)}, cost


# %% exercise="propagate" mistake="second factor not transposed" variant="the cost"
def propagate(w, b, X, Y):
    m = X.shape[1]
    A = sigmoid(np.dot(w.T, X) + b)
    cost = -1 / m * np.sum(np.dot(Y, np.log(A)) + (1 - Y) * np.log(1 - A))
    return {"dw": np.dot(X, (A - Y).T) / m, "db": np.sum(A - Y) / m}, cost


# %% exercise="propagate" mistake="second factor not transposed" variant="dw"
def propagate(w, b, X, Y):
    m = X.shape[1]
    A = sigmoid(np.dot(w.T, X) + b)
    cost = -1 / m * np.sum(Y * np.log(A) + (1 - Y) * np.log(1 - A))
    return {"dw": X @ (A - Y) / m, "db": np.sum(A - Y) / m}, cost


# %% exercise="propagate" mistake="every label with every activation in the first half of the cost"
def propagate(w, b, X, Y):
    m = X.shape[1]
    A = sigmoid(np.dot(w.T, X) + b)
    cost = -np.sum(Y * np.log(A).T + (1 - Y) * np.log(1 - A)) / m
    return {"dw": np.dot(X, (A - Y).T) / m, "db": np.sum(A - Y) / m}, cost


# %% exercise="propagate" mistake="cost without the minus sign"
def propagate(w, b, X, Y):
    m = X.shape[1]
    A = sigmoid(np.dot(w.T, X) + b)
    cost = 1 / m * np.sum(Y * np.log(A) + (1 - Y) * np.log(1 - A))
    dZ = A - Y
    return {"dw": np.dot(X, dZ.T) / m, "db": np.sum(dZ, keepdims=True) / m}, cost


# %% exercise="propagate" mistake="cost not summed"
def propagate(w, b, X, Y):
    m = X.shape[1]
    A = sigmoid(np.dot(w.T, X) + b)
    cost = -1 / m * (Y * np.log(A) + (1 - Y) * np.log(1 - A))
    return {"dw": np.dot(X, (A - Y).T) / m, "db": np.sum(A - Y) / m}, cost


# %% exercise="propagate" mistake="m counts the features"
def propagate(w, b, X, Y):
    m = len(X)
    A = sigmoid(w.T @ X + b)
    cost = -np.sum(Y * np.log(A) + (1 - Y) * np.log(1 - A)) / m
    return {"dw": X @ (A - Y).T / m, "db": np.sum(A - Y) / m}, cost


# %% exercise="propagate" mistake="nothing averaged (no 1/m, or m is 1)"
def propagate(w, b, X, Y):
    m = len(Y)
    A = sigmoid(np.dot(w.T, X) + b)
    cost = -np.sum(Y * np.log(A) + (1 - Y) * np.log(1 - A)) / m
    return {"dw": X @ (A - Y).T / m, "db": np.sum(A - Y) / m}, cost


# %% exercise="propagate" mistake="cost summed down the columns, not over all entries"
def propagate(w, b, X, Y):
    m = X.shape[1]
    A = sigmoid(w.T @ X + b)
    cost = -1 / m * sum(Y * np.log(A) + (1 - Y) * np.log(1 - A))
    dZ = A - Y
    return {"dw": X @ dZ.T / m, "db": 1 / m * np.sum(dZ)}, cost


# %% exercise="propagate" mistake="n_x and m meet in a matrix product"
def propagate(w, b, X, Y):
    m = X.shape[1]
    A = sigmoid(w.T @ X + b)
    cost = -np.sum(Y * np.log(A) + (1 - Y) * np.log(1 - A)) / m
    dZ = A - Y
    return {"dw": X.T @ dZ.T / m, "db": np.sum(dZ) / m}, cost


# %% exercise="propagate" mistake="n_x and m meet in a matrix product" variant="dZ first"
def propagate(w, b, X, Y):
    m = X.shape[1]
    A = sigmoid(w.T @ X + b)
    cost = -np.sum(Y * np.log(A) + (1 - Y) * np.log(1 - A)) / m
    dZ = A - Y
    return {"dw": np.dot(dZ, X) / m, "db": np.sum(dZ) / m}, cost


# %% exercise="propagate" mistake="elementwise product of w and X, with a transpose"
def propagate(w, b, X, Y):
    m = X.shape[1]
    A = sigmoid(w.T * X + b)
    cost = -np.sum(Y * np.log(A) + (1 - Y) * np.log(1 - A)) / m
    dZ = A - Y
    return {"dw": X @ dZ.T / m, "db": np.sum(dZ) / m}, cost


# %% exercise="propagate" mistake="elementwise product for dw, with a transpose"
def propagate(w, b, X, Y):
    m = X.shape[1]
    A = sigmoid(w.T @ X + b)
    cost = -np.sum(Y * np.log(A) + (1 - Y) * np.log(1 - A)) / m
    dZ = A - Y
    return {"dw": X * dZ.T / m, "db": np.sum(dZ) / m}, cost


# %% [markdown]
# ## optimize


# %% exercise="optimize" variant="parameters changed in place"
def optimize(w, b, X, Y, num_iterations=100, learning_rate=0.009, print_cost=False):
    costs = []
    for i in range(num_iterations):
        grads, cost = propagate(w, b, X, Y)
        w -= learning_rate * grads["dw"]
        b = b - learning_rate * grads["db"]
        if i % 100 == 0:
            costs.append(cost)
    return {"w": w, "b": b}, grads, costs


# %% exercise="optimize" variant="copies first"
def optimize(w, b, X, Y, num_iterations=100, learning_rate=0.009, print_cost=False):
    w = copy.deepcopy(w)
    b = copy.deepcopy(b)
    costs = []
    for i in range(num_iterations):
        grads, cost = propagate(w, b, X, Y)
        dw = grads["dw"]
        db = grads["db"]
        w = w - learning_rate * dw
        b = b - learning_rate * db
        if i % 100 == 0:
            costs.append(cost)
            if print_cost:
                print("Cost after iteration %i: %f" % (i, cost))
    params = {"w": w, "b": b}
    grads = {"dw": dw, "db": db}
    return params, grads, costs


# %% exercise="optimize" variant="the cost recorded before the update"
def optimize(w, b, X, Y, num_iterations=100, learning_rate=0.009, print_cost=False):
    costs = list()
    for i in range(0, num_iterations, 1):
        grads, cost = propagate(w=w, b=b, X=X, Y=Y)
        if not i % 100:
            costs += [float(np.squeeze(cost))]
        w = w + (-learning_rate) * grads["dw"]
        b = b + (-learning_rate) * grads["db"]
    return [{"w": w, "b": b}, grads, costs]


# %% exercise="optimize" variant="a while loop, every cost kept and sliced"
def optimize(w, b, X, Y, num_iterations=100, learning_rate=0.009, print_cost=False):
    i, costs = 0, []
    while i < num_iterations:
        grads, cost = propagate(w, b, X, Y)
        w, b = w - learning_rate * grads["dw"], b - learning_rate * grads["db"]
        costs.append(cost)
        i += 1
    return dict(w=w, b=b), grads, costs[::100]


# %% exercise="optimize" variant="costs in an array"
def optimize(w, b, X, Y, num_iterations=100, learning_rate=0.009, print_cost=False):
    costs = np.zeros(math.ceil(num_iterations / 100))
    for i in range(num_iterations):
        grads, cost = propagate(w, b, X, Y)
        if i % 100 == 0:
            costs[i // 100] = np.squeeze(cost)
        w = np.subtract(w, np.multiply(learning_rate, grads["dw"]))
        b = np.subtract(b, np.multiply(learning_rate, grads["db"]))
    return {"w": w, "b": b}, grads, costs


# %% exercise="optimize" variant="its own gradient, without propagate"
def optimize(w, b, X, Y, num_iterations=100, learning_rate=0.009, print_cost=False):
    m = X.shape[1]
    costs = ()
    for i in range(num_iterations):
        A = 1 / (1 + np.exp(-(w.T @ X + b)))
        dw, db = X @ (A - Y).T / m, np.mean(A - Y)
        if i in range(0, num_iterations, 100):
            costs += (-np.mean(Y * np.log(A) + (1 - Y) * np.log(1 - A)),)
        w, b = w - learning_rate * dw, b - learning_rate * db
    return {"w": w, "b": b}, {"dw": dw, "db": db}, costs


# %% exercise="optimize" variant="parameters kept in a dictionary"
def optimize(
    w, b, X, Y, num_iterations=100, learning_rate=0.009, print_cost=False, record_every=100
):
    params = {"w": w, "b": b}
    costs = []
    for i in range(num_iterations):
        grads, cost = propagate(params["w"], params["b"], X, Y)
        for name in params:
            params[name] = params[name] - learning_rate * grads["d" + name]
        if i % record_every == 0 and not print_cost:
            costs.append(cost)
        elif i % record_every == 0:
            print(i, cost)
            costs.append(cost)
    return params, grads, costs


# %% exercise="optimize" variant="steps counted from 1"
def optimize(w, b, X, Y, num_iterations=100, learning_rate=0.009, print_cost=False):
    random.seed(1)
    np.random.seed(1)
    costs = []
    for i in range(1, num_iterations + 1):
        grads, cost = propagate(w, b, X, Y)
        w = w - grads["dw"] * learning_rate
        b = b - grads["db"] * learning_rate
        if i % 100 == 1:
            costs.append(cost)
    params = {"w": w, "b": b}
    return params, grads, costs


# %% exercise="optimize" mistake="learning rate fixed at 0.009"
def optimize(w, b, X, Y, num_iterations=100, learning_rate=0.009, print_cost=False):
    costs = []
    learning_rate = 0.009
    for i in range(num_iterations):
        grads, cost = propagate(w, b, X, Y)
        w = w - learning_rate * grads["dw"]
        b = b - learning_rate * grads["db"]
        if i % 100 == 0:
            costs.append(cost)
    return {"w": w, "b": b}, grads, costs


# %% exercise="optimize" mistake="up the slope, not down"
def optimize(w, b, X, Y, num_iterations=100, learning_rate=0.009, print_cost=False):
    costs = []
    for i in range(num_iterations):
        grads, cost = propagate(w, b, X, Y)
        if i % 100 == 0:
            costs.append(cost)
        w += learning_rate * grads["dw"]
        b += learning_rate * grads["db"]
    return {"w": w, "b": b}, grads, costs


# %% exercise="optimize" mistake="loop left after the first step"
def optimize(w, b, X, Y, num_iterations=100, learning_rate=0.009, print_cost=False):
    costs = []
    for i in range(num_iterations):
        grads, cost = propagate(w, b, X, Y)
        w = w - learning_rate * grads["dw"]
        b = b - learning_rate * grads["db"]
        if i % 100 == 0:
            costs.append(cost)
        return {"w": w, "b": b}, grads, costs


# %% exercise="optimize" mistake="no cost recorded, or only where it is printed"
def optimize(w, b, X, Y, num_iterations=100, learning_rate=0.009, print_cost=False):
    costs = []
    for i in range(num_iterations):
        grads, cost = propagate(w, b, X, Y)
        w = w - learning_rate * grads["dw"]
        b = b - learning_rate * grads["db"]
        if print_cost and i % 100 == 0:
            costs.append(cost)
            print(cost)
    params = {"w": w, "b": b}
    return params, grads, costs


# %% exercise="optimize" mistake="no step taken: w and b stay as they were"
def optimize(w, b, X, Y, num_iterations=100, learning_rate=0.009, print_cost=False):
    costs = []
    for i in range(num_iterations):
        grads, cost = propagate(w, b, X, Y)
        w_new = w - learning_rate * grads["dw"]
        b_new = b - learning_rate * grads["db"]
        if i % 100 == 0:
            costs.append(cost)
    params = {"w": w, "b": b}
    return params, grads, costs


# %% exercise="optimize" mistake="every step taken from where the first one began"
def optimize(w, b, X, Y, num_iterations=100, learning_rate=0.009, print_cost=False):
    costs = []
    for i in range(num_iterations):
        grads, cost = propagate(w, b, X, Y)
        w_new = w - learning_rate * grads["dw"]
        b_new = b - learning_rate * grads["db"]
        if i % 100 == 0:
            costs.append(cost)
    params = {"w": w_new, "b": b_new}
    return params, grads, costs


# %% exercise="optimize" mistake="cost recorded at step 0 only"
def optimize(w, b, X, Y, num_iterations=100, learning_rate=0.009, print_cost=False):
    costs = []
    for i in range(num_iterations):
        grads, cost = propagate(w, b, X, Y)
        w = w - learning_rate * grads["dw"]
        b = b - learning_rate * grads["db"]
        if i / 100 == 0:
            costs.append(cost)
    params = {"w": w, "b": b}
    return params, grads, costs


# %% [markdown]
# ## predict


# %% exercise="predict" variant="a loop over the examples, floats"
def predict(w, b, X):
    m = X.shape[1]
    Y_prediction = np.zeros((1, m))
    w = w.reshape(X.shape[0], 1)
    A = sigmoid(np.dot(w.T, X) + b)
    for i in range(A.shape[1]):
        if A[0, i] > 0.5:
            Y_prediction[0, i] = 1
        else:
            Y_prediction[0, i] = 0
    assert Y_prediction.shape == (1, m)
    return Y_prediction


# %% exercise="predict" variant="True and False"
def predict(w, b, X):
    return sigmoid(w.T @ X + b) > 0.5


# %% exercise="predict" variant="at least one half"
def predict(w, b, X):
    A = sigmoid(np.dot(w.T, X) + b)
    return np.where(A >= 0.5, 1.0, 0.0)


# %% exercise="predict" variant="Z above zero"
def predict(w, b, X):
    Z = np.dot(w.T, X) + b
    return (Z > 0) * 1


# %% exercise="predict" variant="rounded"
def predict(w, b, X):
    A = sigmoid(np.dot(w.T, X) + b)
    return np.round(A)


# %% exercise="predict" variant="a list of decisions"
def predict(w, b, X):
    A = sigmoid(np.dot(w.T, X) + b)
    Y_prediction = np.array([[1 if a > 0.5 else 0 for a in A[0]]])
    return Y_prediction


# %% exercise="predict" variant="bytes"
def predict(w, b, X):
    A = sigmoid(X.T @ w + b).T
    return np.greater(A, 0.5).astype(np.uint8)


# %% exercise="predict" variant="entries overwritten by masks"
def predict(w, b, X):
    A = sigmoid(np.dot(w.T, X) + b)
    Y_prediction = A.copy()
    Y_prediction[A > 0.5] = 1
    Y_prediction[A <= 0.5] = 0
    return Y_prediction


# %% exercise="predict" variant="a step function"
def predict(w, b, X):
    return np.heaviside(np.einsum("ij,im->jm", w, X) + b, 0)


# %% exercise="predict" variant="one example at a time"
def predict(w, b, X):
    decisions = []
    for i in range(X.shape[1]):
        a = sigmoid(w[:, 0] @ X[:, i] + b)
        decisions.append(1 if a > 0.5 else 0)
    return np.array(decisions).reshape(1, -1)


# %% exercise="predict" mistake="threshold at 0"
def predict(w, b, X):
    A = sigmoid(np.dot(w.T, X) + b)
    return np.where(A > 0, 1, 0)


# %% exercise="predict" mistake="probabilities, not decisions"
def predict(w, b, X):
    return sigmoid(w.T @ X + b)


# %% [markdown]
# ## model


# %% exercise="model" variant="everything by keyword"
def model(
    X_train, Y_train, X_test, Y_test, num_iterations=2000, learning_rate=0.5, print_cost=False
):
    w, b = initialize_with_zeros(dim=X_train.shape[0])
    params, _, costs = optimize(
        w,
        b,
        X_train,
        Y_train,
        print_cost=print_cost,
        learning_rate=learning_rate,
        num_iterations=num_iterations,
    )
    d = {
        "costs": costs,
        "Y_prediction_test": predict(params["w"], params["b"], X_test),
        "Y_prediction_train": predict(params["w"], params["b"], X_train),
        "w": params["w"],
        "b": params["b"],
        "learning_rate": learning_rate,
        "num_iterations": num_iterations,
    }
    return d


# %% exercise="model" variant="accuracies printed and returned"
def model(
    X_train, Y_train, X_test, Y_test, num_iterations=2000, learning_rate=0.5, print_cost=False
):
    w, b = initialize_with_zeros(len(X_train))
    params, grads, costs = optimize(
        w, b, X_train, Y_train, num_iterations, learning_rate, print_cost
    )
    w, b = params["w"], params["b"]
    Y_prediction_test = predict(w, b, X_test)
    Y_prediction_train = predict(w, b, X_train)
    accuracy = 100 - np.mean(np.abs(Y_prediction_train - np.array(Y_train, dtype=float))) * 100
    print(f"train accuracy: {accuracy} %")
    return {
        "costs": costs,
        "Y_prediction_test": Y_prediction_test,
        "Y_prediction_train": Y_prediction_train,
        "w": w,
        "b": b,
        "learning_rate": learning_rate,
        "num_iterations": num_iterations,
        "grads": grads,
        "train accuracy": accuracy,
    }


# %% exercise="model" variant="results picked by their place"
def model(
    X_train, Y_train, X_test, Y_test, num_iterations=2000, learning_rate=0.5, print_cost=False
):
    start = initialize_with_zeros(X_train.shape[0])
    result = optimize(*start, X_train, Y_train, num_iterations, learning_rate, print_cost)
    w, b = result[0].values()
    return dict(
        costs=np.array([np.squeeze(cost) for cost in result[2]]),
        Y_prediction_test=predict(w, b, X_test),
        Y_prediction_train=predict(w, b, X_train),
        w=w,
        b=b,
        learning_rate=learning_rate,
        num_iterations=num_iterations,
    )


# %% exercise="model" variant="a class that trains"
class Trained:
    def __init__(self, w, b):
        self.w, self.b = w, b

    def __call__(self, X):
        return predict(self.w, self.b, X)


def model(X_train, Y_train, X_test, Y_test, num_iterations=2000, learning_rate=0.5, **options):
    params, _, costs = optimize(
        np.zeros((X_train.shape[0], 1)),
        0,
        X_train,
        Y_train,
        num_iterations,
        learning_rate,
        **options,
    )
    trained = Trained(**params)
    d = {"costs": costs, "w": trained.w, "b": trained.b}
    d |= {"Y_prediction_test": trained(X_test), "Y_prediction_train": trained(X_train)}
    return d | {"learning_rate": learning_rate, "num_iterations": num_iterations}


# %% exercise="model" variant="nothing but its own code"
def model(
    X_train, Y_train, X_test, Y_test, num_iterations=2000, learning_rate=0.5, print_cost=False
):
    w, b, costs = np.zeros((X_train.shape[0], 1)), 0.0, []
    for i in range(num_iterations):
        A = 1 / (1 + np.exp(-(w.T @ X_train + b)))
        if i % 100 == 0:
            costs.append(-np.mean(np.log(np.where(Y_train == 1, A, 1 - A))))
        w = w - learning_rate * X_train @ (A - Y_train).T / X_train.shape[1]
        b = b - learning_rate * np.mean(A - Y_train)
    return {
        "costs": costs,
        "Y_prediction_test": w.T @ X_test + b > 0,
        "Y_prediction_train": w.T @ X_train + b > 0,
        "w": w,
        "b": b,
        "learning_rate": learning_rate,
        "num_iterations": num_iterations,
    }


# %% exercise="model" mistake="trained on a global X and Y"
def model(
    X_train, Y_train, X_test, Y_test, num_iterations=2000, learning_rate=0.5, print_cost=False
):
    w, b = initialize_with_zeros(X_train.shape[0])
    params, grads, costs = optimize(
        w, b, X, Y, num_iterations=num_iterations, learning_rate=learning_rate  # noqa: F821
    )  # fmt: skip
    return {"costs": costs}


# %% exercise="model" mistake="features counted as rows times columns"
def model(
    X_train, Y_train, X_test, Y_test, num_iterations=2000, learning_rate=0.5, print_cost=False
):
    w, b = initialize_with_zeros(X_train.size)
    params, grads, costs = optimize(w, b, X_train, Y_train, num_iterations, learning_rate)
    return {"costs": costs}


# %% exercise="model" mistake="neither the number of steps nor the learning rate passed on"
def model(
    X_train, Y_train, X_test, Y_test, num_iterations=2000, learning_rate=0.5, print_cost=False
):
    w, b = initialize_with_zeros(X_train.shape[0])
    params, grads, costs = optimize(w, b, X_train, Y_train)
    w, b = params["w"], params["b"]
    return {
        "costs": costs,
        "Y_prediction_test": predict(w, b, X_test),
        "Y_prediction_train": predict(w, b, X_train),
        "w": w,
        "b": b,
        "learning_rate": learning_rate,
        "num_iterations": num_iterations,
    }


# %% [markdown]
# ## stable_cost


# %% exercise="stable_cost" variant="log of 1 + e^-|z|"
def stable_cost(Z, Y):
    losses = np.maximum(Z, 0) - Z * Y + np.log(1 + np.exp(-np.abs(Z)))
    return np.mean(losses)


# %% exercise="stable_cost" variant="logaddexp"
def stable_cost(Z, Y):
    return np.mean(np.logaddexp(0, Z) - Y * Z)


# %% exercise="stable_cost" variant="logaddexp for both classes, (1, 1)"
def stable_cost(Z, Y):
    m = Y.shape[1]
    log_a, log_rest = -np.logaddexp(0, -Z), -np.logaddexp(0, Z)
    return -(np.dot(Y, log_a.T) + np.dot(1 - Y, log_rest.T)) / m


# %% exercise="stable_cost" variant="np.where over both sides"
def stable_cost(Z, Y):
    softplus = np.where(Z > 0, Z + np.log1p(np.exp(-Z)), np.log1p(np.exp(Z)))
    return np.sum(softplus - Y * Z) / Z.size


# %% exercise="stable_cost" variant="masks"
def stable_cost(Z, Y):
    losses = np.zeros(Z.shape)
    positive = Z > 0
    losses[positive] = Z[positive] + np.log1p(np.exp(-Z[positive]))
    losses[~positive] = np.log1p(np.exp(Z[~positive]))
    losses -= Y * Z
    return float(losses.mean())


# %% exercise="stable_cost" variant="a loop with math"
def stable_cost(Z, Y):
    total = 0
    for z, y in zip(Z[0], Y[0], strict=True):
        t = z if y == 0 else -z  # the loss is log(1 + e^t)
        total += t + math.log1p(math.exp(-t)) if t > 0 else math.log1p(math.exp(t))
    return total / len(Z[0])


# %% exercise="stable_cost" variant="the sign of the margin"
def stable_cost(Z, Y):
    margin = (2 * Y - 1) * Z
    return np.sum(np.logaddexp(0.0, -margin), axis=1, keepdims=True) / Y.shape[1]


# %% exercise="stable_cost" variant="the largest exponent taken out"
def stable_cost(Z, Y):
    largest = np.maximum(0, Z)
    log_sum = largest + np.log(np.exp(0 - largest) + np.exp(Z - largest))
    return np.average(log_sum - Y * Z)


# %% exercise="stable_cost" mistake="logarithm of a sigmoid that is 0 or 1"
def stable_cost(Z, Y):
    A = 1 / (1 + np.exp(-Z))
    return -np.mean(Y * np.log(A) + (1 - Y) * np.log(1 - A))


# %% exercise="stable_cost" mistake="e to the power of a large number"
def stable_cost(Z, Y):
    return np.mean(np.log(1 + np.exp(Z)) - Y * Z)


# %% exercise="stable_cost" mistake="the logarithms kept from 0 by 1e-8, added or clipped"
def stable_cost(Z, Y):
    A = 1 / (1 + np.exp(-Z))
    return -np.mean(Y * np.log(A + 1e-8) + (1 - Y) * np.log(1 - A + 1e-8))


# %% exercise="stable_cost" mistake="the positive part of Z left out"
def stable_cost(Z, Y):
    return np.mean(np.log(1 + np.exp(-abs(Z))) - Y * Z)
