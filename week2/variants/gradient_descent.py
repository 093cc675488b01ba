# ruff: noqa: F811, F821, C408  each cell defines its function anew, in whatever way a learner may
"""Ways in which people write the exercises about slopes and gradients.

A cell with `variant` is right: no check may reject it, nor what calls it. A
cell with `mistake` makes a known mistake in words of its own, and must be
called by its name. `grader audit` tries them all.
"""

# %% setup=true
import math

import numpy as np

# %% [markdown]
# ## loss


# %% exercise="loss" variant="math.log"
def loss(a, y):
    return -y * math.log(a) - (1 - y) * math.log(1 - a)


# %% exercise="loss" variant="two cases"
def loss(a, y):
    if y == 1:
        L = -np.log(a)
    else:
        L = -np.log(1 - a)
    return L


# %% exercise="loss" variant="the probability of the truth"
def loss(a, y):
    truth = np.where(y == 1, a, 1 - a)
    return -np.log(truth)


# %% exercise="loss" variant="the logarithm of the inverse"
def loss(a, y):
    return y * np.log(1 / a) + (1 - y) * np.log(1 / (1 - a))


# %% exercise="loss" variant="powers inside the logarithm"
def loss(a, y):
    return -np.log(a**y * (1 - a) ** (1 - y))


# %% exercise="loss" variant="from the score"
def loss(a, y):
    z = math.log(a / (1 - a))
    return math.log(1 + math.exp(z)) - y * z


# %% exercise="loss" variant="an array of one number"
def loss(a, y):
    a, y = np.array([[a]]), np.array([[y]])
    return -(np.dot(y, np.log(a).T) + np.dot(1 - y, np.log(1 - a).T))


# %% exercise="loss" mistake="squared error for the loss"
def loss(a, y):
    return np.square(y - a)


# %% exercise="loss" mistake="minus for the first half only"
def loss(a, y):
    first = -y * math.log(a)
    second = (1 - y) * math.log(1 - a)
    return first + second


# %% exercise="loss" mistake="-log a, whatever the label is"
def loss(a, y):
    return -np.log(a)


# %% [markdown]
# ## gradient_step


# %% exercise="gradient_step" variant="in place"
def gradient_step(w, b, dw, db, learning_rate):
    w -= learning_rate * dw
    b -= learning_rate * db
    return w, b


# %% exercise="gradient_step" variant="returned at once"
def gradient_step(w, b, dw, db, learning_rate):
    return w - dw * learning_rate, b - db * learning_rate


# %% exercise="gradient_step" variant="a list of two"
def gradient_step(w, b, dw, db, learning_rate):
    return [p - learning_rate * slope for p, slope in ((w, dw), (b, db))]


# %% exercise="gradient_step" variant="the step first, bias of shape (1, 1)"
def gradient_step(w, b, dw, db, learning_rate):
    step_w, step_b = -learning_rate * dw, -learning_rate * db
    return w + step_w, np.array([[b + step_b]])


# %% exercise="gradient_step" variant="entry by entry"
def gradient_step(w, b, dw, db, learning_rate):
    new = np.zeros_like(w)
    for j in range(len(w)):
        new[j, 0] = w[j, 0] - learning_rate * dw[j, 0]
    return new, b - learning_rate * db


# %% exercise="gradient_step" variant="NumPy's functions"
def gradient_step(w, b, dw, db, learning_rate):
    w = np.subtract(w, np.multiply(learning_rate, dw))
    b = np.subtract(b, np.multiply(learning_rate, db))
    return w, b


# %% exercise="gradient_step" mistake="up the slope, not down"
def gradient_step(w, b, dw, db, learning_rate):
    w += learning_rate * dw
    b += learning_rate * db
    return w, b


# %% exercise="gradient_step" mistake="learning rate left out"
def gradient_step(w, b, dw, db, learning_rate):
    return w - dw, b - db


