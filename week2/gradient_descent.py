# ---
# jupyter:
#   kernelspec:
#     display_name: Python 3
#     language: python
#     name: python3
# ---

# %% [markdown]
# # Downhill, step by step
#
# A model learns by making a number smaller: the cost, which says how wrong it is. This notebook
# takes that sentence apart. What is the cost, in which direction does it fall, how does one find
# that direction for a formula of many parts, and how for a thousand examples at once?
#
# **Afterwards you can**
#
# - say what logistic regression computes, and compute its loss for one example;
# - tell why its cost is not built from squared errors;
# - take a step of gradient descent, and see from the steps whether the learning rate is right;
# - find a slope as rise over run, and say how exact that can be;
# - go through a computation graph forward for the values, and backward for the derivatives;
# - compute the gradient of logistic regression for one example, for $m$ examples with loops, and
#   for $m$ examples without a loop.
#
# **It builds on** [arrays instead of loops](numpy_basics.ipynb). From school it takes the slope
# of a line; derivatives are explained here.
#
# **Time:** about two hours. The nine exercises take some 80 minutes of that and carry 100 points.

# %% [markdown]
# ## How to work with it
#
# Run the cells from top to bottom, put your code in the place of `NotImplementedError`, and run
# the check below it as often as you like. `check.help("loss")` gives a hint, and one more each
# time. Where the text asks you to **predict**, write your answer down before you look. The key
# **?** shows the card of symbols and words from anywhere, except where you type.
#
# The sigmoid is given here, so that nothing stands between you and the gradient.

# %% setup=true
import math
import statistics
import time

import numpy as np

import course

check = course.checks("week2/gradient_descent")


def sigmoid(z):
    """Squash a number, or every entry of an array, into the interval from 0 to 1."""
    return 1 / (1 + np.exp(-z))


# %%
course.card()

# %% [markdown]
# ## A probability, not any number
#
# There are two classes, called 0 and 1. For an example with the features $x$ we want the
# probability that it belongs to class 1. Nothing is easier than weights times features:
# $w^T x + b$. **Predict** what is wrong with that as a probability, and then look at both curves,
# for one feature, $w = 0.5$ and $b = 0.2$.

# %%
x = np.linspace(-6, 6, 81)
course.plots.show_lines(
    x,
    {"w x + b": 0.5 * x + 0.2, "σ(w x + b)": sigmoid(0.5 * x + 0.2)},
    title="A line, and the same line squashed",
    xlabel="feature x",
    ylabel="output",
    markers=False,
)

# %% [markdown]
# **What was seen.** The line falls below 0 on the left **and** exceeds 1 on the right; neither is
# a probability. The sigmoid keeps the order of all scores and stays between. That is **logistic
# regression**:
#
# $$ \hat y = a = \sigma(w^T x + b), \qquad \sigma(z) = \frac{1}{1 + e^{-z}}, $$
#
# <details><summary>Read aloud</summary>
#
# “y hat, also called a, equals sigma of w transposed times x plus b; sigma of z equals one over
# one plus e to the minus z.”
#
# </details>
#
# where $\hat y$ is read as the probability that $y = 1$, given $x$. There is one weight for each
# feature, $w$ is a column of shape $(n_x, 1)$, and $b$ is a number.

# %% [markdown]
# With two features the probability can be drawn as a shade over the plane. On the black line it
# is one half. **Predict** what changes when both weights become four times as large, and what
# when only the bias changes.

# %%
X_plane, Y_plane = course.planar("blobs", m=200, seed=2)
settings = {
    "w = (0.7, 0.5), b = 0": ([[0.7], [0.5]], 0.0),
    "w = (2.8, 2.0), b = 0": ([[2.8], [2.0]], 0.0),
    "w = (0.7, 0.5), b = 1.5": ([[0.7], [0.5]], 1.5),
}
course.plots.show_probabilities(settings, X_plane, Y_plane)

# %% [markdown]
# **What was seen.** The weights point across the line, towards class 1. Four times the weights
# leave the line where it is and make the transition four times as sharp: the model is surer. The
# bias moves the line.

# %% [markdown]
# **Move it.** The black dot is the tip of the weights, the white one shifts the line; a point can
# be dragged too. (By keys: the sliders, and the arrow keys on the picture.) The cost says how bad
# the model is on these points; what it is made of comes next. **Look for** the lowest cost you can
# reach by hand, then take steps downhill. **Predict first:** if you drag one orange point deep into
# the blue, what does it do to the cost, and what to the number of right ones?

# %%
course.widgets.boundary(w=(0.7, -0.5), b=0.0)

# %% [markdown]
# **What was seen.** The steps find a lower cost than the hand does, and turn the line and make it
# sharper at the same time. One point on the wrong side costs one right answer; how much it adds to
# the cost depends on how sure the model was there.

# %% [markdown]
# ## Exercise 1: the loss of one example
#
# *5 minutes, difficulty 1 of 3, 10 points*
#
# **Idea.** The model says $a$, and the truth is $y$, 0 or 1. The **loss** is one number for how
# bad that is: near 0 if the truth was given a probability near 1, and large if it was given next
# to none.

# %% [markdown]
# **Picture.** Two candidates for an example with $y = 1$. **Look at** the left end, where the
# model is certain and wrong: which loss tells it so?

# %%
a = np.linspace(0.005, 1, 200)
course.plots.show_lines(
    a,
    {"cross-entropy: -log a": -np.log(a), "squared error: (a - 1)²": (a - 1) ** 2},
    title="What an example with y = 1 costs",
    xlabel="probability a that the model gives to class 1",
    ylabel="loss",
    markers=False,
)

# %% [markdown]
# **What was seen.** The squared error is never above 1, and flat where the model is near the
# truth. The cross-entropy grows without limit towards $a = 0$, and ever more steeply.

# %% [markdown]
# **Formula.**
#
# $$ L(a, y) = -\left[ y \log a + (1 - y) \log (1 - a) \right] $$
#
# <details><summary>Read aloud</summary>
#
# “L of a and y equals minus, in brackets, y times the log of a, plus one minus y times the log of
# one minus a.”
#
# </details>
#
# Only one of the two terms is there: for $y = 1$ it is $-\log a$, and a small loss asks for a
# large $a$; for $y = 0$ it is $-\log(1 - a)$, and a small loss asks for a small $a$. The minus
# sign is needed because the logarithm of a probability is negative.
#
# **With small numbers.** $a = 0.8$ and $y = 1$: $-\log 0.8 \approx 0.223$. The same $a$ and
# $y = 0$: $-\log 0.2 \approx 1.609$.


# %% exercise="loss" minutes=5 difficulty=1
def loss(a, y):
    """Compute the cross-entropy of one example.

    Parameters
    ----------
    a : probability of class 1 that the model gives, a number between 0 and 1
    y : true label, 0 or 1

    Returns
    -------
    L : the loss, a number
    """
    ### BEGIN SOLUTION
    L = -(y * np.log(a) + (1 - y) * np.log(1 - a))
    ### END SOLUTION
    return L


