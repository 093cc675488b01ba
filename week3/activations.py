# ---
# jupyter:
#   kernelspec:
#     display_name: Python 3
#     language: python
#     name: python3
# ---

# %% [markdown]
# # What a neuron does with its score
#
# Every neuron adds up its inputs to a score $z$, and then bends it: $a = g(z)$. The function $g$
# is its **activation**. In this notebook you write the four that matter and their slopes, and see
# what becomes of a network that does without.
#
# **Afterwards you can**
#
# - write sigmoid, tanh, ReLU and leaky ReLU, and say how tanh and sigmoid are related;
# - write the slope of each, and test a slope with nothing but the function itself;
# - say where a unit is saturated, and what that does to learning;
# - choose an activation for a hidden layer and for the output, with a reason;
# - show by calculation that linear layers, however many, are one linear layer.
#
# **It builds on** the sigmoid and derivatives from week 2, and on the product of matrices.
#
# **Time:** about an hour and a half. The seven exercises take some 50 minutes of that and carry
# 50 points.

# %% [markdown]
# ## How to work with it
#
# Run the cells from top to bottom. Replace the line that raises `NotImplementedError` by your own
# code and run the check below it; `check.help("tanh")` gives a hint, and one more each time.
# Where the text asks you to **predict**, write your answer down before you go on.
#
# This cell prepares the notebook. The sigmoid is the one that you know from week 2.

# %% setup=true
import numpy as np

import course

check = course.checks("week3/activations")


def sigmoid(z):
    """Return 1 / (1 + e^-z)."""
    return 1 / (1 + np.exp(-z))


# %%
course.card()

# %% [markdown]
# ## Four functions
#
# **Look at** two things in each picture: between which values does the function stay, and what
# does it do far from 0?

# %%
course.plots.show_activations(title="Four activations")

# %% [markdown]
# **What was seen.** The sigmoid stays between 0 and 1, tanh between −1 and 1: both level off. ReLU
# is 0 for every negative score and the score itself for every positive one. Leaky ReLU lets a
# little through on the negative side. (It is usually one hundredth; here it is drawn with one
# tenth, or you could not see it.)

# %% [markdown]
# ## Exercise 1: tanh
#
# *7 minutes, difficulty 1 of 3, 7 points*
#
# **Idea.** The sigmoid's values are all positive, with 0.5 in the middle. A hidden layer whose
# values lie around 0 passes on scores that lie around 0 as well, and the next layer learns more
# easily from those. That is what tanh offers: the same S, stretched and moved so that its middle
# is 0.

# %% [markdown]
# **Picture.** The two of them, each with its slope. **Predict** how much steeper tanh is at its
# middle.

# %%
course.plots.show_activations(("sigmoid", "tanh"), slopes=True, title="The same S twice")

# %% [markdown]
# **What was seen.** Four times: the slope at 0 is 1 for tanh and 0.25 for the sigmoid. Tanh is
# twice as high and is run through twice as fast.

# %% [markdown]
# **Formula.** The hyperbolic tangent is
#
# $$ \tanh(z) = \frac{e^{z} - e^{-z}}{e^{z} + e^{-z}}. $$
#
# <details><summary>Read aloud</summary>
#
# “The tangent, hyperbolic, of z (short: tanh of z) equals e to the z minus e to the minus z, over
# e to the z plus e to the minus z.”
#
# </details>

# %% [markdown]
# **With small numbers.** $e^{1} \approx 2.718$ and $e^{-1} \approx 0.368$, so
# $\tanh(1) \approx 2.350 / 3.086 \approx 0.762$. At $z = 0$ the numerator is $1 - 1 = 0$.
#
# Write it from $e^z$ and $e^{-z}$; `np.tanh` is there to compare with, and from the next notebook
# on you will use that.


# %% exercise="tanh" minutes=7 difficulty=1
def tanh(z):
    """Compute the hyperbolic tangent by its definition.

    Parameters
    ----------
    z : number, or array of any shape, with no entry far from 0 (up to some hundred)

    Returns
    -------
    a : (e^z - e^-z) / (e^z + e^-z), of the same shape as z
    """
    ### BEGIN SOLUTION
    up, down = np.exp(z), np.exp(-z)
    a = (up - down) / (up + down)
    ### END SOLUTION
    return a


