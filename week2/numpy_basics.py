# ---
# jupyter:
#   kernelspec:
#     display_name: Python 3
#     language: python
#     name: python3
# ---

# %% [markdown]
# # Arrays instead of loops
#
# A neural network is arithmetic on large tables of numbers. This notebook is about doing that
# arithmetic without writing loops: why it is faster, how shapes decide what happens, and how a
# wrong shape can go unnoticed.
#
# **Afterwards you can**
#
# - say the shape of an array and of what is computed from it, before you run the cell;
# - replace a loop over numbers by one operation on arrays, and measure what that is worth on your
#   machine;
# - foretell how NumPy stretches two shapes to one, and when it refuses;
# - sum, divide and normalise along the rows or along the columns, as the task needs;
# - recognise an array of rank 1, say why it causes trouble, and turn it into a column.
#
# **It builds on** Python's functions, lists and loops, and on vectors and matrices as tables of
# numbers.
#
# **Time:** about an hour and a half. The exercises that carry points, 50 in all, take some 40
# minutes of that. Three more are optional, for no points.

# %% [markdown]
# ## How to work with it
#
# Run the cells from top to bottom, put your code in the place of `NotImplementedError`, and run
# the check below it as often as you like. `check.help("normalize_rows")` gives a hint, and one
# more each time. Where the text asks you to **predict**, write your answer down before you look.
# The key **?** shows the card of symbols and words from anywhere, except where you type.

# %% setup=true
import math
import statistics
import time

import numpy as np

import course

check = course.checks("week2/numpy_basics")

# %%
course.card()

# %% [markdown]
# ## Arrays and their shapes
#
# An array is a block of numbers with a **shape**: how many along each axis. Axis 0 goes down the
# rows, axis 1 goes across the columns.
#
# **Predict:** what are the shapes of `A`, of `A.T` and of `A[:, 1]`?

# %%
A = np.array([[1, 2, 3], [4, 5, 6]])
print(A)
print("A", A.shape, "  A.T", A.T.shape, "  A[:, 1]", A[:, 1].shape)

# %% [markdown]
# **What was seen.** `A` is $(2, 3)$, its transpose is $(3, 2)$. A single column taken out by its
# number has lost an axis: its shape is `(2,)`, with one number in it. The end of this notebook
# comes back to such arrays.
#
# Sums go along an axis. `axis=0` adds up down the rows, so one sum for each column is left; the
# axis that is named is the one that disappears. With `keepdims=True` it stays, with length 1.
#
# **Predict** the four shapes, and the sums.

# %%
for axis in (0, 1):
    total, kept = A.sum(axis=axis), A.sum(axis=axis, keepdims=True)
    print(f"axis={axis}: {total}, shape {total.shape};  with keepdims, shape {kept.shape}")

# %% [markdown]
# ## One operation instead of a loop
#
# The score of a neuron is a sum of products: each input times its weight, all added up.
#
# $$ w^T x = \sum_{j=1}^{n} w_j x_j $$
#
# <details><summary>Read aloud</summary>
#
# “w transposed times x equals the sum, over j from 1 to n, of w j times x j.”
#
# </details>
#
# Here it is twice: as a loop over the numbers, and as one call of NumPy.


# %%
def dot_by_loop(w, x):
    total = 0.0
    for j in range(len(w)):
        total += w[j] * x[j]
    return total


rng = np.random.default_rng(0)
w, x = rng.random(1_000_000), rng.random(1_000_000)
print(f"loop   {dot_by_loop(w, x):.6f}\nnp.dot {np.dot(w, x):.6f}")

# %% [markdown]
# One million products each, and the same sum. Now measure how long both take. One measurement
# says little, since your machine does other things as well: a run that is disturbed comes out too
# long, and nothing makes one too short. So repeat, and take the **median**, which a few disturbed
# runs do not move.


# %%
def seconds(function, *arguments, repeats=5):
    """Return the median time of some calls, in seconds."""
    times = []
    for _ in range(repeats):
        start = time.perf_counter()
        function(*arguments)
        times.append(time.perf_counter() - start)
    return statistics.median(times)


# %% [markdown]
# **Predict** before you run it: how many times faster is `np.dot` for a million numbers? For ten?
# And how do the two curves look when both axes are logarithmic, so that each step to the right
# means more numbers by the same factor?

