# ---
# jupyter:
#   kernelspec:
#     display_name: Python 3
#     language: python
#     name: python3
# ---

# %% [markdown]
# # A deep network, step by step
#
# Last week's network had one hidden layer, and you wrote a line for each of its layers. Here you
# write the parts from which a network of **any** number of layers is put together: one block that
# goes forward through a layer, one that comes back, and two loops.
#
# **Afterwards you can**
#
# - say what $L$, $n^{[l]}$ and $a^{[l]}$ are, and count the layers of a network as everyone does;
# - write down the shape of every matrix in a network before you run it, and find a mismatch;
# - choose random weights that neither die out nor blow up on their way through the layers;
# - write the forward and the backward block of a layer, and say what the cache between them holds;
# - check the gradient of a whole deep network with nothing but its cost.
#
# **It builds on** last week's network with one hidden layer, matrix products, and the chain rule.
#
# **Time:** about two and a half hours. The thirteen exercises take some 110 minutes of that and
# carry 100 points. Most are short: a deep network is made of small parts.

# %% [markdown]
# ## How to work with it
#
# Run the cells from top to bottom. In an exercise, replace the line that raises
# `NotImplementedError`, run the cell, then its check. `check.help("linear_forward")` gives a hint,
# and one more each time. Where the text says **predict**, write your answer down first.
#
# This cell prepares the notebook. It also gives you two functions that you have written before,
# `sigmoid` and `relu`, for arrays of any shape.

# %% setup=true
import numpy as np

import course

check = course.checks("week4/deep_network_step_by_step")


def sigmoid(Z):
    """Return 1 / (1 + e^-Z), entry by entry."""
    return 1 / (1 + np.exp(-Z))


def relu(Z):
    """Return the larger of Z and 0, entry by entry."""
    return np.maximum(Z, 0)


# %%
course.card()

# %% [markdown]
# ## What is a deep network?
#
# **Look at** the two networks. How many layers has each, if you count as last week?

# %%
course.plots.show_network([3, 1], title="A logistic regression")

# %%
course.plots.show_network([3, 4, 2, 1], title="A deeper network")

# %% [markdown]
# **What was seen.** The input is not counted. So the first has **one** layer and no hidden one: a
# logistic regression is a network too, a shallow one. The second has $L = 3$ layers, of which
# $L - 1 = 2$ are hidden. “Deep” has no fixed boundary; it means “with more hidden layers”.
#
# | | is |
# |---|---|
# | $L$ | the number of layers, the output layer included |
# | $n^{[l]}$ | the number of units in layer $l$; $n^{[0]} = n_x$ is the number of inputs |
# | $W^{[l]}, b^{[l]}$ | the weights and biases with which layer $l$ makes its scores |
# | $Z^{[l]}$ | the scores of layer $l$, one column an example |
# | $A^{[l]}$ | its activations; $A^{[0]} = X$, and $A^{[L]} = \hat Y$ is the answer |
#
# **Change a number:** put other sizes into the list, run the cell, and say what $L$ is before you
# count.

# %%
my_sizes = [2, 5, 4, 1]  # inputs, hidden layers, output
course.plots.show_network(my_sizes)

# %% [markdown]
# **Move it.** Type other layer sizes, choose a unit, read every shape. Then play: does this
# product fit?

# %%
course.widgets.network((3, 4, 2, 1), m=5)

# %% [markdown]
# ## Exercise 1: random weights for two layers
#
# *5 minutes, difficulty 1 of 3, 5 points*
#
# **Idea.** If all weights of a layer began equal, its units would stay equal for ever: each would
# get the same gradient. Small random numbers break the tie. Biases may begin at 0.
#
# **Picture.**
#
# ```
#   X (n_x, m)-W1 (n_h, n_x), b1 (n_h, 1)->A1 (n_h, m)-W2 (n_y, n_h), b2 (n_y, 1)->A2 (n_y, m)
# ```
#
# **Formula.** $W^{[1]}$ and $W^{[2]}$ hold $0.01 \cdot$ (draws from the normal distribution with
# mean 0 and spread 1); $b^{[1]} = 0$ and $b^{[2]} = 0$.
#
# **With small numbers.** For $n_x = 3$, $n_h = 2$, $n_y = 1$: `W1` is `(2, 3)`, `b1` is `(2, 1)`,
# `W2` is `(1, 2)`, `b2` is `(1, 1)`. Rows are units, columns are what they look at.
#
# Any of NumPy's generators will do. The check looks at shapes, mean and spread, not at single
# numbers.


# %% exercise="initialize_parameters" minutes=5 difficulty=1
def initialize_parameters(n_x, n_h, n_y):
    """Draw the parameters of a network with one hidden layer.

    Parameters
    ----------
    n_x, n_h, n_y : numbers of inputs, of hidden units, of outputs

    Returns
    -------
    parameters : dictionary with "W1", shape (n_h, n_x), and "W2", shape (n_y, n_h):
        0.01 times normal draws; "b1", shape (n_h, 1), and "b2", shape (n_y, 1): zeros
    """
    ### BEGIN SOLUTION
    W1 = np.random.randn(n_h, n_x) * 0.01
    b1 = np.zeros((n_h, 1))
    W2 = np.random.randn(n_y, n_h) * 0.01
    b2 = np.zeros((n_y, 1))
    parameters = {"W1": W1, "b1": b1, "W2": W2, "b2": b2}
    ### END SOLUTION
    return parameters


# %% check="initialize_parameters" points=5
check(initialize_parameters)

