# ---
# jupyter:
#   kernelspec:
#     display_name: Python 3
#     language: python
#     name: python3
# ---

# %% [markdown]
# # Points that no line divides
#
# Logistic regression draws one straight border. In this notebook you build the smallest model
# that can do more: a network with one hidden layer. You write the way forward, derive the way
# back, check it yourself, and train it on points in the plane, where everything it does can be
# seen. At the end the same functions read real handwriting.
#
# **Afterwards you can**
#
# - name the layers of a network and give the shape of every matrix in it;
# - compute the output for all examples at once;
# - check any gradient with nothing but the cost;
# - write the six equations of backpropagation, and say where each comes from;
# - say why weights start at random, and small;
# - train a network with one hidden layer, and see what each hidden unit contributes.
#
# **It builds on** logistic regression (week 2) and on the activations (the first notebook of this
# week).
#
# **Time:** about three and a half hours. The nine exercises take some two hours of that and carry
# 100 points.

# %% [markdown]
# ## How to work with it
#
# Run the cells from top to bottom. Replace the line that raises `NotImplementedError` by your own
# code and run the check below it; `check.help("layer_sizes")` gives a hint, and one more each
# time. Where the text asks you to **predict**, write your answer down before you go on.
#
# This cell prepares the notebook. The sigmoid is the one that you know from week 2.

# %% setup=true
import numpy as np

import course

check = course.checks("week3/planar_classifier")


def sigmoid(z):
    """Return 1 / (1 + e^-z)."""
    return 1 / (1 + np.exp(-z))


# %%
course.card()

# %% [markdown]
# ## The points
#
# A flower of six petals, every second one of class 1. `X` holds the points as columns, `Y` their
# classes.

# %%
X, Y = course.planar("flower")
print("X", X.shape, " Y", Y.shape)
course.plots.show_points(X, Y, title="A flower of 400 points")

# %% [markdown]
# Every accuracy needs its **baseline**: what always giving the larger class gets right.


# %%
def accuracy(Y_prediction, Y):
    """Per cent of the predictions that are right."""
    return 100 * np.mean(Y_prediction == Y)


def baseline(Y):
    """Per cent that always giving the larger class gets right."""
    return 100 * max(np.mean(Y), 1 - np.mean(Y))


# %% [markdown]
# First the model that you know: logistic regression, trained as in week 2. **Predict** how many
# of the points it gets right, and draw its border with your finger.


# %%
def logistic_regression(X, Y, steps=2000, rate=0.5):
    """Train logistic regression; return a function that answers for points."""
    w, b, m = np.zeros((X.shape[0], 1)), 0.0, X.shape[1]
    for _ in range(steps):
        dZ = sigmoid(np.dot(w.T, X) + b) - Y
        w, b = w - rate * np.dot(X, dZ.T) / m, b - rate * np.sum(dZ) / m
    return lambda X: (sigmoid(np.dot(w.T, X) + b) > 0.5).astype(int)


straight = logistic_regression(X, Y)
print(f"baseline {baseline(Y):.1f} %")
course.plots.show_boundary(straight, X, Y, title="Logistic regression")

# %% [markdown]
# **What was seen.** Hardly better than tossing a coin. Other lines would get more of the points
# right, some two thirds of them, but no straight line follows the petals.

# %% [markdown]
# ## Exercise 1: the layers
#
# *5 minutes, difficulty 1 of 3, 5 points*
#
# **Idea.** Put a row of neurons between the inputs and the output. Each of them draws a straight
# border of its own, and the output combines what they say.

# %% [markdown]
# **Picture.** **Count** the lines: how many weights does this network have?

# %%
course.plots.show_network((2, 4, 1), title="Two inputs, four hidden units, one output")

# %% [markdown]
# **What was seen.** $4 \cdot 2 = 8$ lines lead into the hidden layer and 4 out of it, so there are
# 12 weights. Each unit that is not an input has a bias as well: 5 of them.
#
# The **input layer** is the data, $a^{[0]} = x$. The **hidden layer** gives $a^{[1]}$; it is
# called hidden because no example says what its values should be. The **output layer** gives
# $a^{[2]} = \hat{y}$. This counts as a network of *two* layers, since the inputs compute nothing.
# The number in square brackets is always the layer's.

# %% [markdown]
# **With small numbers.** Five examples of three features, one label each: `X` has shape `(3, 5)`,
# `Y` has shape `(1, 5)`. With four hidden units the sizes are 3, 4, 1. The data fix the first and
# the last; the middle one is yours to choose.


# %% exercise="layer_sizes" minutes=5 difficulty=1
def layer_sizes(X, Y, n_h=4):
    """Say how many units each layer has.

    Parameters
    ----------
    X : examples as columns, shape (n_x, m)
    Y : labels, shape (n_y, m)
    n_h : how many hidden units are wanted

    Returns
    -------
    n_x, n_h, n_y : sizes of the input, the hidden and the output layer
    """
    ### BEGIN SOLUTION
    n_x = X.shape[0]
    n_y = Y.shape[0]
    ### END SOLUTION
    return n_x, n_h, n_y


# %% check="layer_sizes" points=5
check(layer_sizes)

# %% [markdown]
# **Use it.** Change the number of hidden units, in your own call or in the picture. Choose a unit
# with a click or the arrow keys. **Look at** which weights are its own.

# %%
course.widgets.network(layer_sizes(X, Y, n_h=6), m=5)

# %% [markdown]
# **What was seen.** A hidden unit has one row of $W^{[1]}$: a weight for each input. Another unit
# more is another row, and one column more in $W^{[2]}$.

# %% [markdown]
# ## Exercise 2: a random start
#
# *10 minutes, difficulty 2 of 3, 10 points*
#
# **Idea.** Logistic regression could start with zeros. Here that would be fatal: four hidden units
# with equal weights compute the same, are corrected in the same way, and stay equal for ever. So
# the weights start at random. The biases need not: the weights tell the units apart already.

# %% [markdown]
# **Picture.** How large may the random numbers be? Here is tanh with its slope again. **Look at**
# the shaded parts.

# %%
course.plots.show_activations(("tanh",), slopes=True, title="Where a hidden unit starts")

# %% [markdown]
# **What was seen.** Only near 0 is tanh steep. A unit whose score is far from 0 starts in a shaded
# part, where its slope, and so its gradient, is nearly nothing. Therefore the random numbers are
# made **small**: normal ones, times 0.01. (Further down you try five ways to start.)

