# ---
# jupyter:
#   kernelspec:
#     display_name: Python 3
#     language: python
#     name: python3
# ---

# %% [markdown]
# # Why deep learning now?
#
# Networks of neurons were known for decades before they did much. What has changed? In this
# notebook you do not have to believe an answer. You train models of several sizes on more and
# more data and look at what comes out. Then you find out, with two small functions of your own,
# why exchanging one bent line for another made networks learn so much faster.
#
# **Afterwards you can**
#
# - read a figure of accuracy against the amount of data, and say what it shows and what it does
#   not;
# - say when a larger network helps, when more data helps, and when neither does;
# - compute the slope of a sigmoid and of ReLU, and say why a small slope means slow learning;
# - name a case in which ReLU learns nothing at all;
# - say why the time that one experiment takes decides how good the result will be.
#
# **It builds on** [What is a neural network?](what_is_a_neural_network.ipynb): units, layers,
# weights, ReLU.
#
# **Time:** about an hour. The two exercises and two quizzes take some 27 minutes of that and carry
# 50 points; each one says how many minutes and how difficult, from 1 to 3.

# %% [markdown]
# ## How to work with it
#
# Run the cells from top to bottom with Shift + Enter. In an exercise, replace the line that raises
# `NotImplementedError` by your own code, then run the check below it. Where the text asks you to
# **predict**, write your answer on paper before you go on.

# %% setup=true
import time

import numpy as np

import course
from course.ready_made import train

check = course.checks("week1/why_deep_learning_now")


def sigmoid(z):
    """The bend that was usual before ReLU: 1 / (1 + e^-z), between 0 and 1."""
    return 1 / (1 + np.exp(-z))


# %%
course.card()

# %% [markdown]
# ## Two spirals
#
# The task: a point in the plane belongs to one of two arms; say to which. It is a small task, so
# that models are trained in a second. It is no easy one, since no straight line parts the arms,
# and the points are spread so far that they overlap a little.

# %%
X, Y = course.planar("spirals", m=400, noise=0.35, seed=1)
print("X", X.shape, " Y", Y.shape)
course.plots.show_points(X, Y, title="400 of the points")

# %% [markdown]
# Each column of `X` is a point, with its two coordinates; `Y` says 0 or 1. Half of the points are
# of each class, so whoever always says 1 is right about 50 % of them. That is the **baseline**,
# the number to beat.
#
# The points that a model learns from are the **training set**. How good it is will be measured on
# 2,000 other points, the **test set**, which no model has seen.

# %%
X_test, Y_test = course.planar("spirals", m=2000, noise=0.35, seed=1000)

# %% [markdown]
# ## Four models
#
# - **Logistic regression** is a classic method. It parts the plane by one straight line. It is a
#   network without a hidden layer (next week you write it).
# - A **small** network, with 4 hidden units.
# - A **medium** one, with 16 hidden units.
# - A **large** one, with two hidden layers of 32 units each.
#
# The function `train` is ready made: it starts from random weights and changes them 1,000 times, a
# little each time, so that the answers become better. How it does that is what weeks 2 to 4 are
# about.

# %%
MODELS = {"logistic regression": (), "small": (4,), "medium": (16,), "large": (32, 32)}
course.plots.show_network((2, 16, 1), title="The medium network")

# %% [markdown]
# **Predict:** how will the plane be divided by each of the four, if they learn from 400 points?

# %%
borders = {}
for name, hidden in MODELS.items():
    borders[name] = train(X, Y, hidden, steps=1000, learning_rate=0.02).predict
course.plots.show_boundaries(borders, X, Y)

# %% [markdown]
# **What was seen.** Logistic regression has one straight line and can do no better. The small
# network bends its border a few times, and each hidden unit gives it one bend. The medium and the
# large network follow the arms. (The accuracies over the pictures are those on the points that
# are shown. On new points they are lower; that is why there is a test set.)

# %% [markdown]
# ## More and more data
#
# Now the experiment. Each of the four models is trained on 20, 60, 200, 600 and 2,000 points, and
# measured on the test set. Training depends on luck (which points were drawn, with which weights
# it began), so each is done three times, with other points and other weights.
#
# **Predict**, on paper, a curve for each of the four: accuracy upwards, amount of data to the
# right. Where do they start? Which ones go on rising?

