# ---
# jupyter:
#   kernelspec:
#     display_name: Python 3
#     language: python
#     name: python3
# ---

# %% [markdown]
# # Is it a cat?
#
# In this notebook you build a classifier from its first line to its last. It looks at a picture
# of 64 by 64 pixels and answers “cat” or “not a cat”. It is logistic regression: one neuron, and
# every line of it will be yours.
#
# **Afterwards you can**
#
# - turn pictures into the columns of a matrix, and notice when that has gone wrong without an
#   error;
# - compute the cost of logistic regression and its gradient without a loop over the examples,
#   derive the gradient, and check it yourself;
# - train by gradient descent, read a cost curve and choose a learning rate;
# - report an accuracy so that it means something: beside its baseline, and with the number of
#   pictures it was measured on;
# - compute a cost that survives very large scores;
# - say what such a model can know about a picture, and what it cannot.
#
# **It builds on** [arrays](numpy_basics.ipynb) (shapes, broadcasting, vectorization) and on
# [derivatives](gradient_descent.ipynb) (the chain rule, a step of gradient descent).
#
# **Time:** about three hours. The nine exercises take some 110 minutes of that and carry 100
# points; each one says how many minutes and how difficult, from 1 to 3.

# %% [markdown]
# ## How to work with it
#
# Run the cells from top to bottom with Shift + Enter. In an exercise, replace the line that
# raises `NotImplementedError` by your own code, run the cell, then run the check below it. The
# check tells you what was expected, what came instead and, where it recognises the mistake, its
# name. You can run it as often as you like. `check.help("sigmoid")` gives a hint, and one more
# each time.
#
# Where the text asks you to **predict**, write your answer on paper before you go on. A guess
# that turned out wrong is remembered far better than a result that was only read.
#
# Symbols, words and how they are read stand on a card below the next cell: the key **?** shows it
# from anywhere in the notebook, except where you type.
#
# This cell prepares the notebook.

# %% setup=true
import numpy as np

import course

check = course.checks("week2/cat_classifier")

# %%
course.card()

# %% [markdown]
# ## The pictures
#
# **These cats are drawn, by a program.** There are three reasons. Drawings can be shared freely.
# There can be any number of them. And what each one shows is known for certain, because the
# program that drew it knows. There is a price too: what a model learns from drawings holds for
# drawings. Shown real photos it does no better than tossing a coin. The last part of this
# notebook comes back to that.

# %%
cats = course.load_cats()
cats

# %% [markdown]
# The pictures come in three sets. The **training set** is what the model learns from. The **dev
# set** is what you choose with, such as a learning rate. The **test set** is looked at last, to
# see how good the chosen model is on pictures that had no say in it.
#
# Look at the shapes: `(m, h, w, c)` stands for `m` pictures, `h` pixels high and `w` wide, with
# `c` channels (red, green and blue). Labels are a row of shape `(1, m)`: 1 for a cat, 0 for
# anything else.

# %%
for name in ("train", "dev", "test"):
    print(f"{name:5}", getattr(cats, f"{name}_x").shape, getattr(cats, f"{name}_y").shape)

# %% [markdown]
# Now see some of them. **Look for** pictures that you would confuse if you saw nothing of them
# but colours and blurred shapes: that is about all that this model will see.

# %%
course.plots.show_pictures(cats.train_x[:16], cats.train_y[:, :16], title="The first 16")

# %% [markdown]
# **What was seen.** Cats sit, stand and lie, in many colours, before many backgrounds. Three in
# five of the others are animals, some with much the same eyes, ears and colours; the rest are
# things. Neither a colour nor one bright place will decide it.

# %% [markdown]
# ### The number to beat
#
# An accuracy means nothing alone. Its **baseline** is what you get by always giving the larger
# class, without looking at any picture. These two functions go together through the whole
# notebook.


# %%
def accuracy(Y_prediction, Y):
    """Per cent of the predictions that are right."""
    return 100 * np.mean(Y_prediction == Y)


def baseline(Y):
    """Per cent that always giving the larger class gets right."""
    return 100 * max(np.mean(Y), 1 - np.mean(Y))


# %% [markdown]
# **Predict:** 105 of the 209 training pictures are cats, and exactly half of the other two sets.
# What are the three baselines?

# %%
for name, Y in (("train", cats.train_y), ("dev", cats.dev_y), ("test", cats.test_y)):
    print(f"{name:5} baseline {baseline(Y):.1f} %")

# %% [markdown]
# So 50 % is nothing here. It is not always so: in the well-known set of cat photos that many
# courses use, 33 of the 50 test pictures are cats, and whoever always says “cat” gets 66 %.

# %% [markdown]
# ## Exercise 1: from a picture to a column
#
# *5 minutes, difficulty 1 of 3, 5 points*
#
# **Idea.** A neuron multiplies each of its inputs by a weight of its own and adds up. It knows
# nothing of rows and columns of pixels; it takes a list of numbers. So a picture must become a
# list.
#
# **Predict:** how many numbers is a picture of shape `(64, 64, 3)`?
#
# <details><summary>Then look</summary>
#
# $64 \cdot 64 \cdot 3 = 12288$. This number of features is called $n_x$.
#
# </details>

# %% [markdown]
# **Picture.** On the left a picture of the training set, with the first four pixels of its top
# row framed. On the right the beginning of its column. **Look at** the order in which the numbers
# come.

# %%
course.plots.show_unrolled(cats.train_x[1])

# %% [markdown]
# **What was seen.** The three channels of a pixel stay together, then the next pixel of the same
# row follows; after the last pixel of a row comes the row below. That is the order in which NumPy
# keeps the numbers in memory, and `reshape` reads them in it.

# %% [markdown]
# **Formula.** The pixel in row $i$ and column $j$ of a picture of shape $(h, w, c)$ has its
# channel $k$ in row
#
# $$ r = (i \cdot w + j) \cdot c + k $$
#
# <details><summary>Read aloud</summary>
#
# “r equals i times w plus j, all of it times c, plus k.”
#
# </details>
#
# of the column $v$, where everything is counted from 0.

# %% [markdown]
# **With small numbers.** A picture of one row and two pixels, `[[[7, 8, 9], [4, 5, 6]]]`, has
# shape $(1, 2, 3)$. Its column holds 7, 8, 9, 4, 5, 6 and has shape $(6, 1)$. The green ($k = 1$)
# of pixel $(0, 1)$ stands in row $(0 \cdot 2 + 1) \cdot 3 + 1 = 4$, and there is the 5.
#
# In lectures you may see pictures unrolled channel by channel: all red, then all green, then all
# blue. Any fixed order serves, as long as it is the same for all pictures, because then each
# weight always meets the same pixel. Here, leave the order to NumPy.