# %% [markdown]
# **Formula.** With independent standard normal numbers $\varepsilon$,
#
# $$ W^{[1]}_{ij} = 0.01 \, \varepsilon, \qquad b^{[1]}_i = 0, \qquad
#    W^{[2]}_{ij} = 0.01 \, \varepsilon, \qquad b^{[2]}_i = 0. $$
#
# <details><summary>Read aloud</summary>
#
# “Each weight of layer one is a hundredth of a normal number, each bias of layer one is zero; the
# same for layer two.”
#
# </details>
#
# A row of $W^{[1]}$ belongs to a hidden unit, a column to an input: its shape is $(n_h, n_x)$.

# %% [markdown]
# **With small numbers.** For 2 inputs, 4 hidden units and 1 output: `W1` is `(4, 2)`, `b1` is
# `(4, 1)`, `W2` is `(1, 4)`, `b2` is `(1, 1)`. Note that `np.random.randn(4, 2)` gives normal
# numbers of both signs; `np.random.rand` gives numbers between 0 and 1.


# %% exercise="initialize_parameters" minutes=10 difficulty=2
def initialize_parameters(n_x, n_h, n_y):
    """Draw small random weights; set the biases to zero.

    Parameters
    ----------
    n_x, n_h, n_y : sizes of the input, the hidden and the output layer

    Returns
    -------
    parameters : dictionary with "W1", shape (n_h, n_x), "b1", shape (n_h, 1),
        "W2", shape (n_y, n_h), and "b2", shape (n_y, 1)
    """
    ### BEGIN SOLUTION
    W1 = np.random.randn(n_h, n_x) * 0.01
    b1 = np.zeros((n_h, 1))
    W2 = np.random.randn(n_y, n_h) * 0.01
    b2 = np.zeros((n_y, 1))
    ### END SOLUTION
    parameters = {"W1": W1, "b1": b1, "W2": W2, "b2": b2}
    return parameters


# %% check="initialize_parameters" points=10
check(initialize_parameters)

# %% [markdown]
# **Use it.** Run the cell twice. The first line makes the “random” numbers the same each time, so
# that you can compare with others; without it they differ.

# %%
np.random.seed(1)
parameters = initialize_parameters(*layer_sizes(X, Y, n_h=4))
for name, value in parameters.items():
    print(name, value.shape, value.round(3).tolist())

# %% [markdown]
# ## Exercise 3: forward
#
# *20 minutes, difficulty 2 of 3, 15 points*
#
# **Idea.** Every layer does what one neuron did in week 2: products, a sum, a bend. Only there
# are several neurons side by side now, and the second layer looks at the values of the first in
# place of the data.

# %% [markdown]
# **Formula for one example.** For a single column $x$
#
# $$ z^{[1]} = W^{[1]} x + b^{[1]}, \quad a^{[1]} = \tanh(z^{[1]}), \qquad
#    z^{[2]} = W^{[2]} a^{[1]} + b^{[2]}, \quad a^{[2]} = \sigma(z^{[2]}). $$
#
# <details><summary>Read aloud</summary>
#
# “z of layer one equals W one times x plus b one, and a one is its tanh; z two equals W two times
# a one plus b two, and a two is its sigmoid.”
#
# </details>
#
# All $m$ examples stand side by side as the columns of $X$, and so do their scores and values:
# column $i$ of $Z^{[1]}$ is $z^{[1]\,(i)} = W^{[1]} x^{(i)} + b^{[1]}$. Written at once
#
# $$ Z^{[1]} = W^{[1]} X + b^{[1]}, \quad A^{[1]} = \tanh(Z^{[1]}), \qquad
#    Z^{[2]} = W^{[2]} A^{[1]} + b^{[2]}, \quad A^{[2]} = \sigma(Z^{[2]}). $$
#
# <details><summary>Read aloud</summary>
#
# “Capital Z one equals W one times capital X plus b one, and A one is its tanh; Z two equals W
# two times A one plus b two, and A two is its sigmoid.”
#
# </details>

# %% [markdown]
# **Picture.** The way forward, one step at a time, with the shape of every matrix. **Predict** what
# changes for a single example; then set m to 1.

# %%
course.widgets.passes((2, 4, 1), m=400, back=False)

# %% [markdown]
# **What was seen.** The number of examples is the second size of everything that moves, and of no
# parameter. With one example each 400 becomes a 1; $b^{[1]}$ stays $(4, 1)$, and NumPy stretches
# it over the columns.

# %% [markdown]
# **With small numbers.** Two inputs, two hidden units, one output, one example:
#
# $$ W^{[1]} = \begin{pmatrix} 1 & 0 \\ 1 & -1 \end{pmatrix}, \quad
#    b^{[1]} = \begin{pmatrix} 0 \\ 1 \end{pmatrix}, \quad
#    W^{[2]} = \begin{pmatrix} 2 & -1 \end{pmatrix}, \quad b^{[2]} = 0, \quad
#    x = \begin{pmatrix} 1 \\ 2 \end{pmatrix}. $$
#
# The scores are $z^{[1]} = (1, 0)$, the values $a^{[1]} = (0.762, 0)$. Then
# $z^{[2]} = 2 \cdot 0.762 - 0 = 1.523$ and $a^{[2]} = \sigma(1.523) = 0.821$.
#
# The way back will need what was computed on the way. So it is kept, in the **cache**.


# %% exercise="forward_propagation" minutes=20 difficulty=2
def forward_propagation(X, parameters):
    """Compute the output of the network: tanh in the hidden layer, the sigmoid at the end.

    Parameters
    ----------
    X : examples as columns, shape (n_x, m)
    parameters : dictionary as initialize_parameters returns it

    Returns
    -------
    A2 : probabilities, shape (n_y, m)
    cache : dictionary with "Z1" and "A1", shape (n_h, m), "Z2" and "A2", shape (n_y, m)
    """
    W1, b1 = parameters["W1"], parameters["b1"]
    W2, b2 = parameters["W2"], parameters["b2"]
    ### BEGIN SOLUTION
    Z1 = np.dot(W1, X) + b1  # (n_h, m)
    A1 = np.tanh(Z1)  # (n_h, m)
    Z2 = np.dot(W2, A1) + b2  # (n_y, m)
    A2 = sigmoid(Z2)  # (n_y, m)
    ### END SOLUTION
    cache = {"Z1": Z1, "A1": A1, "Z2": Z2, "A2": A2}
    return A2, cache