# %%
sizes = [10, 100, 1_000, 10_000, 100_000, 1_000_000]
by_loop = [seconds(dot_by_loop, w[:n], x[:n]) for n in sizes]
by_dot = [seconds(np.dot, w[:n], x[:n], repeats=25) for n in sizes]
course.plots.show_lines(
    sizes,
    {"loop": by_loop, "np.dot": by_dot},
    title="The same sum of products, two ways",
    xlabel="numbers n",
    ylabel="seconds (median)",
    log_x=True,
    log_y=True,
)

# %%
for n, slow, fast in zip(sizes, by_loop, by_dot, strict=True):
    print(f"n = {n:9,}: loop {slow:.2e} s, np.dot {fast:.2e} s, {slow / fast:6.1f} times as long")

# %% [markdown]
# **What was seen.** The numbers are your machine's, and another one would give others: a factor
# that you read somewhere, such as “300 times faster”, is what one machine measured on one day.
# Three things hold everywhere.
#
# - On logarithmic axes the loop is a straight line with slope 1: ten times the numbers, ten times
#   the time. Each number costs the same.
# - The curve of `np.dot` is flat at first. Calling it costs about a microsecond, however few
#   numbers there are, and only beyond some thousands do the numbers themselves count.
# - So the gain grows with $n$ and then levels off. For ten numbers it is small.
#
# <details><summary>Where the time goes</summary>
#
# For each product Python looks up two objects, asks for their types, makes a new number and keeps
# count of who uses it. NumPy looks at the types once; then compiled code runs over numbers that
# lie side by side in memory, and the processor multiplies several of them in one instruction.
#
# </details>
#
# The rule that follows: **where an operation on arrays does the work, write no loop over
# numbers.**

# %% [markdown]
# **Move it.** The same measurement, drawn while your machine makes it, with a third way between
# the two: multiply the whole arrays, then sum the products. A whisker goes from the quickest of
# five repeats to the slowest. **Predict first**, also where the third curve will lie; then put a
# function of your own into the dictionary.

# %%
course.widgets.timing(
    {"loop": dot_by_loop, "np.sum(w * x)": lambda w, x: np.sum(w * x), "np.dot": np.dot}
)

# %% [markdown]
# **What was seen.** With the loop gone, most of the time is gone: the third curve lies near that of
# `np.dot`. For few numbers it is higher, since it makes two calls and a new array of products
# where `np.dot` makes one call. Where whiskers are long, something else was running.

# %% [markdown]
# ### A matrix times a vector
#
# $$ u = A v, \qquad u_i = \sum_{j} A_{ij} v_j $$
#
# <details><summary>Read aloud</summary>
#
# “u equals capital A times v; u i equals the sum over j of capital A i j times v j.”
#
# </details>
#
# The sum runs over $j$ alone: each row $i$ of $A$ gives one number. By hand that is two loops, one
# within the other, and what is added up inside is a **product**. **Predict** `u` for the `A` from
# above and $v = (1, 0, 2)^T$.

# %%
v = np.array([[1.0], [0.0], [2.0]])
u = np.zeros((2, 1))
for i in range(2):
    for j in range(3):
        u[i, 0] += A[i, j] * v[j, 0]
print(u.ravel(), "with two loops,", np.dot(A, v).ravel(), "with np.dot(A, v)")

# %% [markdown]
# $u_1 = 1 \cdot 1 + 2 \cdot 0 + 3 \cdot 2 = 7$ and $u_2 = 4 + 0 + 12 = 16$. Note `+=`: with `=`
# each product would wipe out the one before it, and only the last would be left. `A @ v` is
# another way to write `np.dot(A, v)`; `A * v` is something else, as you will see below.

# %% [markdown]
# ### A function of every entry
#
# Many of NumPy's functions take an array and work on each entry by itself; the shape stays. Such
# an operation is called **elementwise**. **Predict** each line.

# %%
v = np.array([[-2.0, 0.5, 3.0]])
with np.printoptions(precision=3, suppress=True):
    print("np.exp(v)          ", np.exp(v))
    print("np.abs(v)          ", np.abs(v))
    print("np.log(np.abs(v))  ", np.log(np.abs(v)))
    print("np.maximum(v, 0)   ", np.maximum(v, 0))
    print("v ** 2             ", v**2)
    print("1 / v              ", 1 / v)