# %% check="tanh" points=7
check(tanh)

# %% [markdown]
# **Use it.** Multiply numerator and denominator of the definition by $e^{-z}$: it becomes
# $(1 - e^{-2z}) / (1 + e^{-2z})$, and that is a sigmoid:
#
# $$ \tanh(z) = 2 \, \sigma(2z) - 1. $$
#
# <details><summary>Read aloud</summary>
#
# “Tanh of z equals two times sigma of two z, minus one.”
#
# </details>
#
# **Predict:** to how many digits will the two columns agree?

# %%
for z in (-2.0, -0.5, 0.0, 0.1, 3.0):
    print(f"z = {z:4}   tanh {tanh(z):.15f}   by the sigmoid {2 * sigmoid(2 * z) - 1:.15f}")

# %% [markdown]
# **What was seen.** To all digits that the computer has, but for the last. So a network with tanh
# can do whatever one with sigmoids can: the 2 goes into the weights, the −1 into the biases.
# They differ in how easily they learn.
#
# Why “no entry far from 0”? Change the number and find the place where it goes wrong.

# %%
z = 300.0  # change me: 500, 700, 710, 1000
with np.errstate(all="ignore"):
    print("by the definition", tanh(z), "  np.tanh", np.tanh(z))

# %% [markdown]
# <details><summary>What happens there</summary>
#
# From $z \approx 709.8$ on, $e^z$ is larger than any number the computer holds. Infinity by
# infinity is `nan`, although the tangent itself is 1 to all digits. `np.tanh` avoids it.
#
# </details>

# %% [markdown]
# ## Exercise 2: leaky ReLU
#
# *5 minutes, difficulty 1 of 3, 5 points*
#
# **Idea.** ReLU, $\max(0, z)$, is the usual choice for hidden layers: it costs nearly nothing and
# its slope is 1 for every positive score. But a unit whose score is negative for every example
# has slope 0 everywhere: it no longer learns, it is **dead**. Leaky ReLU leaves the negative side
# a small slope, so that a unit can come back.

# %% [markdown]
# **Picture.** Side by side. **Look at** the dashed slopes on the left of 0.

# %%
course.plots.show_activations(("relu", "leaky_relu"), slopes=True, title="With and without a leak")

# %% [markdown]
# **What was seen.** The shaded half of ReLU has slope 0. Leaky ReLU has no flat part at all.

# %% [markdown]
# **Formula.** With a small number $s$, usually $0.01$,
#
# $$ g(z) = \begin{cases} z & \text{if } z > 0, \\ s \, z & \text{otherwise.} \end{cases} $$
#
# <details><summary>Read aloud</summary>
#
# “g of z equals z where z is positive, and s times z otherwise.”
#
# </details>
#
# For $0 < s < 1$ that is the same as $\max(s z, z)$.

# %% [markdown]
# **With small numbers.** For $s = 0.01$: $3$ stays $3$, and $-3$ becomes $-0.03$. For $s = 0.2$
# it becomes $-0.6$.


# %% exercise="leaky_relu" minutes=5 difficulty=1
def leaky_relu(z, slope=0.01):
    """Compute leaky ReLU.

    Parameters
    ----------
    z : number, or array of any shape; left as it is
    slope : the factor for negative z, between 0 and 1

    Returns
    -------
    a : z where z is positive, slope * z elsewhere; of the same shape as z
    """
    ### BEGIN SOLUTION
    a = np.where(z > 0, z, slope * z)
    ### END SOLUTION
    return a


# %% check="leaky_relu" points=5
check(leaky_relu)

# %% [markdown]
# **Use it.** With slope 0 it is ReLU. **Predict** what it is with slope 1, and try other numbers.

# %%
z = np.array([-4.0, -1.0, 0.0, 2.0])
for s in (0, 0.01, 0.5, 1):
    print(f"slope {s:4}:", leaky_relu(z, s))

# %% [markdown]
# **What was seen.** With slope 1 nothing is bent any more: $a = z$. Remember that one. The last
# part of this notebook is about networks made of it.

# %% [markdown]
# ## Slopes
#
# Learning asks every unit: if your score grew a little, how much would your value grow? That is
# the slope $g'(z)$, and every gradient that passes through the unit is multiplied by it.