# %% check="forward_propagation" points=15
check(forward_propagation)

# %% [markdown]
# **Use it** on the flower. **Predict:** with these small weights, what probability does each point
# get?

# %%
A2, cache = forward_propagation(X, parameters)
print("A2", A2.shape, f"from {A2.min():.4f} to {A2.max():.4f}")

# %% [markdown]
# **What was seen.** One half, nearly. The untrained network has no opinion yet.

# %% [markdown]
# ## Exercise 4: the cost
#
# *8 minutes, difficulty 1 of 3, 10 points*
#
# **Idea.** The output is a probability, as in week 2, so the cost is that of week 2. Only its name
# is new: $a^{[2]\,(i)}$ in place of $a^{(i)}$.

# %% [markdown]
# **Formula.**
#
# $$ J = -\frac{1}{m} \sum_{i=1}^{m} \left[ y^{(i)} \log a^{[2]\,(i)}
#       + (1 - y^{(i)}) \log\left(1 - a^{[2]\,(i)}\right) \right]. $$
#
# <details><summary>Read aloud</summary>
#
# “J equals minus one over m times the sum over i from one to m of y i times log a two i, plus one
# minus y i times log of one minus a two i.”
#
# </details>

# %% [markdown]
# **With small numbers.** $A^{[2]} = (0.8, 0.4)$ and $Y = (1, 0)$: the losses are
# $-\log 0.8 = 0.223$ and $-\log 0.6 = 0.511$, the cost is $0.367$.


# %% exercise="compute_cost" minutes=8 difficulty=1
def compute_cost(A2, Y):
    """Compute the cross-entropy, averaged over the examples.

    Parameters
    ----------
    A2 : probabilities, shape (1, m)
    Y : labels, 0 or 1, shape (1, m)

    Returns
    -------
    cost : a number
    """
    ### BEGIN SOLUTION
    m = Y.shape[1]
    cost = -np.sum(Y * np.log(A2) + (1 - Y) * np.log(1 - A2)) / m
    ### END SOLUTION
    return cost


# %% check="compute_cost" points=10
check(compute_cost)

# %% [markdown]
# **Use it.** **Predict** the cost of the untrained network.

# %%
print(f"cost {np.squeeze(compute_cost(A2, Y)):.4f}   log 2 = {np.log(2):.4f}")

# %% [markdown]
# ## Exercise 5: your own judge of gradients
#
# *15 minutes, difficulty 2 of 3, 10 points*
#
# **Idea.** The next exercise is the hardest of the course so far, and many of its mistakes raise no
# error: with a wrong gradient the cost often still falls, only less. So build the judge first. It
# needs no derivative: nudge one number up and down, see how the cost changes, and compare that
# with what the formula says.

# %% [markdown]
# **Picture.** Rise over run for the slope of $e^z$ at 1, which is $e$, with a step $h$ of many
# sizes. **Predict:** is the smallest step the best one?

# %%
steps = 10.0 ** -np.arange(0, 14)
errors = {
    "to one side": [abs((np.exp(1 + h) - np.exp(1)) / h - np.e) for h in steps],
    "to both sides": [abs((np.exp(1 + h) - np.exp(1 - h)) / (2 * h) - np.e) for h in steps],
}
course.plots.show_lines(
    steps, errors, "Error of rise over run", "step h", "error", log_x=True, log_y=True
)

# %% [markdown]
# **What was seen.** No. From the right: a smaller step is better, much more quickly so if you look
# to both sides. Then the error grows again, since two nearly equal numbers are subtracted and few
# of their 16 digits are left. Both sides and $h = 10^{-5}$ is a good choice.

# %% [markdown]
# **Formula.** Let $\theta$ be all the numbers together, $g$ the gradient to be tested, and $f$ the
# cost. With $e_j$ for a nudge of 1 in entry $j$ alone,
#
# $$ n_j = \frac{f(\theta + h \, e_j) - f(\theta - h \, e_j)}{2h}. $$
#
# <details><summary>Read aloud</summary>
#
# “n j equals f of theta plus h e j, minus f of theta minus h e j, over two h.”
#
# </details>
#
# How far apart are the two arrays $n$ and $g$? Compare the length of their difference with their
# own:
#
# $$ \text{relative error} = \frac{\lVert n - g \rVert}{\lVert n \rVert + \lVert g \rVert}. $$
#
# <details><summary>Read aloud</summary>
#
# “The relative error equals the length of n minus g, over the length of n plus the length of g.”
#
# </details>
#
# The length $\lVert v \rVert$ is the root of the sum of all squared entries, whatever the shape of
# $v$.

# %% [markdown]
# **With small numbers.** $f(\theta) = \theta_1^2 + 3 \theta_2$ at $(2, 5)$ has the slopes
# $(4, 3)$. Someone claims $(4, 2)$. The difference is $(0, 1)$ with length 1; the lengths are
# $5$ and $\sqrt{20} = 4.47$; the relative error is $1 / 9.47 = 0.106$.
#
# Rule of thumb: below $10^{-7}$ the gradient is right; above $10^{-3}$ it is wrong.


# %% exercise="gradient_check" minutes=15 difficulty=2
def gradient_check(f, theta, grad, h=1e-5):
    """Compare a gradient with rise over run.

    Parameters
    ----------
    f : function of an array like theta, giving a number
    theta : array of any shape, the place where the gradient is taken; left exactly as it is,
        so whoever nudges an entry in place keeps its old value and puts that back
    grad : array of the same shape, the gradient to be tested
    h : how far each entry is nudged, to both sides

    Returns
    -------
    error : |n - grad| / (|n| + |grad|), where n holds rise over run for each entry
    """
    ### BEGIN SOLUTION
    numeric = np.zeros(theta.shape)
    for index in np.ndindex(theta.shape):
        nudge = np.zeros(theta.shape)
        nudge[index] = h
        numeric[index] = (f(theta + nudge) - f(theta - nudge)) / (2 * h)
    error = np.linalg.norm(numeric - grad) / (np.linalg.norm(numeric) + np.linalg.norm(grad))
    ### END SOLUTION
    return error