# %% [markdown]
# ## Exercise 2: random weights for any number of layers
#
# *10 minutes, difficulty 2 of 3, 10 points*
#
# **Idea.** With 0.01, the scores become smaller in each layer. In a network of one hidden layer
# that does no harm. In a deep one it multiplies, layer after layer.

# %% [markdown]
# **Picture.** 1,000 examples go through ten layers of 50 units each. **Predict** what becomes of
# the spread of the activations, with weights of spread 0.01, and with weights of spread
# $1/\sqrt{n^{[l-1]}}$. Then look; the axis is logarithmic.

# %%
rng = np.random.default_rng(0)
spreads = {}
for name, scale in (("0.01", 0.01), ("1 / √n_prev", 1 / np.sqrt(50)), ("1", 1.0)):
    A = rng.normal(size=(50, 1000))
    spreads[f"weights of spread {name}"] = [A.std()]
    for _ in range(10):
        A = relu(rng.normal(size=(50, 50)) * scale @ A)
        spreads[f"weights of spread {name}"].append(A.std())
course.plots.show_lines(
    range(11), spreads, "The signal on its way", "layer", "spread of its activations", log_y=True
)

# %% [markdown]
# **What was seen.** With 0.01 each layer makes the signal some twenty times weaker; after ten
# layers it is about $10^{-13}$ of what came in. With spread 1 it grows five times in each layer.
# With $1/\sqrt{n}$ it shrinks too, though slowly, by about a third in a layer: ReLU cuts half of
# it off.
#
# A unit adds up $n^{[l-1]}$ products. A sum of $n$ independent terms has $\sqrt n$ times the
# spread of one, and dividing by $\sqrt n$ takes that back.

# %% [markdown]
# **Formula.** For every layer $l = 1, \dots, L$
#
# $$ W^{[l]} = \frac{N}{\sqrt{n^{[l-1]}}}, \qquad b^{[l]} = 0, $$
#
# <details><summary>Read aloud</summary>
#
# “Capital W of layer l equals N over the square root of n of layer l minus one. b of layer l is
# zero.”
#
# </details>
#
# where $N$ holds normal draws of spread 1, in the shape $(n^{[l]}, n^{[l-1]})$.

# %% [markdown]
# **With small numbers.** `layer_dims = [16, 4, 1]` stands for 16 inputs, 4 hidden units, 1 output.
# `W1` is `(4, 16)` with spread $1/\sqrt{16} = 0.25$; `W2` is `(1, 4)` with spread
# $1/\sqrt 4 = 0.5$. The list has three numbers, and the network two layers.


# %% exercise="initialize_parameters_deep" minutes=10 difficulty=2
def initialize_parameters_deep(layer_dims):
    """Draw the parameters of a network with any number of layers.

    Parameters
    ----------
    layer_dims : list of numbers of units, [n_x, n_1, ..., n_L]; the first are the inputs

    Returns
    -------
    parameters : dictionary with, for l = 1 ... L, "W1", "W2", ...: normal draws divided by
        the square root of the number of units before, shape (n_l, n_prev);
        and "b1", "b2", ...: zeros, shape (n_l, 1); no other keys
    """
    parameters = {}
    ### BEGIN SOLUTION
    for l in range(1, len(layer_dims)):
        n, n_prev = layer_dims[l], layer_dims[l - 1]
        parameters[f"W{l}"] = np.random.randn(n, n_prev) / np.sqrt(n_prev)
        parameters[f"b{l}"] = np.zeros((n, 1))
    ### END SOLUTION
    if len(parameters) > 2 * (len(layer_dims) - 1):  # later the layers are counted by the keys
        raise KeyError("more than a W and a b for each layer")
    return parameters


# %% check="initialize_parameters_deep" points=10
check(initialize_parameters_deep)

# %% [markdown]
# **Use it.** **Predict** how many parameters the network of the cat notebook has, with 12,288
# inputs and layers of 20, 7, 5 and 1 units, and which of its matrices holds most of them.

# %%
parameters = initialize_parameters_deep([12288, 20, 7, 5, 1])
for name, values in parameters.items():
    print(f"{name}: {values.shape!s:12} {values.size:7,} numbers, spread {values.std():.4f}")
print(f"together {sum(values.size for values in parameters.values()):,}")

# %% [markdown]
# **What was seen.** 245,973 numbers, and all but 193 of them belong to the first layer. Where the
# input is wide, that is where the parameters are.

# %% [markdown]
# ## Exercise 3: all shapes before anything runs
#
# *10 minutes, difficulty 2 of 3, 10 points*
#
# **Idea.** Nearly every mistake in a deep network shows first in a shape. Whoever can write all
# shapes down finds it on paper.

# %% [markdown]
# **Picture.** A network of 3 layers and $m = 5$ examples. **Look at** which shapes know of $m$,
# and which do not.

# %%
course.plots.show_matrices([3, 4, 2, 1], m=5)

# %% [markdown]
# **What was seen.** $Z$ and $A$ have a column for each example. $W$ and $b$ belong to the network,
# which is the same for one example and for a million: $b^{[l]}$ is $(n^{[l]}, 1)$, whatever $m$
# is, and NumPy stretches it over the columns.

# %% [markdown]
# **Formula.**
#
# $$ W^{[l]} : (n^{[l]}, n^{[l-1]}), \qquad b^{[l]} : (n^{[l]}, 1), \qquad
#    Z^{[l]}, A^{[l]} : (n^{[l]}, m). $$
#
# <details><summary>Read aloud</summary>
#
# “W of layer l has n of layer l rows and n of layer l minus one columns. b of layer l has n of
# layer l rows and one column. Z and A of layer l have n of layer l rows and m columns.”
#
# </details>
#
# A slope has the shape of what it is the slope of: $dW^{[l]}$ that of $W^{[l]}$, $dA^{[l]}$ that of
# $A^{[l]}$.