# %%
AMOUNTS = (20, 60, 200, 600, 2000)
SEEDS = (1, 2, 3)


def no_change(X):
    """Leave the coordinates as they are."""
    return X


def accuracies(hidden, features=no_change):
    """Train on each amount of data with each seed: a row for each seed, in per cent."""
    rows = []
    for seed in SEEDS:
        row = []
        for m in AMOUNTS:
            X, Y = course.planar("spirals", m=m, noise=0.35, seed=seed)
            model = train(features(X), Y, hidden, steps=1000, learning_rate=0.02, seed=seed)
            row.append(model.accuracy(features(X_test), Y_test))
        rows.append(row)
    return np.array(rows)


# %% [markdown]
# This trains 60 models. It takes some ten to thirty seconds.

# %%
results = {name: accuracies(hidden) for name, hidden in MODELS.items()}

# %% [markdown]
# One more, before you look. Somebody who has **looked** at the points knows that the arms are
# spirals. They do not hand the coordinates to logistic regression. They measure how far a point
# is turned away from where the spiral is at that distance from the centre, and hand over that.
# Such a made-to-measure input is called a **feature engineered by hand**. Here it is the angle of
# the point, less the angle that the arm has reached at its distance; a turn and a half at 3.6.


# %%
def unwind(X):
    """Turn each point back by the angle that the arm has reached at its distance."""
    distance = np.sqrt(X[0] ** 2 + X[1] ** 2)
    angle = np.arctan2(X[1], X[0]) - 3 * np.pi * distance / 3.6
    return np.stack([np.cos(angle), np.sin(angle)])


results["logistic, with skill"] = accuracies((), unwind)

# %% [markdown]
# **Picture.** Each point is the average of three models, and its whisker goes from the worst of the
# three to the best. The amounts of data are drawn so that each step to the right is about three
# times as much. **Look for:** who is ahead on the left? Who is ahead on the right? Which curves
# have stopped rising? And where do whiskers overlap?

# %%
course.plots.show_learning_curves(AMOUNTS, results, baseline=50)

# %% [markdown]
# The same in numbers. The quiz below them is to be answered from this figure and this table, not
# from what you have heard.

# %%
print("points".ljust(22), "".join(f"{m:8}" for m in AMOUNTS))
for name, rows in results.items():
    print(name.ljust(22), "".join(f"{a:8.1f}" for a in rows.mean(axis=0)))

# %% quiz="the_scale_figure" points=15 minutes=8 difficulty=2

# %% [markdown]
# **What was seen**, in short. With 20 points the model with skill is far ahead, 90 % against 57 to
# 66 %, and the order of the others is luck: their whiskers overlap. From 200 points on, the order
# of the three networks is the order of their sizes. Logistic regression on the coordinates has
# levelled off near 65 %, the small network near 73 %. The medium and the large one go on rising:
# from 200 points to 2,000 by about 4 points of accuracy each. At 600 points the large network has
# passed the model with skill, which has stopped near 90.5 %.
#
# **What was not seen.** These are spirals, and three runs. The figure shows that scale *can* do
# this, with these models on this task. That it does so for speech, pictures and text, with
# millions of examples and of weights, others have measured, and that is why the last years have
# gone as they did. It needed both: data, since so much of life now leaves a trace in a computer,
# and computers fast enough for large networks. And there are tasks on which a large network gains
# nothing. Try it, as here, before you believe it.

# %% [markdown]
# ### Other spirals
#
# **Move it.** The three networks again, trained while you look on, on spirals that are less or more
# spread out. **Predict first**, then choose the noise and train. **Look for** where each curve
# levels off, and how long the whiskers are on the left.

# %%
course.widgets.scale(noise=0.12)

# %% [markdown]
# **What was seen.** With little noise (0.12) the large network is right on nearly all new points
# from 200 points on, the medium one needs 2,000 for that, and the small one levels off below 80 %.
# With much noise (0.6) the arms overlap so far that none of them gets beyond 78 % on average. With
# 20 points the whiskers overlap, however much noise there is.

# %% [markdown]
# ### Try it yourself
#
# Change one thing and **predict** first: the noise, the hidden layers, or the number of steps.