# %% check="gradient_check" points=10
check(gradient_check)

# %% [markdown]
# **Use it** on the example, with the right slopes and with the claimed ones.


# %%
def f(theta):
    return theta[0] ** 2 + 3 * theta[1]


theta = np.array([2.0, 5.0])
print("right  ", gradient_check(f, theta, np.array([4.0, 3.0])))
print("claimed", gradient_check(f, theta, np.array([4.0, 2.0])))

# %% [markdown]
# ## Exercise 6: backward
#
# *30 minutes, difficulty 3 of 3, 20 points*
#
# **Idea.** The slope of the cost travels back the way the numbers came, step by step, by the chain
# rule. At each layer it first passes the bend, then splits: one part goes to the weights and the
# biases, the rest goes on to the layer before.

# %% [markdown]
# **Picture.** The way there (above) and the way back, step by step. **Look for** the rule in the
# shapes: what has the same shape as what? Change the sizes and see whether it still holds.

# %%
course.widgets.passes((2, 4, 1), m=400)

# %% [markdown]
# **What was seen.** Every slope has the shape of the thing it is a slope of: $dZ^{[1]}$ that of
# $Z^{[1]}$, $dW^{[1]}$ that of $W^{[1]}$. When you have forgotten where a transpose goes, the
# shapes tell you.

# %% [markdown]
# **The last layer first.** It is logistic regression with $A^{[1]}$ for its data, so you know its
# three equations from week 2:
#
# $$ dZ^{[2]} = A^{[2]} - Y, \qquad dW^{[2]} = \frac{1}{m} \, dZ^{[2]} A^{[1]T}, \qquad
#    db^{[2]} = \frac{1}{m} \sum_{i=1}^{m} dz^{[2]\,(i)}. $$
#
# <details><summary>Read aloud</summary>
#
# “d Z two equals A two minus Y; d W two equals one over m times d Z two times A one transposed; d
# b two equals one over m times the sum over i of d z two i.”
#
# </details>
#
# **Then one layer back.** How does the cost change with $A^{[1]}$? Through the weights by which
# $A^{[1]}$ entered: $dA^{[1]} = W^{[2]T} dZ^{[2]}$, a product of matrices. How does $A^{[1]}$
# change with $Z^{[1]}$? By the slope of tanh, entry by entry, a factor. Together
#
# $$ dZ^{[1]} = W^{[2]T} dZ^{[2]} * g^{[1]\prime}(Z^{[1]}), \qquad
#    g^{[1]\prime}(Z^{[1]}) = 1 - \left(A^{[1]}\right)^2. $$
#
# <details><summary>Read aloud</summary>
#
# “d Z one equals W two transposed times d Z two, times entry by entry g one prime of Z one; and g
# one prime of Z one equals one minus A one squared.”
#
# </details>
#
# From there on it is the same again, with $X$ where $A^{[1]}$ was:
#
# $$ dW^{[1]} = \frac{1}{m} \, dZ^{[1]} X^{T}, \qquad
#    db^{[1]} = \frac{1}{m} \sum_{i=1}^{m} dz^{[1]\,(i)}. $$
#
# <details><summary>Read aloud</summary>
#
# “d W one equals one over m times d Z one times X transposed; d b one equals one over m times the
# sum over i of d z one i.”
#
# </details>
#
# The star is the product entry by entry. The $\frac{1}{m}$ appears where a sum over the examples
# is taken, and nowhere else.

# %% [markdown]
# **Predict:** for $n_x = 3$, $n_h = 5$, $n_y = 1$ and $m = 7$, what are the shapes of $dZ^{[2]}$,
# $dW^{[2]}$, $dZ^{[1]}$, $dW^{[1]}$ and $db^{[1]}$?
#
# <details><summary>Compare with your own</summary>
#
# $(1, 7)$, $(1, 5)$, $(5, 7)$, $(5, 3)$ and $(5, 1)$. A sum over the examples that keeps the
# column is `np.sum(dZ1, axis=1, keepdims=True)`.
#
# </details>

# %% [markdown]
# **With small numbers.** Take the example of exercise 3 on, with $y = 1$ and $m = 1$. There
# $a^{[2]} = 0.821$, so $dz^{[2]} = -0.179$. Then
#
# - $dW^{[2]} = -0.179 \cdot (0.762, 0) = (-0.136, 0)$ and $db^{[2]} = -0.179$;
# - $W^{[2]T} dz^{[2]} = (2, -1) \cdot (-0.179) = (-0.358, 0.179)$;
# - the slopes of tanh are $1 - 0.762^2 = 0.420$ and $1$, so $dz^{[1]} = (-0.150, 0.179)$;
# - $dW^{[1]}$ has the rows $-0.150 \cdot (1, 2)$ and $0.179 \cdot (1, 2)$.

# %% [markdown]
# **Try it out.** Here you can write the six equations one at a time, before they become a function.
# Each line is NumPy and may use `X`, `Y`, `m`, the parameters `W1` to `b2`, what your cache holds,
# and the lines above it. Press Enter, and a judge that knows no derivative nudges your cost.
# **Look for** the mark in each entry: agreement is ✓, and in which entries does it fail?

# %%
course.widgets.gradient_judge(globals(), "typed equations")

# %% [markdown]
# **What was seen.** Every line is judged alone: a missing $\frac{1}{m}$ makes all entries of one
# block too large by the same factor, and a wrong $dZ^{[1]}$ spoils $dW^{[1]}$ and $db^{[1]}$ with
# it.


# %% exercise="backward_propagation" minutes=30 difficulty=3
def backward_propagation(parameters, cache, X, Y):
    """Compute the slope of the cost for every parameter.

    Parameters
    ----------
    parameters : dictionary with "W1", "b1", "W2" and "b2"
    cache : dictionary with "Z1", "A1", "Z2" and "A2", from forward_propagation
    X : examples as columns, shape (n_x, m)
    Y : labels, shape (n_y, m)

    Returns
    -------
    grads : dictionary with "dW1", "db1", "dW2" and "db2", each of the shape of its parameter
    """
    m = X.shape[1]
    W2 = parameters["W2"]
    A1, A2 = cache["A1"], cache["A2"]
    ### BEGIN SOLUTION
    dZ2 = A2 - Y  # (n_y, m)
    dW2 = np.dot(dZ2, A1.T) / m  # (n_y, n_h)
    db2 = np.sum(dZ2, axis=1, keepdims=True) / m  # (n_y, 1)
    dZ1 = np.dot(W2.T, dZ2) * (1 - A1**2)  # (n_h, m)
    dW1 = np.dot(dZ1, X.T) / m  # (n_h, n_x)
    db1 = np.sum(dZ1, axis=1, keepdims=True) / m  # (n_h, 1)
    ### END SOLUTION
    grads = {"dW1": dW1, "db1": db1, "dW2": dW2, "db2": db2}
    return grads