# %% [markdown]
# **With small numbers.** `[3, 2, 1]` and `m = 7`: `W1` is `(2, 3)`, `b1` `(2, 1)`, `Z1` and `A1`
# `(2, 7)`; `W2` is `(1, 2)`, `b2` `(1, 1)`, `Z2` and `A2` `(1, 7)`.


# %% exercise="layer_shapes" minutes=10 difficulty=2
def layer_shapes(layer_dims, m):
    """Say which shape every matrix of a network has.

    Parameters
    ----------
    layer_dims : list of numbers of units, [n_x, n_1, ..., n_L]
    m : number of examples

    Returns
    -------
    shapes : dictionary with the pairs "W1", "b1", "Z1", "A1", "W2", ... up to layer L
    """
    shapes = {}
    ### BEGIN SOLUTION
    for l in range(1, len(layer_dims)):
        n, n_prev = layer_dims[l], layer_dims[l - 1]
        shapes[f"W{l}"] = (n, n_prev)
        shapes[f"b{l}"] = (n, 1)
        shapes[f"Z{l}"] = (n, m)
        shapes[f"A{l}"] = (n, m)
    ### END SOLUTION
    return shapes


# %% check="layer_shapes" points=10
check(layer_shapes)

# %% [markdown]
# **Use it: find the mismatch.** *Not graded.* Three people have written down the matrices of their
# networks. In each list one shape cannot be right. **Predict** which, before you open the answer;
# `layer_shapes` may help.
#
# | | sizes | m | written down |
# |---|---|---|---|
# | Ada | 6, 4, 3, 1 | 10 | `W1 (4, 6)`, `W2 (4, 3)`, `b2 (3, 1)`, `Z3 (1, 10)` |
# | Ben | 2, 5, 5, 1 | 8 | `W2 (5, 5)`, `b1 (5, 8)`, `A2 (5, 8)`, `W3 (1, 5)` |
# | Cleo | 9, 3, 4, 2 | 1 | `Z1 (3, 1)`, `W3 (2, 4)`, `dA2 (4, 1)`, `dW1 (9, 3)` |
#
# <details><summary>The three mismatches</summary>
#
# Ada: `W2` must be `(3, 4)`, units first. Ben: `b1` must be `(5, 1)`; a bias for each example
# would have to be learned anew with each example. Cleo: `dW1` must be `(3, 9)`, the shape of `W1`.
# Her `(9, 3)` is the product transposed, $X \, dZ^{[1]T}$.
#
# </details>

# %%
layer_shapes([6, 4, 3, 1], 10)

# %% [markdown]
# **Play.** The same game, with sizes of your own and as many rounds as you like. **Say** the right
# shape before you press; on the keyboard, go with Tab and choose with Enter.

# %%
course.widgets.mismatch((6, 4, 3, 1), m=10)

# %% [markdown]
# **What was seen.** Two questions find every wrong shape: how many units has the layer, and is
# there a column for each example, for each unit before, or only one?

# %% [markdown]
# ## Forward and back: the plan
#
# **Walk through it** before you write the blocks. Every layer has two: one goes forward and leaves
# something behind, the other comes back and needs it. **Look at** the stack of caches: which one
# does the way back take first?

# %%
course.widgets.passes((3, 4, 2, 1), m=5, stack=True)

# %% [markdown]
# **What was seen.** The forward block of layer $l$ takes $A^{[l-1]}$ and gives $A^{[l]}$. It puts
# into its **cache** what the way back will ask for: $A^{[l-1]}$, $W^{[l]}$, $b^{[l]}$ and
# $Z^{[l]}$. The backward block takes $dA^{[l]}$ and that cache, and gives $dA^{[l-1]}$,
# $dW^{[l]}$ and $db^{[l]}$. The caches are used in the reverse order: last in, first out.
#
# A cache has the same form in all exercises:
#
# ```
#   linear_cache     = (A_prev, W, b)
#   activation_cache = Z
#   cache            = (linear_cache, activation_cache)
# ```

# %% [markdown]
# ## Exercise 4: the linear step
#
# *5 minutes, difficulty 1 of 3, 5 points*
#
# **Idea.** Each unit multiplies what the layer before tells it by its weights and adds up, for all
# examples at once.
#
# **Picture.** `W (n, n_prev)` times `A (n_prev, m)`, plus `b (n, 1)` in every column, gives
# `Z (n, m)`.

# %% [markdown]
# **Formula.**
#
# $$ Z^{[l]} = W^{[l]} A^{[l-1]} + b^{[l]} $$
#
# <details><summary>Read aloud</summary>
#
# “Z of layer l equals W of layer l times A of layer l minus one, plus b of layer l.”
#
# </details>

# %% [markdown]
# **With small numbers.** One unit, two inputs, two examples:
# $W = (2, -1)$, $A = \begin{pmatrix} 1 & 0 \\ 3 & 4 \end{pmatrix}$, $b = 10$. Then
# $Z = (2 - 3 + 10, \; 0 - 4 + 10) = (9, 6)$.