# %% [markdown]
# **Move it.** Every eighth pixel of three pictures, few enough to show each number. Choose a pixel
# by a click or with the arrow keys, and **predict** its row before you read it. Then go the other
# way: slide the row, and say which pixel it is. In the other order, which numbers move?

# %%
course.widgets.unroll(cats.train_x[:3, 4::8, 4::8])

# %% [markdown]
# **What was seen.** In NumPy's order the step from a pixel to its right neighbour is 3 rows of the
# column, and to the one below it $8 \cdot 3 = 24$. Channel by channel they are 1 and 8, and all of
# red comes first. Only the first and the last number stay where they were.


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

# %% [markdown]
# **Use it.** **Predict:** in which row of the column does the green of pixel $(20, 30)$ of a
# 64 by 64 picture stand? Put your number in place of 0, and the two values agree.

# %%
row = 0  # your prediction
v = image2vector(cats.train_x[1])
print(v.shape, "in the column:", v[row, 0], " in the picture:", cats.train_x[1][20, 30, 1])

# %% [markdown]
# <details><summary>Which row it is</summary>
#
# $(20 \cdot 64 + 30) \cdot 3 + 1 = 3931$: before it lie 20 whole rows of 64 pixels and 30 pixels
# more, with 3 numbers each, and then the red of the pixel itself.
#
# </details>

# %% [markdown]
# ## Exercise 2: all pictures at once
#
# *10 minutes, difficulty 2 of 3, 10 points*
#
# **Idea.** One picture is one column. All $m$ pictures side by side are a matrix $X$ with one
# picture in each column, and one matrix product will serve them all.

# %% [markdown]
# **Picture.** (The values are made up.)
#
# ```
#               picture 0   picture 1         picture m-1
#                   |           |                  |
#         row 0  [ 0.13        0.87      ...      0.42  ]   red of pixel (0, 0)
#         row 1  [ 0.20        0.51      ...      0.40  ]   green of pixel (0, 0)
#   X =     ...  [  ...         ...      ...       ...  ]
#     row 12287  [ 0.18        0.66      ...      0.39  ]   blue of pixel (63, 63)
# ```
#
# The bytes of a picture go from 0 to 255. Divided by 255 they go from 0 to 1. Why that matters
# you will see when a model is trained without it.

# %% [markdown]
# **Formula.** With $r = (i \cdot w + j) \cdot c + k$ as before, and $n$ the number of the
# picture,
#
# $$ X_{r,n} = \frac{\text{images}[n, i, j, k]}{255}, \qquad
#    (m, h, w, c) \;\longrightarrow\; (h \cdot w \cdot c,\; m). $$
#
# <details><summary>Read aloud</summary>
#
# “Capital X, row r, column n, equals image n at i, j, k, divided by 255. The shape m, h, w, c
# becomes h times w times c, by m.”
#
# </details>

# %% [markdown]
# **With small numbers.** Two pictures, one row of two pixels each, one channel: the first holds 0
# and 51, the second 255 and 102. Then
#
# $$ X = \begin{pmatrix} 0 & 1 \\ 0.2 & 0.4 \end{pmatrix}. $$
#
# Read down the first column and you have the first picture.
#
# The divisor is 255 for every picture, whatever its brightest pixel is: a picture to be judged
# later has to be scaled like those that the model has learned from.


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

# %% [markdown]
# **Use it** on the three sets. From here on `X_train` and its companions are what you work with.

# %%
X_train, Y_train = flatten_images(cats.train_x), cats.train_y
X_dev, Y_dev = flatten_images(cats.dev_x), cats.dev_y
X_test, Y_test = flatten_images(cats.test_x), cats.test_y
print(X_train.shape, "from", X_train.min(), "to", X_train.max())

# %% [markdown]
# ### A mistake that raises no error
#
# The shape that is wanted is `(12288, m)`. It is tempting to ask for it in one go, with
# `images.reshape(-1, m)`. **Predict:** does this raise an error? And if you take one column of
# the result and fold it back into a picture, what do you see?

# %%
m = cats.train_x.shape[0]
scrambled = cats.train_x.reshape(-1, m) / 255
print("yours:", X_train.shape, " in one go:", scrambled.shape)

# %%
folded_back = [X_train[:, 1].reshape(64, 64, 3), scrambled[:, 1].reshape(64, 64, 3)]
course.plots.show_pictures(folded_back, captions=("yours", "in one go"), title="Column 1")

# %% [markdown]
# **What was seen.** The shapes are equal and nothing complained. Yet a column of the second
# matrix holds every 209th number of the whole set: a little of every picture, and no picture. A
# shape can be right while the content is wrong, so look at your data after each time you
# rearrange it.

# %% [markdown]
# **Move it.** The same mistake on the small pictures. **Predict**, before you choose the second
# way below the pictures: from how many pictures do the numbers of one column come?

# %%
course.widgets.unroll(cats.train_x[:3, 4::8, 4::8])

# %% [markdown]
# **What was seen.** From all three, a third each. With 209 pictures a column gets about 59 of its
# 12,288 numbers from each of them.

# %% [markdown]
# ## Exercise 3: the sigmoid
#
# *5 minutes, difficulty 1 of 3, 5 points*
#
# **Idea.** The neuron adds up to a score $z$, which can be any number. We want a probability,
# which lies between 0 and 1. The sigmoid turns the one into the other: a large score becomes
# nearly 1, a very negative one nearly 0, and a score of 0 becomes one half.

# %% [markdown]
# **Picture.** **Look at** the slope: where does a change of the score change the probability
# most?

# %%
course.plots.show_sigmoid()

# %% [markdown]
# **What was seen.** The curve is steepest at 0 and nearly flat beyond −5 and 5. It never reaches
# 0 or 1.

# %% [markdown]
# **Formula.**
#
# $$ \sigma(z) = \frac{1}{1 + e^{-z}}, \qquad \sigma(-z) = 1 - \sigma(z). $$
#
# <details><summary>Read aloud</summary>
#
# “Sigma of z equals one over one plus e to the minus z. Sigma of minus z equals one minus sigma
# of z.”
#
# </details>

# %% [markdown]
# **With small numbers.** $e^{-1} \approx 0.368$, so $\sigma(1) = 1 / 1.368 \approx 0.731$. By the
# second formula $\sigma(-1) \approx 0.269$, without computing anything again.


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

# %% [markdown]
# **Use it.** Turned round, the formula says which score belongs to a probability: $e^z$ is the
# **odds**, $a / (1 - a)$, so $z = \log \frac{a}{1 - a}$. **Predict:** how large must a score be
# for a probability of 99 %? Of 99.9 %?

# %%
for probability in (0.5, 0.9, 0.99, 0.999):
    z = np.log(probability / (1 - probability))
    print(f"probability {probability}: score {z:.2f}, and back again {sigmoid(z):.3f}")