# %% [markdown]
# **Ask your own judge first,** before the course's check. For each of the four parameters: is the
# slope the slope of your cost?

# %%
rng = np.random.default_rng(2)
somewhere = {name: value + rng.normal(size=value.shape) for name, value in parameters.items()}
grads = backward_propagation(somewhere, forward_propagation(X, somewhere)[1], X, Y)
for name in ("W1", "b1", "W2", "b2"):

    def cost_of(value, name=name):
        return np.squeeze(compute_cost(forward_propagation(X, somewhere | {name: value})[0], Y))

    error = gradient_check(cost_of, somewhere[name], grads[f"d{name}"])
    print(f"d{name}: relative error {error:.1e}", "right" if error < 1e-7 else "WRONG")

# %% [markdown]
# **Look closer.** The same judge, entry by entry and for steps $h$ of all sizes, on your function.
# Run the cell again, or press “Check”, after each change.

# %%
course.widgets.gradient_judge(globals())

# %% [markdown]
# **What was seen.** A right derivative makes a V: a large step is no tangent, and with a small one
# rounding takes over, along the dotted line. A wrong one lies flat, whatever the step.

# %% check="backward_propagation" points=20
check(backward_propagation)

# %% [markdown]
# **Use it.** Which parameter has the largest slope at the random start, with weights around 0.01?
# **Predict** it, and why the others are so small.

# %%
grads = backward_propagation(parameters, cache, X, Y)
for name, value in grads.items():
    print(f"{name}: {value.shape}, largest entry {np.abs(value).max():.1e}")

# %% [markdown]
# **What was seen.** The two weights have the largest, about 0.001 each, and that is tiny as well:
# the values $A^{[1]}$ are near 0, so $dW^{[2]}$ is small, and the small $W^{[2]}$ makes $dZ^{[1]}$
# small, and with it $dW^{[1]}$. The biases have hardly any: half of the labels are 1 and every
# answer is nearly one half, so the errors $A^{[2]} - Y$ cancel in the sum. (With fewer points of
# one class $db^{[2]}$ would be by far the largest.) The network starts on a plateau. You will see
# it in the cost.

# %% [markdown]
# ## Exercise 7: the step
#
# *5 minutes, difficulty 1 of 3, 5 points*
#
# **Idea.** Each parameter takes a step against its own slope.
#
# **Formula.** For each of $W^{[1]}, b^{[1]}, W^{[2]}, b^{[2]}$, written $\theta$ here,
#
# $$ \theta := \theta - \alpha \, d\theta. $$
#
# <details><summary>Read aloud</summary>
#
# “Theta becomes theta minus alpha times d theta.”
#
# </details>

# %% [markdown]
# **With small numbers.** An entry $0.5$ of $W^{[1]}$ with slope $-0.1$ and $\alpha = 1.2$ becomes
# $0.5 + 0.12 = 0.62$.


# %% exercise="update_parameters" minutes=5 difficulty=1
def update_parameters(parameters, grads, learning_rate=1.2):
    """Take one step of gradient descent.

    Parameters
    ----------
    parameters : dictionary with "W1", "b1", "W2" and "b2"
    grads : dictionary with "dW1", "db1", "dW2" and "db2"
    learning_rate : how far the step goes along the negative gradient

    Returns
    -------
    parameters : dictionary with the parameters after the step
    """
    ### BEGIN SOLUTION
    W1 = parameters["W1"] - learning_rate * grads["dW1"]
    b1 = parameters["b1"] - learning_rate * grads["db1"]
    W2 = parameters["W2"] - learning_rate * grads["dW2"]
    b2 = parameters["b2"] - learning_rate * grads["db2"]
    ### END SOLUTION
    parameters = {"W1": W1, "b1": b1, "W2": W2, "b2": b2}
    return parameters


# %% check="update_parameters" points=5
check(update_parameters)

# %% [markdown]
# ## Exercise 8: training
#
# *15 minutes, difficulty 2 of 3, 15 points*
#
# **Idea.** You have all the parts. Draw the start, and then again and again: forward, backward,
# step.

# %% [markdown]
# **Predict:** which of your functions must be called before the loop, and which inside?

# %% [markdown]
# **Picture.**
#
# ```
#   layer_sizes -> initialize_parameters -> parameters
#
#   num_iterations times:
#       forward_propagation  -> A2, cache        (and compute_cost, to print it)
#       backward_propagation -> grads
#       update_parameters    -> parameters, for the next time round
# ```


# %% exercise="nn_model" minutes=15 difficulty=2
def nn_model(X, Y, n_h, num_iterations=10000, learning_rate=1.2, print_cost=False):
    """Train a network with one hidden layer.

    Parameters
    ----------
    X : examples as columns, shape (n_x, m)
    Y : labels, shape (1, m)
    n_h : how many hidden units
    num_iterations : how many steps of gradient descent
    learning_rate : the length of a step
    print_cost : whether to print the cost every 1,000 steps

    Returns
    -------
    parameters : what was learned, starting from what initialize_parameters gave
    """
    ### BEGIN SOLUTION
    n_x, n_h, n_y = layer_sizes(X, Y, n_h)
    parameters = initialize_parameters(n_x, n_h, n_y)
    for i in range(num_iterations):
        A2, cache = forward_propagation(X, parameters)
        grads = backward_propagation(parameters, cache, X, Y)
        parameters = update_parameters(parameters, grads, learning_rate)
        if print_cost and i % 1000 == 0:
            print(f"cost after step {i}: {compute_cost(A2, Y):.6f}")
    ### END SOLUTION
    return parameters


# %% check="nn_model" points=15
check(nn_model)

# %% [markdown]
# **Use it** on the flower. It takes some seconds. **Predict:** does the cost fall evenly?