# %% exercise="linear_forward" minutes=5 difficulty=1
def linear_forward(A, W, b):
    """Compute the scores of one layer.

    Parameters
    ----------
    A : activations of the layer before (or X), shape (n_prev, m)
    W : weights, shape (n, n_prev)
    b : biases, shape (n, 1)

    Returns
    -------
    Z : scores, shape (n, m)
    cache : the tuple (A, W, b), kept for the way back
    """
    ### BEGIN SOLUTION
    Z = np.dot(W, A) + b
    cache = (A, W, b)
    ### END SOLUTION
    return Z, cache


# %% check="linear_forward" points=5
check(linear_forward)

# %% [markdown]
# ## Exercise 5: the forward block
#
# *5 minutes, difficulty 1 of 3, 5 points*
#
# **Idea.** After the linear step comes the activation: ReLU in the hidden layers, the sigmoid in
# the last one, since its answer is a probability.
#
# **Picture.**
#
# ```
#   A_prev --linear_forward--> Z --sigmoid or relu--> A
#                  |           |
#          linear_cache   activation_cache
# ```

# %% [markdown]
# **Formula.** With $g$ the sigmoid or ReLU
#
# $$ A^{[l]} = g\left(Z^{[l]}\right) $$
#
# <details><summary>Read aloud</summary>
#
# “A of layer l equals g of Z of layer l.”
#
# </details>

# %% [markdown]
# **With small numbers.** From $Z = (9, -6)$ ReLU makes $(9, 0)$, and the sigmoid about
# $(0.9999, 0.0025)$. The cache keeps $-6$, which the 0 no longer tells.


# %% exercise="linear_activation_forward" minutes=5 difficulty=1
def linear_activation_forward(A_prev, W, b, activation):
    """Go forward through one layer.

    Parameters
    ----------
    A_prev : activations of the layer before (or X), shape (n_prev, m)
    W : weights, shape (n, n_prev)
    b : biases, shape (n, 1)
    activation : "sigmoid" or "relu"

    Returns
    -------
    A : activations, shape (n, m)
    cache : the tuple (linear_cache, activation_cache): what linear_forward kept, and Z
    """
    ### BEGIN SOLUTION
    Z, linear_cache = linear_forward(A_prev, W, b)
    if activation == "sigmoid":
        A = sigmoid(Z)
    else:
        A = relu(Z)
    cache = (linear_cache, Z)
    ### END SOLUTION
    return A, cache


# %% check="linear_activation_forward" points=5
check(linear_activation_forward)

# %% [markdown]
# ## Exercise 6: forward through all layers
#
# *15 minutes, difficulty 2 of 3, 10 points*
#
# **Idea.** Over the layers there is no way round a loop: layer 2 cannot start before layer 1 has
# finished. (Over the examples there is none: they stand side by side in the columns.)
#
# **Picture.**
#
# ```
#   X -> [W1, b1, relu] -> A1 -> [W2, b2, relu] -> A2 -> ... -> [WL, bL, sigmoid] -> AL
#             |                       |                               |
#         caches[0]               caches[1]                      caches[L-1]
# ```

# %% [markdown]
# **Formula.** From $A^{[0]} = X$ on
#
# $$ A^{[l]} = \mathrm{relu}\left(W^{[l]} A^{[l-1]} + b^{[l]}\right) \text{ for } l < L, \qquad
#    A^{[L]} = \sigma\left(W^{[L]} A^{[L-1]} + b^{[L]}\right). $$
#
# <details><summary>Read aloud</summary>
#
# “A of layer l equals relu of W of layer l times A of layer l minus one plus b of layer l, for
# every l below capital L. A of layer capital L equals sigma of W of layer L times A of layer L
# minus one plus b of layer L.”
#
# </details>

# %% [markdown]
# **With small numbers.** `parameters` with the keys `W1, b1, W2, b2, W3, b3` has six entries, so
# $L = 6 / 2 = 3$: ReLU for layers 1 and 2, the sigmoid for layer 3, and three caches. Layers are
# counted from 1, places in a list from 0: the cache of layer 3 is `caches[2]`.


# %% exercise="L_model_forward" minutes=15 difficulty=2
def L_model_forward(X, parameters):
    """Go forward through the whole network: ReLU in the hidden layers, sigmoid in the last.

    Parameters
    ----------
    X : examples as columns, shape (n_x, m)
    parameters : dictionary "W1", "b1", ..., "WL", "bL"

    Returns
    -------
    AL : the network's answer, shape (n_L, m)
    caches : list of L caches of linear_activation_forward, that of layer 1 first
    """
    caches = []
    L = len(parameters) // 2
    ### BEGIN SOLUTION
    A = X
    for l in range(1, L):
        A, cache = linear_activation_forward(A, parameters[f"W{l}"], parameters[f"b{l}"], "relu")
        caches.append(cache)
    AL, cache = linear_activation_forward(A, parameters[f"W{L}"], parameters[f"b{L}"], "sigmoid")
    caches.append(cache)
    ### END SOLUTION
    return AL, caches


# %% check="L_model_forward" points=10
check(L_model_forward)

# %% [markdown]
# **Use it** on the cat pictures, made smaller: 16 by 16 pixels, 768 numbers each. (They are drawn
# by a program; the next notebook takes them whole.) **Predict:** near which number do the answers
# of an untrained network lie?

# %%
cats = course.load_cats()
small = cats.train_x.reshape(-1, 16, 4, 16, 4, 3).mean(axis=(2, 4))  # squares of 4 by 4 averaged
X, Y = small.reshape(len(small), -1).T / 255, cats.train_y
np.random.seed(1)
parameters = initialize_parameters_deep([768, 20, 7, 5, 1])
AL, caches = L_model_forward(X, parameters)
print("X", X.shape, " AL", AL.shape, " caches", len(caches))
print(f"answers from {AL.min():.2f} to {AL.max():.2f}")