# %%
my_hidden = (8, 8)
my_X, my_Y = course.planar("spirals", m=600, noise=0.35, seed=1)
mine = train(my_X, my_Y, my_hidden, steps=1000, learning_rate=0.02)
print(f"training set {mine.accuracy(my_X, my_Y):.1f} %, ", end="")
print(f"test set {mine.accuracy(X_test, Y_test):.1f} %, baseline 50.0 %")

# %% [markdown]
# ## From sigmoid to ReLU
#
# Data and computers are two reasons. A third are better methods. One of them is very simple: in
# the hidden units, the bend was changed.

# %% [markdown]
# **Picture.** For decades the usual bend was a curve, the **sigmoid**. Here it is, with ReLU.
# **Look at** how steep each of the two is, far to the left, in the middle and far to the right.

# %%
z = np.linspace(-6, 6, 121)
course.plots.show_lines(
    z, {"sigmoid": sigmoid(z), "ReLU": np.maximum(z, 0)}, "Two bends", "z", "output", markers=False
)

# %% [markdown]
# **What was seen.** The sigmoid rises gently from 0 to 1 and is nearly flat at both ends. ReLU is
# flat on the left and rises steadily on the right, however far you go.
#
# Why should steepness matter? A network learns by asking of each weight: *if I change it a little,
# how much does the answer change?* If the answer hardly changes, it hardly learns anything about
# this weight, and hardly changes it. How much the output of a unit changes with $z$ is its
# **slope**.

# %% [markdown]
# ## Exercise 1: the slope of the sigmoid
#
# *10 minutes, difficulty 2 of 3, 14 points*
#
# **Idea.** The slope is what the output gains, divided by what the input gained, for a very small
# step: rise over run. For the sigmoid there is a formula that needs nothing but its own value.

# %% [markdown]
# **Formula.** With $e$ = 2.718…,
#
# $$ \sigma(z) = \frac{1}{1 + e^{-z}} $$
#
# <details><summary>Read aloud</summary>
#
# “Sigma of z equals one over one plus e to the minus z.”
#
# </details>
#
# has the slope
#
# $$ \sigma'(z) = \sigma(z) \cdot (1 - \sigma(z)) $$
#
# <details><summary>Read aloud</summary>
#
# “Sigma prime of z equals sigma of z, times one minus sigma of z.”
#
# </details>
#
# You derive this next week; here, see whether it agrees with rise over run.

# %% [markdown]
# **With small numbers.** $\sigma(0) = 0.5$, so the slope there is $0.5 \cdot 0.5 = 0.25$. By rise
# over run: $\sigma(0.1) = 0.52498$, so $(0.52498 - 0.5) / 0.1 = 0.2498$. The two agree up to what
# the size of the step costs.
#
# **Predict:** is there a place where the slope is larger than 0.25?
#
# <details><summary>Compare with your own</summary>
#
# No. A number and what is missing to 1, multiplied, give most when both are one half: $0.6 \cdot
# 0.4 = 0.24$, $0.9 \cdot 0.1 = 0.09$.
#
# </details>
#
# The set-up cell has defined `sigmoid(z)` for you.


# %% exercise="sigmoid_slope" minutes=10 difficulty=2
def sigmoid_slope(z):
    """Compute how steep the sigmoid is at z.

    Parameters
    ----------
    z : number, or array of any shape

    Returns
    -------
    slope : the slope of the sigmoid at z by the formula above, of the same shape as z
    """
    ### BEGIN SOLUTION
    a = sigmoid(z)
    slope = a * (1 - a)
    ### END SOLUTION
    return slope


# %% check="sigmoid_slope" points=14
check(sigmoid_slope)

# %% [markdown]
# **Use it.** **Predict:** how many times smaller than at 0 is the slope at 5? At 10?

# %%
for place in (0.0, 2.0, 5.0, 10.0):
    slope = sigmoid_slope(place)
    rise_over_run = (sigmoid(place + 0.001) - sigmoid(place)) / 0.001
    print(f"at {place:4}: slope {slope:.6f}, rise over run {rise_over_run:.6f}")

# %% [markdown]
# **What was seen.** At 5 it is 0.0066, nearly 40 times smaller; at 10 it is 0.000045, more than
# 5,000 times smaller. A unit whose $z$ has come there is called **saturated**.