# %% exercise="gradient_step" mistake="only w returned"
def gradient_step(w, b, dw, db, learning_rate):
    w = w - learning_rate * dw
    b = b - learning_rate * db
    return w


# %% [markdown]
# ## numeric_derivative


# %% exercise="numeric_derivative" variant="one nudge to the right"
def numeric_derivative(f, a, h):
    return (f(a + h) - f(a)) / h


# %% exercise="numeric_derivative" variant="one nudge to the left"
def numeric_derivative(f, a, h):
    return (f(a) - f(a - h)) / h


# %% exercise="numeric_derivative" variant="both sides, half the nudge each"
def numeric_derivative(f, a, h):
    rise = f(a + h / 2) - f(a - h / 2)
    run = h
    return rise / run


# %% exercise="numeric_derivative" variant="the average of both sides"
def numeric_derivative(f, a, h):
    right = (f(a + h) - f(a)) / h
    left = (f(a) - f(a - h)) / h
    return (right + left) / 2


# %% exercise="numeric_derivative" variant="the run as the computer has it"
def numeric_derivative(f, a, h):
    left, right = a - h, a + h
    return (f(right) - f(left)) / (right - left)


# %% exercise="numeric_derivative" variant="an array of one number"
def numeric_derivative(f, a, h):
    values = np.array([f(point) for point in (a - h, a + h)])
    return np.diff(values) / (2 * h)


# %% exercise="numeric_derivative" mistake="the rise alone"
def numeric_derivative(f, a, h):
    before, after = f(a - h), f(a + h)
    return after - before


# %% exercise="numeric_derivative" mistake="divided by h after nudging to both sides"
def numeric_derivative(f, a, h):
    return (f(a + h) - f(a - h)) / h


# %% exercise="numeric_derivative" mistake="the one-sided rise alone"
def numeric_derivative(f, a, h):
    return f(a + h) - f(a)


# %% exercise="numeric_derivative" mistake="one-sided rise without parentheses"
def numeric_derivative(f, a, h):
    return f(a + h) - f(a) / h


# %% exercise="numeric_derivative" mistake="times h, not divided by it"
def numeric_derivative(f, a, h):
    return (f(a + h) - f(a)) * h


# %% exercise="numeric_derivative" mistake="a nudge of 0.001 to one side, whatever h is"
def numeric_derivative(f, a, h):
    h = 0.001
    return (f(a + h) - f(a)) / h


# %% [markdown]
# ## sigmoid_derivative


# %% exercise="sigmoid_derivative" variant="its own sigmoid"
def sigmoid_derivative(x):
    s = 1 / (1 + np.exp(-x))
    ds = s * (1 - s)
    return ds


# %% exercise="sigmoid_derivative" variant="s less its square"
def sigmoid_derivative(x):
    s = sigmoid(x)
    return s - s**2


# %% exercise="sigmoid_derivative" variant="by exponentials"
def sigmoid_derivative(x):
    return np.exp(-x) / (1 + np.exp(-x)) ** 2


# %% exercise="sigmoid_derivative" variant="both sides of the sigmoid"
def sigmoid_derivative(x):
    x = np.asarray(x)
    return sigmoid(x) * sigmoid(-x)


# %% exercise="sigmoid_derivative" variant="by the hyperbolic cosine"
def sigmoid_derivative(x):
    return 1 / (2 * np.cosh(x / 2)) ** 2


# %% exercise="sigmoid_derivative" variant="np.multiply"
def sigmoid_derivative(x):
    s = 1.0 / (1.0 + np.exp(np.negative(x)))
    return np.multiply(s, np.subtract(1, s))


# %% exercise="sigmoid_derivative" mistake="the slope of tanh"
def sigmoid_derivative(x):
    s = sigmoid(x)
    return 1 - np.power(s, 2)


# %% exercise="sigmoid_derivative" mistake="the value in place of the slope"
def sigmoid_derivative(x):
    return 1 / (1 + np.exp(-x))


# %% [markdown]
# ## graph_forward