# %% [markdown]
# **What was seen.** They lie near one half: the network has not looked yet. With other draws they
# are other numbers near one half.

# %% [markdown]
# ## Exercise 7: the cost
#
# *5 minutes, difficulty 1 of 3, 5 points*
#
# **Idea.** The cost is the same as for logistic regression: the last layer *is* one, whose inputs
# are what the layers before have made of the picture.
#
# **Picture.** To give the truth a probability near 1 costs nearly nothing; to give it nearly 0
# costs without limit.

# %% [markdown]
# **Formula.**
#
# $$ J = -\frac{1}{m} \sum_{i=1}^{m} \left[ y^{(i)} \log a^{[L](i)}
#       + (1 - y^{(i)}) \log (1 - a^{[L](i)}) \right] $$
#
# <details><summary>Read aloud</summary>
#
# “J equals minus one over m times the sum, over i from one to m, of: y of example i times the log
# of a of layer capital L of example i, plus one minus y times the log of one minus a.”
#
# </details>

# %% [markdown]
# **With small numbers.** $Y = (1, 0)$ and $A^{[L]} = (0.8, 0.4)$: the losses are
# $-\log 0.8 = 0.223$ and $-\log 0.6 = 0.511$, and the cost is $0.367$.


# %% exercise="compute_cost" minutes=5 difficulty=1
def compute_cost(AL, Y):
    """Compute the cross-entropy, averaged over the examples.

    Parameters
    ----------
    AL : probabilities, shape (1, m)
    Y : true labels, 0 or 1, shape (1, m)

    Returns
    -------
    cost : a number
    """
    m = Y.shape[1]
    ### BEGIN SOLUTION
    cost = -np.sum(Y * np.log(AL) + (1 - Y) * np.log(1 - AL)) / m
    ### END SOLUTION
    return cost


# %% check="compute_cost" points=5
check(compute_cost)

# %% [markdown]
# ## Exercise 8: back through the sigmoid
#
# *5 minutes, difficulty 2 of 3, 5 points*
#
# **Idea.** $dA$ says how the cost changes with the activation. How it changes with the score
# follows by the chain rule: times the slope of the activation function, **entry by entry**, since
# each activation comes from one score.
#
# **Picture.** `dA (n, m)` times, entry by entry, `g'(Z) (n, m)` gives `dZ (n, m)`.

# %% [markdown]
# **Formula.** With $s = \sigma(Z)$
#
# $$ dZ = dA * s * (1 - s) $$
#
# <details><summary>Read aloud</summary>
#
# “d Z equals d A, elementwise s, elementwise one minus s.”
#
# </details>

# %% [markdown]
# **With small numbers.** At $Z = 0$ the sigmoid is $0.5$ and its slope $0.25$: from $dA = 4$
# comes $dZ = 1$.


# %% exercise="sigmoid_backward" minutes=5 difficulty=2
def sigmoid_backward(dA, cache):
    """Go back through the sigmoid.

    Parameters
    ----------
    dA : slope of the cost for the activations, shape (n, m)
    cache : Z, the scores that went in, shape (n, m)

    Returns
    -------
    dZ : slope of the cost for the scores, shape (n, m)
    """
    Z = cache
    ### BEGIN SOLUTION
    s = sigmoid(Z)
    dZ = dA * s * (1 - s)
    ### END SOLUTION
    return dZ


# %% check="sigmoid_backward" points=5
check(sigmoid_backward)

# %% [markdown]
# ## Exercise 9: back through ReLU
#
# *5 minutes, difficulty 1 of 3, 5 points*
#
# **Idea.** Where a score was above 0, ReLU has let it through, and the slope goes through as well.
# Where it was below, ReLU has given 0 whatever the score was: nothing gets back. At exactly 0
# either is right.
#
# **Picture.**
#
# ```
#   Z    3   -2    1   -5
#   dA   7    7   -4    2
#   dZ   7    0   -4    0
# ```

# %% [markdown]
# **Formula.**
#
# $$ dZ = \begin{cases} dA & \text{where } Z > 0, \\ 0 & \text{where } Z < 0. \end{cases} $$
#
# <details><summary>Read aloud</summary>
#
# “d Z equals d A where Z is positive, and zero where Z is negative.”
#
# </details>
#
# **With small numbers:** the picture above has them. It is $Z$ that decides, not the sign of $dA$.


# %% exercise="relu_backward" minutes=5 difficulty=1
def relu_backward(dA, cache):
    """Go back through ReLU.

    Parameters
    ----------
    dA : slope of the cost for the activations, shape (n, m); left as it is
    cache : Z, the scores that went in, shape (n, m)

    Returns
    -------
    dZ : slope of the cost for the scores, shape (n, m)
    """
    Z = cache
    ### BEGIN SOLUTION
    dZ = dA * (Z > 0)
    ### END SOLUTION
    return dZ


# %% check="relu_backward" points=5
check(relu_backward)

# %% [markdown]
# ## Exercise 10: back through the linear step
#
# *20 minutes, difficulty 3 of 3, 15 points*
#
# **Idea.** Three things went into $Z = W A_{\text{prev}} + b$, so three slopes come out. A weight
# acts on all examples, so its slope adds up over them. A bias acts on all examples too. An
# activation of the layer before acts on all units of this layer, so its slope adds up over these.