# %% check="loss" points=10
check(loss)

# %% [markdown]
# **Use it.** **Predict:** what does an example cost a model that has no idea and says one half?
# And one that gives the truth a probability of 90, of 99, of 99.9 %?

# %%
for a in (0.5, 0.9, 0.99, 0.999, 0.001):
    print(f"the truth was given {a}: loss {loss(a, 1):.4f}")

# %% [markdown]
# **What was seen.** One half costs $\log 2 \approx 0.6931$, for either label. Each further nine
# makes the loss about ten times smaller. The last line is the price of being sure and wrong: 6.9.

# %% [markdown]
# ## Derivatives: rise over run
#
# The slope of a line is the same everywhere: for $f(a) = 3a$, go from 2 to $2 + 0.001$, and $f$
# goes from 6 to 6.003. The rise is 0.003, the run is 0.001, the slope is 3. For a curve the slope
# depends on the place. **Predict** the last column for $a^2$, $a^3$ and $\log a$, at 2 and at 5.

# %%
functions = {
    "3a": (lambda a: 3 * a, lambda a: 3),
    "a²": (lambda a: a**2, lambda a: 2 * a),
    "a³": (lambda a: a**3, lambda a: 3 * a**2),
    "log a": (math.log, lambda a: 1 / a),
}
for name, (function, slope) in functions.items():
    for a in (2, 5):
        before, after = function(a), function(a + 0.001)
        print(f"{name:5} at {a}: {before:8.4f} -> {after:9.5f}", end="")
        print(f"   rise over run {(after - before) / 0.001:7.4f}   derivative {slope(a):7.4f}")

# %% [markdown]
# **What was seen.** Rise over run comes near these derivatives:
#
# $$ \frac{d}{da} 3a = 3, \qquad \frac{d}{da} a^2 = 2a, \qquad \frac{d}{da} a^3 = 3a^2, \qquad
#    \frac{d}{da} \log a = \frac{1}{a}. $$
#
# <details><summary>Read aloud</summary>
#
# “The derivative of 3 a is 3, that of a squared is 2 a, that of a cubed is 3 a squared, and that
# of log a is one over a.”
#
# </details>
#
# At $a = 2$ the square goes from 4 to 4.004 (more exactly 4.004001), so its slope is about 4; at
# $a = 5$ from 25 to about 25.01, with a slope of about 10. Equal steps to the right, unequal
# rises.

# %% [markdown]
# ## The cost, and why it is not made of squared errors
#
# The loss belongs to one example. The **cost** belongs to the parameters: it is the average loss
# over all $m$ examples, as a function of $w$ and $b$.
#
# $$ J(w, b) = \frac{1}{m} \sum_{i=1}^{m} L\left(a^{(i)}, y^{(i)}\right), \qquad
#    a^{(i)} = \sigma\left(w^T x^{(i)} + b\right) $$
#
# <details><summary>Read aloud</summary>
#
# “J of w and b equals one over m times the sum, over i from 1 to m, of L of a of example i and y
# of example i; a of example i equals sigma of w transposed times x of example i, plus b.”
#
# </details>
#
# With one feature there are only two parameters, so the cost can be drawn as a landscape. Here
# are six examples, and two costs: one from the squared error, one from the cross-entropy.

# %%
X_six = np.array([[2.3, 0.5, 3.2, 2.5, -2.6, 2.4]])
Y_six = np.array([[1, 0, 1, 0, 1, 1]])


def squared_error(w, b):
    return np.mean((sigmoid(w * X_six + b) - Y_six) ** 2)


def cross_entropy(w, b):
    A = sigmoid(w * X_six + b)
    return -np.mean(Y_six * np.log(A) + (1 - Y_six) * np.log(1 - A))


# %% [markdown]
# On each we let a ball roll from two starts, always downhill. (In which direction it is downhill
# is measured here, by nudging $w$ and $b$ a little; doing that properly is what the rest of this
# notebook is about.) **Predict:** will the ball come to rest in the same place from both starts?


# %%
def roll(cost, w, b, steps=5000, nudge=1e-5):
    """Return the points that a ball passes that rolls down `cost`, every 50th of them."""
    path = []
    for step in range(steps + 1):
        if step % 50 == 0:
            path.append((w, b))
        slope_w = (cost(w + nudge, b) - cost(w - nudge, b)) / (2 * nudge)
        slope_b = (cost(w, b + nudge) - cost(w, b - nudge)) / (2 * nudge)
        w, b = w - slope_w, b - slope_b
    return path


costs = {"squared error": squared_error, "cross-entropy": cross_entropy}
starts = {"start A": (-1.5, 2.0), "start B": (2.5, -4.5)}
rolled = {
    name: {start: roll(cost, *where) for start, where in starts.items()}
    for name, cost in costs.items()
}
w_axis, b_axis = np.linspace(-2.5, 3.5, 61), np.linspace(-5.5, 3, 61)
course.plots.show_surfaces(costs, w_axis, b_axis, rolled, title="Two costs over (w, b): ★ at rest")

# %%
for name, paths in rolled.items():
    for start, path in paths.items():
        w, b = path[-1]
        print(f"{name}, {start}: at rest at ({w:.2f}, {b:.2f}), cost {costs[name](w, b):.4f}")

# %% [markdown]
# **What was seen.** With the squared error there are **two** valleys, near $(-0.03, 0.74)$ and
# near $(1.58, -2.97)$. From start B the ball ends in the higher one and stays there, and nothing
# that it can feel tells it that there is a better one. With the cross-entropy both starts lead to
# the same point.
#
# Are these really two minima, and not a slow slope? Go from the one to the other in a straight
# line. **Predict** the shape of the curve.

# %%
low, high = (np.array(rolled["squared error"][start][-1]) for start in starts)
shares = np.linspace(-0.2, 1.2, 57)
along = [squared_error(*(low + share * (high - low))) for share in shares]
title, xlabel = (
    "Squared error, straight through both valleys",
    "way from the one (0) to the other (1)",
)
course.plots.show_lines(shares, {"cost": along}, title, xlabel, "cost J", markers=False)

# %% [markdown]
# **What was seen.** A ridge lies between them: both are valleys. Whether they are minima in
# **every** direction is told by the **curvature**, the slope of the slope: where it is positive,
# the slope grows, and the curve bends upwards. It must be positive along all of them. (The cell
# measures it, by nudging twice; you need not read how.)


# %%
def smallest_curvature(cost, w, b, h=1e-3):
    """Return the curvature at (w, b) in the direction in which it is smallest."""
    d = [np.array([h, 0]), np.array([0, h])]
    p = np.array([w, b])
    table = [
        [
            cost(*(p + u + v)) - cost(*(p + u - v)) - cost(*(p - u + v)) + cost(*(p - u - v))
            for v in d
        ]
        for u in d
    ]
    return np.linalg.eigvalsh(np.array(table) / (4 * h * h))[0]


