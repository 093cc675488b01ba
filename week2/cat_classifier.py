# ---
# jupyter:
#   kernelspec:
#     display_name: Python 3
#     language: python
#     name: python3
# ---

# %% [markdown]
# # Is it a cat?

# %% setup=true
import numpy as np

import course

check = course.checks("week2/cat_classifier")


# %% exercise="image2vector" minutes=5 difficulty=1
def image2vector(image):
    """Unroll one picture into a column of numbers.

    Parameters
    ----------
    image : array, shape (height, width, channels)

    Returns
    -------
    v : array, shape (height * width * channels, 1), read in NumPy's own (C) order
    """
    ### BEGIN SOLUTION
    v = image.reshape(-1, 1)
    ### END SOLUTION
    return v


# %% check="image2vector" points=5
check(image2vector)


# %% exercise="flatten_images" minutes=10 difficulty=2
def flatten_images(images):
    """Turn m pictures into a matrix with one picture in each column, scaled to 0 ... 1.

    Parameters
    ----------
    images : array of uint8, shape (m, height, width, channels)

    Returns
    -------
    X : array of float, shape (height * width * channels, m)
    """
    ### BEGIN SOLUTION
    m = images.shape[0]
    X = images.reshape(m, -1).T / 255
    ### END SOLUTION
    return X


# %% check="flatten_images" points=10
check(flatten_images)


# %% exercise="sigmoid" minutes=5 difficulty=1
def sigmoid(x):
    """Squash any number into the interval from 0 to 1.

    Parameters
    ----------
    x : number, or array of any shape

    Returns
    -------
    s : 1 / (1 + e^-x), of the same shape as x
    """
    ### BEGIN SOLUTION
    s = 1 / (1 + np.exp(-x))
    ### END SOLUTION
    return s


# %% check="sigmoid" points=5
check(sigmoid)


# %% exercise="initialize_with_zeros" minutes=5 difficulty=1
def initialize_with_zeros(dim):
    """Make the weights and the bias that logistic regression starts from.

    Parameters
    ----------
    dim : number of features n_x

    Returns
    -------
    w : array of zeros, shape (dim, 1)
    b : the number 0.0
    """
    ### BEGIN SOLUTION
    w = np.zeros((dim, 1))
    b = 0.0
    ### END SOLUTION
    return w, b


# %% check="initialize_with_zeros" points=5
check(initialize_with_zeros)


# %% exercise="propagate" minutes=25 difficulty=3
def propagate(w, b, X, Y):
    """Compute the cost of logistic regression and its gradient.

    Parameters
    ----------
    w : weights, shape (n_x, 1)
    b : bias, a number
    X : examples as columns, shape (n_x, m)
    Y : true labels, 0 or 1, shape (1, m)

    Returns
    -------
    grads : dictionary with "dw", shape (n_x, 1), and "db", a number
    cost : cross-entropy, averaged over the m examples, a number
    """
    ### BEGIN SOLUTION
    m = X.shape[1]
    A = sigmoid(np.dot(w.T, X) + b)  # (1, m)
    cost = -np.sum(Y * np.log(A) + (1 - Y) * np.log(1 - A)) / m
    dZ = A - Y  # (1, m)
    dw = np.dot(X, dZ.T) / m  # (n_x, 1)
    db = np.sum(dZ) / m
    ### END SOLUTION
    grads = {"dw": dw, "db": db}
    return grads, cost


# %% check="propagate" points=20
check(propagate)


# %% exercise="optimize" minutes=20 difficulty=2
def optimize(w, b, X, Y, num_iterations=100, learning_rate=0.009, print_cost=False):
    """Improve w and b by gradient descent.

    Parameters
    ----------
    w : weights to start from, shape (n_x, 1)
    b : bias to start from, a number
    X : examples as columns, shape (n_x, m)
    Y : true labels, shape (1, m)
    num_iterations : how many steps to take
    learning_rate : how far each step goes along the negative gradient
    print_cost : whether to print the cost every 100 steps

    Returns
    -------
    params : dictionary with the improved "w" and "b"
    grads : dictionary with the last step's "dw" and "db"
    costs : list of the costs at steps 0, 100, 200, ..., each taken before the update
    """
    ### BEGIN SOLUTION
    costs = []
    for i in range(num_iterations):
        grads, cost = propagate(w, b, X, Y)
        w = w - learning_rate * grads["dw"]
        b = b - learning_rate * grads["db"]
        if i % 100 == 0:
            costs.append(cost)
            if print_cost:
                print(f"cost after step {i}: {cost:.6f}")
    ### END SOLUTION
    params = {"w": w, "b": b}
    return params, grads, costs


# %% check="optimize" points=15
check(optimize)


# %% exercise="predict" minutes=10 difficulty=1
def predict(w, b, X):
    """Decide for each example whether it is a cat.

    Parameters
    ----------
    w : weights, shape (n_x, 1)
    b : bias, a number
    X : examples as columns, shape (n_x, m)

    Returns
    -------
    Y_prediction : array of 0 and 1, shape (1, m)
    """
    ### BEGIN SOLUTION
    A = sigmoid(np.dot(w.T, X) + b)
    Y_prediction = (A > 0.5).astype(int)
    ### END SOLUTION
    return Y_prediction


# %% check="predict" points=10
check(predict)


# %% exercise="model" minutes=15 difficulty=2
def model(
    X_train, Y_train, X_test, Y_test, num_iterations=2000, learning_rate=0.5, print_cost=False
):
    """Train logistic regression on one set and predict on two.

    Parameters
    ----------
    X_train, Y_train : training examples, shape (n_x, m_train), and labels, shape (1, m_train)
    X_test, Y_test : test examples, shape (n_x, m_test), and labels, shape (1, m_test)
    num_iterations, learning_rate, print_cost : as for optimize

    Returns
    -------
    d : dictionary with "costs", "Y_prediction_test", "Y_prediction_train", "w", "b",
        "learning_rate", "num_iterations"
    """
    ### BEGIN SOLUTION
    w, b = initialize_with_zeros(X_train.shape[0])
    params, grads, costs = optimize(
        w, b, X_train, Y_train, num_iterations, learning_rate, print_cost
    )
    w, b = params["w"], params["b"]
    Y_prediction_train = predict(w, b, X_train)
    Y_prediction_test = predict(w, b, X_test)
    ### END SOLUTION
    d = {
        "costs": costs,
        "Y_prediction_test": Y_prediction_test,
        "Y_prediction_train": Y_prediction_train,
        "w": w,
        "b": b,
        "learning_rate": learning_rate,
        "num_iterations": num_iterations,
    }
    return d


# %% check="model" points=15
check(model)


# %% exercise="stable_cost" minutes=15 difficulty=3
def stable_cost(Z, Y):
    """Compute the cross-entropy from Z itself, for Z of any size.

    Parameters
    ----------
    Z : w^T X + b, before the sigmoid, shape (1, m)
    Y : true labels, 0 or 1, shape (1, m)

    Returns
    -------
    cost : the cost that propagate computes, a number; finite for every finite Z
    """
    ### BEGIN SOLUTION
    m = Z.shape[1]
    losses = np.maximum(Z, 0) - Y * Z + np.log1p(np.exp(-np.abs(Z)))
    cost = np.sum(losses) / m
    ### END SOLUTION
    return cost


# %% check="stable_cost" points=15
check(stable_cost)