# %%
np.random.seed(1)
trained = nn_model(X, Y, n_h=4, num_iterations=10000, print_cost=True)

# %% [markdown]
# **What was seen.** No. In the first thousand steps it falls far, then hardly, and towards the end
# it even rises a little: for the steep borders that it has learned by then, steps of 1.2 are on the
# long side. The plateau at the start is over before the second line. A picture of the first steps
# shows it:

# %%
np.random.seed(1)
now, costs = initialize_parameters(2, 4, 1), []
for _ in range(200):
    A2, cache = forward_propagation(X, now)
    costs.append(compute_cost(A2, Y))
    now = update_parameters(now, backward_propagation(now, cache, X, Y))
course.plots.show_costs(costs, every=1, title="The first 200 steps")

# %% [markdown]
# ## Exercise 9: from a probability to an answer
#
# *8 minutes, difficulty 1 of 3, 10 points*
#
# **Idea.** As in week 2: 1 where the network holds class 1 for more likely than not. Mind the order
# of the arguments, parameters first.
#
# **Formula.**
#
# $$ \hat{y} = \begin{cases} 1 & \text{if } a^{[2]} > 0.5, \\ 0 & \text{otherwise.} \end{cases} $$
#
# <details><summary>Read aloud</summary>
#
# “y hat equals one if a two is above a half, and zero otherwise.”
#
# </details>

# %% [markdown]
# **With small numbers.** $A^{[2]} = (0.2, 0.9, 0.51)$ gives `[[0, 1, 1]]`, of shape `(1, 3)`.


# %% exercise="predict" minutes=8 difficulty=1
def predict(parameters, X):
    """Decide for each example which class it is.

    Parameters
    ----------
    parameters : dictionary with "W1", "b1", "W2" and "b2"
    X : examples as columns, shape (n_x, m)

    Returns
    -------
    predictions : array of 0 and 1, shape (1, m)
    """
    ### BEGIN SOLUTION
    A2, _ = forward_propagation(X, parameters)
    predictions = (A2 > 0.5).astype(int)
    ### END SOLUTION
    return predictions


# %% check="predict" points=10
check(predict)

# %% [markdown]
# **Use it.** This is the moment. **Predict** the border of your network with your finger on the
# picture of the flower, before you run the cell.

# %%
models = {
    "logistic regression": straight,
    "4 hidden units": lambda points: predict(trained, points),
}
print(f"baseline {baseline(Y):.1f} %")
course.plots.show_boundaries(models, X, Y)

# %% [markdown]
# **What was seen.** The border follows the petals. What is still wrong lies near the middle, where
# petals overlap.

# %% [markdown]
# ## What each hidden unit knows
#
# Each of the four is nothing but a line with a soft edge. The arrow points to the side on which
# the unit is positive; the number above says how the output counts it. **Predict** how the four
# make petals together.

# %%
course.plots.show_hidden_units(trained, X, Y)

# %% [markdown]
# **What was seen.** No unit alone knows the flower: each divides the plane in two. The output adds
# up the four half-planes, each times its weight, and where the sum is positive it says 1. Six
# petals out of four lines.

# %% [markdown]
# **Move it.** In this playground the network learns while you look. “Trained by your own
# functions” means what it says: your initialisation, your forward and backward propagation, your
# update. Nudged parameters check your gradient at every picture. Then let the browser train, with
# other data, more layers and other first weights. **Predict first:** what do the dashed
# half-planes do when all weights start equal?

# %%
course.widgets.playground(mine=globals(), dataset="circles", learning_rate=1.2)

# %% [markdown]
# **What was seen.** Half-planes that start equal lie on one another and stay there: they move as
# one, so the network can do no more than with a single hidden unit.

# %% [markdown]
# ### How many units?
#
# The same training with 1, 2, 3, 5, 10 and 20 hidden units. **Predict** which is the first that
# sees the petals, and whether 20 do better than 5.

# %%
widths = {}
for n_h in (1, 2, 3, 5, 10, 20):
    np.random.seed(3)
    widths[n_h] = nn_model(X, Y, n_h, num_iterations=3000)
X_new, Y_new = course.planar("flower", m=2000, seed=2)
for n_h, learned in widths.items():
    on_new = accuracy(predict(learned, X_new), Y_new)
    print(
        f"{n_h:2} units: {accuracy(predict(learned, X), Y):.1f} % of the points learned from,",
        end="",
    )
    print(f" {on_new:.1f} % of 2,000 new ones  (baseline {baseline(Y_new):.0f} %)")

# %%
course.plots.show_boundaries(
    {
        f"{n_h} hidden units": lambda points, learned=learned: predict(learned, points)
        for n_h, learned in widths.items()
    },
    X,
    Y,
    columns=3,
)

# %% [markdown]
# **What was seen.** One unit gives one straight border and two give nothing more; from three on the
# petals are there. More units change little then, since the flower is no more complicated: on new
# points 20 units do no better than three.

# %% [markdown]
# ### How to start
#
# Five ways to start the same network of four units, 3,000 steps each. **Predict** for each: what
# does it learn, and how do the four rows of $W^{[1]}$ differ afterwards?


# %%
def trained_from(start, steps=3000):
    """Train as nn_model does, from a start of our own."""
    now = {name: 1 * value for name, value in start.items()}  # copies, so that start stays
    for _ in range(steps):
        _, cache = forward_propagation(X, now)
        now = update_parameters(now, backward_propagation(now, cache, X, Y))
    return now


rng = np.random.default_rng(4)
W1, b1 = rng.normal(size=(4, 2)), np.zeros((4, 1))
W2, b2 = rng.normal(size=(1, 4)), np.zeros((1, 1))
starts = {
    "all zero": (0 * W1, 0 * W2),
    "all 0.5": (0 * W1 + 0.5, 0 * W2 + 0.5),
    "randn * 0.01": (0.01 * W1, 0.01 * W2),
    "randn": (W1, W2),
    "randn * 30": (30 * W1, 30 * W2),
}
ends = {n: trained_from({"W1": u, "b1": b1, "W2": v, "b2": b2}) for n, (u, v) in starts.items()}