# %% [markdown]
# ## Exercise 1 (optional): a function of one number
#
# *5 minutes, difficulty 1 of 3, no points*
#
# **Idea.** Python has an exponential of its own, in the module `math`. Write the sigmoid with it,
# and then see where it fails.
#
# **Picture.** The sigmoid turns any number into one between 0 and 1.

# %%
course.plots.show_sigmoid()

# %% [markdown]
# **Formula.**
#
# $$ \sigma(x) = \frac{1}{1 + e^{-x}} $$
#
# <details><summary>Read aloud</summary>
#
# “Sigma of x equals one over one plus e to the minus x.”
#
# </details>
#
# **With small numbers.** $\sigma(0) = 1 / (1 + 1) = 0.5$, and $\sigma(2) = 1 / (1 + 0.135) \approx
# 0.881$.


# %% exercise="basic_sigmoid" minutes=5 difficulty=1
def basic_sigmoid(x):
    """Squash one number into the interval from 0 to 1, with math.exp.

    Parameters
    ----------
    x : a number

    Returns
    -------
    s : 1 / (1 + e^-x), a number
    """
    ### BEGIN SOLUTION
    s = 1 / (1 + math.exp(-x))
    ### END SOLUTION
    return s


# %% check="basic_sigmoid" points=0
check(basic_sigmoid)

# %% [markdown]
# **Use it.** **Predict:** what does `math.exp` say to an array of three numbers, and what does
# `np.exp`?

# %%
scores = np.array([-1.0, 0.0, 2.0])
try:
    print(math.exp(scores))
except TypeError as error:
    print("math.exp: TypeError:", error)
print("np.exp:  ", np.exp(scores))

# %% [markdown]
# **What was seen.** `math` works on single numbers only. That is why deep learning is written with
# `np.exp`: one call serves a number, a row and a matrix.

# %% [markdown]
# ## Exercise 2: the sum of absolute errors
#
# *5 minutes, difficulty 1 of 3, 10 points*
#
# **Idea.** How far are predictions from the truth, all in all? Take each difference, drop its
# sign, add up.

# %% [markdown]
# **Picture.** **Look at** the minus signs.
#
# ```
#   y                [  1.0    0.0    1.0  ]
#   yhat             [  0.9    0.2    0.4  ]
#   y - yhat         [  0.1   -0.2    0.6  ]
#   without signs    [  0.1    0.2    0.6  ]   added up: 0.9
# ```
#
# With their signs left on, errors in opposite directions would cancel: the sum would be 0.5, and
# for other numbers it could be 0 although every prediction is wrong.

# %% [markdown]
# **Formula.**
#
# $$ L_1(\hat y, y) = \sum_{i=1}^{m} \left| y^{(i)} - \hat y^{(i)} \right| $$
#
# <details><summary>Read aloud</summary>
#
# “L 1 of y hat and y equals the sum, over i from 1 to m, of the absolute value of y of example i
# minus y hat of example i.”
#
# </details>
#
# **With small numbers.** The picture has them: $0.1 + 0.2 + 0.6 = 0.9$.


# %% exercise="L1" minutes=5 difficulty=1
def L1(yhat, y):
    """Add up the absolute errors.

    Parameters
    ----------
    yhat : predictions, an array of any shape
    y : true values, an array of the same shape

    Returns
    -------
    loss : the sum of all |y - yhat|, a number
    """
    ### BEGIN SOLUTION
    loss = np.sum(np.abs(y - yhat))
    ### END SOLUTION
    return loss


# %% check="L1" points=10
check(L1)

# %% [markdown]
# **Use it** on a million predictions. **Predict:** truth and prediction are drawn between 0 and 1,
# and independent of each other. What is the average absolute error, roughly?

# %%
y, yhat = rng.random((1, 1_000_000)), rng.random((1, 1_000_000))
print(f"L1 = {L1(yhat, y):.0f}, on average {L1(yhat, y) / y.size:.4f}")

# %% [markdown]
# **What was seen.** One third: that is how far apart two random points of the interval from 0 to 1
# are on average. And a million of them took no loop.