# %% [markdown]
# **What was seen.** Each further nine costs the same again, about 2.3 ($\log 10$). A score of 4.6
# is 99 %, one of 6.9 is 99.9 %.

# %% [markdown]
# ## Exercise 4: where to start
#
# *5 minutes, difficulty 1 of 3, 5 points*
#
# **Idea.** The model has one weight for each of the $n_x$ numbers of a picture, and one bias:
#
# $$ z = w_1 x_1 + w_2 x_2 + \dots + w_{n_x} x_{n_x} + b = w^T x + b. $$
#
# <details><summary>Read aloud</summary>
#
# “z equals w 1 times x 1, plus w 2 times x 2, and so on to w n x times x n x, plus b; in short, w
# transposed times x, plus b.”
#
# </details>
#
# Before it has seen anything, no pixel speaks for or against a cat. So all start at zero: $w$ is
# a column of zeros of shape $(n_x, 1)$, and $b = 0$.

# %% [markdown]
# **Picture.**
#
# ```
#   x (n_x, 1)      w (n_x, 1)
#   [ 0.13 ]   ·    [ 0 ]   \
#   [ 0.20 ]   ·    [ 0 ]    >   sum,  + b   =   z   ->   sigmoid   ->   a
#   [  ... ]   ·    [...]   /
# ```

# %% [markdown]
# **With small numbers.** For $n_x = 3$: `w` is `[[0.], [0.], [0.]]`, of shape `(3, 1)`, and `b`
# is `0.0`.
#
# Zeros serve here because there is only one neuron, and its cost has a single valley. With a
# hidden layer, next week, they will not.


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

# %% [markdown]
# **Use it.** **Predict:** which probability does this untrained model give to the first picture?
# And to any other?

# %%
w, b = initialize_with_zeros(X_train.shape[0])
x = X_train[:, :1]  # the first picture, still a column
z = np.sum(w * x) + b
print("score", z, " probability", sigmoid(z))

# %% [markdown]
# **What was seen.** The score is 0, and so the probability is one half, whatever the picture is.
# It is the honest answer of someone who has not looked.

# %% [markdown]
# ## Exercise 5: the cost and its gradient
#
# *25 minutes, difficulty 3 of 3, 20 points*
#
# This is the heart of the notebook. Take it in two halves: **forward**, from the pictures to one
# number that says how wrong the model is; then **backward**, from that number to the slope for
# every weight.

# %% [markdown]
# **Idea, forward.** For each picture: score, then probability, then a loss that is small when the
# probability was near the truth. The cost is the average loss.

# %% [markdown]
# **Picture.** The loss of one example, against the probability $a$ that the model gave to “cat”.
# **Look at** what it costs to be certain and wrong.

# %%
course.plots.show_losses()

# %% [markdown]
# **What was seen.** To give the truth a probability near 1 costs nearly nothing. To give it one
# half costs $\log 2 \approx 0.693$. To give it nearly nothing costs without limit: the curve has
# no top.

# %% [markdown]
# **Formula, forward.** Pictures are the columns of $X$, so all scores come out of one product:
#
# $$ Z = w^T X + b, \qquad A = \sigma(Z), $$
#
# <details><summary>Read aloud</summary>
#
# “Capital Z equals w transposed times capital X, plus b. Capital A equals sigma of capital Z.”
#
# </details>
#
# $$ J = -\frac{1}{m} \sum_{i=1}^{m} \left[ y^{(i)} \log a^{(i)}
#       + (1 - y^{(i)}) \log (1 - a^{(i)}) \right]. $$
#
# <details><summary>Read aloud</summary>
#
# “J equals minus one over m times the sum, over i from 1 to m, of: y of example i times the log
# of a of example i, plus one minus y times the log of one minus a.”
#
# </details>
#
# $Z$ and $A$ have shape $(1, m)$, and so has $Y$; $b$ is one number that NumPy stretches over all
# columns. For each example only one of the two terms is there: the other is multiplied by 0. The
# minus sign is needed because the logarithm of a probability is negative.
#
# Squared error would be a natural choice too. But as a function of $w$ and $b$ its average is not
# convex here: there can be valleys other than the lowest one. The average of this loss is convex.

# %% [markdown]
# **Idea, backward.** By the chain rule the slope of the loss travels back the way the numbers
# came: from $a$ to $z$, from $z$ to $w$ and $b$. Write $da$ for $\partial L / \partial a$, and
# $dz$ for $\partial L / \partial z$. For one example
#
# $$ da = \frac{\partial L}{\partial a} = -\frac{y}{a} + \frac{1 - y}{1 - a}, \qquad
#    \frac{\partial a}{\partial z} = a (1 - a). $$
#
# <details><summary>Read aloud</summary>
#
# “d a, the partial derivative of L with respect to a, equals minus y over a, plus one minus y
# over one minus a. The derivative of a with respect to z equals a times one minus a.”
#
# </details>
#
# **Predict:** on paper, multiply the two and simplify. What is left for $dz$?
#
# <details><summary>Compare with your own</summary>
#
# $$ dz = da \cdot a(1-a) = -\frac{y}{a} \, a (1 - a) + \frac{1 - y}{1 - a} \, a (1 - a)
#       = -y (1 - a) + (1 - y) \, a = a - y. $$
#
# <details><summary>Read aloud</summary>
#
# “d z equals d a times a times one minus a. Multiplied out, what is left is a minus y.”
#
# </details>
#
# The two terms $ya$ cancel. The slope is the error itself: how much more the model believed in a
# cat than it should have.
#
# </details>

# %% [markdown]
# **Formula, backward.** The score is $z = w_1 x_1 + \dots + w_{n_x} x_{n_x} + b$, so $\partial z
# / \partial w_j = x_j$ and $\partial z / \partial b = 1$. The slope of an average is the average
# of the slopes:
#
# $$ \frac{\partial J}{\partial w_j} = \frac{1}{m} \sum_{i=1}^{m} x_j^{(i)} \, dz^{(i)}, \qquad
#    \frac{\partial J}{\partial b} = \frac{1}{m} \sum_{i=1}^{m} dz^{(i)}. $$
#
# <details><summary>Read aloud</summary>
#
# “The derivative of J with respect to w j equals one over m times the sum, over the examples, of
# x j of example i times d z of example i. The derivative with respect to b is the mean of d z.”
#
# </details>
#
# The first sum runs over the examples for every $j$ at once when it is written as a product of
# matrices:
#
# $$ dw = \frac{1}{m} \, X \, dZ^T, \qquad db = \frac{1}{m} \sum_{i=1}^{m} dz^{(i)}. $$
#
# <details><summary>Read aloud</summary>
#
# “d w equals one over m times capital X times d Z transposed. d b equals one over m times the sum
# of d z.”
#
# </details>
#
# The shapes agree: $(n_x, m)$ by $(m, 1)$ is $(n_x, 1)$, the shape of $w$.