# %% [markdown]
# **Picture.** The shapes leave one way to multiply. **Predict** the two products from the shapes
# alone, before you read the formula: what must `dZ (n, m)` be multiplied by to give
# `dW (n, n_prev)`? And to give `dA_prev (n_prev, m)`?
#
# <details><summary>Compare with your own</summary>
#
# `dZ (n, m)` times `A_prev.T (m, n_prev)` is `(n, n_prev)`. `W.T (n_prev, n)` times `dZ (n, m)` is
# `(n_prev, m)`.
#
# </details>

# %% [markdown]
# **Formula.**
#
# $$ dW^{[l]} = \frac{1}{m} \, dZ^{[l]} A^{[l-1]T}, \qquad
#    db^{[l]} = \frac{1}{m} \sum_{i=1}^{m} dZ^{[l](i)}, \qquad
#    dA^{[l-1]} = W^{[l]T} dZ^{[l]}. $$
#
# <details><summary>Read aloud</summary>
#
# “d W of layer l equals one over m times d Z of layer l times A of layer l minus one transposed.
# d b of layer l is the mean of d Z of layer l over the examples. d A of layer l minus one equals
# W of layer l transposed times d Z of layer l.”
#
# </details>
#
# All three are products of matrices or sums over columns. The factor $1/m$ stands in $dW$ and $db$
# **once**, and not in $dA$: here $dZ$ and $dA$ hold the slopes of the single examples' losses, and
# the average is taken where examples meet.

# %% [markdown]
# **With small numbers.** One unit, two inputs, two examples:
# $dZ = (1, 3)$, $A_{\text{prev}} = \begin{pmatrix} 2 & 0 \\ 1 & 4 \end{pmatrix}$, $W = (5, -1)$.
#
# - $dW = \frac12 (1 \cdot 2 + 3 \cdot 0, \; 1 \cdot 1 + 3 \cdot 4) = (1, 6.5)$
# - $db = \frac12 (1 + 3) = 2$
# - $dA_{\text{prev}} = \begin{pmatrix} 5 \\ -1 \end{pmatrix} (1, 3)
#   = \begin{pmatrix} 5 & 15 \\ -1 & -3 \end{pmatrix}$


# %% exercise="linear_backward" minutes=20 difficulty=3
def linear_backward(dZ, cache):
    """Go back through the linear step of one layer.

    Parameters
    ----------
    dZ : slope of each example's loss for the scores, shape (n, m)
    cache : the tuple (A_prev, W, b) that linear_forward kept

    Returns
    -------
    dA_prev : slope for the activations of the layer before, shape (n_prev, m)
    dW : slope of the cost for W, shape (n, n_prev)
    db : slope of the cost for b, shape (n, 1)
    """
    A_prev, W, b = cache
    m = A_prev.shape[1]
    ### BEGIN SOLUTION
    dW = np.dot(dZ, A_prev.T) / m
    db = np.sum(dZ, axis=1, keepdims=True) / m
    dA_prev = np.dot(W.T, dZ)
    ### END SOLUTION
    return dA_prev, dW, db


# %% check="linear_backward" points=15
check(linear_backward)

# %% [markdown]
# ## Exercise 11: the backward block
#
# *5 minutes, difficulty 1 of 3, 5 points*
#
# **Idea.** The way back is the way there in reverse: first through the activation, then through
# the linear step. Each takes its own half of the cache.
#
# **Picture.**
#
# ```
#   dA --sigmoid_backward or relu_backward--> dZ --linear_backward--> dA_prev, dW, db
#                  |                                     |
#          activation_cache                        linear_cache
# ```
#
# **Formula.** None that is new.
#
# **With small numbers.** A unit whose score was $-2$ under ReLU: whatever $dA$ is, $dZ = 0$, and
# this example adds nothing to the unit's $dW$ and $db$.


# %% exercise="linear_activation_backward" minutes=5 difficulty=1
def linear_activation_backward(dA, cache, activation):
    """Go back through one layer.

    Parameters
    ----------
    dA : slope for the layer's activations, shape (n, m)
    cache : the tuple (linear_cache, activation_cache) that linear_activation_forward kept
    activation : "sigmoid" or "relu"

    Returns
    -------
    dA_prev, dW, db : as of linear_backward
    """
    linear_cache, activation_cache = cache
    ### BEGIN SOLUTION
    if activation == "sigmoid":
        dZ = sigmoid_backward(dA, activation_cache)
    else:
        dZ = relu_backward(dA, activation_cache)
    dA_prev, dW, db = linear_backward(dZ, linear_cache)
    ### END SOLUTION
    return dA_prev, dW, db


# %% check="linear_activation_backward" points=5
check(linear_activation_backward)

# %% [markdown]
# ## Exercise 12: back through all layers
#
# *20 minutes, difficulty 3 of 3, 15 points*
#
# **Idea.** Start at the end, where the slope of the loss is known, and hand $dA$ from block to
# block down to layer 1.

# %% [markdown]
# **Picture.** The stack of caches of a network of 3 layers, which you have seen pushed and popped:
# **look at** which cache lies on top when the way back begins.
#
# ```
#   going forward                     coming back
#   push cache of layer 1             pop cache of layer 3 = caches[2]   ->  dW3, db3
#   push cache of layer 2             pop cache of layer 2 = caches[1]   ->  dW2, db2
#   push cache of layer 3             pop cache of layer 1 = caches[0]   ->  dW1, db1
# ```