# %% [markdown]
# ## Exercise 3 (optional): the sum of squared errors
#
# *5 minutes, difficulty 1 of 3, no points*
#
# **Idea.** Square the differences instead. A square has no sign, and it makes a large error count
# more than several small ones.
#
# **Picture.**
#
# ```
#   y - yhat         [  0.1    -0.2    0.6  ]
#   squared          [  0.01    0.04   0.36 ]   added up: 0.41
# ```
#
# **Formula.** No root is taken.
#
# $$ L_2(\hat y, y) = \sum_{i=1}^{m} \left( y^{(i)} - \hat y^{(i)} \right)^2 $$
#
# <details><summary>Read aloud</summary>
#
# “L 2 of y hat and y equals the sum, over i from 1 to m, of the square of y of example i minus y
# hat of example i.”
#
# </details>
#
# **With small numbers.** $0.01 + 0.04 + 0.36 = 0.41$: most of it comes from one prediction.


# %% exercise="L2" minutes=5 difficulty=1
def L2(yhat, y):
    """Add up the squared errors.

    Parameters
    ----------
    yhat : predictions, an array of any shape
    y : true values, an array of the same shape

    Returns
    -------
    loss : the sum of all (y - yhat)^2, a number
    """
    ### BEGIN SOLUTION
    loss = np.sum((y - yhat) ** 2)
    ### END SOLUTION
    return loss


# %% check="L2" points=0
check(L2)

# %% [markdown]
# **Use it.** Two sets of predictions with the same sum of absolute errors. **Predict** for which
# one $L_2$ is larger.

# %%
truth = np.zeros((1, 4))
spread, single = np.array([[0.2, 0.2, 0.2, 0.2]]), np.array([[0.8, 0.0, 0.0, 0.0]])
for name, guess in (("four small errors", spread), ("one large error", single)):
    print(f"{name:18} L1 {L1(guess, truth):.2f}   L2 {L2(guess, truth):.2f}")

# %% [markdown]
# **What was seen.** $L_1$ cannot tell them apart. For $L_2$ the one large error is four times as
# bad.

# %% [markdown]
# ## Broadcasting
#
# **Predict:** what is `[1, 2, 3, 4] + 100` in plain Python? And with an array in place of the list?

# %%
try:
    print([1, 2, 3, 4] + 100)
except TypeError as error:
    print("a list:   TypeError:", error)
print("an array:", np.array([1, 2, 3, 4]) + 100)

# %% [markdown]
# **What was seen.** A list knows no arithmetic: `+` joins lists, and 100 is none. The array does,
# and it makes four copies of the 100, one for each entry. (The copies are never stored; NumPy
# reads the same number four times.)
#
# Such stretching is called **broadcasting**, and it works along whole axes. In the picture, copies
# are grey. **Predict** the first number of the result before you look.

# %%
course.plots.show_broadcast([[1, 2, 3], [4, 5, 6]], [[100, 200, 300]])

# %%
course.plots.show_broadcast([[1, 2, 3], [4, 5, 6]], [[100], [200]])

# %% [markdown]
# **What was seen.** A row of shape $(1, 3)$ is copied down, a column of shape $(2, 1)$ is copied
# across; the result begins with 101 both times. The rules, in full:
#
# 1. Write the two shapes below each other, **aligned at the right**. Where one is shorter, fill up
#    with 1 on the left.
# 2. In each place the two sizes must be equal, or one of them must be 1.
# 3. A size of 1 is stretched to the other one. If neither is 1 and they differ, NumPy raises an
#    error.
#
# $$ (m, n) \;\circ\; (1, n) \to (m, n), \qquad (m, n) \;\circ\; (m, 1) \to (m, n), \qquad
#    (m, 1) \;\circ\; (1, n) \to (m, n) $$
#
# <details><summary>Read aloud</summary>
#
# “m by n, combined with 1 by n, gives m by n; with m by 1 it gives m by n; and m by 1 combined
# with 1 by n gives m by n.”
#
# </details>
#
# Here $\circ$ stands for any of $+$, $-$, $*$ and $/$. By rule 1 an array of shape `(n,)` counts as
# $(1, n)$, a row, never as a column. The third case stretches **both** arrays: useful when it is
# meant, and a trap when it is not.

