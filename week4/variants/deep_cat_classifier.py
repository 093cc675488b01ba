# ruff: noqa: C408, F811, F821, F841, UP031  each cell defines its function anew, as a learner may
"""Ways in which people put whole networks together.

A cell with `variant` is right: no check may reject it, nor what calls it. A
cell with `mistake` makes a known mistake in words of its own, and must be
called by its name. `grader audit` tries them all.
"""

# %% setup=true
import numpy as np

# %% [markdown]
# ## two_layer_model


# %% exercise="two_layer_model" variant="names taken out, range"
def two_layer_model(X, Y, layers_dims, learning_rate=0.0075, num_iterations=3000, print_cost=False):
    grads = {}
    costs = []
    (n_x, n_h, n_y) = layers_dims
    parameters = initialize_parameters(n_x, n_h, n_y)
    W1, b1 = parameters["W1"], parameters["b1"]
    W2, b2 = parameters["W2"], parameters["b2"]
    for i in range(0, num_iterations):
        A1, cache1 = linear_activation_forward(X, W1, b1, activation="relu")
        A2, cache2 = linear_activation_forward(A1, W2, b2, activation="sigmoid")
        cost = compute_cost(A2, Y)
        dA2 = -(np.divide(Y, A2) - np.divide(1 - Y, 1 - A2))
        dA1, dW2, db2 = linear_activation_backward(dA2, cache2, activation="sigmoid")
        dA0, dW1, db1 = linear_activation_backward(dA1, cache1, activation="relu")
        grads["dW1"], grads["db1"], grads["dW2"], grads["db2"] = dW1, db1, dW2, db2
        parameters = update_parameters(parameters, grads, learning_rate)
        W1, b1 = parameters["W1"], parameters["b1"]
        W2, b2 = parameters["W2"], parameters["b2"]
        if print_cost and (i % 100 == 0 or i == num_iterations - 1):
            print(f"Cost after iteration {i}: {np.squeeze(cost)}")
        if i % 100 == 0:
            costs.append(cost)
    return parameters, costs


# %% exercise="two_layer_model" variant="by the deep functions"
def two_layer_model(X, Y, layers_dims, learning_rate=0.0075, num_iterations=3000, print_cost=False):
    parameters, costs = initialize_parameters(*layers_dims), []
    for i in range(num_iterations):
        AL, caches = L_model_forward(X, parameters)
        if not i % 100:
            costs.append(float(compute_cost(AL, Y)))
        parameters = update_parameters(parameters, L_model_backward(AL, Y, caches), learning_rate)
    return parameters, costs


# %% exercise="two_layer_model" variant="last year's formulas, in place"
def two_layer_model(X, Y, layers_dims, learning_rate=0.0075, num_iterations=3000, print_cost=False):
    p = initialize_parameters(layers_dims[0], layers_dims[1], layers_dims[2])
    m, costs, i = X.shape[1], [], 0
    while i < num_iterations:
        Z1 = p["W1"] @ X + p["b1"]
        A1 = np.maximum(Z1, 0)
        A2 = 1 / (1 + np.exp(-(p["W2"] @ A1 + p["b2"])))
        if i % 100 == 0:
            costs += [-np.mean(Y * np.log(A2) + (1 - Y) * np.log(1 - A2))]
        dZ2 = A2 - Y
        dZ1 = p["W2"].T @ dZ2 * (Z1 > 0)
        p["W2"] -= learning_rate * dZ2 @ A1.T / m
        p["b2"] -= learning_rate * dZ2.mean(axis=1, keepdims=True)
        p["W1"] -= learning_rate * dZ1 @ X.T / m
        p["b1"] -= learning_rate * dZ1.mean(axis=1, keepdims=True)
        i += 1
    return p, np.array(costs)


# %% exercise="two_layer_model" variant="a seed, a list returned"
def two_layer_model(X, Y, layers_dims, learning_rate=0.0075, num_iterations=3000, print_cost=False):
    np.random.seed(1)
    n_x, n_h, n_y = layers_dims
    parameters = initialize_parameters(n_x, n_h, n_y)
    costs = []
    for i in course.watch(num_iterations, costs, title="two layers"):
        A1, one = linear_activation_forward(X, parameters["W1"], parameters["b1"], "relu")
        A2, two = linear_activation_forward(A1, parameters["W2"], parameters["b2"], "sigmoid")
        if i % 100 == 0:
            costs.append(compute_cost(A2, Y))
        dA1, dW2, db2 = linear_activation_backward((A2 - Y) / (A2 * (1 - A2)), two, "sigmoid")
        _, dW1, db1 = linear_activation_backward(dA1, one, "relu")
        parameters = update_parameters(
            parameters, dict(dW1=dW1, dW2=dW2, db1=db1, db2=db2), learning_rate
        )
    return [parameters, costs]