# %% [markdown]
# **Formula.** It begins, for each example, with the slope of its loss:
#
# $$ dA^{[L]} = -\left( \frac{Y}{A^{[L]}} - \frac{1 - Y}{1 - A^{[L]}} \right) $$
#
# <details><summary>Read aloud</summary>
#
# “d A of layer capital L equals minus: Y over A of layer L, minus one minus Y over one minus A of
# layer L.”
#
# </details>
#
# The minus sign in the bracket is right: the two cases pull in opposite directions.

# %% [markdown]
# **With small numbers.** $y = 1$, $a = 0.8$: $da = -1/0.8 = -1.25$, so a larger $a$ lowers the
# loss. $y = 0$, $a = 0.8$: $da = 1/0.2 = 5$. Through the sigmoid the first becomes
# $-1.25 \cdot 0.16 = -0.2 = a - y$, as it must.


# %% exercise="L_model_backward" minutes=20 difficulty=3
def L_model_backward(AL, Y, caches):
    """Compute the slope of the cost for every parameter of the network.

    Parameters
    ----------
    AL : the network's answer, shape (1, m)
    Y : true labels, shape (1, m)
    caches : list of L caches, as L_model_forward returns it

    Returns
    -------
    grads : dictionary with "dW1", "db1", ..., "dWL", "dbL", each of the shape of its parameter.
        (Keep the slopes of the activations in it too if you like; only these are looked at.)
    """
    grads = {}
    L = len(caches)
    ### BEGIN SOLUTION
    dA = -(Y / AL - (1 - Y) / (1 - AL))
    dA, dW, db = linear_activation_backward(dA, caches[L - 1], "sigmoid")
    grads[f"dW{L}"], grads[f"db{L}"] = dW, db
    for l in reversed(range(1, L)):
        dA, dW, db = linear_activation_backward(dA, caches[l - 1], "relu")
        grads[f"dW{l}"], grads[f"db{l}"] = dW, db
    ### END SOLUTION
    return grads


# %% check="L_model_backward" points=15
check(L_model_backward)

# %% [markdown]
# **Use it: check it yourself.** Nudge one weight of each layer up and down and see how the cost
# changes. This uses only your forward pass. **Predict:** to how many digits will the columns agree?

# %%
grads, epsilon = L_model_backward(AL, Y, caches), 1e-5
for l in (1, 2, 3, 4):
    W = parameters[f"W{l}"]
    place = np.unravel_index(np.argmax(np.abs(grads[f"dW{l}"])), W.shape)
    costs = []
    for nudge in (epsilon, -epsilon):
        nudged = W.copy()
        nudged[place] += nudge
        costs.append(compute_cost(L_model_forward(X, parameters | {f"W{l}": nudged})[0], Y))
    rise = (costs[0] - costs[1]) / (2 * epsilon)
    print(f"W{l}: by backpropagation {grads[f'dW{l}'][place]:.9f}   rise over run {rise:.9f}")

# %% [markdown]
# **What was seen.** Four layers, one weight in each, and the two ways agree to about nine decimals.
# Rise over run needs two forward passes for each number; backpropagation has given all of them in
# one pass back.

# %% [markdown]
# ## Exercise 13: a step downhill
#
# *5 minutes, difficulty 1 of 3, 5 points*
#
# **Idea.** Every parameter goes a little way against its own slope.
#
# **Picture.** `W1` with `dW1`, `b1` with `db1`, and so on: pairs that bear the same number.

# %% [markdown]
# **Formula.** With the learning rate $\alpha$, for every layer
#
# $$ W^{[l]} := W^{[l]} - \alpha \, dW^{[l]}, \qquad b^{[l]} := b^{[l]} - \alpha \, db^{[l]}. $$
#
# <details><summary>Read aloud</summary>
#
# “W of layer l becomes W of layer l minus alpha times d W of layer l; b of layer l becomes b of
# layer l minus alpha times d b of layer l.”
#
# </details>

# %% [markdown]
# **With small numbers.** A weight of $2$ with slope $-0.5$ and $\alpha = 0.1$ becomes $2.05$.


# %% exercise="update_parameters" minutes=5 difficulty=1
def update_parameters(parameters, grads, learning_rate):
    """Take one step of gradient descent.

    Parameters
    ----------
    parameters : dictionary "W1", "b1", ..., "WL", "bL"
    grads : dictionary "dW1", "db1", ..., "dWL", "dbL"
    learning_rate : how far the step goes along the negative gradient

    Returns
    -------
    parameters : dictionary with the same keys and the new values
    """
    ### BEGIN SOLUTION
    L = len(parameters) // 2
    updated = {}
    for l in range(1, L + 1):
        updated[f"W{l}"] = parameters[f"W{l}"] - learning_rate * grads[f"dW{l}"]
        updated[f"b{l}"] = parameters[f"b{l}"] - learning_rate * grads[f"db{l}"]
    parameters = updated
    ### END SOLUTION
    return parameters


# %% check="update_parameters" points=5
check(update_parameters)

# %% [markdown]
# ## Put together: it learns, or it does not
#
# **Use all of it** on the small pictures: 600 steps of a network of four layers. First with your
# `initialize_parameters_deep`, then with the same shapes and 0.01 in place of $1/\sqrt{n}$.
# **Predict** the two cost curves.

# %%
first = initialize_parameters_deep([768, 20, 7, 5, 1])
starts = {
    "1 / √n_prev": first,
    "0.01": {k: 0.01 * v / v.std() if k[0] == "W" else 1 * v for k, v in first.items()},
}
curves, trained = {}, {}
for name, parameters in starts.items():
    curves[name] = []
    for step in range(600):
        AL, caches = L_model_forward(X, parameters)
        if step % 20 == 0:
            curves[name].append(compute_cost(AL, Y))
        grads = L_model_backward(AL, Y, caches)
        parameters = update_parameters(parameters, grads, 0.05)
    trained[name] = parameters