# %%
course.plots.show_broadcast([[1], [2], [3]], [[10, 20, 30, 40]])

# %% [markdown]
# **Your turn.** Change the two shapes and **predict** each time: the shape of the result, or the
# rule that fails.

# %%
first_shape, second_shape = (3, 4), (3,)  # try (3, 4) and (4,), or (3, 1); (2, 1) and (5,) ...
first = np.arange(np.prod(first_shape)).reshape(first_shape)
second = 10 * (1 + np.arange(np.prod(second_shape)).reshape(second_shape))
course.plots.show_broadcast(first, second)

# %% [markdown]
# **What was seen.** `(3,)` counts as $(1, 3)$, and 3 columns do not fit 4. That there are three
# rows does not help: to stretch across the columns, the array needs shape $(3, 1)$.

# %% [markdown]
# **Move it.** Type two shapes. The cells with a broken edge are copies; where the shapes do not
# fit, the sentence below says which axis it is. Then play: will they fit?

# %%
course.widgets.broadcasting((2, 3), (3,))

# %% [markdown]
# **What was seen.** Shapes are compared from the last axis backwards. Two sizes fit if they are
# equal or one of them is 1. Copies are made only along an axis of size 1, or one that is missing.

# %% [markdown]
# ## Exercise 4: where calories come from
#
# *10 minutes, difficulty 2 of 3, 15 points*
#
# **Idea.** A table of foods: the calories that come from carbohydrates, protein and fat, one food
# in each column. How much is that in per cent of each food's total? Every column has to be divided
# by its own sum: a sum along an axis, then broadcasting.

# %%
foods = ("apple", "beef", "egg", "potato")
calories = np.array(
    [
        [54.0, 0.0, 2.0, 68.0],  # carbohydrates
        [1.0, 106.0, 50.0, 8.0],  # protein
        [1.0, 137.0, 90.0, 1.0],  # fat
    ]
)  # of 100 g each, rounded
print(calories.shape)

# %% [markdown]
# **Picture.** The table divided by the row of its column sums. **Look at** which numbers are
# copied, and in which direction.

# %%
course.plots.show_broadcast(calories, calories.sum(axis=0, keepdims=True), "/")

# %% [markdown]
# **What was seen.** Each sum is copied down its own column. The result holds shares; times 100
# they are per cent.

# %% [markdown]
# **Formula.** With $A$ of shape $(n, m)$,
#
# $$ P_{ij} = 100 \cdot \frac{A_{ij}}{\sum_{k=1}^{n} A_{kj}}. $$
#
# <details><summary>Read aloud</summary>
#
# “P i j equals 100 times A i j, divided by the sum over k of A k j.”
#
# </details>
#
# **With small numbers.** Two foods, two rows:
#
# $$ A = \begin{pmatrix} 1 & 6 \\ 3 & 2 \end{pmatrix}, \quad \text{sums } (4, 8), \quad
#    P = \begin{pmatrix} 25 & 75 \\ 75 & 25 \end{pmatrix}. $$
#
# `A.sum(axis=0)` has shape `(m,)`, not $(1, m)$. Here that does no harm, since `(m,)` counts as a
# row. You may write `.reshape(1, m)` or `keepdims=True` all the same: it costs nothing, and says
# what is meant.


# %% exercise="percentages" minutes=10 difficulty=2
def percentages(A):
    """Express each column in per cent of its own sum.

    Parameters
    ----------
    A : array of numbers above or equal to 0, shape (n, m), no column of zeros

    Returns
    -------
    P : array, shape (n, m), each column adding up to 100
    """
    ### BEGIN SOLUTION
    P = 100 * A / A.sum(axis=0, keepdims=True)
    ### END SOLUTION
    return P


# %% check="percentages" points=15
check(percentages)

# %% [markdown]
# **Use it.** **Predict:** which food has the largest share of fat?

# %%
shares = percentages(calories)
print(f"{'':14}" + "".join(f"{food:>9}" for food in foods))
for name, row in zip(("carbohydrates", "protein", "fat"), shares, strict=True):
    print(f"{name:14}" + "".join(f"{share:8.1f}%" for share in row))

# %% [markdown]
# **What was seen.** The egg: 63.4 % of its calories are fat, though beef has more fat in all. That
# is why one divides.