# %% [markdown]
# **With small numbers.** Two features, two examples:
#
# $$ X = \begin{pmatrix} 1 & 3 \\ 2 & 0 \end{pmatrix}, \quad
#    Y = \begin{pmatrix} 1 & 0 \end{pmatrix}, \quad
#    w = \begin{pmatrix} 0.5 \\ -0.5 \end{pmatrix}, \quad b = 0.5. $$
#
# | | example 1 | example 2 |
# |---|---|---|
# | $z$ | $0.5 \cdot 1 - 0.5 \cdot 2 + 0.5 = 0$ | $0.5 \cdot 3 - 0.5 \cdot 0 + 0.5 = 2$ |
# | $a = \sigma(z)$ | $0.5$ | $0.881$ |
# | loss | $-\log 0.5 = 0.693$ | $-\log 0.119 = 2.127$ |
# | $dz$ | $-0.5$ | $0.881$ |
#
# The cost is $(0.693 + 2.127) / 2 = 1.410$. The gradient is
# $dw_1 = (1 \cdot (-0.5) + 3 \cdot 0.881) / 2 = 1.071$,
# $dw_2 = (2 \cdot (-0.5) + 0 \cdot 0.881) / 2 = -0.5$ and
# $db = (-0.5 + 0.881) / 2 = 0.190$.
#
# You can try your function on exactly these numbers before you run the check.


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

# %% [markdown]
# **Use it** on the cats. **Predict:** with all weights zero, what is the cost?

# %%
w, b = initialize_with_zeros(X_train.shape[0])
grads, cost = propagate(w, b, X_train, Y_train)
cost, db = np.squeeze(cost), np.squeeze(grads["db"])
print(f"cost {cost:.4f}   log 2 = {np.log(2):.4f}   dw {grads['dw'].shape}   db {db:.4f}")

# %% [markdown]
# **What was seen.** Every probability is one half, so every loss is $\log 2$, and so is their
# average. Keep this number: a cost above $\log 2$ is worse than not looking. And $db$ is nearly 0
# because nearly half of the pictures are cats.

# %% [markdown]
# ### Check the gradient with your own eyes
#
# You need not believe the derivation, nor the check. A slope is rise over run: nudge one weight
# by a tiny $\varepsilon$ up and down, and see how the cost changes:
#
# $$ \frac{\partial J}{\partial w_j} \approx \frac{J(w_j + \varepsilon) - J(w_j - \varepsilon)}
#    {2 \varepsilon}. $$
#
# <details><summary>Read aloud</summary>
#
# “The derivative of J with respect to w j is about J at w j plus epsilon, minus J at w j minus
# epsilon, divided by two epsilon.”
#
# </details>
#
# This uses no derivative at all, only the cost. **Predict:** to how many digits will the two
# columns agree?

# %%
w, b = 0.01 * np.random.default_rng(1).normal(size=w.shape), 0.1  # somewhere, not at zero
dw, epsilon = propagate(w, b, X_train, Y_train)[0]["dw"], 1e-4
for j in (1000, 4000, 6000, 8000):
    nudge = np.zeros_like(w)
    nudge[j] = epsilon
    rise = np.ravel([propagate(w + s * nudge, b, X_train, Y_train)[1] for s in (1, -1)])
    print(f"weight {j}: dw {dw[j, 0]:.10f}  rise over run {(rise[0] - rise[1]) / 2 / epsilon:.10f}")

# %% [markdown]
# **What was seen.** The two columns agree to nine decimals; what is left is rounding. So your
# formula is the slope of your cost. This little experiment works for any model, however
# complicated, and finds mistakes that no error message does.

# %% [markdown]
# ## Exercise 6: downhill
#
# *20 minutes, difficulty 2 of 3, 15 points*
#
# **Idea.** The gradient says in which direction the cost grows fastest. So go a little way in the
# opposite direction, ask for the gradient again, and repeat.

# %% [markdown]
# **Picture.** Start where you have checked the gradient, and take a single step. Here is the cost
# after it, for steps of different lengths $\alpha$. **Predict** the curve before you look: does a
# longer step always get you lower?

# %%
grads, _ = propagate(w, b, X_train, Y_train)
alphas = np.linspace(0, 0.004, 21)
after = [propagate(w - a * grads["dw"], b - a * grads["db"], X_train, Y_train)[1] for a in alphas]
title, label = "The cost after one step", "length of the step α"
course.plots.show_lines(alphas, {"cost": after}, title, label, "cost J")

# %% [markdown]
# **What was seen.** Up to about 0.0012 a longer step gets you lower. Beyond that the cost rises
# again, and from 0.0024 on it is higher than before the step. The gradient tells the direction,
# and keeps its promise for a short way only. How long a step may be, it does not tell: that is
# the **learning rate**, and you choose it.

# %% [markdown]
# **Formula.** With the learning rate $\alpha$, again and again
#
# $$ w := w - \alpha \, \frac{\partial J}{\partial w}, \qquad
#    b := b - \alpha \, \frac{\partial J}{\partial b}. $$
#
# <details><summary>Read aloud</summary>
#
# “w becomes w minus alpha times the derivative of J with respect to w; b becomes b minus alpha
# times the derivative of J with respect to b.”
#
# </details>

# %% [markdown]
# **With small numbers.** A weight of $3$ with slope $-0.4$ and $\alpha = 0.5$ becomes
# $3 - 0.5 \cdot (-0.4) = 3.2$. Where the slope is negative, the weight grows.
#
# To see how it goes, record the cost at steps 0, 100, 200 and so on, each time **before** the
# update, so that the first cost is the one you started with.


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

# %% [markdown]
# **Use it.** Take 500 steps with $\alpha = 0.002$. **Predict:** does the cost fall each time?

# %%
w, b = initialize_with_zeros(X_train.shape[0])
params, grads, costs = optimize(w, b, X_train, Y_train, 500, 0.002, print_cost=True)

# %% [markdown]
# **What was seen.** From 0.693 to 0.502, lower each time, and less so each time.

# %% [markdown]
# ### The same without scaling
#
# What if the pixels had stayed between 0 and 255? The same pictures, the same labels, the same
# learning rate. **Predict:** what is the cost at step 0? And at step 100?
#
# NumPy would warn here; `np.errstate` keeps it silent, because this time we know what we are
# doing.

# %%
X_bytes = X_train * 255
w, b = initialize_with_zeros(X_train.shape[0])
with np.errstate(all="ignore"):
    raw_params, _, raw_costs = optimize(w, b, X_bytes, Y_train, 101, 0.002)
    raw_scores = raw_params["w"].T @ X_bytes + raw_params["b"]