# %% [markdown]
# ## L_layer_model


# %% exercise="L_layer_model" variant="cost first computed, then recorded"
def L_layer_model(X, Y, layers_dims, learning_rate=0.0075, num_iterations=3000, print_cost=False):
    costs = []
    parameters = initialize_parameters_deep(layers_dims)
    for i in range(0, num_iterations):
        AL, caches = L_model_forward(X, parameters)
        cost = compute_cost(AL, Y)
        grads = L_model_backward(AL, Y, caches)
        parameters = update_parameters(parameters, grads, learning_rate)
        if print_cost and i % 100 == 0:
            print("Cost after iteration %i: %f" % (i, cost))
        if i % 100 == 0:
            costs.append(cost)
    return parameters, costs


# %% exercise="L_layer_model" variant="costs in an array"
def L_layer_model(X, Y, layers_dims, learning_rate=0.0075, num_iterations=3000, print_cost=False):
    p = initialize_parameters_deep(layers_dims)
    every = []
    for _ in range(num_iterations):
        AL, caches = L_model_forward(X, p)
        every.append(np.squeeze(compute_cost(AL, Y)))
        p = update_parameters(p, L_model_backward(AL, Y, caches), learning_rate)
    return p, np.array(every)[::100]


# %% exercise="L_layer_model" variant="a helper for one step"
def one_step(X, Y, parameters, learning_rate):
    AL, caches = L_model_forward(X, parameters)
    grads = L_model_backward(AL, Y, caches)
    return update_parameters(parameters, grads, learning_rate), compute_cost(AL, Y)


def L_layer_model(X, Y, layers_dims, learning_rate=0.0075, num_iterations=3000, print_cost=False):
    parameters = initialize_parameters_deep(layers_dims)
    costs = []
    for i in range(num_iterations):
        parameters, cost = one_step(X, Y, parameters, learning_rate)
        if i % 100 == 0:
            costs.append(cost)
    return parameters, costs


# %% exercise="L_layer_model" variant="a while loop, costs by a step"
def L_layer_model(X, Y, layers_dims, learning_rate=0.0075, num_iterations=3000, print_cost=False):
    parameters, costs, i = initialize_parameters_deep(list(layers_dims)), [], 0
    while i != num_iterations:
        AL, caches = L_model_forward(X, parameters)
        if i in range(0, num_iterations, 100):
            costs.append(compute_cost(AL, Y))
        parameters = update_parameters(
            parameters, L_model_backward(AL, Y, caches), learning_rate=learning_rate
        )
        i += 1
    return parameters, tuple(costs)


# %% exercise="L_layer_model" mistake="parameters not kept"
def L_layer_model(X, Y, layers_dims, learning_rate=0.0075, num_iterations=3000, print_cost=False):
    parameters, costs = initialize_parameters_deep(layers_dims), []
    for i in range(num_iterations):
        AL, caches = L_model_forward(X, parameters)
        new = update_parameters(parameters, L_model_backward(AL, Y, caches), learning_rate)
        if i % 100 == 0:
            costs.append(compute_cost(AL, Y))
    return parameters, costs


# %% [markdown]
# ## predict


# %% exercise="predict" variant="True and False"
def predict(X, parameters):
    AL, _ = L_model_forward(X, parameters)
    return AL > 0.5


# %% exercise="predict" variant="np.where, floats"
def predict(X, parameters):
    probabilities = L_model_forward(X, parameters)[0]
    return np.where(probabilities >= 0.5, 1.0, 0.0)


# %% exercise="predict" variant="a loop"
def predict(X, parameters):
    m = X.shape[1]
    p = np.zeros((1, m))
    AL, caches = L_model_forward(X, parameters)
    for i in range(AL.shape[1]):
        if AL[0, i] > 0.5:
            p[0, i] = 1
        else:
            p[0, i] = 0
    return p


# %% exercise="predict" variant="rounded"
def predict(X, parameters):
    return np.round(L_model_forward(X, parameters)[0]).astype(int)


# %% exercise="predict" variant="the sign of the score"
def predict(X, parameters):
    _, caches = L_model_forward(X, parameters)
    linear_cache, Z = caches[-1]
    return (Z > 0).astype(int)


# %% exercise="predict" mistake="classes turned round"
def predict(X, parameters):
    AL, _ = L_model_forward(X, parameters)
    return 1 - (AL > 0.5)