# %% [markdown]
# ## Exercise 5: rows of length 1
#
# *10 minutes, difficulty 2 of 3, 10 points*
#
# **Idea.** Gradient descent works better when all inputs are of about the same size. One way to
# get there is to divide each row of a matrix by its length, so that every row has length 1.

# %% [markdown]
# **Picture.** The direction of a row stays, its length becomes 1.
#
# ```
#       before              length           after
#   [ 3     4  ]              5          [ 0.6    0.8 ]
#   [ 0    -2  ]              2          [ 0     -1   ]
#   [ 0.6   0.8 ]             1          [ 0.6    0.8 ]
# ```

# %% [markdown]
# **Formula.** The length, or norm, of row $i$ is the root of the sum of its squares:
#
# $$ \lVert x_i \rVert = \sqrt{\sum_{j} x_{ij}^2}, \qquad
#    x_{ij} \to \frac{x_{ij}}{\lVert x_i \rVert} $$
#
# <details><summary>Read aloud</summary>
#
# “The norm of x i equals the square root of the sum over j of x i j squared; x i j becomes x i j
# over the norm of x i.”
#
# </details>
#
# **With small numbers.** For the row $(3, 4)$: $\sqrt{9 + 16} = 5$, so it becomes $(0.6, 0.8)$.
#
# `np.linalg.norm(x, axis=1)` computes the lengths. **Predict:** what is its shape for an `x` of
# shape $(3, 2)$, and can `x` be divided by it?
#
# <details><summary>Compare with your own</summary>
#
# Its shape is `(3,)`, which counts as $(1, 3)$, and that does not fit $(3, 2)$: an error. For an
# `x` of shape $(3, 3)$ it fits, and divides each *column* by the length of a row: no error, and
# all wrong. The lengths are needed as a column, $(3, 1)$.
#
# </details>


# %% exercise="normalize_rows" minutes=10 difficulty=2
def normalize_rows(x):
    """Scale each row to length 1.

    Parameters
    ----------
    x : array, shape (n, m), no row of zeros

    Returns
    -------
    x : array, shape (n, m), each row divided by its own length
    """
    ### BEGIN SOLUTION
    lengths = np.linalg.norm(x, axis=1, keepdims=True)  # (n, 1)
    x = x / lengths
    ### END SOLUTION
    return x


# %% check="normalize_rows" points=10
check(normalize_rows)

# %% [markdown]
# **Use it.** Two rows of length 1 have a dot product that tells only how far their directions
# agree: 1 for the same, 0 for a right angle. So one product of matrices compares every food with
# every other. **Predict:** which two of the four are most alike?

# %%
directions = normalize_rows(calories.T)  # a food in each row
print(f"{'':8}" + "".join(f"{food:>9}" for food in foods))
for food, row in zip(foods, np.dot(directions, directions.T), strict=True):
    print(f"{food:8}" + "".join(f"{value:9.3f}" for value in row))

# %% [markdown]
# **What was seen.** Apple and potato, at 0.995: almost all their calories come from carbohydrates.
# On the diagonal stands a 1 for each, since every row has the same direction as itself.

# %% [markdown]
# ## Exercise 6 (optional): softmax
#
# *10 minutes, difficulty 2 of 3, no points*
#
# **Idea.** Each row holds scores for several classes, and is to become probabilities: positive,
# with the sum 1, the largest score with the largest share. The exponential makes everything
# positive; dividing by the sum does the rest.
#
# **Picture.**
#
# ```
#       scores               e to the power            divided by the row's sum
#   [ 1    2    0 ]    [ 2.72   7.39   1.00 ]  sum 11.1    [ 0.24   0.67   0.09 ]
#   [ 5    5    5 ]    [ 148    148    148  ]  sum 445     [ 0.33   0.33   0.33 ]
# ```
#
# **Formula.**
#
# $$ \text{softmax}(x)_{ij} = \frac{e^{x_{ij}}}{\sum_{k} e^{x_{ik}}} $$
#
# <details><summary>Read aloud</summary>
#
# “Softmax of x, at i j, equals e to the x i j, divided by the sum over k of e to the x i k.”
#
# </details>
#
# **With small numbers.** The picture has them. A constant added to a whole row changes nothing: it
# multiplies numerator and denominator by the same factor.