# %% [markdown]
# **Picture.** The sigmoid with its tangent at four places. **Predict** the four slopes roughly,
# with the eye, before you read them.

# %%
course.plots.show_tangents("sigmoid", at=(-5, -2, 0, 2))

# %% [markdown]
# **What was seen.** A quarter at the middle, a tenth at −2 and 2 alike, less than a hundredth at
# −5. Where the curve is flat the unit is **saturated**: whatever it should learn, its gradient is
# multiplied by nearly nothing. Other places, and other functions, are yours to try:

# %%
course.plots.show_tangents("tanh", at=(-3, -0.5, 0, 1))  # change the name and the places

# %% [markdown]
# **Move it.** Drag the point, or use the arrow keys. On the shaded ground the slope is below a
# tenth of its greatest: a unit there hardly learns. Then choose tanh, and after it $2\sigma(2z) -
# 1$. **Predict** what changes.

# %%
course.widgets.activation("sigmoid", at=1.0)

# %% [markdown]
# **What was seen.** Both ends of the two S-shaped functions are shaded, and the left half of ReLU
# and of leaky ReLU: there the one has slope 0 and the other a hundredth, which is little but never
# 0. From tanh to $2\sigma(2z) - 1$ nothing changes but the name: neither value nor slope, wherever
# the point is.

# %% [markdown]
# ### A test for every slope
#
# A slope is rise over run, so you can check any formula for it without knowing where it came
# from:
#
# $$ g'(z) \approx \frac{g(z + h) - g(z - h)}{2h}. $$
#
# <details><summary>Read aloud</summary>
#
# “g prime of z is about g of z plus h, minus g of z minus h, over two h.”
#
# </details>
#
# This function does that, and you will use it on each of the four that follow.


# %%
def rise_over_run(g, z, h=1e-5):
    return (g(z + h) - g(z - h)) / (2 * h)


# %% [markdown]
# ## Exercise 3: the slope of the sigmoid
#
# *8 minutes, difficulty 2 of 3, 8 points*
#
# **Idea.** The slope of the sigmoid can be had from its own value, which has been computed
# already on the way forward. That is why it is so cheap.

# %% [markdown]
# **Picture.** The dashed curve in the picture above exercise 1: a hill of height one quarter over
# the middle, and nothing at both sides.

# %% [markdown]
# **Formula.** With $a = \sigma(z) = (1 + e^{-z})^{-1}$ the chain rule gives
#
# $$ \sigma'(z) = \frac{e^{-z}}{(1 + e^{-z})^2} = a \, (1 - a), $$
#
# <details><summary>Read aloud</summary>
#
# “Sigma prime of z equals e to the minus z, over the square of one plus e to the minus z; that
# is, a times one minus a.”
#
# </details>
#
# because $1 - a = e^{-z} / (1 + e^{-z})$.

# %% [markdown]
# **With small numbers.** At $z = 0$: $a = 0.5$, and the slope is $0.5 \cdot 0.5 = 0.25$. At
# $z = 10$: $a \approx 0.99995$, and the slope is about $0.000045$.
#
# Mind what the argument is: the function gets the **score** $z$, not the value $a$.


# %% exercise="sigmoid_derivative" minutes=8 difficulty=2
def sigmoid_derivative(z):
    """Compute the slope of the sigmoid at z.

    Parameters
    ----------
    z : number, or array of any shape; the score, not the sigmoid of it

    Returns
    -------
    g : the slope at each z, of the same shape as z
    """
    ### BEGIN SOLUTION
    a = sigmoid(z)
    g = a * (1 - a)
    ### END SOLUTION
    return g


# %% check="sigmoid_derivative" points=8
check(sigmoid_derivative)

# %% [markdown]
# **Use it.** **Predict:** at which $z$ is the slope one hundredth of what it is at 0?

# %%
for z in (0.0, 2.0, 4.0, 6.0, 8.0):
    print(f"z = {z}: {sigmoid_derivative(z):.6f}   rise over run {rise_over_run(sigmoid, z):.6f}")

# %% [markdown]
# **What was seen.** Near 6. And the two columns agree: your formula is the slope of the function.