# %% [markdown]
# ## Exercise 2: the slope of ReLU
#
# *5 minutes, difficulty 1 of 3, 11 points*
#
# **Idea.** ReLU is made of two straight lines. The one on the left is flat; the one on the right
# gains 1 for each 1 of the input.

# %% [markdown]
# **Formula.**
#
# $$ \text{relu}'(z) = \begin{cases} 0 & z < 0 \\ 1 & z > 0 \end{cases} $$
#
# <details><summary>Read aloud</summary>
#
# “ReLU prime of z is zero where z is below zero, and one where z is above zero.”
#
# </details>
#
# At $z = 0$ the curve has a corner and no slope. A program must answer something; this course
# answers 0, and others answer 1. Your check does not look there. It hardly ever matters, since $z$
# hardly ever is exactly 0.

# %% [markdown]
# **With small numbers.** At −2, 0.5 and 7 the slope is 0, 1 and 1.
#
# NumPy compares a whole array with a number, entry by entry, and `np.where` chooses by it:

# %%
some = np.array([3, 8, 5])
print(some > 4)
print(np.where(some > 4, 100, some))  # 100 where it is larger than 4, else what it was


# %% exercise="relu_slope" minutes=5 difficulty=1
def relu_slope(z):
    """Compute how steep ReLU is at z.

    Parameters
    ----------
    z : number, or array of any shape

    Returns
    -------
    slope : 1 where z is above 0, 0 where it is below, and either at 0, which no check
        looks at; of the same shape as z
    """
    ### BEGIN SOLUTION
    slope = np.where(z > 0, 1.0, 0.0)
    ### END SOLUTION
    return slope


# %% check="relu_slope" points=11
check(relu_slope)

# %% [markdown]
# **Use it.** Both slopes in one picture. **Look for** the highest point of each.

# %%
z = np.linspace(-8, 8, 160)
slopes = {"sigmoid": sigmoid_slope(z), "ReLU": relu_slope(z)}
course.plots.show_lines(z, slopes, "How steep the two bends are", "z", "slope", markers=False)

# %% [markdown]
# **What was seen.** The sigmoid's slope is 0.25 at best and soon nearly nothing, on both sides.
# ReLU's is 1 on the whole right half, and 0 on the whole left half.

# %% [markdown]
# ### One unit learns, with either bend
#
# One unit with one input. The input is 1, and the output should be 0.2. The unit starts at a bad
# place, with $w = 3$ and $b = 3$, so $z = 6$. In each step weight and bias are changed against the
# slope of the error; your two functions say what that slope is.


# %%
def unit_learns(bend, slope, w, b, right, steps=2000, learning_rate=0.1):
    """Return how far the unit's output is from `right`, before each step."""
    missed = []
    for _ in range(steps):
        z = w * 1 + b
        missed.append(float(np.abs(bend(z) - right)))
        change = learning_rate * 2 * (bend(z) - right) * slope(z)
        w, b = w - change * 1, b - change
    return missed


def relu(z):
    """The bend of the last notebook."""
    return np.maximum(z, 0)


# %% [markdown]
# **Predict:** at the start the output is 0.998 with the sigmoid and 6 with ReLU, so with ReLU it is
# further off. Which of the two is at 0.2 first? After about how many steps?

# %%
with_sigmoid = unit_learns(sigmoid, sigmoid_slope, 3.0, 3.0, 0.2)
with_relu = unit_learns(relu, relu_slope, 3.0, 3.0, 0.2)
curves = {"sigmoid": with_sigmoid, "ReLU": with_relu}
course.plots.show_lines(
    np.arange(2000), curves, "One unit, from z = 6", "step", "output missed by", markers=False
)

# %% [markdown]
# **What was seen.** With ReLU the unit is there after some fifteen steps, although it had further
# to go. With the sigmoid nothing seems to happen for more than a thousand steps, although it is
# quite wrong: at $z = 6$ the slope is 0.0025, so each step changes next to nothing. Then, once it
# has crept to where the curve is steeper, most of the way is done within two hundred.

# %% [markdown]
# **The other side.** Now the unit starts at $z = -6$, and the output should be 0.8. **Predict**
# both curves, with the picture of the slopes in mind.