# %% exercise="softmax" minutes=10 difficulty=2
def softmax(x):
    """Turn each row of scores into probabilities.

    Parameters
    ----------
    x : array of scores, shape (n, m)

    Returns
    -------
    s : array, shape (n, m), positive, each row adding up to 1
    """
    ### BEGIN SOLUTION
    powers = np.exp(x)
    s = powers / np.sum(powers, axis=1, keepdims=True)
    ### END SOLUTION
    return s


# %% check="softmax" points=0
check(softmax)

# %% [markdown]
# **Use it.** **Predict:** for two classes with the scores $z$ and 0, what is the share of the
# first? You know that function.

# %%
for z in (-1.0, 0.0, 2.0):
    print(f"z = {z:4}: softmax {softmax(np.array([[z, 0.0]]))[0, 0]:.4f}   ", end="")
    print(f"sigmoid {1 / (1 + np.exp(-z)):.4f}")

# %% [markdown]
# **What was seen.** It is the sigmoid: $e^z / (e^z + e^0) = 1 / (1 + e^{-z})$. Softmax is its
# extension to more classes than two.

# %% [markdown]
# ## Neither a row nor a column
#
# `np.random.randn(5)` draws five numbers from the normal distribution (`np.random.rand` draws
# evenly from 0 to 1: one letter, another distribution). Its shape is `(5,)`, an array of **rank
# 1**: it has one axis, so it is neither a row nor a column. **Predict** what a transpose does to
# it, and what the product with its transpose is.

# %%
a = np.random.randn(5)
print("a", a.shape, "  a.T", a.T.shape, "  equal:", bool((a == a.T).all()))
print("np.dot(a, a.T) =", np.dot(a, a.T))

# %% [markdown]
# **What was seen.** The transpose turns two axes round, and there are not two: nothing happens.
# The product is one number, where with a column and a row you might have expected a matrix.
#
# Here are the three side by side. **Predict** the table row by row.


# %%
def shape_or_error(function):
    try:
        return str(np.shape(function()))
    except ValueError:
        return "error"


n = 5
print("x            x.T          x * x.T      np.dot(x, x.T)   np.dot(x.T, x)")
for shape in ((n,), (n, 1), (1, n)):
    x = np.ones(shape)
    results = (lambda x=x: x * x.T, lambda x=x: np.dot(x, x.T), lambda x=x: np.dot(x.T, x))
    told = [shape_or_error(result) for result in results]
    print(f"{x.shape!s:12} {x.T.shape!s:12} {told[0]:12} {told[1]:16} {told[2]}")

# %% [markdown]
# **What was seen.** (`()` is the shape of a single number.) For a column and a row, `np.dot` gives
# what the shapes promise: $(5, 1)$ by $(1, 5)$ is the outer product, a matrix of $(5, 5)$, and
# $(1, 5)$ by $(5, 1)$ is a matrix of one number. The array of rank 1 always gives a plain number.
# And `x * x.T` stretches a column and a row to a matrix, without a word.

# %% [markdown]
# **Move it.** The same table with the numbers themselves, covered. Cells with a broken edge have
# one axis, those between brackets have two. **Predict** each shape, then press its question mark.

# %%
course.widgets.rank_one(3)

# %% [markdown]
# **What was seen.** Only the first column has results without brackets. In the other two, the same
# numbers stand in a matrix, and which product is the small one depends on which of the two it is.

# %% [markdown]
# The trap is sharpest where a column meets an array of rank 1. **Predict** the shape:

# %%
prediction, label = np.ones((5, 1)), np.ones(5)
print((prediction - label).shape)

# %% [markdown]
# **What was seen.** Five differences were wanted and 25 came, since `(5,)` counts as $(1, 5)$: no
# error, and an average over them looks like any other number. Three habits keep you safe.
#
# - Make columns and rows with both their axes: `np.random.randn(5, 1)`, `np.zeros((5, 1))`. (Mind
#   the parentheses: `randn` takes the sizes one by one and refuses a tuple; `zeros` wants a tuple.)
# - Where an array of rank 1 comes in from elsewhere, give it its second axis at once.
# - Say what you believe: `assert a.shape == (5, 1)` costs nothing and stops at the right line.

# %% quiz="which_shape" points=10 minutes=8 difficulty=2