course.plots.show_costs(curves, every=20, title="The same network from two starts")

# %%
for name, parameters in trained.items():
    answer = L_model_forward(X, parameters)[0] > 0.5
    right, always = 100 * np.mean(answer == Y), 100 * max(Y.mean(), 1 - Y.mean())
    print(f"{name:11}: {right:.1f} % of the training pictures   baseline {always:.1f} %")

# %% [markdown]
# **What was seen.** From $1/\sqrt{n}$ the cost falls. From 0.01 it stays at $\log 2 \approx 0.693$
# and the network always gives the same answer: the signal of the pictures does not reach the end,
# and the slope does not reach the beginning. No error, no `nan`, a network of the right shape that
# **never learns**. With one hidden layer 0.01 was fine. It is the depth that multiplies.

# %% [markdown]
# ## Find the bug
#
# *10 minutes, not graded*
#
# Someone has written the linear step's way back and is puzzled: “All shapes are right and the cost
# goes down, but far more slowly than yours. And when I nudge weights, only the last layer agrees.”
# Here it is, with its answer on the two examples of exercise 10.


# %%
def someones_linear_backward(dZ, cache):
    A_prev, W, b = cache
    error = dZ / A_prev.shape[1]  # the cost is an average
    dW = np.dot(error, A_prev.T)
    db = np.sum(error, axis=1, keepdims=True)
    dA_prev = np.dot(W.T, error)
    return dA_prev, dW, db


cache = np.array([[2.0, 0], [1, 4]]), np.array([[5.0, -1]]), np.zeros((1, 1))
for name, slope in zip(
    ("dA_prev", "dW", "db"), someones_linear_backward(np.array([[1.0, 3]]), cache), strict=True
):
    print(name, slope.tolist())

# %% [markdown]
# Find out what is wrong, give the mistake a name, and say why the last layer agrees. An empty
# cell to try things in:

# %%


# %% [markdown]
# <details><summary>First a hint</summary>
#
# How many times too small is the slope of the layer before the last? And of the one before that?
#
# </details>
#
# <details><summary>The mistake, and its name</summary>
#
# **1/m in `dA_prev` as well.** The average is taken where examples meet, in `dW` and in `db`. In
# `dA_prev` each example keeps its column, and the next layer down divides by $m$ once more. So the
# slopes are right in the last layer, $m$ times too small in the one before it, then $m^2$ times:
# with 209 pictures the first of four layers hardly moves. `dA_prev = np.dot(W.T, dZ)` is right.
#
# </details>

# %% [markdown]
# ## To remember
#
# - $L$ counts the layers with weights; $L - 1$ of them are hidden; $A^{[0]} = X$.
# - $W^{[l]}$ is $(n^{[l]}, n^{[l-1]})$, $b^{[l]}$ is $(n^{[l]}, 1)$; only $Z$ and $A$ know of $m$.
# - A slope has the shape of what it is the slope of.
# - Forward: linear, then activation; keep $A_{\text{prev}}, W, b$ and $Z$. Back: activation, then
#   linear; last cache first.
# - In a deep network the spread of the first weights decides whether anything is learned.
# - Backpropagation can be checked with nothing but the cost. Do it whenever you write one.

# %% [markdown]
# ## To think about
#
# 1. Why does the cache keep $Z^{[l]}$, although $A^{[l]}$ was computed from it? Could a sigmoid
#    layer, or a ReLU layer, do with $A^{[l]}$ alone?
# 2. Does `linear_backward` ever use `b`?
# 3. You double the number of examples by taking each one twice. What becomes of $dW^{[1]}$?
# 4. In which order of layers could the *update* be made?
#
# <details><summary>Short answers</summary>
#
# 1. Both could: the sigmoid's slope is $a (1 - a)$, and ReLU's is 1 exactly where $a > 0$. For
#    other functions $A$ does not tell $Z$, and keeping $Z$ serves them all.
# 2. No. The slope of a sum does not depend on what is added. It stands in the cache by custom.
# 3. Nothing: it is an average, and every example counts twice in a sum that is divided by twice
#    as many.
# 4. In any, once all slopes are known: they were all computed with the old weights, which the
#    caches still hold.
#
# </details>

# %% [markdown]
# ### One question without a short answer
#
# Someone asks: “My deep network’s cost does not move. What do I look at, and in which order?”
# **Write your answer** in the cell below, in full sentences, before you open the one to compare
# with. It carries no points.

# %% [markdown]
# *Write your answer here.*

# %% [markdown]
# <details><summary>An answer to compare with</summary>
#
# First I look at the number itself. If the cost is $\log 2$ and stays there, the network gives
# everyone one half, so little of the input reaches the end: I print the spread of the activations
# of each layer, and if it falls from layer to layer, the weights began too small. If the spread
# grows instead, they began too large. If the spreads are fine, I check the gradient by nudging
# single weights, one in each layer: where the two ways part, the mistake lies in that layer's way
# back or in the one above. If the gradient is right, I try learning rates ten times as large and
# ten times as small. And before all that I make sure of the data: that the columns are examples,
# that the inputs are scaled, and that the labels belong to the right columns.
#
# **Compare:** did yours look at a number before changing something, look layer by layer, check
# the gradient, vary the learning rate, and doubt the data? Three of the five are a good answer.
#
# </details>