print("costs {:.4f}, {:.4f}".format(*np.ravel(raw_costs)))
print(f"scores from {raw_scores.min():.0f} to {raw_scores.max():.0f}")

# %% [markdown]
# **What was seen.** At step 0 all is well, since zero times anything is zero. Then `nan`, which
# stands for “not a number”.
#
# <details><summary>Where the nan comes from</summary>
#
# With inputs $s$ times as large the gradient is $s$ times as large too. So after one step the
# scores have moved $s^2$ times as far: $255^2 = 65025$ times. At a score of a few thousand the
# sigmoid is exactly 1 in the computer's arithmetic, or exactly 0, and then the cost contains
# $\log 0 = -\infty$. For an example that was answered rightly, this infinity is multiplied by 0,
# and $0 \cdot \infty$ is not a number.
#
# The weights themselves are finite, as the scores show: they are thrown from side to side, much
# too far each time. Exercise 9 mends the cost. The jumping is mended by scaling, or by a far
# smaller learning rate.
#
# </details>

# %% [markdown]
# ## Exercise 7: from a probability to an answer
#
# *10 minutes, difficulty 1 of 3, 10 points*
#
# **Idea.** The model gives a probability; we want an answer. It says “cat” when it holds a cat
# for more likely than not.

# %% [markdown]
# **Picture.**
#
# ```
#   probability a   0 ------------------ 0.5 ------------------ 1
#   answer               0: not a cat     |      1: cat
#   score z         ... -3   -2   -1      0      1    2    3 ...
# ```

# %% [markdown]
# **Formula.**
#
# $$ \hat{y} = \begin{cases} 1 & \text{if } \sigma(w^T x + b) > 0.5, \\ 0 & \text{otherwise.}
#    \end{cases} $$
#
# <details><summary>Read aloud</summary>
#
# “y hat is one if sigma of w transposed x plus b is greater than a half, and zero otherwise.”
#
# </details>

# %% [markdown]
# **With small numbers.** Scores $-0.4$, $0.1$ and $3$ are the probabilities $0.40$, $0.52$ and
# $0.95$. The answers are 0, 1, 1. That the second was a near thing is lost.
#
# Answers have the shape of $Y$, which is $(1, m)$.


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

# %% [markdown]
# **Use it** with the weights from the 500 steps. **Predict** both accuracies: on pictures that
# the model has learned from, and on those of the dev set, which it has never seen.

# %%
w, b = params["w"], params["b"]
for name, X, Y in (("train", X_train, Y_train), ("dev", X_dev, Y_dev)):
    print(f"{name:5} {accuracy(predict(w, b, X), Y):.1f} %   baseline {baseline(Y):.1f} %")

# %% [markdown]
# **What was seen.** 85 % of the pictures that it has learned from, and 66 % of those that it has
# not. Of the 35 points above the baseline, 16 are left. What counts is the second number.

# %% [markdown]
# ## Exercise 8: all together
#
# *15 minutes, difficulty 2 of 3, 15 points*
#
# **Idea.** You have all the parts. `model` starts at zero, improves on the training set, and
# answers for both sets.

# %% [markdown]
# **Picture.**
#
# ```
#   X_train, Y_train -> initialize_with_zeros -> optimize -> w, b
#
#   w, b, X_train    -> predict -> Y_prediction_train
#   w, b, X_test     -> predict -> Y_prediction_test
# ```
#
# `Y_test` does not appear: nothing may be learned from it. It is an argument only because everyone
# who writes this function gives it one.

# %% [markdown]
# **Formula.** None that is new.

# %% [markdown]
# **With small numbers.** If `X_train` has shape `(3, 7)` and `X_test` `(3, 4)`, then `w` has
# shape `(3, 1)`, and the two predictions have shapes `(1, 7)` and `(1, 4)`.


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

# %% [markdown]
# **Use it:** train with 2,000 steps and the learning rate 0.005. That takes some seconds. (The
# default rate, 0.5, is a hundred times as large, and too large for these pictures.)
#
# **Predict:** will each cost be lower than the one before it?

# %%
d = model(X_train, Y_train, X_test, Y_test, num_iterations=2000, learning_rate=0.005)
course.plots.show_costs(d["costs"], title="Cost on the training set, learning rate 0.005")

# %% [markdown]
# **What was seen.** No. In the first hundred steps the cost leaps from 0.69 to 1.72, far above
# the cost of not looking; then it comes down, to 0.15. This rate is too large at the start: each
# step overshoots and the next one comes back. Later the model is surer of its answers, $a (1 -
# a)$ is small, and so is the curvature of the cost: the same rate is then small enough.

# %% [markdown]
# <details><summary>For the curious: how long may a step be?</summary>
#
# Write $\tilde X$ for $X$ with a row of ones below it, for the bias. The curvature of this cost
# is nowhere more than $\lambda = \sigma_{\max}(\tilde X)^2 / (4m)$, where $\sigma_{\max}$ is the
# largest singular value. For every $\alpha < 2 / \lambda$ each step lowers the cost. Above it a
# step may overshoot: how soon depends on where you are.
#
# `np.linalg.norm(np.vstack([X_train, np.ones((1, 209))]), 2)` is $\sigma_{\max}$. Here $\lambda
# \approx 886$ and $2 / \lambda \approx 0.0023$. So the 500 steps with 0.002 had to go down, each
# of them, and 0.005 promised nothing.
#
# </details>

# %% [markdown]
# ### How good is it?
#
# There are 50 test pictures. The course can draw more, so here are 1,000 others, which took no
# part in anything either. **Predict** the four accuracies, in order.

# %%
images_many, Y_many = course.load_many_cats()
X_many = flatten_images(images_many)

# %%
w, b = d["w"], d["b"]
sets = {
    "train (209)": (X_train, Y_train),
    "dev (100)": (X_dev, Y_dev),
    "test (50)": (X_test, Y_test),
    "test (1,000)": (X_many, Y_many),
}
accuracies = {name: accuracy(predict(w, b, X), Y) for name, (X, Y) in sets.items()}
baselines = {name: baseline(Y) for name, (X, Y) in sets.items()}
course.plots.show_accuracies(accuracies, baselines)

# %% [markdown]
# **What was seen.** 208 of the 209 training pictures, and seven in ten of all others: 70 % of the
# dev set, 70 % of the 50 test pictures, 70.5 % of the 1,000. The baseline is 50 %. That is far
# better than a coin and far worse than you.
#
# The gap between training and the rest is **overfitting**. With 12,288 weights and 209 pictures
# the model can find a way to tell these 209 apart, and much of what it found holds for them only.

# %% [markdown]
# ### Where it is wrong
#
# Test pictures, with the truth, the answer and the probability of a cat. **Look for** a reason
# that the mistakes have in common.