# %% [markdown]
# ## Exercise 7: make it a column
#
# *3 minutes, difficulty 1 of 3, 5 points*
#
# **Idea.** An array of rank 1 needs a second axis, of length 1.
#
# **Picture.**
#
# ```
#                               [[ 7 ]
#   [ 7   8   9 ]      ->        [ 8 ]
#                                [ 9 ]]
#    shape (3,)                shape (3, 1)
# ```
#
# **Formula.** $(n,) \to (n, 1)$, for every $n$.
#
# **With small numbers.** `[7, 8, 9]` becomes `[[7], [8], [9]]`. Reshaping, or indexing with `None`,
# gives a new axis; a transpose does not.


# %% exercise="as_column" minutes=3 difficulty=1
def as_column(v):
    """Turn an array of rank 1 into a column.

    Parameters
    ----------
    v : array, shape (n,)

    Returns
    -------
    column : array, shape (n, 1), the same numbers in the same order
    """
    ### BEGIN SOLUTION
    column = v.reshape(-1, 1)
    ### END SOLUTION
    return column


# %% check="as_column" points=5
check(as_column)

# %% [markdown]
# **Use it** on the trap from above. **Predict** the shape now.

# %%
print((prediction - as_column(label)).shape)
print("outer product:", np.dot(as_column(a), as_column(a).T).shape)

# %% [markdown]
# ## To remember
#
# - Shape first. Say it before you run the cell; a wrong shape is often no error.
# - An operation on whole arrays replaces a loop over numbers. What it gains is your machine's
#   business; measure it, repeated, with the median.
# - `sum(axis=0)` leaves one sum for each column, of shape `(m,)`; `keepdims=True` keeps the axis.
# - Broadcasting aligns shapes at the right and stretches axes of length 1. Both arrays can be
#   stretched.
# - `*` is elementwise, `np.dot` and `@` multiply matrices.
# - An array of shape `(n,)` is neither a row nor a column. Give it both axes.

# %% [markdown]
# ## To think about
#
# 1. `A` has shape $(4, 4)$. You want to divide each row by its own sum and write `A /
#    A.sum(axis=1)`. What happens, and why is it worse than with a $(3, 4)$ matrix?
# 2. `np.dot` was flat up to some thousands of numbers. What would a loop have to cost for each
#    number, for the loop to win at $n = 10$?
# 3. Why does softmax in floating-point arithmetic fail for a row such as $(1000, 0)$, and which
#    row with the same softmax does not?
#
# <details><summary>Short answers</summary>
#
# 1. The sums have shape `(4,)`, a row, and fit: column $j$ is divided by the sum of row $j$. No
#    error, wrong numbers. With $(3, 4)$ NumPy refuses, and you look.
# 2. Less than a tenth of what one call of `np.dot` costs. Compiled languages do that; Python does
#    not.
# 3. $e^{1000}$ is larger than any number the computer holds, and infinity divided by infinity is
#    not a number. $(0, -1000)$ has the same softmax: subtract the largest score of the row first.
#
# </details>

# %% [markdown]
# ### One question without a short answer
#
# A colleague says: “Broadcasting should be forbidden. Whoever wants copies can write them, and
# half of my bugs come from arrays that were stretched behind my back.” **Is your colleague
# right?** Write your answer in the cell below, in full sentences, before you open the one to
# compare with.

# %% [markdown]
# *Write your answer here.*

# %% [markdown]
# <details><summary>An answer to compare with</summary>
#
# The complaint is justified: a $(5, 1)$ minus a `(5,)` gives 25 numbers where 5 were meant, no
# error is raised, and the wrong result goes on to the next line. But written copies would have a
# price too. They cost memory, as many times as there are copies, and they clutter the formula:
# $w^T X + b$ would no longer look like itself. And copies made by hand can be made along the wrong
# axis just as well. The harm comes mostly from arrays of rank 1, whose missing axis NumPy fills in
# by a rule that is not visible in the code. So I would keep broadcasting and forbid myself arrays
# of rank 1: both axes always, `keepdims=True` in sums, and an `assert` of the shape wherever a
# function begins.
#
# **Compare:** did yours name a bug that raises no error, a cost of writing copies out, and a habit
# that removes most of the danger?
#
# </details>