# %% [markdown]
# ## Exercise 4: the slope of tanh
#
# *8 minutes, difficulty 2 of 3, 8 points*
#
# **Idea.** Here too the value is enough to know the slope.

# %% [markdown]
# **Picture.** Values and slopes, point against point. **Predict:** a unit of tanh gives 0.9. How
# steep is it there? And one that gives −0.9?

# %%
a = np.linspace(-0.999, 0.999, 101)
z = np.arctanh(a)
course.plots.show_lines(
    a,
    {"slope of tanh": rise_over_run(np.tanh, z)},
    "The slope of tanh, against its value",
    "value a = tanh(z)",
    "slope",
    markers=False,
)

# %% [markdown]
# **What was seen.** A parabola: 1 at $a = 0$, and 0 at both ends. At 0.9 and at −0.9 it is 0.19.

# %% [markdown]
# **Formula.** With $a = \tanh(z)$,
#
# $$ \tanh'(z) = 1 - \tanh(z)^2 = 1 - a^2. $$
#
# <details><summary>Read aloud</summary>
#
# “Tanh prime of z equals one minus tanh of z squared, so one minus a squared.”
#
# </details>
#
# <details><summary>Where it comes from</summary>
#
# By the rule for quotients, with $u = e^z - e^{-z}$ and $v = e^z + e^{-z}$, where $u' = v$ and
# $v' = u$:
#
# $$ \left( \frac{u}{v} \right)' = \frac{v \cdot v - u \cdot u}{v^2} = 1 - \frac{u^2}{v^2}. $$
#
# <details><summary>Read aloud</summary>
#
# “The derivative of u over v equals v times v minus u times u, over v squared; that is, one minus
# u squared over v squared.”
#
# </details>
#
# </details>

# %% [markdown]
# **With small numbers.** At $z = 1$: $a \approx 0.762$, and the slope is $1 - 0.580 = 0.420$.


# %% exercise="tanh_derivative" minutes=8 difficulty=2
def tanh_derivative(z):
    """Compute the slope of tanh at z.

    Parameters
    ----------
    z : number, or array of any shape; the score, not the tanh of it

    Returns
    -------
    g : the slope at each z, of the same shape as z
    """
    ### BEGIN SOLUTION
    a = tanh(z)
    g = 1 - a**2
    ### END SOLUTION
    return g


# %% check="tanh_derivative" points=8
check(tanh_derivative)

# %% [markdown]
# **Use it.** A signal passes ten units in a row, and the gradient on the way back is multiplied
# by ten slopes. **Predict** what is left of it if each unit has $z = 1$: with tanh? With the
# sigmoid? With ReLU?

# %%
print("tanh   ", tanh_derivative(1.0) ** 10)
print("sigmoid", sigmoid_derivative(1.0) ** 10)
print("ReLU   ", 1.0**10)

# %% [markdown]
# **What was seen.** A six-thousandth with tanh, a twelve-millionth with the sigmoid, everything
# with ReLU. This is why the switch to ReLU let deep networks learn faster.

# %% [markdown]
# ## Exercise 5: the slope of ReLU
#
# *5 minutes, difficulty 1 of 3, 6 points*
#
# **Idea.** ReLU is made of two straight pieces, so its slope has two values. It is a gate: open,
# the gradient passes unchanged; shut, nothing passes.

# %% [markdown]
# **Picture.** **Look at** the place where the two pieces meet.

# %%
course.plots.show_tangents("relu", at=(-3, -0.5, 0.5, 3))

# %% [markdown]
# **What was seen.** Left of 0 the tangent lies flat, right of it it climbs by 1 on 1. At 0 there
# is a corner, and a corner has no tangent.

# %% [markdown]
# **Formula.**
#
# $$ g'(z) = \begin{cases} 1 & \text{if } z > 0, \\ 0 & \text{if } z < 0. \end{cases} $$
#
# <details><summary>Read aloud</summary>
#
# “g prime of z equals one where z is positive and zero where it is negative.”
#
# </details>
#
# At exactly $z = 0$ there is no slope; take 0 or 1, as you like. It hardly ever happens, and both
# are accepted.

# %% [markdown]
# **With small numbers.** For $z = -2, 0.5, 3$ the slopes are $0, 1, 1$.