# %%
with_sigmoid = unit_learns(sigmoid, sigmoid_slope, -3.0, -3.0, 0.8)
with_relu = unit_learns(relu, relu_slope, -3.0, -3.0, 0.8)
curves = {"sigmoid": with_sigmoid, "ReLU": with_relu}
course.plots.show_lines(
    np.arange(2000), curves, "One unit, from z = -6", "step", "output missed by", markers=False
)

# %% [markdown]
# **What was seen.** The sigmoid takes as long as before. ReLU learns **nothing**, ever: below zero
# its slope is exactly 0, so no step changes anything. Such a unit is called **dead**. ReLU is no
# magic. It works because in a network most units are on for at least some of the examples.

# %% [markdown]
# **Move it.** The same unit with both bends at once, from any start. The steps on the right are
# drawn so that each mark means ten times as many. **Predict first**; then start at other places.
# **Look for** the starts from which one of the two never arrives.

# %%
course.widgets.two_bends(start=6.0, right=0.2)

# %% [markdown]
# **What was seen.** The farther out the start, the longer the sigmoid stays where it is; from near
# the middle it is quick as well. ReLU takes much the same few steps from every start above zero,
# and from zero or below it never takes one.

# %% [markdown]
# ### Many layers, with either bend
#
# In a network of several layers the effect of an early weight passes through one bend after
# another, and the slopes along the way are **multiplied**, as you multiplied the weights along a
# way in the last notebook. Of sigmoids, each slope is 0.25 at most. Through $n$ of them
#
# $$ \sigma'(z_1) \cdot \sigma'(z_2) \cdots \sigma'(z_n) \le 0.25^n $$
#
# <details><summary>Read aloud</summary>
#
# “The product of the slopes, sigma prime of z one times sigma prime of z two and so on to sigma
# prime of z n, is at most zero point two five to the power n.”
#
# </details>
#
# (the weights multiply as well, and can make up for some of it). **Predict:** how much is left
# after four layers? Put it in place of 0.

# %%
my_prediction = 0
print("after four layers:", 0.25**4, " you said:", my_prediction)

# %% [markdown]
# Now the same network on the spirals (with less noise), four hidden layers of 16 units, with either
# bend: the same points, the same first weights, 2,000 plain steps of the same length.
# **Predict** the two curves. (The cost measures how wrong the answers are; of someone who always
# says “one half” it is $\log 2$, about 0.693.)

# %%
X_less, Y_less = course.planar("spirals", m=400, noise=0.12, seed=1)
deep = {}
for name, bend in (("sigmoid", "sigmoid"), ("ReLU", "relu")):
    deep[name] = train(X_less, Y_less, (16, 16, 16, 16), bend, 2000, 0.1, None, plain=True)

curves = {name: one.costs for name, one in deep.items()}
course.plots.show_lines(
    np.arange(2000), curves, "Four hidden layers, two bends", "step", "cost", markers=False
)

# %%
for name, one in deep.items():
    print(f"{name}: {one.accuracy(X_less, Y_less):.1f} % on the training set, baseline 50.0 %")

# %% [markdown]
# **What was seen.** With ReLU the cost falls to nearly nothing, with a few jumps on the way, and
# every training point is on its right side. With the sigmoid it has hardly left 0.693 after
# 2,000 steps. The slopes that reach the first layers are so small that they have hardly changed.
# It is the same network, on the same points, with another bend.

# %% [markdown]
# ## Idea, code, experiment
#
# Nobody knows beforehand which network will do. One has an **idea**, writes the **code**, runs the
# **experiment**, and what comes out gives the next idea. So it goes round, many times.
#
# **Picture.**
#
# ```
#        idea  ───────────>  code
#          ^                  │
#          │                  v
#          └──────────  experiment
# ```
#
# How good the result becomes depends on how often you get round. **See it:** how long does one
# experiment take here, with the small network and with a larger one? **Predict** how many of each
# you could do in an hour.

# %%
for name, hidden in (("small", (4,)), ("128, 128", (128, 128))):
    start = time.perf_counter()
    train(X, Y, hidden, steps=50)
    seconds = time.perf_counter() - start
    print(f"{name:9} 50 steps take {seconds:.2f} seconds: {3600 / seconds:8.0f} times in an hour")