rng = np.random.default_rng(0)
anywhere = rng.uniform([-2.5, -5.5], [3.5, 3], size=(500, 2))
for w, b in (low, high):
    print(f"squared error at ({w:.2f}, {b:.2f}): {smallest_curvature(squared_error, w, b):.5f}")
for name, cost in costs.items():
    least = min(smallest_curvature(cost, w, b) for w, b in anywhere)
    print(f"{name}: smallest curvature at 500 random places {least:.5f}")

# %% [markdown]
# **What was seen.** At both places the curvature is positive in every direction: two minima. At
# 500 random places the squared error is somewhere curved downwards, the cross-entropy nowhere. A
# function that is nowhere curved downwards is **convex**, and it has no valley but the lowest.
#
# Mind what is meant. As a function of $\hat y$ the squared error is a parabola, and as convex as
# can be. What has to be convex is the cost as a function of **$w$ and $b$**, and the sigmoid in
# between spoils it. (Convex does not promise that there is a lowest point at all: where the
# classes can be separated without a mistake, the cost only creeps towards 0. You will see that
# with the cats.)

# %% [markdown]
# ## Exercise 2: one step downhill
#
# *5 minutes, difficulty 1 of 3, 10 points*
#
# **Idea.** The derivative of the cost with respect to a parameter says how steeply the cost
# **rises** when that parameter grows and the others are held still. All these derivatives together
# are the **gradient**. So take a step in the opposite direction, **along the negative gradient**. A
# steep slope gives a long step, a gentle one a short step.

# %% [markdown]
# **Picture.** $J(w) = w^2$, with the slope $2w$, starting at $w = 3$, with four learning rates.
# **Predict** which one arrives first.

# %%
rates = (0.1, 0.45, 0.95, 1.05)
visited = {f"α = {rate}": [3 * (1 - 2 * rate) ** step for step in range(9)] for rate in rates}
course.plots.show_descents(lambda w: w**2, visited, -4.5, 4.5, title="Eight steps down w²")

# %% [markdown]
# **What was seen.** With 0.1 each step is safe and short. With 0.45 two steps nearly do it. With
# 0.95 every step overshoots to the other side and lands a little lower; with 1.05 it overshoots
# so far that it lands higher each time, and never comes back. The rate is too small, right, large
# or too large only in comparison with the curvature of the cost: for $w^2$ the border is at 1.

# %% [markdown]
# **Formula.** With the **learning rate** $\alpha$,
#
# $$ w := w - \alpha \, \frac{\partial J}{\partial w}, \qquad
#    b := b - \alpha \, \frac{\partial J}{\partial b}. $$
#
# <details><summary>Read aloud</summary>
#
# “w becomes w minus alpha times the partial derivative of J with respect to w; b becomes b minus
# alpha times the partial derivative of J with respect to b.”
#
# </details>
#
# The sign $\partial$ stands in place of $d$ where a function has several variables: all the others
# are held still. In code, $\partial J / \partial w$ is called `dw`.
#
# **With small numbers.** $w = 3$, `dw` $= -0.4$, $\alpha = 0.5$: $3 - 0.5 \cdot (-0.4) = 3.2$.
# The slope is negative, so to the right it goes down, and the step goes to the right.


# %% exercise="gradient_step" minutes=5 difficulty=1
def gradient_step(w, b, dw, db, learning_rate):
    """Take one step of gradient descent.

    Parameters
    ----------
    w : weights, shape (n_x, 1)
    b : bias, a number
    dw, db : derivatives of the cost, of the shapes of w and b
    learning_rate : alpha

    Returns
    -------
    w, b : after the step, of the same shapes
    """
    ### BEGIN SOLUTION
    w = w - learning_rate * dw
    b = b - learning_rate * db
    ### END SOLUTION
    return w, b


# %% check="gradient_step" points=10
check(gradient_step)

# %% [markdown]
# **Use it.** Slide the rate yourself. **Predict** before each run where the ball is after eight
# steps; find the largest rate that still gets lower.

# %%
my_rate, my_start = 0.3, 3.0  # change these two numbers
w, places = np.array([[float(my_start)]]), [my_start]
for _ in range(8):
    w, _ = gradient_step(w, 0.0, 2 * w, 0.0, my_rate)
    places.append(w.item())
course.plots.show_descents(lambda w: w**2, {f"α = {my_rate}": places}, -4.5, 4.5, title="My own")

# %% [markdown]
# **Move it.** Choose a cost, click a start (or use the arrow keys), and take steps; the dashed
# line is the slope that the next step is made of. **Predict first:** for the flatter $w^2 / 5$, is
# the largest rate that still gets lower a larger or a smaller one than for $w^2$? On the third
# cost, **look for** the starts from which you end in the higher of its two valleys.

# %%
course.widgets.valley("w²", start=3.0, learning_rate=0.3)

# %% [markdown]
# **What was seen.** Where the cost is flatter, longer steps are safe: for $w^2 / 5$ each rate up to
# 1.5 gets lower, and the border is at 5. On the third cost the start decides, and one long step
# can throw you over the ridge.

# %% [markdown]
# **Move it, with two variables.** The two costs from above, side by side. Click a start on one of
# them, and both descend from there; when you click another, the path before it stays in grey.
# **Predict first:** from which side does squared error lead you to the worse of its two minima?
# And what happens to each cost when the rate is about 30?

# %%
course.widgets.descent("both, side by side", start=(-1.5, 2.0), learning_rate=1.0)

# %% [markdown]
# **What was seen.** Cross-entropy ends in the same place from everywhere. Squared error goes to the
# worse minimum from starts at the lower right, and hardly moves where it is flat. With a rate of
# about 30 neither falls step by step: cross-entropy jumps from side to side, and squared error is
# soon thrown out to where it is flat, high above its minima.

# %% [markdown]
# ## Exercise 3: the slope of any function
#
# *10 minutes, difficulty 2 of 3, 10 points*
#
# **Idea.** Rise over run works for every function, without knowing its derivative: nudge its
# argument by a small $h$, and divide the rise by the run.

# %% [markdown]
# **Picture.** The triangle of run and rise on $a^2$ at $a = 2$, with smaller and smaller runs.
# **Look at** the dashed line.

# %%
course.plots.show_secants(lambda a: a**2, 2.0, (2, 1, 0.5, 0.01), title="Rise over run on a²")

# %% [markdown]
# **What was seen.** The dashed line, a **secant**, turns into the tangent, and its slope goes from
# 6 to 4.