# %% exercise="relu_derivative" minutes=5 difficulty=1
def relu_derivative(z):
    """Compute the slope of ReLU at z.

    Parameters
    ----------
    z : number, or array of any shape; the score, not the ReLU of it; left as it is

    Returns
    -------
    g : 1 where z is positive, 0 where it is negative; of the same shape as z
    """
    ### BEGIN SOLUTION
    g = np.where(z > 0, 1.0, 0.0)
    ### END SOLUTION
    return g


# %% check="relu_derivative" points=6
check(relu_derivative)

# %% [markdown]
# **Use it.** **Predict:** what does rise over run say at exactly 0?


# %%
def relu(z):
    return np.maximum(z, 0)


for z in (-2.0, -0.1, 0.0, 0.1, 2.0):
    print(f"z = {z:4}: {relu_derivative(z)}   rise over run {rise_over_run(relu, z):.3f}")

# %% [markdown]
# **What was seen.** One half: it looks to both sides and takes the average. Everywhere else the
# two agree.

# %% [markdown]
# ## Exercise 6: the slope of leaky ReLU
#
# *5 minutes, difficulty 1 of 3, 6 points*
#
# **Idea.** The gate again, but it never shuts completely.

# %% [markdown]
# **Formula.**
#
# $$ g'(z) = \begin{cases} 1 & \text{if } z > 0, \\ s & \text{if } z < 0. \end{cases} $$
#
# <details><summary>Read aloud</summary>
#
# “g prime of z equals one where z is positive and s where it is negative.”
#
# </details>
#
# At exactly 0 either value serves.

# %% [markdown]
# **With small numbers.** With $s = 0.01$ and $z = -2, 0.5, 3$ the slopes are $0.01, 1, 1$.


# %% exercise="leaky_relu_derivative" minutes=5 difficulty=1
def leaky_relu_derivative(z, slope=0.01):
    """Compute the slope of leaky ReLU at z.

    Parameters
    ----------
    z : number, or array of any shape; left as it is
    slope : the factor for negative z, as for leaky_relu

    Returns
    -------
    g : 1 where z is positive, slope where it is negative; of the same shape as z
    """
    ### BEGIN SOLUTION
    g = np.where(z > 0, 1.0, slope)
    ### END SOLUTION
    return g


# %% check="leaky_relu_derivative" points=6
check(leaky_relu_derivative)

# %% [markdown]
# **Use it.** Two thousand units with random scores. Of how many does the gradient get through?
# **Predict** it for the four activations, if “through” means a slope of at least 0.05.

# %%
scores = np.random.default_rng(0).normal(size=2000) * 3
slopes = {
    "sigmoid": sigmoid_derivative(scores),
    "tanh": tanh_derivative(scores),
    "ReLU": relu_derivative(scores),
    "leaky ReLU": leaky_relu_derivative(scores),
}
for name, g in slopes.items():
    print(
        f"{name:10} slope at least 0.05 in {100 * np.mean(g >= 0.05):.0f} %, exactly 0 in ", end=""
    )
    print(f"{100 * np.mean(g == 0):.0f} %, mean {g.mean():.2f}")

# %% [markdown]
# **What was seen.** ReLU lets the whole gradient through half of the units, and nothing through the
# others. By this count the sigmoid is first, with 66 %, and tanh second, with 52 %. But what the
# sigmoid lets through is a quarter at the most: in the mean over all units 0.11, tanh 0.25, ReLU
# 0.48. Leaky ReLU's smaller slope stays below 0.05 as well, but it is never 0.

# %% [markdown]
# ## When to use which
#
# | activation | values | where | mind |
# |---|---|---|---|
# | sigmoid | 0 to 1 | **output**: probability of one of two classes | saturates on both sides |
# | tanh | −1 to 1 | **hidden**, as in the small networks of this week | saturates as well |
# | ReLU | 0 and up | **hidden**, the usual choice for deep networks | a unit can die |
# | leaky ReLU | all numbers | **hidden**, where units die | one number more to choose |
# | none, $a = z$ | all numbers | **output**: a price, a temperature | never hidden: see below |
#
# As a hidden unit the sigmoid is nearly always worse than tanh: its values are not around 0, and
# its slope is a quarter at best.
#
# There is no law that says which is best for your data. Try, and compare on the dev set.
#
# **Predict** an output activation for each: is this mail spam? What will this house cost? How many
# degrees will it have tomorrow, in Celsius?
#
# <details><summary>Compare with your own</summary>
#
# Spam is one of two classes: sigmoid. A price is never negative, so ReLU serves, and none does
# too. Degrees can be negative: none.
#
# </details>