# %% exercise="graph_forward" variant="the dictionary at once"
def graph_forward(a, b, c):
    return {"u": b * c, "v": a + b * c, "J": 3 * (a + b * c)}


# %% exercise="graph_forward" variant="the dictionary filled step by step"
def graph_forward(a, b, c):
    values = {}
    values["u"] = c * b
    values["v"] = values["u"] + a
    values["J"] = values["v"] * 3.0
    return values


# %% exercise="graph_forward" variant="multiplied out, with the inputs kept"
def graph_forward(a, b, c):
    u = b * c
    return dict(a=a, b=b, c=c, u=u, v=a + u, J=3 * a + 3 * u)


# %% exercise="graph_forward" variant="NumPy's functions"
def graph_forward(a, b, c):
    u = np.multiply(b, c)
    v = np.add(a, u)
    return {"u": u, "v": v, "J": np.multiply(3, v)}


# %% exercise="graph_forward" variant="added three times"
def graph_forward(a, b, c):
    u = b * c
    v = a + u
    return {"u": u, "v": v, "J": v + v + v}


# %% exercise="graph_forward" mistake="the factor 3 applied to a only"
def graph_forward(a, b, c):
    u = b * c
    return {"u": u, "v": a + u, "J": 3 * a + b * c}


# %% [markdown]
# ## graph_backward


# %% exercise="graph_backward" variant="multiplied out"
def graph_backward(a, b, c):
    return {"dv": 3, "du": 3, "da": 3, "db": 3 * c, "dc": 3 * b}


# %% exercise="graph_backward" variant="local slopes with names"
def graph_backward(a, b, c):
    dJ_dv, dv_da, dv_du, du_db, du_dc = 3, 1, 1, c, b
    slopes = {"dv": dJ_dv, "da": dJ_dv * dv_da, "du": dJ_dv * dv_du}
    slopes["db"] = slopes["du"] * du_db
    slopes["dc"] = slopes["du"] * du_dc
    return slopes


# %% exercise="graph_backward" variant="dJ as well"
def graph_backward(a, b, c):
    dJ = 1
    dv = 3 * dJ
    du = da = dv
    return {"dJ": dJ, "dv": dv, "du": du, "da": da, "db": c * du, "dc": b * du}


# %% exercise="graph_backward" variant="the forward pass first"
def graph_backward(a, b, c):
    values = graph_forward(a, b, c)
    dv = values["J"] / values["v"] if values["v"] else 3
    return dict(dv=dv, du=dv, da=dv, db=dv * c, dc=dv * b)


# %% exercise="graph_backward" variant="by nudging"
def graph_backward(a, b, c):
    h = 1e-4

    def J(a, b, c):
        return 3 * (a + b * c)

    da = (J(a + h, b, c) - J(a - h, b, c)) / (2 * h)
    db = (J(a, b + h, c) - J(a, b - h, c)) / (2 * h)
    dc = (J(a, b, c + h) - J(a, b, c - h)) / (2 * h)
    return {"dv": 3.0, "du": 3.0, "da": da, "db": db, "dc": dc}


# %% exercise="graph_backward" mistake="db and dc exchanged"
def graph_backward(a, b, c):
    return {"dv": 3, "du": 3, "da": 3, "db": 3 * b, "dc": 3 * c}


# %% [markdown]
# ## one_example_gradients


# %% exercise="one_example_gradients" variant="a product of matrices, db as (1, 1)"
def one_example_gradients(w, b, x, y):
    a = sigmoid(np.dot(w.T, x) + b)
    dz = a - y
    return np.dot(x, dz.T), dz


# %% exercise="one_example_gradients" variant="all the way through da"
def one_example_gradients(w, b, x, y):
    z = (w.T @ x + b).item()
    a = 1 / (1 + math.exp(-z))
    da = -(y / a) + (1 - y) / (1 - a)
    dz = da * a * (1 - a)
    return dz * x, dz