# %%
for name, end in ends.items():
    start_W1 = starts[name][0]
    moved = np.abs(end["W1"] - start_W1).max()
    equal = np.allclose(end["W1"], end["W1"][0])
    slope = 1 - np.tanh(end["W1"] @ X + end["b1"]) ** 2
    print(
        f"{name:13} {accuracy(predict(end, X), Y):5.1f} % right; rows of W1 equal: {equal!s:5}",
        end="",
    )
    print(f"; W1 moved by {moved:.2g}; mean slope of tanh {slope.mean():.2f}")

# %%
course.plots.show_boundaries(
    {n: lambda points, end=end: predict(end, points) for n, end in ends.items()}, X, Y, columns=5
)

# %% [markdown]
# **What was seen.**
#
# - **All zero**: nothing moves. With $W^{[2]} = 0$ no slope comes back to the first layer, and with
#   $A^{[1]} = \tanh(0) = 0$ there is none for $W^{[2]}$. Only $b^{[2]}$ has a slope, and here not
#   even that, because half of the points are of class 1.
# - **All 0.5**: it learns, but the four units stay twins to the last digit. Four units, and the
#   border of one. That is the **symmetry** that random numbers break.
# - **Small random**: it leaves the plateau and finds the petals.
# - **Random of size 1**: here as good. With many inputs it would not be: scores add up.
# - **Large random**: most scores lie where tanh is flat. The slopes are nearly 0, the first layer
#   stays about where it was thrown, and only what the output makes of it is learned.

# %% [markdown]
# **Move it.** Here your functions train from a start that you choose, and each row of $W^{[1]}$ is
# an arrow. There are fewer points of class 1 than of class 0, so $b^{[2]}$ has something to learn.
# **Try** zeros, equal weights, then random ones with the factor small and large. **Look for**
# arrows that never part, and for units that saturate: what is the largest factor that still learns
# well?

# %%
course.widgets.symmetry(globals(), start="all equal")

# %% [markdown]
# **What was seen.** Equal weights grow, and stay one arrow. Zeros stay zeros: $b^{[2]}$ alone
# moves, until the network says for every point how frequent class 1 is. Random arrows part, and up
# to a factor of 5 they find the petals soon. At 10 it takes most of the 10,000 steps. From about
# 15 on every unit begins saturated: the arrows hardly turn, and more than a quarter of the points
# stays wrong.

# %% [markdown]
# ### Other shapes
#
# Your network, five hidden units, on all five sets. **Predict** on which of them logistic
# regression is just as good.

# %%
pairs = {}
for name in ("flower", "circles", "moons", "blobs", "spirals"):
    points, labels = course.planar(name)
    np.random.seed(1)
    learned = nn_model(points, labels, n_h=5, num_iterations=3000)
    line = logistic_regression(points, labels)
    pairs[f"{name}: logistic regression"] = (line, (points, labels))
    pairs[f"{name}: 5 hidden units"] = (
        lambda p, learned=learned: predict(learned, p),
        (points, labels),
    )
order = sorted(pairs, key=lambda title: "hidden" in title)
course.plots.show_boundaries({title: pairs[title] for title in order}, X, Y, columns=5)

# %% [markdown]
# **What was seen.** On the blobs a straight line is about as good as anything: the two clouds
# overlap, and no border can undo that. Circles and moons are solved, and the flower nearly. The
# spirals are not: five half-planes are too few for three half turns of two arms.
#
# Can you solve the spirals? (We needed more units, and patience.)

# %%
n_h, steps = 5, 3000  # change us
points, labels = course.planar("spirals")
np.random.seed(1)
learned = nn_model(points, labels, n_h, num_iterations=steps)
print(f"baseline {baseline(labels):.0f} %")
course.plots.show_boundary(lambda p: predict(learned, p), points, labels, title=f"{n_h} units")

# %% [markdown]
# ## Real handwriting
#
# Nothing in your functions knows that the inputs were points in the plane. Here are 1,797 digits
# that people have written, 8 by 8 pixels each. (E. Alpaydin and C. Kaynak, *Optical Recognition of
# Handwritten Digits*, UCI Machine Learning Repository, 1998, CC BY 4.0.) The question: is the
# digit **even** (1) or **odd** (0)?

# %%
digits = course.load_digits()
captions = [f"{d}: {'even' if d % 2 == 0 else 'odd'}" for d in digits.train_digit[0, :16]]
course.plots.show_pictures(digits.train_x[:16], captions=captions, title="The first 16 digits")

# %% [markdown]
# The question is harder than it looks: nothing in the strokes says “even”. 0, 2, 4, 6 and 8 have
# no part in common, and 3 looks more like 8 than like 1. **Predict** both accuracies: of logistic
# regression, and of your network with eight hidden units.


# %%
def columns(pictures):
    """One picture a column, scaled to 0 ... 1."""
    return pictures.reshape(len(pictures), -1).T / 16


D_train, D_dev, D_test = (columns(x) for x in (digits.train_x, digits.dev_x, digits.test_x))
E_train, E_dev, E_test = digits.train_y, digits.dev_y, digits.test_y
np.random.seed(1)
reader = nn_model(D_train, E_train, n_h=8, num_iterations=2000)
on_digits = {
    "logistic regression": logistic_regression(D_train, E_train),
    "8 hidden units": lambda pictures: predict(reader, pictures),
}
parts = {"train": (D_train, E_train), "dev": (D_dev, E_dev), "test": (D_test, E_test)}
for name, answers in on_digits.items():
    got = (f"{part} {accuracy(answers(D), E):.1f} %" for part, (D, E) in parts.items())
    print(f"{name:20}", ", ".join(got), f"  (baseline on test {baseline(E_test):.1f} %)")

# %% [markdown]
# **What was seen.** About 90 % for one neuron, and about 97 % with eight hidden ones: of 500 test
# digits 49 were answered wrongly, now it is 16. That is what the hidden layer is worth.
#
# One caution: the pictures were shuffled before they were split, so the people who wrote the test
# digits have written training digits as well. On the writing of strangers expect less.

# %% [markdown]
# Which ones are wrong? **Look for** digits that you would get wrong too.

# %%
said = predict(reader, D_test)
wrong = np.flatnonzero(said != E_test)
captions = [f"a {d}" for d in digits.test_digit[0, wrong]]
course.plots.show_pictures(
    digits.test_x[wrong],
    predictions=said[:, wrong],
    captions=captions,
    classes=digits.classes,
    title="Answered wrongly",
)

# %% [markdown]
# And what do the hidden units look at? Each has 64 weights, one for a pixel, so they make a
# picture too.