# %% [markdown]
# **Formula.** Nudge to one side, or to both:
#
# $$ f'(a) \approx \frac{f(a + h) - f(a)}{h}, \qquad
#    f'(a) \approx \frac{f(a + h) - f(a - h)}{2h}. $$
#
# <details><summary>Read aloud</summary>
#
# “f prime of a is about f of a plus h, minus f of a, over h; or f of a plus h, minus f of a minus
# h, over two h.”
#
# </details>
#
# The second is more exact: what the curve bends up on one side, it bends on the other side too,
# and that cancels. Either one is right here.
#
# **With small numbers.** $a^2$ at 2 with $h = 0.1$: one-sided $(4.41 - 4) / 0.1 = 4.1$; to both
# sides $(4.41 - 3.61) / 0.2 = 4$.


# %% exercise="numeric_derivative" minutes=10 difficulty=2
def numeric_derivative(f, a, h):
    """Find the slope of f at a as rise over run.

    Parameters
    ----------
    f : a function of one number
    a : where the slope is asked for, a number
    h : how far to nudge, a number above 0

    Returns
    -------
    slope : rise over run, one-sided or to both sides, a number
    """
    ### BEGIN SOLUTION
    slope = (f(a + h) - f(a - h)) / (2 * h)
    ### END SOLUTION
    return slope


# %% check="numeric_derivative" points=10
check(numeric_derivative)

# %% [markdown]
# **Use it** to find out how small $h$ should be. **Predict:** is the smallest $h$ the best one?
# The errors of three slopes of $a^3$ at $a = 2$ against $h$, both axes logarithmic:

# %%
nudges = 10.0 ** np.arange(-15, 0)


def cube(a):
    return a**3


def error(slope):
    return max(abs(slope - 12), 1e-13)  # drawn no lower, since a logarithmic axis has no 0


errors = {
    "one-sided": [error((cube(2 + h) - cube(2)) / h) for h in nudges],
    "to both sides": [error((cube(2 + h) - cube(2 - h)) / (2 * h)) for h in nudges],
    "yours": [error(numeric_derivative(cube, 2, h)) for h in nudges],
}
course.plots.show_lines(
    nudges, errors, "The error of a slope", "nudge h", "error", log_x=True, log_y=True
)

# %% [markdown]
# **What was seen.** From the right the error falls with $h$: the one-sided one in proportion to
# $h$, the other in proportion to $h^2$, twice as steep on these axes. Then it turns round and
# **grows** again, ragged: the **round-off floor**. A number has about 16 digits, so $f(a + h)$ and
# $f(a)$ agree in ever more of them, and what is left of their difference is rounding, divided by a
# tiny $h$. The best $h$ is near $10^{-8}$ for one side, and near $10^{-5}$ for both.

# %% [markdown]
# **Move it.** Make the step smaller and watch the dashed line become the tangent. On the right is
# the error, on logarithmic axes. **Predict first:** on $a^2$, how does the error to both sides, the
# dashed curve, go with the step? And on $3a$, either of the two?

# %%
course.widgets.secant("a²", at=2.0, h=0.5)

# %% [markdown]
# **What was seen.** On $a^2$ one side is off by $h$, and both sides by nothing but rounding: what
# the curve bends up on one side, it bends on the other exactly as much. So the dashed curve only
# grows as the step gets smaller. On $3a$, which does not bend, both do.

# %% [markdown]
# ## Exercise 4: the slope of the sigmoid
#
# *5 minutes, difficulty 2 of 3, 5 points*
#
# **Idea.** To send a slope back through the sigmoid you need its derivative. Pleasantly, it can
# be had from the value itself.

# %% [markdown]
# **Picture.** **Look for** the place where the slope is largest, and for what is left of it at
# $-6$ and $6$.

# %%
z = np.linspace(-8, 8, 161)
course.plots.show_lines(
    z,
    {"σ(z)": sigmoid(z), "slope, measured": (sigmoid(z + 1e-5) - sigmoid(z - 1e-5)) / 2e-5},
    title="The sigmoid and its slope",
    xlabel="score z",
    ylabel="value, slope",
    markers=False,
)

# %% [markdown]
# **What was seen.** At 0 the slope is largest, one quarter. At 6 hardly any is left: 0.0025.

# %% [markdown]
# **Formula.** With $s = \sigma(x)$,
#
# $$ \sigma'(x) = s \, (1 - s). $$
#
# <details><summary>Read aloud</summary>
#
# “Sigma prime of x equals s times one minus s.”
#
# </details>
#
# <details><summary>Where it comes from</summary>
#
# $\sigma(x) = (1 + e^{-x})^{-1}$, so $\sigma'(x) = e^{-x} / (1 + e^{-x})^2$. One factor $1 / (1 +
# e^{-x})$ is $s$, and what remains, $e^{-x} / (1 + e^{-x})$, is $1 - s$.
#
# </details>
#
# **With small numbers.** At 0: $0.5 \cdot 0.5 = 0.25$. At 2: $0.881 \cdot 0.119 \approx 0.105$.


# %% exercise="sigmoid_derivative" minutes=5 difficulty=2
def sigmoid_derivative(x):
    """Compute the slope of the sigmoid.

    Parameters
    ----------
    x : number, or array of any shape

    Returns
    -------
    ds : the derivative of the sigmoid at x, of the same shape as x
    """
    ### BEGIN SOLUTION
    s = sigmoid(x)
    ds = s * (1 - s)
    ### END SOLUTION
    return ds


# %% check="sigmoid_derivative" points=5
check(sigmoid_derivative)

# %% [markdown]
# **Use it.** Compare it with your own rise over run: two functions that know nothing of each
# other. **Predict:** to how many digits do they agree?

# %%
for x in (-3.0, 0.0, 1.0, 6.0):
    by_formula, by_nudge = sigmoid_derivative(x), numeric_derivative(sigmoid, x, 1e-6)
    print(f"x = {x:4}: formula {by_formula:.9f}, rise over run {by_nudge:.9f}")

# %% [markdown]
# ## Exercise 5: a computation graph, forward
#
# *5 minutes, difficulty 1 of 3, 10 points*
#
# **Idea.** A long formula is a chain of short ones. Give each intermediate result a name, and draw
# who needs whom: that is the **computation graph**. Going forward through it computes the value;
# going backward, as you will see, computes all the derivatives.

# %% [markdown]
# **Picture.** $J = 3(a + bc)$, for $a = 5$, $b = 3$, $c = 2$. **Predict** the number at each box
# before you look.

# %%
graph = {"u": ("b · c", ("b", "c")), "v": ("a + u", ("a", "u")), "J": ("3 · v", ("v",))}
values = {"a": 5, "b": 3, "c": 2, "u": 6, "v": 11, "J": 33}
course.plots.show_graph(graph, values, title="J = 3(a + bc), forward")

# %% [markdown]
# **Formula.**
#
# $$ u = b c, \qquad v = a + u, \qquad J = 3 v $$
#
# <details><summary>Read aloud</summary>
#
# “u equals b times c, v equals a plus u, J equals 3 v.”
#
# </details>
#
# **With small numbers.** The picture has them: $u = 3 \cdot 2 = 6$, $v = 5 + 6 = 11$, $J = 33$.