# %%
said, A_test = d["Y_prediction_test"], sigmoid(np.dot(w.T, X_test) + b)
wrong = np.flatnonzero(said != Y_test)
course.plots.show_pictures(
    cats.test_x[wrong], Y_test[:, wrong], said[:, wrong], A_test[:, wrong], title="Answered wrongly"
)

# %% [markdown]
# **What was seen.** It gets 15 of 50 wrong. Ten cats were missed, and five others taken for cats:
# a dog, a panda and an owl, but a flower and a bird on a stool as well. No reason is common to
# all. Most of these answers were given without much certainty, with $a$ between 0.28 and 0.77;
# the black cat that lies down got 0.03.

# %% [markdown]
# ### What it has learned
#
# There is one weight for each number of a picture, so the weights can be folded back into a
# picture too. **Predict** what it will look like: a cat, a blur, noise?

# %%
course.plots.show_weights(w)

# %% [markdown]
# **What was seen.** Neither a cat nor noise. The edges hardly count. In green there are two spots
# where cats have their eyes, in red and blue one below them, where the muzzle is, and at both
# sides something that goes up to a point. Much of the rest is mottle.
#
# It is no accident that it looks like something. Each step adds to $w$ a multiple of $X \, dZ^T$,
# and that is a sum of the training pictures, each times its error. From zero, nothing else ever
# comes in: **the weights are a mixture of the training pictures**, cats with a plus and the
# others with a minus.

# %% [markdown]
# ### Watch it learn
#
# **Move it.** Here your own functions are at work, and every ten steps you see the cost, the
# accuracies and the weights. Train with the rate 0.005. **Look for** the step at which the
# accuracies leave their baseline, and for what the cost does meanwhile. Then slide the rate down
# to 0.001 and train again. The test set stays closed until you open it.

# %%
course.widgets.training(
    globals(), (X_train, Y_train), (X_dev, Y_dev), (X_test, Y_test), learning_rate=0.005, steps=500
)

# %% [markdown]
# **What was seen.** With 0.005 the cost leaps above that of not looking, and for some 200 steps
# the accuracies stay at the baseline: the scores have been thrown so far that every picture gets
# the same answer. After 500 steps 59 % of the dev set are right. With 0.001 nothing leaps, and
# 100 steps are enough for 63 %. From there on the training set gains most: it is at 77.5 % after
# 500 steps, the dev set at 66 %. Whether one is better than the other in the end, after more
# steps, is the next question.

# %% [markdown]
# ### Choosing the learning rate
#
# The rate was given to you. Now choose it yourself: train with five rates, 1,000 steps each, and
# compare on the **dev set**. It takes about a quarter of a minute. **Predict** which of the
# curves falls fastest at first, and which is lowest in the end.

# %%
rates = (0.0003, 0.001, 0.003, 0.005, 0.01)
runs = {f"rate {rate}": model(X_train, Y_train, X_test, Y_test, 1000, rate) for rate in rates}

# %%
curves = {name: run["costs"] for name, run in runs.items()}
course.plots.show_costs(curves, title="Cost on the training set, five learning rates", log=True)

# %%
on_dev = {name: accuracy(predict(run["w"], run["b"], X_dev), Y_dev) for name, run in runs.items()}
course.plots.show_accuracies(on_dev, baseline(Y_dev), title="Accuracy on 100 dev pictures")

# %% [markdown]
# **What was seen.** In the first hundred steps only the two smallest rates go down, and then on,
# steadily and slowly. The largest leaps to 4 and goes on leaping, and yet ends lowest, at 0.18;
# with such a curve much depends on the step at which you stop. On the dev set it is ahead too,
# with 73 %. But look at the others: from the smallest rate to the largest the accuracies are 68,
# 66, 69, 64 and 73 %. Up and down without a pattern is what luck looks like.

# %% [markdown]
# ### 50 test pictures, or 1,000
#
# Now the same five models on both test sets, to learn something about test sets: the choice of
# the rate has been made, on the dev set. **Predict:** will the two sets put them in the same
# order?

# %%
for name, run in runs.items():
    few = accuracy(run["Y_prediction_test"], Y_test)
    many = accuracy(predict(run["w"], run["b"], X_many), Y_many)
    print(f"{name:11} on 50: {few:.1f} %   on 1,000: {many:.1f} %   (baseline 50 %)")

# %% [markdown]
# **What was seen.** No. On the 50, the rates 0.001 and 0.005 are level at 66 %; on the 1,000,
# 0.005 is ahead by 67.6 % to 63.6 %. And the rate 0.0003, which beat both of them on the 100
# pictures of the dev set, is the last of all on the 1,000, with 61.2 %. Nothing about the models
# has changed, only the pictures that they met.

# %% [markdown]
# How large a part does luck play? An accuracy $p$ measured on $m$ pictures has the standard error
#
# $$ \sqrt{\frac{p (1 - p)}{m}}. $$
#
# <details><summary>Read aloud</summary>
#
# “The square root of p times one minus p, over m.”
#
# </details>

# %% [markdown]
# **With numbers:** for $p = 0.65$ that is 6.7 points with 50 pictures, 4.8 with 100 and 1.5 with
# 1,000.
#
# You can also watch luck at work: take 50 of the 1,000 pictures at random, a thousand times over,
# and compare the same two models on each. **Predict:** in how many of these test sets is the
# model that is worse on all 1,000 ahead?

# %%
right = {name: predict(run["w"], run["b"], X_many) == Y_many for name, run in runs.items()}
better, worse = "rate 0.005", "rate 0.001"
rng, differences = np.random.default_rng(0), []
for _ in range(1000):
    fifty = rng.choice(1000, size=50, replace=False)
    differences.append(100 * (right[better][:, fifty].mean() - right[worse][:, fifty].mean()))
course.plots.show_luck(differences, 50, better, worse)

# %% [markdown]
# **What was seen.** In 20 % of the test sets the worse model is ahead, and in another 11 % the
# two are level. So when someone reports that one model beats another, ask on how many pictures.

# %% quiz="what_numbers_say" points=0 minutes=5 difficulty=2

# %% [markdown]
# ## Exercise 9: a cost for very large scores
#
# *15 minutes, difficulty 3 of 3, 15 points*
#
# **Idea.** You have seen the cost become `nan` although the weights were finite. The arithmetic
# was to blame, not the mathematics: $-\log(1 - \sigma(1000))$ is 1000, a number like any other.

# %% [markdown]
# **Picture.** The loss of an example with $y = 0$, as it is, and as the computer finds it by the
# formula of exercise 5. **Look for** the place where the second one ends.

# %%
course.plots.show_large_scores()