# %% exercise="one_example_gradients" variant="a loop over the features"
def one_example_gradients(w, b, x, y):
    z = b
    for j in range(len(x)):
        z += w[j, 0] * x[j, 0]
    dz = 1 / (1 + np.exp(-z)) - y
    dw = np.zeros((len(x), 1))
    for j in range(len(x)):
        dw[j, 0] = x[j, 0] * dz
    return dw, dz


# %% exercise="one_example_gradients" variant="flat and back again"
def one_example_gradients(w, b, x, y):
    z = np.dot(w.ravel(), x.ravel()) + b
    error = 1 / (1 + np.exp(-z)) - y
    return (x.ravel() * error).reshape(-1, 1), error


# %% exercise="one_example_gradients" variant="two cases"
def one_example_gradients(w, b, x, y):
    a = sigmoid(np.sum(np.multiply(w, x)) + b)
    dz = a - 1 if y == 1 else a
    return dz * x, np.array([dz])


# %% exercise="one_example_gradients" variant="einsum, a list of both"
def one_example_gradients(w, b, x, y):
    z = np.einsum("ij,ij->", w, x) + b
    dz = 0.5 * (1 + np.tanh(z / 2)) - y
    return [np.multiply(dz, x), dz]


# %% exercise="one_example_gradients" mistake="sign of the error turned round"
def one_example_gradients(w, b, x, y):
    a = sigmoid(np.dot(w.T, x) + b)
    return x * (y - a), y - a


# %% exercise="one_example_gradients" mistake="stopped at da"
def one_example_gradients(w, b, x, y):
    a = sigmoid(np.sum(w * x) + b)
    da = (a - y) / (a * (1 - a))
    return x * da, da


# %% exercise="one_example_gradients" mistake="a transpose missing, or one too many, in w by x"
def one_example_gradients(w, b, x, y):
    a = sigmoid(np.dot(w, x) + b)
    return x * (a - y), a - y


# %% [markdown]
# ## loop_gradients


# %% exercise="loop_gradients" variant="one loop, columns of X"
def loop_gradients(w, b, X, Y):
    m = X.shape[1]
    dw, db = np.zeros_like(w), 0
    for i in range(m):
        x = X[:, [i]]
        dz = sigmoid(np.sum(w * x) + b) - Y[0, i]
        dw += x * dz
        db += dz
    return dw / m, db / m


# %% exercise="loop_gradients" variant="the gradients of single examples averaged"
def loop_gradients(w, b, X, Y):
    m = X.shape[1]
    each = [one_example_gradients(w, b, X[:, i : i + 1], Y[0, i]) for i in range(m)]
    dw = sum(gradient[0] for gradient in each) / m
    db = sum(np.squeeze(gradient[1]) for gradient in each) / m
    return dw, db


# %% exercise="loop_gradients" variant="no loop at all"
def loop_gradients(w, b, X, Y):
    dZ = sigmoid(w.T @ X + b) - Y
    return X @ dZ.T / X.shape[1], np.mean(dZ)


# %% exercise="loop_gradients" variant="the share of each example added, db as (1, 1)"
def loop_gradients(w, b, X, Y):
    n_x, m = X.shape
    dw, db = np.zeros((n_x, 1)), np.zeros((1, 1))
    for i in range(m):
        x = X[:, i].reshape(n_x, 1)
        a = 1 / (1 + np.exp(-(np.dot(w.T, x) + b)))
        dw = dw + x * (a - Y[0, i]) / m
        db = db + (a - Y[0, i]) / m
    return dw, db


# %% exercise="loop_gradients" variant="a loop over the features outside"
def loop_gradients(w, b, X, Y):
    n_x, m = X.shape
    errors = []
    for i in range(m):
        z = sum(w[j, 0] * X[j, i] for j in range(n_x)) + b
        errors.append(1 / (1 + math.exp(-z)) - Y[0, i])
    dw = np.array([[sum(X[j, i] * errors[i] for i in range(m)) / m] for j in range(n_x)])
    return dw, sum(errors) / len(errors)