# %% exercise="graph_forward" minutes=5 difficulty=1
def graph_forward(a, b, c):
    """Compute J = 3 (a + b c) in three steps.

    Parameters
    ----------
    a, b, c : numbers

    Returns
    -------
    values : dictionary with "u", "v" and "J", numbers
    """
    ### BEGIN SOLUTION
    u = b * c
    v = a + u
    J = 3 * v
    ### END SOLUTION
    values = {"u": u, "v": v, "J": J}
    return values


# %% check="graph_forward" points=10
check(graph_forward)

# %% [markdown]
# **Use it.** Nudge one input after the other by 0.001, to $5 + 0.001$ and so on. **Predict** by
# how much $J$ changes each time, from the picture alone.

# %%
start = {"a": 5.0, "b": 3.0, "c": 2.0}
for name in start:
    nudged = start | {name: start[name] + 0.001}
    change = graph_forward(**nudged)["J"] - graph_forward(**start)["J"]
    print(f"{name} from {start[name]} to {nudged[name]}: J changes by {change:.4f}")

# %% [markdown]
# **What was seen.** By 0.003, 0.006 and 0.009: the three derivatives are 3, 6 and 9. For three
# inputs this took four runs of the whole formula. For a network of a million weights it would
# take a million and one.

# %% [markdown]
# ## Exercise 6: and backward
#
# *10 minutes, difficulty 2 of 3, 10 points*
#
# **Idea.** One pass from right to left finds all the derivatives. How much does $J$ change when
# $a$ is nudged? $a$ changes $v$, and $v$ changes $J$: the two rates are multiplied. That is the
# **chain rule**. And what has been found for $v$ is used for everything that lies before it.

# %% [markdown]
# **Picture.** The same graph, with the derivative of $J$ below each box. **Look at** `u` and `b`:
# which number does `db` get from `u`, and by what is it multiplied on the way?

# %%
slopes = {"v": 3, "u": 3, "a": 3, "b": 6, "c": 9}
course.plots.show_graph(graph, values, slopes, title="J = 3(a + bc), forward and backward")

# %% [markdown]
# **What was seen.** `db` is `du` times $c = 2$: nudge $b$ by a little, and $u = bc$ changes by $c$
# times as much.

# %% [markdown]
# **Formula.** Write `dv` for $\partial J / \partial v$, and so on: always the derivative of the
# **last** quantity, $J$. From right to left,
#
# $$ dv = \frac{\partial J}{\partial v} = 3, \qquad
#    da = \frac{\partial J}{\partial v} \frac{\partial v}{\partial a} = dv \cdot 1, \qquad
#    du = \frac{\partial J}{\partial v} \frac{\partial v}{\partial u} = dv \cdot 1, $$
#
# <details><summary>Read aloud</summary>
#
# “d v, the partial derivative of J with respect to v, equals 3; d a equals d J by d v times d v
# by d a, which is d v times 1; d u likewise equals d v times 1.”
#
# </details>
#
# $$ db = \frac{\partial J}{\partial u} \frac{\partial u}{\partial b} = du \cdot c, \qquad
#    dc = \frac{\partial J}{\partial u} \frac{\partial u}{\partial c} = du \cdot b. $$
#
# <details><summary>Read aloud</summary>
#
# “d b equals d J by d u times d u by d b, which is d u times c; d c equals d u times b.”
#
# </details>
#
# **With small numbers.** $dv = 3$, $du = da = 3$, $db = 3 \cdot 2 = 6$, $dc = 3 \cdot 3 = 9$.


# %% exercise="graph_backward" minutes=10 difficulty=2
def graph_backward(a, b, c):
    """Compute the derivatives of J = 3 (a + b c) by the chain rule, from right to left.

    Parameters
    ----------
    a, b, c : numbers

    Returns
    -------
    slopes : dictionary with "dv", "du", "da", "db" and "dc", numbers
    """
    ### BEGIN SOLUTION
    dv = 3.0
    du = dv
    da = dv
    db = du * c
    dc = du * b
    ### END SOLUTION
    slopes = {"dv": dv, "du": du, "da": da, "db": db, "dc": dc}
    return slopes


# %% check="graph_backward" points=10
check(graph_backward)

# %% [markdown]
# **Use it.** The picture with numbers of your own: change them, **predict** the derivatives, run.

# %%
my_a, my_b, my_c = 1.0, -2.0, 4.0
forward, backward = graph_forward(my_a, my_b, my_c), graph_backward(my_a, my_b, my_c)
course.plots.show_graph(
    graph,
    {"a": my_a, "b": my_b, "c": my_c} | forward,
    {name[1:]: slope for name, slope in backward.items()},
    title="My own numbers",
)

# %% [markdown]
# **Move it.** Step forward and backward, and write another expression, such as `a * a + sigmoid(a
# * b)`. Where a value is used twice, **look for** how its two derivatives are added.

# %%
course.widgets.computation_graph("3 * (a + b * c)", a=5, b=3, c=2)

# %% [markdown]
# **What was seen.** In `a * a + sigmoid(a * b)` the value $a$ is used three times. Each use sends a
# derivative back, and `da` is their sum: 5 and 5 from the square, and next to nothing through the
# sigmoid, which is flat at $ab = 15$.

# %% [markdown]
# ## Exercise 7: the gradient for one example
#
# *15 minutes, difficulty 3 of 3, 15 points*
#
# **Idea.** Logistic regression is a computation graph too: score, probability, loss. Its
# derivatives with respect to $w$ and $b$ are what gradient descent needs, and they come from
# walking back through it.

# %% [markdown]
# **Picture.** One example with two features, $x = (1, 2)$ and $y = 1$, for $w = (0.5, -0.5)$ and
# $b = 0.5$. **Predict** the three values in the boxes.

# %%
neuron = {
    "z": ("w₁x₁ + w₂x₂ + b", ("x₁", "w₁", "x₂", "w₂", "b")),
    "a": ("σ(z)", ("z",)),
    "L": ("L(a, y)", ("a", "y")),
}
given = {"x₁": 1, "w₁": 0.5, "x₂": 2, "w₂": -0.5, "b": 0.5, "y": 1}
computed = {"z": 0.0, "a": 0.5, "L": math.log(2)}
course.plots.show_graph(neuron, given | computed, title="The loss of one example, forward")