# %%
patterns = reader["W1"].reshape(-1, 8, 8)
captions = [f"output {w:+.1f}" for w in reader["W2"][0]]
course.plots.show_pictures(patterns - patterns.min(), captions=captions, title="Weights, dark = +")

# %% [markdown]
# **What was seen.** No digits. Each unit weighs some places against others, and its sum says
# little alone. Only together they tell even from odd.

# %% [markdown]
# **Draw it.** Here is a pad. Your network is asked at each stroke whether the digit is even.
# **Predict first:** can you draw a 3 that it takes for an even digit?

# %%
course.widgets.digit_pad(lambda x: forward_propagation(x, reader)[0], classes=digits.classes)

# %% [markdown]
# ## Find the bug
#
# *10 minutes, not graded*
#
# Someone has read that ReLU is better than tanh, and has changed your two functions. “It runs, the
# cost goes down, but on the moons it is hardly better than a straight line, and tanh solved them
# with five units. So much for ReLU.”


# %%
def someones_forward(X, parameters):
    Z1 = np.dot(parameters["W1"], X) + parameters["b1"]
    A1 = np.maximum(Z1, 0)
    Z2 = np.dot(parameters["W2"], A1) + parameters["b2"]
    A2 = sigmoid(Z2)
    return A2, {"Z1": Z1, "A1": A1, "Z2": Z2, "A2": A2}


def someones_backward(parameters, cache, X, Y):
    m = X.shape[1]
    dZ2 = cache["A2"] - Y
    dW2 = np.dot(dZ2, cache["A1"].T) / m
    db2 = np.sum(dZ2, axis=1, keepdims=True) / m
    dZ1 = np.dot(parameters["W2"].T, dZ2) * (cache["A1"] >= 0)
    dW1 = np.dot(dZ1, X.T) / m
    db1 = np.sum(dZ1, axis=1, keepdims=True) / m
    return {"dW1": dW1, "db1": db1, "dW2": dW2, "db2": db2}


M, M_Y = course.planar("moons")
rng = np.random.default_rng(4)
theirs = {"W1": 0.3 * rng.normal(size=(8, 2)), "b1": np.zeros((8, 1))}
theirs |= {"W2": 0.3 * rng.normal(size=(1, 8)), "b2": np.zeros((1, 1))}
for i in range(3000):
    A2, cache = someones_forward(M, theirs)
    if i % 1000 == 0:
        print(f"cost after step {i}: {np.squeeze(compute_cost(A2, M_Y)):.3f}")
    theirs = update_parameters(theirs, someones_backward(theirs, cache, M, M_Y), 0.3)
print(f"{accuracy(A2 > 0.5, M_Y):.1f} % with 8 units of ReLU   baseline {baseline(M_Y):.1f} %")

# %% [markdown]
# Find the line, and give the mistake a name. You own a judge of gradients; an empty cell to call it
# in:

# %%


# %% [markdown]
# <details><summary>First a hint</summary>
#
# Check the four gradients as you did after exercise 6, at a place where the weights are not small.
# Two of them are right. What do the other two have in common?
#
# </details>
#
# <details><summary>The mistake, and its name</summary>
#
# **A mask that is 1 everywhere.** $A^{[1]}$ is what ReLU gave, and that is never below 0, so
# `cache["A1"] >= 0` is true for every entry. The gradient passes units that are shut, as if they
# were linear. $dW^{[2]}$ and $db^{[2]}$ are right, $dW^{[1]}$ and $db^{[1]}$ are wrong. Right is
# `cache["Z1"] > 0`, or `cache["A1"] > 0`.
#
# No error was raised and the cost went down, since a wrong gradient is often right enough to go
# down. Only the check of the gradient finds it.
#
# </details>

# %% [markdown]
# ## To remember
#
# - A hidden unit is a neuron: one line with a soft edge. The output adds up several.
# - Examples are columns, and $m$ is the second size of everything except the parameters.
# - Six equations, and each slope has the shape of what it is a slope of.
# - Products of matrices where numbers were summed, products by entry where a function was applied.
# - Random starts break the symmetry; small ones keep tanh out of its flat parts.
# - A wrong gradient may raise no error. Check it once, with two calls of the cost for each number.

# %% [markdown]
# ## To think about
#
# 1. Exchange two hidden units, that is two rows of $W^{[1]}$ and $b^{[1]}$ and the same two columns
#    of $W^{[2]}$. What changes? Turn the signs of one unit's row and column round. What changes?
# 2. What do you get with tanh replaced by $a = z$ in `forward_propagation`, and $1 - A^2$ by 1?
# 3. Why not train with `gradient_check`'s numeric gradient, if it needs no formula?
# 4. All start weights are 0.5, but the biases $b^{[1]}$ are random. Is the symmetry broken?
#
# <details><summary>Short answers</summary>
#
# 1. Nothing either time: the sum is the same, and tanh of minus z is minus tanh of z. So each
#    solution has many twins: for four units $4! \cdot 2^4 = 384$.
# 2. Logistic regression, in a complicated way.
# 3. It calls the cost twice for every parameter. The network for the digits has 529 of them, so one
#    step costs 1,058 times forward, where backpropagation takes about twice the time of one.
# 4. Yes: the units compute different values, so they get different slopes. Random weights are the
#    custom, not the only way.
#
# </details>

# %% [markdown]
# ### One question without a short answer
#
# Someone trains a network of four hidden units ten times, from ten random starts, and gets
# accuracies between 71 % and 96 % on the same points. **What do you advise, and what may be
# reported?** Write your answer in the cell below before you open the one to compare with.

# %% [markdown]
# *Write your answer here.*

# %% [markdown]
# <details><summary>An answer to compare with</summary>
#
# The cost of a network is not convex, so where it ends depends on where it starts; with few units
# there are many poor places to end. I would look at the cost curves first: perhaps the runs at
# 71 % are not finished. Then I would try more hidden units, which makes bad ends rarer, and keep
# the run with the lowest cost or the best accuracy on a dev set. To be reported is how that run
# does on a test set that had no part in the choice, beside its baseline, and that it was the best
# of ten. “96 %” alone, chosen and measured on the same points, promises too much. Better still
# are all ten, with their spread.
#
# **Compare:** did yours name the reason, a remedy, the set by which to choose, and the number that
# may be reported?
#
# </details>