# %% [markdown]
# **What was seen** is your own computer's doing, so the numbers here are yours. Think of a network
# that takes a month. In a year you get round twelve times. If a better method, such as another
# bend, or a faster computer makes a day of it, you get round more than three hundred times.

# %% quiz="the_loop" points=10 minutes=4 difficulty=1

# %% [markdown]
# ## Find the bug
#
# *5 minutes, not graded*
#
# Someone else writes: “I have measured it, and there is nothing to vanishing slopes. My slope of
# the sigmoid is largest far away from zero, and units that are far off learn best.”


# %%
def someones_slope(z):
    return z * (1 - z)


for place in (0.0, 0.5, 5.0, 10.0):
    print(f"at {place:4}: theirs {someones_slope(place):7.2f}   yours {sigmoid_slope(place):.6f}")

# %% [markdown]
# Find out what is wrong, and give the mistake a name. Which of these values should have made them
# suspicious? An empty cell to try things in:

# %%


# %% [markdown]
# <details><summary>First a hint</summary>
#
# The sigmoid never falls. What sign can its slope not have?
#
# </details>
#
# <details><summary>The mistake, and its name</summary>
#
# **The formula applied to z in place of the sigmoid's value.** The formula $a (1 - a)$ wants $a =
# \sigma(z)$; they put in $z$. At 5 it gives −20, and a curve that rises everywhere has no negative
# slope. Where one program hands over $z$ and another $a$ under the same name, this happens easily;
# you will meet it again in weeks 3 and 4.
#
# </details>

# %% [markdown]
# ## To remember
#
# - With little data, skill decides: an input made to measure beats a larger network.
# - A model that is too simple levels off; more data does not help it. A larger one goes on rising.
# - Look at the spread before you say that one model beats another.
# - Learning follows slopes. The sigmoid's is 0.25 at best, and nearly 0 for large scores of either
#   sign; through many layers such slopes multiply to next to nothing.
# - ReLU's slope is 1 wherever the unit is on. Where it is off, it is 0, and the unit learns
#   nothing.
# - Idea, code, experiment: the faster the round, the better the end.

# %% [markdown]
# ## To think about
#
# 1. In the figure, the model with skill hardly gains from more data. Why could nobody do better by
#    giving it a million points?
# 2. Someone shows you a figure like the one above with one run for each point and no whiskers.
#    What do you ask?
# 3. Why can a network of ReLUs learn at all, if units that are off learn nothing?
#
# <details><summary>Short answers</summary>
#
# 1. It has one straight border, between points that have been unwound. Where it lies is found from
#    a few points already. What is wrong then is not found by more data: the arms overlap, and
#    near the centre the noise turns points by large angles, of which this feature knows nothing.
# 2. How much another run would differ: other points, other first weights. Without it, a lead of two
#    points may be luck.
# 3. A unit that is off for one example is mostly on for another, and from that one it learns. Only
#    one that is off for all examples is lost.
#
# </details>

# %% [markdown]
# ### One question without a short answer
#
# A small firm has 300 photos of its products, good ones and faulty ones, and asks you for “the
# largest network there is”. **What do you answer?** Write it in the cell below, in full sentences,
# before you open the one to compare with.

# %% [markdown]
# *Write your answer here.*

# %% [markdown]
# <details><summary>An answer to compare with</summary>
#
# I would not begin with the network. With 300 examples, what I know about the task counts for more
# than size: where on the product are the faults, how large are they, is the light always the same?
# If a fault can be measured (a length, a colour), I measure it and hand that to a simple model.
# That is the unwinding of the spirals.
#
# I ask how many of the 300 are faulty. If it is 15, always saying “good” is right 95 % of the
# time, and one run differs from the next by luck. I keep some photos aside for the test, train
# several times and look at the spread.
#
# Then I ask what it would cost to have 3,000 photos, or 30,000. If the curve of a medium network is
# still rising at 300, that is where the money should go, and with the data a larger network may
# come. If the curve is flat, neither will help. And I ask whether a network that others have
# trained on many photos could be used as a start.
#
# **Compare:** did yours speak of little data and skill, of a baseline, of spread, and of how to
# find out whether more data would help? Three of the four are a good answer.
#
# </details>