# %% [markdown]
# Now back, box by box. The loss is $-[y \log a + (1 - y) \log(1 - a)]$, and the derivative of
# $\log a$ is $1/a$:
#
# $$ da = \frac{\partial L}{\partial a} = -\frac{y}{a} + \frac{1 - y}{1 - a}. $$
#
# <details><summary>Read aloud</summary>
#
# “d a, the partial derivative of L with respect to a, equals minus y over a, plus one minus y
# over one minus a.”
#
# </details>
#
# From $a$ to $z$ the chain rule multiplies by the slope of the sigmoid, $a(1 - a)$. **Do it on
# paper:** multiply, simplify, and write down what is left.
#
# <details><summary>Compare with your own</summary>
#
# $$ dz = \frac{\partial L}{\partial z} = da \cdot a(1 - a)
#       = -y (1 - a) + (1 - y) \, a = a - y $$
#
# <details><summary>Read aloud</summary>
#
# “d z, the derivative of L with respect to z, equals d a times a times one minus a, which equals
# minus y times one minus a, plus one minus y times a, which is a minus y.”
#
# </details>
#
# The slope of the loss with respect to the score is the error itself: what the model said less
# the truth. All the fractions have cancelled, and that is no accident: this loss and the sigmoid
# belong together.
#
# </details>
#
# **Predict:** which sign has $dz$ when $y = 1$, and in which direction will a step move the score?

# %% [markdown]
# **Formula.** With $z = w_1 x_1 + \dots + w_{n_x} x_{n_x} + b$ the last step back is short:
#
# $$ dw_j = \frac{\partial L}{\partial w_j} = x_j \, dz, \qquad
#    db = \frac{\partial L}{\partial b} = dz $$
#
# <details><summary>Read aloud</summary>
#
# “d w j, the partial derivative of L with respect to w j, equals x j times d z; d b, that with
# respect to b, equals d z.”
#
# </details>
#
# **With small numbers.** In the picture $a = 0.5$ and $y = 1$, so $da = -1 / 0.5 = -2$ and $dz =
# -2 \cdot 0.25 = -0.5$, which is $a - y$. Then $dw_1 = 1 \cdot (-0.5)$, $dw_2 = 2 \cdot (-0.5) =
# -1$ and $db = -0.5$.


# %% exercise="one_example_gradients" minutes=15 difficulty=3
def one_example_gradients(w, b, x, y):
    """Compute the gradient of the loss of one example.

    Parameters
    ----------
    w : weights, shape (n_x, 1)
    b : bias, a number
    x : features of the example, shape (n_x, 1)
    y : true label, 0 or 1

    Returns
    -------
    dw : derivative of the loss with respect to w, shape (n_x, 1)
    db : derivative of the loss with respect to b, a number
    """
    ### BEGIN SOLUTION
    z = np.sum(w * x) + b
    a = sigmoid(z)
    dz = a - y
    dw = x * dz  # (n_x, 1)
    db = dz
    ### END SOLUTION
    return dw, db


# %% check="one_example_gradients" points=15
check(one_example_gradients)

# %% [markdown]
# **Use it** to finish the picture, and ask the nudge whether it is right. **Predict** the three
# numbers in orange on the left.

# %%
w, b = np.array([[0.5], [-0.5]]), 0.5
x, y = np.array([[1.0], [2.0]]), 1
dw, db = one_example_gradients(w, b, x, y)
found = {"w₁": dw[0, 0], "w₂": dw[1, 0], "b": float(np.squeeze(db)), "z": -0.5, "a": -2.0}
course.plots.show_graph(neuron, given | computed, found, title="Forward and backward")

# %%
for j in (0, 1):

    def loss_at(value, j=j):
        moved = w.copy()
        moved[j] = value
        return loss(sigmoid(np.sum(moved * x) + b), y)

    print(
        f"dw{j + 1}: {dw[j, 0]:.6f}, rise over run {numeric_derivative(loss_at, w[j, 0], 1e-6):.6f}"
    )

# %% [markdown]
# **Move it.** The same example as a graph to step through, with every product a box of its own. Go
# back from the loss and **predict** each number before you press Step: `da`, `dz`, then `dw1`,
# `dw2` and `db`. Then set $y$ to 0: which of the numbers going forward change, and which of those
# coming back?

# %%
course.widgets.computation_graph(
    "z = w1 * x1 + w2 * x2 + b; a = sigmoid(z); L = loss(a, y)",
    w1=0.5, x1=1, w2=-0.5, x2=2, b=0.5, y=1,
)  # fmt: skip

# %% [markdown]
# **What was seen.** $da = -2$ becomes $dz = -0.5$ at the sigmoid, and a sum hands what it gets to
# each of its inputs unchanged, so $db$ is $dz$. A product multiplies by the other factor: $dw_1$ is
# $x_1$ times $dz$. With $y = 0$ no value changes going forward, not even the loss, since $a$ is one
# half; coming back, the signs of `da`, `dz` and all that follows turn round. The graph has
# derivatives for $x$ and $y$ too. They are right, and not needed: the data stay as they are.

# %% [markdown]
# ## Exercise 8: m examples, with loops
#
# *15 minutes, difficulty 2 of 3, 15 points*
#
# **Idea.** The cost is the **average** of the losses, so its derivative is the average of their
# derivatives. Visit each example, add up what it says, and divide by $m$ **once, at the end**.

# %% [markdown]
# **Picture.** In words, for two features. **Look at** which lines stand inside the loop.
#
# ```
#   J = 0;  dw1 = 0;  dw2 = 0;  db = 0
#   for each example i of the m:
#       z   = w1 * x1[i] + w2 * x2[i] + b
#       a   = sigmoid(z)
#       J   += -(y[i] * log(a) + (1 - y[i]) * log(1 - a))
#       dz  = a - y[i]
#       dw1 += x1[i] * dz           with n_x features, a second loop
#       dw2 += x2[i] * dz
#       db  += dz
#   J = J / m;  dw1 = dw1 / m;  dw2 = dw2 / m;  db = db / m
# ```

# %% [markdown]
# **Formula.**
#
# $$ \frac{\partial J}{\partial w_j}
#    = \frac{1}{m} \sum_{i=1}^{m} \frac{\partial}{\partial w_j} L\left(a^{(i)}, y^{(i)}\right)
#    = \frac{1}{m} \sum_{i=1}^{m} x_j^{(i)} \left(a^{(i)} - y^{(i)}\right), \qquad
#    \frac{\partial J}{\partial b} = \frac{1}{m} \sum_{i=1}^{m} \left(a^{(i)} - y^{(i)}\right) $$
#
# <details><summary>Read aloud</summary>
#
# “The partial derivative of J with respect to w j equals the average of the derivatives of the
# single losses, which is one over m times the sum, over i from 1 to m, of x j of example i times
# a of example i minus y of example i; the one with respect to b is the average of a minus y.”
#
# </details>
#
# On the left stands the derivative of $J$, not $J$.
#
# **With small numbers.** The example from before, and a second one, $x = (3, 0)$ with $y = 0$: its
# score is 2, $a \approx 0.881$ and $dz \approx 0.881$. So
#
# - $dw_1 = (1 \cdot (-0.5) + 3 \cdot 0.881) / 2 \approx 1.071$,
# - $dw_2 = (2 \cdot (-0.5) + 0 \cdot 0.881) / 2 = -0.5$,
# - $db = (-0.5 + 0.881) / 2 \approx 0.190$.
#
# Examples are the columns of $X$: example $i$ is `X[:, [i]]`, a column (`X[:, i]` would be of
# rank 1), and its feature $j$ is `X[j, i]`. Make `dw` with both its axes, `np.zeros((n_x, 1))`.