# %% [markdown]
# **What was seen.** The loss is nearly $z$ itself, a straight line. By the formula it ends near
# 37.
#
# A number in the computer has about 16 digits. From $z \approx 36.7$ on, $1 + e^{-z}$ is rounded
# to 1, so $a$ is exactly 1 and $\log(1 - a)$ is $\log 0$. In the other direction $e^{-z}$
# overflows: from $z < -709.8$ on it is larger than any number the computer holds.

# %% [markdown]
# **Formula.** Put $a = 1 / (1 + e^{-z})$ into the loss. Since $1 - a = 1 / (1 + e^{z})$ and
# $\log a = z + \log(1 - a)$,
#
# $$ L = -y \log a - (1 - y) \log(1 - a) = \log(1 + e^{z}) - y z. $$
#
# <details><summary>Read aloud</summary>
#
# “L equals minus y log a, minus one minus y times log of one minus a; that is log of one plus e
# to the z, minus y z.”
#
# </details>
#
# No sigmoid is left. But $e^z$ can still overflow. **Predict:** can you write $\log(1 + e^z)$ so
# that the exponent is never positive?
#
# <details><summary>Compare with your own</summary>
#
# For $z > 0$ take $e^z$ out of the bracket: $\log(1 + e^z) = \log\left(e^z (e^{-z} + 1)\right)
# = z + \log(1 + e^{-z})$. For $z \le 0$ leave it as it is. Both at once:
#
# $$ L = \max(z, 0) - y z + \log\left(1 + e^{-|z|}\right). $$
#
# <details><summary>Read aloud</summary>
#
# “L equals the larger of z and zero, minus y z, plus the log of one plus e to the minus absolute
# value of z.”
#
# </details>
#
# </details>

# %% [markdown]
# **With small numbers.** For $z = 50$ and $y = 1$: $50 - 50 + \log(1 + e^{-50}) \approx 2 \cdot
# 10^{-22}$. To keep that, use `np.log1p(t)`, which computes $\log(1 + t)$ and is exact for tiny
# $t$; `np.log(1 + t)` would round $1 + t$ to 1 first. For $z = 50$ and $y = 0$ the loss is 50.


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

# %% [markdown]
# **Use it.** Let your model train on, for 2,000 steps more. **Predict** what becomes of its
# accuracy, and of its cost, on the training set and on the 1,000 test pictures.

# %%
start = 1 * d["w"], 1 * d["b"]  # copies, so that d stays as it is
longer, _, _ = optimize(*start, X_train, Y_train, 2000, 0.005)
print(f"without looking:    {baseline(Y_many):.1f} %, cost {np.log(2):.3f}")
for steps, run in (("2,000", d), ("4,000", longer)):
    for name, X, Y in (("train", X_train, Y_train), ("test", X_many, Y_many)):
        Z, answer = np.dot(run["w"].T, X) + run["b"], predict(run["w"], run["b"], X)
        print(f"{steps} steps, {name:5}: {accuracy(answer, Y):.1f} %, cost {stable_cost(Z, Y):.3f}")

# %% [markdown]
# **What was seen.** On the training set all is better: 100 % now, and the cost has gone from
# 0.141 to 0.080. On the test pictures the accuracy has hardly moved, from 70.5 % to 70.6 %, and
# the cost has risen from 0.650 to 0.695. That is above $\log 2$: seven of ten answers are right,
# and yet the probabilities are worse than never looking, because the model is too sure of the
# other three.

# %% [markdown]
# Now take the model that answers all 209 training pictures rightly, and multiply its weights and
# its bias by 10, by 100, by 1,000: every score grows, no answer changes. **Predict** both costs.

# %%
Z_train, Z_many = (np.dot(longer["w"].T, X) + longer["b"] for X in (X_train, X_many))
for scale in (1, 10, 100, 1000):
    with np.errstate(all="ignore"):
        formula = propagate(scale * longer["w"], scale * longer["b"], X_train, Y_train)[1]
        formula = np.squeeze(formula)
    train, test = stable_cost(scale * Z_train, Y_train), stable_cost(scale * Z_many, Y_many)
    print(f"times {scale:4}: train {train:8.2g} (by propagate: {formula:.2g})   test {test:5.3g}")

# %% [markdown]
# **What was seen.** On the training set the cost falls from 0.08 to $10^{-284}$; by the formula
# of exercise 5 it is `nan` from 10 on. On the test set it rises from 0.695 to 465.
#
# On the training set the cost can be brought as near to 0 as you like, and never reaches it.
# Where a model separates its training pictures without a mistake, this convex cost **has no
# finite minimum**: gradient descent lets the weights grow for ever. On new pictures the same
# growth makes every mistake a more certain one. Accuracy does not see this at all; the cost on
# the dev set does.

# %% [markdown]
# ## What can this model know?
#
# The model has one weight for each place in the picture. Now change the 1,000 test pictures in
# ways that leave a cat a cat for you: in a mirror, upside down, moved 8 pixels to the right (what
# falls off comes in again on the left), as a negative. **Predict** the four accuracies before you
# run the second cell.

# %%
changes = {
    "as drawn": images_many,
    "in a mirror": images_many[:, :, ::-1],
    "upside down": images_many[:, ::-1],
    "moved by 8 pixels": np.roll(images_many, 8, axis=2),
    "negative": 255 - images_many,
}
k = np.flatnonzero(Y_many[0])[0]
same_cat = [images[k] for images in changes.values()]
course.plots.show_pictures(same_cat, captions=list(changes), title="Still a cat")

# %%
answers = {name: predict(w, b, flatten_images(images)) for name, images in changes.items()}
changed = {name: accuracy(answer, Y_many) for name, answer in answers.items()}
course.plots.show_accuracies(changed, baseline(Y_many), title="1,000 test pictures, changed")

# %% [markdown]
# **What was seen.** In a mirror nothing is lost: the program draws as many cats facing left as
# right. Moved by 8 pixels, 4 points above the baseline are left of 20, and upside down none. The
# negative comes out *below* the baseline: its score is a constant less the score of the picture,
# so the order of all pictures is turned round.
#
# It knows nothing of ears or whiskers. It knows which colour at which place went with a cat in
# its training pictures. In week 4 you will meet models of more layers, which do somewhat better
# on the same pictures.

# %% [markdown]
# ### A picture of your own
#
# Before you try: **this model has only ever seen drawings.** On real photos, models trained on
# these drawings are right about half of the time where half are cats. (We tried this one on 259
# photos: 53 %, counting cats and others alike, with a standard error of 3.) Whatever it says
# about your photo, it says with a probability, and that probability may be close to 1. It is not
# a reason to believe it.
#
# Put a photo into the folder of this notebook and its name into the first line, and **predict**
# in the second. The photo's middle square is taken and reduced to 64 by 64 pixels.