# %% exercise="loop_gradients" variant="zip over rows of the transpose"
def loop_gradients(w, b, X, Y):
    dw, db, count = np.zeros(w.shape), 0.0, 0
    for x, y in zip(X.T, Y[0], strict=True):
        dz = sigmoid(w[:, 0] @ x + b) - y
        dw += dz * x[:, None]
        db += dz
        count += 1
    dw /= count
    db /= count
    return dw, db


# %% exercise="loop_gradients" mistake="averaged inside the loop"
def loop_gradients(w, b, X, Y):
    m = X.shape[1]
    dw, db = np.zeros(w.shape), 0.0
    for i in range(m):
        x = X[:, i : i + 1]
        dz = sigmoid(np.sum(w * x) + b) - Y[0, i]
        dw += x * dz
        db += dz
        dw /= m
        db /= m
    return dw, db


# %% exercise="loop_gradients" mistake="db not averaged"
def loop_gradients(w, b, X, Y):
    dZ = sigmoid(np.dot(w.T, X) + b) - Y
    return np.dot(X, dZ.T) / X.shape[1], np.sum(dZ)


# %% exercise="loop_gradients" mistake="an example of rank 1, or a row, does not fit the column dw"
def loop_gradients(w, b, X, Y):
    n_x, m = X.shape
    dw, db = np.zeros((n_x, 1)), 0
    for i in range(m):
        x = X[:, i]
        dz = sigmoid(np.dot(w.T, x) + b) - Y[0, i]
        dw += x * dz
        db += dz
    return dw / m, db / m


# %% exercise="loop_gradients" mistake="an example of rank 1, or a row, stretches dw to a square"
def loop_gradients(w, b, X, Y):
    n_x, m = X.shape
    dw, db = np.zeros((n_x, 1)), 0
    for i in range(m):
        x = X[:, i]
        dz = sigmoid(np.dot(w.T, x) + b) - Y[0, i]
        dw = dw + x * dz
        db = db + dz
    return dw / m, db / m


# %% exercise="loop_gradients" mistake="db added up once for each feature"
def loop_gradients(w, b, X, Y):
    n_x, m = X.shape
    dw, db = np.zeros((n_x, 1)), 0
    for i in range(m):
        z = b
        for j in range(n_x):
            z += w[j, 0] * X[j, i]
        dz = sigmoid(z) - Y[0, i]
        for j in range(n_x):
            dw[j, 0] += X[j, i] * dz
            db += dz
    return dw / m, db / m


# %% exercise="loop_gradients" mistake="the score not begun anew for each example"
def loop_gradients(w, b, X, Y):
    n_x, m = X.shape
    dw, db = np.zeros((n_x, 1)), 0
    z = b
    for i in range(m):
        for j in range(n_x):
            z += w[j, 0] * X[j, i]
        dz = sigmoid(z) - Y[0, i]
        for j in range(n_x):
            dw[j, 0] += X[j, i] * dz
        db += dz
    return dw / m, db / m


# %% exercise="loop_gradients" mistake="loop left after the first example"
def loop_gradients(w, b, X, Y):
    n_x, m = X.shape
    dw, db = np.zeros((n_x, 1)), 0
    for i in range(m):
        dz = sigmoid(np.dot(w[:, 0], X[:, i]) + b) - Y[0, i]
        for j in range(n_x):
            dw[j, 0] += X[j, i] * dz
        db += dz
        return dw / m, db / m


# %% exercise="loop_gradients" mistake="the score not begun anew, and b added again each time"
def loop_gradients(w, b, X, Y):
    n_x, m = X.shape
    dw, db = np.zeros((n_x, 1)), 0
    z = 0
    for i in range(m):
        for j in range(n_x):
            z += w[j, 0] * X[j, i]
        z += b
        dz = sigmoid(z) - Y[0, i]
        for j in range(n_x):
            dw[j, 0] += X[j, i] * dz
        db += dz
    return dw / m, db / m