# %% exercise="loop_gradients" minutes=15 difficulty=2
def loop_gradients(w, b, X, Y):
    """Compute the gradient of the cost with loops over examples and features.

    Parameters
    ----------
    w : weights, shape (n_x, 1)
    b : bias, a number
    X : examples as columns, shape (n_x, m)
    Y : true labels, 0 or 1, shape (1, m)

    Returns
    -------
    dw : derivative of the cost with respect to w, shape (n_x, 1)
    db : derivative of the cost with respect to b, a number
    """
    ### BEGIN SOLUTION
    n_x, m = X.shape
    dw, db = np.zeros((n_x, 1)), 0.0
    for i in range(m):
        z = b
        for j in range(n_x):
            z = z + w[j, 0] * X[j, i]
        dz = sigmoid(z) - Y[0, i]
        for j in range(n_x):
            dw[j, 0] += X[j, i] * dz
        db += dz
    dw = dw / m
    db = db / m
    ### END SOLUTION
    return dw, db


# %% check="loop_gradients" points=15
check(loop_gradients)

# %% [markdown]
# **Use it.** **Predict:** with all weights zero, what is `db` on the 200 points of the plane, of
# which half are of class 1?

# %%
w, b = np.zeros((2, 1)), 0.0
dw, db = loop_gradients(w, b, X_plane, Y_plane)
print("dw", dw.ravel(), "  db", db)

# %% [markdown]
# **What was seen.** With zero weights every $a$ is one half, so `db` is one half less the share of
# class 1: here 0. Both entries of `dw` are negative, so a step makes both weights larger: class 1
# lies to the upper right.

# %% [markdown]
# ## Exercise 9: m examples, without a loop
#
# *10 minutes, difficulty 3 of 3, 15 points*
#
# **Idea.** Every example goes through the same arithmetic, so let them go all at once: examples as
# the columns of $X$, and a row for everything of which each example has one.

# %% [markdown]
# **Picture.** **Look at** what becomes of each line of the loop.
#
# ```
#   with loops                                 at once                     shape
#   z  = w1 * x1[i] + w2 * x2[i] + b           Z  = w^T X + b             (1, m)
#   a  = sigmoid(z)                            A  = sigmoid(Z)            (1, m)
#   dz = a - y[i]                              dZ = A - Y                 (1, m)
#   dw1 += x1[i] * dz, ...; then / m           dw = X dZ^T / m            (n_x, 1)
#   db  += dz;              then / m           db = sum of dZ / m         a number
# ```

# %% [markdown]
# **Formula.**
#
# $$ Z = w^T X + b, \qquad A = \sigma(Z), \qquad dZ = A - Y, \qquad
#    dw = \frac{1}{m} X \, dZ^T, \qquad db = \frac{1}{m} \sum_{i=1}^{m} dZ_{1i} $$
#
# <details><summary>Read aloud</summary>
#
# “Capital Z equals w transposed times capital X, plus b; capital A equals sigma of capital Z; d Z
# equals capital A minus capital Y; d w equals one over m times capital X times d Z transposed; d
# b equals one over m times the sum of all entries of d Z.”
#
# </details>
#
# Both products are products of **matrices**, `np.dot` or `@`, not `*`. $b$ is one number,
# stretched over all columns. **Predict:** which shapes meet in $X \, dZ^T$, and over what does the
# product sum?
#
# <details><summary>Compare with your own</summary>
#
# $(n_x, m)$ by $(m, 1)$ is $(n_x, 1)$. The inner size is $m$: the product sums over the examples,
# which is what the loop did.
#
# </details>
#
# **With small numbers.**
#
# $$ X = \begin{pmatrix} 1 & 3 \\ 2 & 0 \end{pmatrix}, \quad
#    dZ = \begin{pmatrix} -0.5 & 0.881 \end{pmatrix}, \quad
#    dw = \frac{1}{2} \begin{pmatrix} 1 \cdot (-0.5) + 3 \cdot 0.881 \\ 2 \cdot (-0.5) + 0
#    \end{pmatrix} \approx \begin{pmatrix} 1.071 \\ -0.5 \end{pmatrix}. $$
#
# The check looks at the values, and at whether Python goes through more steps of your code as
# there are more examples. With `for` over the examples it does, with a comprehension as well, and
# with `np.vectorize`. What is asked for is one product over all of them.


# %% exercise="vectorized_gradients" minutes=10 difficulty=3
def vectorized_gradients(w, b, X, Y):
    """Compute the gradient of the cost without a loop over the examples.

    Parameters
    ----------
    w : weights, shape (n_x, 1)
    b : bias, a number
    X : examples as columns, shape (n_x, m)
    Y : true labels, 0 or 1, shape (1, m)

    Returns
    -------
    dw : derivative of the cost with respect to w, shape (n_x, 1)
    db : derivative of the cost with respect to b, a number
    """
    ### BEGIN SOLUTION
    m = X.shape[1]
    A = sigmoid(np.dot(w.T, X) + b)  # (1, m)
    dZ = A - Y  # (1, m)
    dw = np.dot(X, dZ.T) / m  # (n_x, 1)
    db = np.sum(dZ) / m
    ### END SOLUTION
    return dw, db


# %% check="vectorized_gradients" points=15
check(vectorized_gradients)

# %% [markdown]
# **Use it.** Your two functions against each other, on twenty features and more and more examples.
# **Predict** both curves, and how far apart they are at the right end.

# %%
rng = np.random.default_rng(1)
w, b = rng.normal(size=(20, 1)), 0.1
X_long, Y_long = rng.normal(size=(20, 3000)), rng.integers(0, 2, size=(1, 3000))


def seconds(function, m, repeats=5):
    times = []
    for _ in range(repeats):
        start = time.perf_counter()
        function(w, b, X_long[:, :m], Y_long[:, :m])
        times.append(time.perf_counter() - start)
    return statistics.median(times)


sizes = [3, 10, 30, 100, 300, 1000, 3000]
measured = {
    "with loops": [seconds(loop_gradients, m) for m in sizes],
    "without": [seconds(vectorized_gradients, m) for m in sizes],
}
title = "One gradient, two ways, on this machine"
course.plots.show_lines(
    sizes, measured, title, "examples m", "seconds (median)", log_x=True, log_y=True
)

# %%
for m, slow, fast in zip(sizes, *measured.values(), strict=True):
    print(f"m = {m:5}: with loops {slow:.1e} s, without {fast:.1e} s, ratio {slow / fast:.0f}")