# %% [markdown]
# ## Exercise 7: why bend at all?
#
# *12 minutes, difficulty 2 of 3, 10 points*
#
# **Idea.** Leave the activation out, $a = z$. Then each layer is a product and a sum, and so is
# one after another. So what have two layers that one has not?

# %% [markdown]
# **Picture.** Points of two classes, one inside the other, and two networks with the same eight
# hidden units, trained alike. The only difference is what the hidden units do with their score.
# **Predict** both pictures.


# %%
def trained(X, Y, hidden, slope_of, n_h=8, steps=3000, rate=0.3):
    """Train one hidden layer, in the way of the next notebook, and return the finished model."""
    rng, m = np.random.default_rng(1), X.shape[1]
    W1, b1 = rng.normal(size=(n_h, 2)), np.zeros((n_h, 1))
    W2, b2 = rng.normal(size=(1, n_h)), np.zeros((1, 1))
    for _ in range(steps):
        Z1 = W1 @ X + b1
        A1 = hidden(Z1)
        dZ2 = sigmoid(W2 @ A1 + b2) - Y
        dZ1 = W2.T @ dZ2 * slope_of(Z1)
        W1, b1 = W1 - rate * dZ1 @ X.T / m, b1 - rate * dZ1.mean(axis=1, keepdims=True)
        W2, b2 = W2 - rate * dZ2 @ A1.T / m, b2 - rate * dZ2.mean(axis=1, keepdims=True)
    return lambda X: sigmoid(W2 @ hidden(W1 @ X + b1) + b2), (W1, b1, W2, b2)


X, Y = course.planar("circles")
linear, layers = trained(X, Y, hidden=lambda z: z, slope_of=lambda z: 1.0)
bent, _ = trained(X, Y, hidden=relu, slope_of=relu_derivative)
models = {"8 linear hidden units": linear, "8 ReLU units": bent}
course.plots.show_boundaries(models, X, Y)

# %% [markdown]
# **What was seen.** With ReLU the inner ring is cut out, by a border of straight pieces. Without
# it there is one straight border, or none at all, and about half of the points are on the wrong
# side, which is the baseline. Eight units did not help, and eight hundred would not either.

# %% [markdown]
# **Formula.** Put the first layer into the second:
#
# $$ W_2 (W_1 x + b_1) + b_2 = (W_2 W_1) \, x + (W_2 b_1 + b_2). $$
#
# <details><summary>Read aloud</summary>
#
# “W two, times W one x plus b one, plus b two, equals W two W one, times x, plus W two b one plus
# b two.”
#
# </details>
#
# So there is *one* matrix and *one* bias that do the same.

# %% [markdown]
# **With small numbers.** Let $W_1 = \begin{pmatrix} 1 & 2 \\ 0 & 1 \end{pmatrix}$,
# $b_1 = \begin{pmatrix} 1 \\ -1 \end{pmatrix}$, $W_2 = \begin{pmatrix} 3 & 1 \end{pmatrix}$,
# $b_2 = 5$. Then
#
# $$ W_2 W_1 = \begin{pmatrix} 3 & 7 \end{pmatrix}, \qquad W_2 b_1 + b_2 = 3 - 1 + 5 = 7. $$
#
# The first bias goes through the second matrix as well. That is the part which is easily lost.


# %% exercise="collapse" minutes=12 difficulty=2
def collapse(W1, b1, W2, b2):
    """Write two linear layers as one.

    Parameters
    ----------
    W1, b1 : first layer, shapes (n_1, n_0) and (n_1, 1)
    W2, b2 : second layer, shapes (n_2, n_1) and (n_2, 1)

    Returns
    -------
    W : the one matrix, shape (n_2, n_0)
    b : the one bias, shape (n_2, 1)
    """
    ### BEGIN SOLUTION
    W = np.dot(W2, W1)
    b = np.dot(W2, b1) + b2
    ### END SOLUTION
    return W, b