# %% [markdown]
# ## vectorized_gradients


# %% exercise="vectorized_gradients" variant="the matrix operator and the mean"
def vectorized_gradients(w, b, X, Y):
    A = sigmoid(w.T @ X + b)
    return X @ (A - Y).T / Y.shape[1], np.mean(A - Y)


# %% exercise="vectorized_gradients" variant="1/m in front"
def vectorized_gradients(w, b, X, Y):
    m = Y.size
    Z = np.matmul(w.T, X) + b
    A = 1 / (1 + np.exp(-Z))
    dZ = A - Y
    dw = 1 / m * np.matmul(X, dZ.T)
    db = 1 / m * np.sum(dZ, axis=1, keepdims=True)
    return dw, db


# %% exercise="vectorized_gradients" variant="an elementwise product and a sum along the rows"
def vectorized_gradients(w, b, X, Y):
    dZ = 1 / (1 + np.exp(-(np.sum(w * X, axis=0, keepdims=True) + b))) - Y
    return np.mean(X * dZ, axis=1, keepdims=True), dZ.mean()


# %% exercise="vectorized_gradients" variant="einsum"
def vectorized_gradients(w, b, X, Y):
    dZ = sigmoid(np.einsum("ji,jm->im", w, X) + b) - Y
    return np.einsum("jm,im->ji", X, dZ) / X.shape[1], np.average(dZ)


# %% exercise="vectorized_gradients" variant="a row of ones for the bias"
def vectorized_gradients(w, b, X, Y):
    m = X.shape[1]
    X1, w1 = np.vstack([X, np.ones((1, m))]), np.vstack([w, [[b]]])
    both = X1 @ (sigmoid(w1.T @ X1) - Y).T / m
    return both[:-1], both[-1]


# %% exercise="vectorized_gradients" variant="transposed throughout"
def vectorized_gradients(w, b, X, Y):
    errors = sigmoid(np.dot(X.T, w) + b) - Y.T
    return np.dot(errors.T, X.T).T / len(errors), float(errors.sum() / len(errors))


# %% exercise="vectorized_gradients" variant="a loop over the features only"
def vectorized_gradients(w, b, X, Y):
    dZ = sigmoid(w.T @ X + b) - Y
    dw = np.array([[np.mean(row * dZ[0])] for row in X])
    return dw, np.mean(dZ)


# %% exercise="vectorized_gradients" variant="Python's sum of the one row"
def vectorized_gradients(w, b, X, Y):
    dZ = sigmoid(w.T @ X + b) - Y
    return X @ dZ.T / X.shape[1], sum(dZ[0]) / X.shape[1]


# %% exercise="vectorized_gradients" mistake="elementwise product for dw"
def vectorized_gradients(w, b, X, Y):
    m = X.shape[1]
    dZ = sigmoid(w.T @ X + b) - Y
    return 1 / m * np.multiply(X, dZ), 1 / m * np.sum(dZ)


# %% exercise="vectorized_gradients" mistake="a loop over the examples"
def vectorized_gradients(w, b, X, Y):
    n_x, m = X.shape
    dw, db = np.zeros((n_x, 1)), 0.0
    for i in range(m):
        x = X[:, i].reshape(-1, 1)
        dz = 1 / (1 + np.exp(-(np.sum(w * x) + b))) - Y[0, i]
        dw += x * dz
        db += dz
    return dw / m, db / m


# %% exercise="vectorized_gradients" mistake="db not summed"
def vectorized_gradients(w, b, X, Y):
    dZ = sigmoid(w.T @ X + b) - Y
    return X @ dZ.T / Y.shape[1], dZ / Y.shape[1]


# %% exercise="vectorized_gradients" mistake="db summed down the columns, not over all entries"
def vectorized_gradients(w, b, X, Y):
    m = X.shape[1]
    dZ = sigmoid(w.T @ X + b) - Y
    return X @ dZ.T / m, sum(dZ) / m