# %% [markdown]
# **What was seen.** The loops cost the same for each example; without them an example costs next
# to nothing, and what you see on the left is the price of calling NumPy. The ratio is your
# machine's.

# %% [markdown]
# ### All together
#
# You now have all that learning takes: the gradient and the step. Let them alternate. **Predict**
# how the cost goes, and where the black line ends up.

# %%
w, b, path, costs_seen = np.zeros((2, 1)), 0.0, {}, []
for step in range(301):
    if step in (1, 10, 300):
        path[f"step {step}"] = (1 * w, 1 * b)  # copies, whatever is done to w and b
    A = sigmoid(np.dot(w.T, X_plane) + b)
    costs_seen.append(np.mean([loss(a, y) for a, y in zip(A[0], Y_plane[0], strict=True)]))
    dw, db = vectorized_gradients(w, b, X_plane, Y_plane)
    w, b = gradient_step(w, b, dw, db, learning_rate=0.5)
course.plots.show_probabilities(path, X_plane, Y_plane, title="Logistic regression learns")

# %%
course.plots.show_costs(costs_seen[::10], every=10, title="Cost on the 200 points")

# %%
right = 100 * np.mean((sigmoid(np.dot(w.T, X_plane) + b) > 0.5) == Y_plane)
larger = 100 * max(np.mean(Y_plane), 1 - np.mean(Y_plane))
print(f"{right:.1f} % right on the points it learned from, baseline {larger:.1f} %")
print(f"cost from {costs_seen[0]:.4f} to {costs_seen[-1]:.4f}")

# %% [markdown]
# **What was seen.** After a single step the line lies nearly right; the steps after that make the
# model surer rather than better. 93.5 % of the points are on their side of the line, where always
# giving one class (the **baseline**) gets 50 %. These are the points that it has learned from:
# how it does on others is a question for the next notebook.

# %% [markdown]
# ## Find the bug
#
# *10 minutes, not graded*
#
# Someone else wrote the version with one loop. They say: “It cannot be wrong: I compared it with
# the formula for one example, and it agrees to the last digit. But with two hundred examples
# nothing is learned unless I make the learning rate enormous, and then it is only the last few
# examples that the model seems to care about.” Here it is, beside yours.


# %%
def someones_gradients(w, b, X, Y):
    count = X.shape[1]
    dw, db = np.zeros(w.shape), 0
    for x, y in zip(X.T, Y[0], strict=True):
        error = sigmoid(np.dot(x, w[:, 0]) + b) - y
        dw += error * x.reshape(-1, 1)
        db += error
        dw /= count
        db /= count
    return dw, db


w, b = np.array([[0.1], [-0.2]]), 0.1
for m in (1, 2, 200):
    theirs, _ = someones_gradients(w, b, X_plane[:, :m], Y_plane[:, :m])
    yours, _ = vectorized_gradients(w, b, X_plane[:, :m], Y_plane[:, :m])
    print(f"m = {m:3}: theirs {theirs.ravel()}, yours {yours.ravel()}")

# %% [markdown]
# Find out what is wrong, give the mistake a name, and say why the last examples count most. An
# empty cell to try things in:

# %%


# %% [markdown]
# <details><summary>First a hint</summary>
#
# How many times is the contribution of the first example divided by <code>count</code>, and how
# many times that of the last?
#
# </details>
#
# <details><summary>The mistake, and its name</summary>
#
# **The average taken inside the loop.** The two lines with `/=` are indented too far: they run
# once for each example. The first example is divided by $m$ in every round, $m$ times in all; the
# last one once. So what comes out is
#
# $$ \sum_{i=1}^{m} \frac{x^{(i)} \, dz^{(i)}}{m^{\,m - i + 1}} $$
#
# <details><summary>Read aloud</summary>
#
# “The sum, over i from 1 to m, of x of example i times d z of example i, over m to the power of m
# minus i plus 1.”
#
# </details>
#
# With $m = 200$ the last example counts $1/200$, the one before it $1/40000$, and the rest
# nothing. For $m = 1$ there is no difference at all, which is why one example is a poor test.
#
# </details>

# %% [markdown]
# ## To remember
#
# - The loss belongs to one example, the cost to the parameters: it is the average loss.
# - Squared error makes the cost of logistic regression non-convex in $w$ and $b$; cross-entropy
#   does not.
# - Gradient descent steps along the **negative** gradient. The learning rate decides how far, and
#   too far is possible.
# - A slope is rise over run, whatever the function. Too small an $h$ leaves nothing but rounding.
# - Backward through the graph: multiply what has arrived by the slope of the box, and pass it on.
# - For logistic regression $dz = a - y$. Over $m$ examples average once, after the loop.
# - Without a loop: $dw = X \, dZ^T / m$, a product of matrices.

# %% [markdown]
# ## To think about
#
# 1. At the lowest point the derivative is 0, so gradient descent makes no step there. Does it also
#    stop at a place that is not the lowest? Name one that you have seen.
# 2. In the graph of $J = 3(a + bc)$ replace $v = a + u$ by $v = a \cdot u$. Which derivatives
#    change, and what do you need to know of the forward pass to compute them?
# 3. You multiply the whole cost by 10. How must the learning rate change, for the steps to stay
#    the same?
#
# <details><summary>Short answers</summary>
#
# 1. Yes: in the second valley of the squared error, near $(1.58, -2.97)$, and on top of the ridge,
#    if it stood there exactly.
# 2. $da = dv \cdot u$ and $du = dv \cdot a$, and with `du` also `db` and `dc`; only `dv` stays. You
#    need the values of $u$ and $a$: that is why the forward pass keeps its values.
# 3. To a tenth: the gradient is 10 times as large, and only the product with the rate counts.
#
# </details>

# %% [markdown]
# ### One question without a short answer
#
# Someone asks: “If I can measure any slope by nudging, why should I learn to derive gradients at
# all?” **What do you answer?** Write your answer in the cell below, in full sentences, before you
# open the one to compare with.

# %% [markdown]
# *Write your answer here.*

# %% [markdown]
# <details><summary>An answer to compare with</summary>
#
# Nudging works, and it has one great virtue: it needs no derivation, so it cannot share a mistake
# with one. That makes it the best test of a gradient. But as a way to train it fails twice. It is
# slow: every parameter needs its own nudge and with it a run through all examples, while one
# backward pass finds all derivatives for about the price of two forward passes. With 12,289
# parameters, as for the cats, that is two or three runs against more than twelve thousand. And it
# is inexact: a large $h$ measures the wrong slope, a small one measures rounding, and between the
# two only some of the digits are right. So I derive the gradient to train, and nudge to check it.
#
# **Compare:** did yours name the cost for each parameter, the limited accuracy, and the use of
# nudging as a check?
#
# </details>