# %%
my_picture = ""  # such as "felix.jpg"
my_guess = ""  # what you think that the model will say
shown = None
if my_picture:
    photo = course.load_picture(my_picture)[None]
    a = sigmoid(np.dot(w.T, flatten_images(photo)) + b)
    shown = course.plots.show_pictures(
        photo, predictions=a > 0.5, probabilities=a, title=f"You guessed: {my_guess}"
    )
shown

# %% [markdown]
# One picture shows nothing about a model; a folder of them does. With one folder of your cats and
# one of anything else, see the accuracy beside its baseline.

# %%
my_cats, my_others = "", ""  # two folders of photos
if my_cats and my_others:
    my_images, my_labels = course.load_folder(my_cats, my_others)
    my_accuracy = accuracy(predict(w, b, flatten_images(my_images)), my_labels)
    print(f"{my_accuracy:.1f} %   baseline {baseline(my_labels):.1f} %   pictures {len(my_images)}")

# %% [markdown]
# ### Optional: the well-known photos
#
# If you have the files `train_catvnoncat.h5` and `test_catvnoncat.h5`, which many courses use,
# name their folder here and train on photos. (They say nothing of a licence, so this course does
# not bring them.) With 2,000 steps and the rate 0.005 we measured 99.04 % on their training set
# and 70 % on their test set, where always saying “cat” gets 66 %. **Predict** what your own
# model, the one that learned from drawings, gets on the same test set.

# %%
photo_folder = ""  # where your two files are
if photo_folder:
    photos = course.load_cats(photo_folder)
    P_train, P_test = flatten_images(photos.train_x), flatten_images(photos.test_x)
    p = model(P_train, photos.train_y, P_test, photos.test_y, 2000, 0.005)
    print(f"train {accuracy(p['Y_prediction_train'], photos.train_y):.2f} %")
    print(f"test {accuracy(p['Y_prediction_test'], photos.test_y):.2f} %")
    print(f"learned from drawings {accuracy(predict(w, b, P_test), photos.test_y):.2f} %")
    print(f"baseline of the test set {baseline(photos.test_y):.2f} %")

# %% [markdown]
# ## Find the bug
#
# *10 minutes, not graded*
#
# Someone else wrote this function and is in despair: “I trained for an hour. The cost falls as it
# should, but the accuracy is 50.0 %, on the training set too, whatever I do.” Here it is, on your
# model, whose accuracy on the training set you know.


# %%
def someones_accuracy(Y_prediction, Y):
    truth = Y.reshape(-1, 1)
    right = Y_prediction == truth
    return 100 * right.mean()


print(f"{someones_accuracy(d['Y_prediction_train'], Y_train):.1f} %")

# %% [markdown]
# Find out what is wrong, give the mistake a name, and say why it comes to 50 % and not to some
# other number. An empty cell to try things in:

# %%


# %% [markdown]
# <details><summary>First a hint</summary>
#
# Look at the shape of <code>right</code>. How many comparisons does it hold?
#
# </details>
#
# <details><summary>The mistake, and its name</summary>
#
# **A row compared with a column.** `Y_prediction` is $(1, m)$ and `truth` is $(m, 1)$, so NumPy
# stretches both to $(m, m)$ and compares *every* prediction with *every* label. No error, and one
# believable number.
#
# If a share $p$ of the predictions and a share $q$ of the labels are 1, a pair agrees with
# frequency
#
# $$ p \, q + (1 - p) (1 - q), $$
#
# <details><summary>Read aloud</summary>
#
# “p times q, plus one minus p times one minus q.”
#
# </details>
#
# which is exactly one half whenever $q$ is, and here is very near it. It says nothing of the
# model. Without the line that reshapes, the function is right. A line such as `assert
# Y_prediction.shape == Y.shape` would have saved the hour.
#
# </details>

# %% [markdown]
# ## To remember
#
# - A picture becomes a column of numbers in an order that is the same for all. A right shape does
#   not prove a right content: fold a column back and look.
# - $dz = a - y$ is not a rule to learn by heart. It is what is left when the slope of the loss
#   meets the slope of the sigmoid.
# - Any gradient can be checked with nothing but the cost: rise over run.
# - Step against the gradient. The learning rate is yours to choose, on the dev set.
# - An accuracy has two companions: its baseline, and the number of pictures.
# - `nan` is a message about numbers that have grown too large. Scale the inputs, and compute the
#   cost from the scores.
# - A model knows what its training pictures can tell it, and no more.

# %% [markdown]
# ## To think about
#
# 1. You shuffle the 12,288 rows of $X$, in the same way for training and test. Does the accuracy
#    change? Does the picture of the weights?
# 2. Which accuracy do you expect if you train on the scrambled matrix from exercise 2 and test on
#    pictures scrambled by their own `reshape(-1, m)`? Try it.
# 3. Why would a model that starts at zero learn nothing from a pixel that is black in every
#    training picture?
# 4. You choose the learning rate by the accuracy on the test set, and report that accuracy. What
#    is wrong with the number that you report?
#
# <details><summary>Short answers</summary>
#
# 1. The accuracy does not change: each weight moves with its pixel. The picture of the weights
#    becomes a scramble. The model makes no use of which pixels are neighbours.
# 2. The baseline. We measured 50.0 % on the 1,000 test pictures, with 57 % on the training set: a
#    column of the scrambled matrix has nothing to do with the label that stands beside it.
# 3. Its slope is $\frac{1}{m} \sum x_j \, dz$ with every $x_j = 0$, so its weight stays where it
#    began.
# 4. It is too high: among several models that differ by luck, you picked the one with which this
#    test set was kindest. The test set has become a dev set, and you need a new one.
#
# </details>

# %% [markdown]
# ### One question without a short answer
#
# A friend has trained a model on photos of a summer and says: “It is right about 95 % of the
# photos, so it can recognise my cat.” **What do you ask before you believe it?** Write your
# answer in the cell below, in full sentences, before you open the one to compare with.

# %% [markdown]
# *Write your answer here.*

# %% [markdown]
# <details><summary>An answer to compare with</summary>
#
# First I ask what share of the photos shows the cat. If it is in 95 % of them, always saying
# “cat” is as good, and the model may have learned nothing. Then I ask which photos were tested:
# if the model learned from them, the number says how well it remembers. If they were new but
# taken in the same minute as training photos, they are nearly copies, and it still remembers.
# Third, how many there were: with 20 photos, one of them is 5 points. Fourth, whether the 95 % is
# the best of several tries, chosen by this very number. And last, what else was different when
# the cat was there: the sofa, the evening light, the flash. A model knows what goes with the
# label, and that need not be the cat. I would ask for photos of the sofa without the cat.
#
# **Compare:** did yours ask for the baseline, for unseen photos, for their number, for how the
# model was chosen, and for what else may give the cat away? Three of the five are a good answer.
#
# </details>