# %% check="collapse" points=10
check(collapse)

# %% [markdown]
# **Use it** on the eight linear units that you have just seen fail. **Predict** the shape of what
# is left of them.

# %%
W, b = collapse(*layers)
with_layers, with_one = linear(X), sigmoid(W @ X + b)
print("W", W.shape, W.round(3), "  b", b.shape, b.round(3))
print("largest difference between the two models:", np.abs(with_layers - with_one).max())

# %% [markdown]
# **What was seen.** Two weights and a bias: logistic regression. Of 33 parameters 3 are left, and
# no probability differs by more than rounding. Collapse two layers at a time and any number of
# linear layers becomes one.
#
# That is why a hidden layer needs a function that bends. It may be as little as one corner.

# %% [markdown]
# **Move it.** Eight hidden units that bend nothing, while they learn. The sentence below the
# picture gives $W_2 W_1$, the one matrix that they are, and the thick line is its border.
# **Train**, add hidden layers, then choose ReLU or tanh. **Look at** what happens to the border.

# %%
course.widgets.playground(dataset="circles", hidden=(8,), activation="none")

# %% [markdown]
# **What was seen.** Without a bend the border is one straight line, with one hidden layer as with
# three, and about half of the points stay wrong. With ReLU it gets corners, with tanh it gets
# round, and the inner ring is cut out.

# %% [markdown]
# ## To remember
#
# - $g$ bends the score. Without it, all layers are one.
# - tanh is a sigmoid, stretched and moved: $2\sigma(2z) - 1$. Around 0 the next layer learns
#   better.
# - The slope can be had from the value: $a(1-a)$ for the sigmoid, $1 - a^2$ for tanh.
# - Where a curve is flat, nothing is learned. ReLU is not flat for any positive score.
# - Hidden layers: tanh or ReLU. Output: sigmoid for two classes, none for a number.

# %% [markdown]
# ## To think about
#
# 1. For which $z$ is $\tanh$ as steep as the sigmoid?
# 2. A unit of ReLU gives 0 for all training examples. What is the gradient of its weights? Can
#    another unit's learning bring it back?
# 3. Is $g(z) = |z|$ a possible activation? And $g(z) = z^2$?
# 4. Two layers of ReLU: can they be collapsed for *some* inputs?
#
# <details><summary>Short answers</summary>
#
# 1. Where $1 - \tanh(z)^2 = \sigma(z)(1 - \sigma(z))$: at about $z = \pm 1.7$. Further out, tanh
#    is the flatter of the two.
# 2. Its slope is 0 for every example, so its gradient is 0. In the first layer nothing brings it
#    back, since its inputs, the data, do not change. In a later layer its inputs are still
#    learning, and they might.
# 3. Both bend, so both are possible, and $|z|$ works much like ReLU. $z^2$ grows so fast that
#    large scores become huge, and its slope grows with them.
# 4. Yes: among inputs for which the same units are open, the network is linear. A network of ReLU
#    is a patchwork of linear pieces.
#
# </details>

# %% [markdown]
# ### One question without a short answer
#
# A colleague says: “I have made the sigmoid faster: my hidden units give $0.25 z + 0.5$. That is
# its tangent at 0, and the training cost of one layer has hardly changed.” **What do you say?**
# Write your answer in the cell below before you open the one to compare with.

# %% [markdown]
# *Write your answer here.*

# %% [markdown]
# <details><summary>An answer to compare with</summary>
#
# Near 0 the tangent and the sigmoid agree, so while all scores are small nothing is noticed.
# But $0.25 z + 0.5$ is a straight line, and a hidden layer of straight lines collapses with the
# output layer into one: the 0.25 goes into the matrix, the 0.5 into the bias. The network can then
# draw straight borders only, however many units it has. If the cost has hardly changed, the
# problem may be one that a straight border solves, or the weights may still be so small that the
# sigmoids have not bent anything yet. I would compare with logistic regression: if it does as
# well, the hidden layer has done nothing so far.
#
# **Compare:** did yours say that it collapses, why it looked all right, and what to compare with?
#
# </details>
