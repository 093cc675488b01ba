# ---
# jupyter:
#   kernelspec:
#     display_name: Python 3
#     language: python
#     name: python3
# ---

# %% [markdown]
# # What is a neural network?
#
# In this notebook you build a neural network by hand: first one neuron that guesses the price of
# a house from its size, then a few neurons together that take in more than the size. After that
# you look round at what such networks are used for.
#
# **Afterwards you can**
#
# - say what one neuron computes, and write it: multiply, add, cut off below zero;
# - read a drawing of a network, and say which unit gets what from which;
# - compute what a whole layer of neurons answers, with one product of arrays;
# - name the input and the output of an application of supervised learning, and the kind of
#   network that suits it;
# - tell structured from unstructured data.
#
# **It builds on** nothing but school mathematics (a straight line $w x + b$) and on a little
# Python: calling a function, and writing one. What you need of NumPy is shown here.
#
# **Time:** about an hour. The four exercises and three quizzes take some 45 minutes of that and
# carry 50 points; each one says how many minutes and how difficult, from 1 to 3.

# %% [markdown]
# ## How to work with it
#
# Run the cells from top to bottom with Shift + Enter. In an exercise, replace the line that
# raises `NotImplementedError` by your own code, run the cell, then run the check below it. The
# check says what was expected, what came instead and, where it recognises the mistake, its name.
# Run it as often as you like; `check.help("relu")` gives a hint, and one more each time.
#
# Where the text asks you to **predict**, write your answer on paper before you go on. A guess
# that turned out wrong is remembered far better than a result that was only read.
#
# This cell prepares the notebook.

# %% setup=true
import numpy as np

import course

check = course.checks("week1/what_is_a_neural_network")

# %% [markdown]
# The next cell shows the card: every symbol and every word of the course, and how it is read
# aloud. It is in every notebook.

# %%
course.card()

# %% [markdown]
# ## A price from a size
#
# Here are twelve houses. (They are invented, so that they stay small and simple. Prices are in
# thousands.) NumPy keeps a list of numbers in an **array**, and computes with all of them at
# once.

# %%
size = np.array([25, 32, 45, 52, 60, 75, 88, 95, 110, 124, 138, 150])  # square metres
price = np.array([0, 12, 10, 48, 45, 80, 135, 120, 170, 185, 225, 238])  # thousands

print("the first house has", size[0], "square metres; twice as large would be", 2 * size[0])
print("all of them, twice as large:", 2 * size)

# %% [markdown]
# A straight line through these points, $w \cdot \text{size} + b$, is a fair guess. $w$ is called
# the **weight**: how much a further square metre adds. $b$ is called the **bias**: where the line
# starts. **Predict:** what does a straight line say about a very small house?

# %% [markdown]
# **Picture.** The same twelve houses, with four choices of $w$ and $b$. **Look for** the places
# where the dashed straight line and the solid line part, and for what a change of $w$ does, and
# what a change of $b$ does.

# %%
course.plots.show_bent_lines(
    size, price, [(1.0, -40), (1.9, -40), (1.9, -90), (-1.0, 150)], "size (square metres)",
    "price (thousands)",
)  # fmt: skip

# %% [markdown]
# **What was seen.** The weight turns the line: with 1.9 it is steeper than with 1. The bias
# shifts it up or down: with −90 it stays at zero for longer. A straight line falls below zero,
# and no house has a negative price; the solid line is the straight line, bent at zero. With a
# negative weight it is bent on the other side.
#
# That bent line **is a neuron**: multiply the input by a weight, add a bias, and let nothing
# below zero pass.

# %% [markdown]
# **Move it.** Drag the two handles, or slide weight and bias. Orange lines show by how much each
# house is missed. **Look for** what the bend does for the small houses: take it away, and put it
# back.

# %%
course.widgets.neuron(size, price, w=1.0, b=-40)

# %% [markdown]
# **What was seen.** The bend leaves all that is above zero as it is. A good line goes below zero
# for the smallest houses, and there the bend saves the neuron from a price that cannot be.

# %% [markdown]
# **Your turn.** Find a weight and a bias with which the neuron misses by as little as you can, and
# write them down here; the next exercise uses them. (Later a program will do this for you. It is
# called training, and it is what the next three weeks are about.)

# %%
my_w = 1.0  # thousands for each square metre
my_b = 0.0  # thousands
course.plots.show_bent_lines(
    size, price, [(my_w, my_b)], "size (square metres)", "price (thousands)"
)

# %% [markdown]
# ## Exercise 1: the bend
#
# *5 minutes, difficulty 1 of 3, 5 points*
#
# **Idea.** What is below zero becomes zero, the rest stays as it is. The function that does this
# is called **ReLU**, for *rectified linear unit*. It is the commonest bend in neural networks.

# %% [markdown]
# **Picture.** **Look at** the two halves: each is a straight line.

# %%
z = np.array([-4, -3, -2, -1, 0, 1, 2, 3, 4])
course.plots.show_lines(
    z, {"ReLU": [0, 0, 0, 0, 0, 1, 2, 3, 4]}, "ReLU, bent at zero", "z", "relu(z)"
)

# %% [markdown]
# **What was seen.** Left of zero it is flat, right of zero it gives back what came in. At zero
# itself it is zero.

# %% [markdown]
# **Formula.**
#
# $$ \text{relu}(z) = \max(0, z) $$
#
# <details><summary>Read aloud</summary>
#
# “ReLU of z is the larger of zero and z.”
#
# </details>

# %% [markdown]
# **With small numbers.** relu(3) is 3. relu(−2) is 0. Of the array −2, 0, 5 it is 0, 0, 5: each
# number for itself.
#
# Python has a `max` of its own, which takes the largest of several numbers and knows nothing of
# arrays. NumPy has one that goes through an array and compares each entry with a number:

# %%
np.maximum(np.array([1, 7, 4, 2]), 3)

# %% [markdown]
# **Predict:** what will `np.maximum(np.array([1, 7, 4, 2]), 5)` be? Change the 3 above and see.


# %% exercise="relu" minutes=5 difficulty=1
def relu(z):
    """Let pass what is above zero, and make zero of the rest.

    Parameters
    ----------
    z : number, or array of any shape

    Returns
    -------
    a : the larger of 0 and z, entry by entry; of the same shape as z
    """
    ### BEGIN SOLUTION
    a = np.maximum(z, 0)
    ### END SOLUTION
    return a


# %% check="relu" points=5
check(relu)

# %% [markdown]
# ## Exercise 2: one neuron
#
# *5 minutes, difficulty 1 of 3, 6 points*
#
# **Idea.** A neuron is a straight line followed by the bend. Its input is the size of a house,
# its output a price.

# %% [markdown]
# **Picture.** The smallest network there is. A circle is a **unit**: on the left an input, on the
# right a neuron. The line between them stands for the weight.

# %%
course.plots.show_network((1, 1), [["size"], ["price"]], title="One neuron")

# %% [markdown]
# **Formula.**
#
# $$ \text{price} = \text{relu}(w \cdot \text{size} + b) $$
#
# <details><summary>Read aloud</summary>
#
# “The price is ReLU of w times the size, plus b.”
#
# </details>

# %% [markdown]
# **With small numbers.** Take $w = 2$ and $b = -80$. For 100 square metres, $2 \cdot 100 - 80 =
# 120$, and ReLU leaves it: 120 thousand. For 30 square metres, $2 \cdot 30 - 80 = -20$, and ReLU
# makes 0 of it.
#
# Use the `relu` that you have written. You need no loop: `w * size + b` works on an array of
# sizes as it does on one.


# %% exercise="price_neuron" minutes=5 difficulty=1
def price_neuron(size, w, b):
    """Guess the price of a house from its size, with one neuron.

    Parameters
    ----------
    size : number, or array of any shape: square metres
    w : weight, a number
    b : bias, a number

    Returns
    -------
    price : relu(w * size + b), of the same shape as size
    """
    ### BEGIN SOLUTION
    z = w * size + b
    price = relu(z)
    ### END SOLUTION
    return price


# %% check="price_neuron" points=6
check(price_neuron)

# %% [markdown]
# **Use it** on the twelve houses, with the weight and the bias that you found above. **Predict:**
# for how many of them is the answer exactly 0?

# %%
guess = price_neuron(size, my_w, my_b)
for s, p, g in zip(size, price, guess, strict=True):
    print(f"{s:4} square metres: price {p:4}, the neuron says {g:6.1f}")
print(f"it misses by {np.mean(np.abs(guess - price)):.1f} thousand on average")

# %% [markdown]
# A number of this kind means little alone. Beside it belongs what you get **without looking** at
# the size at all: the same guess for every house, the average price.

# %%
print(f"always the average: misses by {np.mean(np.abs(np.mean(price) - price)):.1f} thousand")

# %% [markdown]
# <details><summary>How good can it get?</summary>
#
# With $w = 2$ and $b = -60$ the neuron misses by 9.2 thousand on average, where the average price
# for every house misses by 73.2. You may have found something better. Look at which houses
# are missed by most: would another weight help them, or do they differ in something that the
# neuron is not told?
#
# </details>

# %% [markdown]
# ## More than the size
#
# A price depends on more than the size. Say that of each house four things are known: its size,
# its number of bedrooms, its postal code and how wealthy the neighbourhood is. These are its
# **features**. Someone who knows houses would not go straight from these to a price. They would
# first think: How large a **family** fits in? (Size and bedrooms say so.) Can one **walk** to the
# shops? (The postal code says so.) How good are the **schools**? (Postal code and wealth say so.)
# And from these three they would guess the price.
#
# Each of these thoughts can be a neuron.

# %% [markdown]
# **Picture.** **Look at** which inputs feed which unit in the middle.

# %%
house = [
    ["size", "bedrooms", "postal code", "wealth"],
    ["family size", "walkability", "school quality"],
    ["price"],
]
thoughts = [
    ("size", "family size"),
    ("bedrooms", "family size"),
    ("postal code", "walkability"),
    ("postal code", "school quality"),
    ("wealth", "school quality"),
]
course.plots.show_network((4, 3, 1), house, thoughts, title="What someone might think")

# %% [markdown]
# **What was seen.** Five connections are thick, the ones of the story. But the thin ones are
# there too. In a network **every** unit gets **every** output of the layer before it, and each
# connection has a weight of its own: it is **fully connected**. A weight of 0 means that this
# input says nothing to this unit. Nobody tells the network which weights are to be 0. It finds
# its weights from examples, and what the units in the middle then stand for is its own affair:
# they need not be anything that has a name.
#
# The units in the middle are called **hidden units**, because the examples tell only what goes in
# (the features) and what should come out (the price). What is between them is in no table.

# %% [markdown]
# **Your turn.** Light up other connections: all that go *into* one unit, or all that go *out* of
# one. **Predict** first how many lines that will be, for one hidden unit.

# %%
lit = [("size", "walkability"), ("bedrooms", "walkability")]  # go on
course.plots.show_network((4, 3, 1), house, lit, title="Into one unit")

# %% [markdown]
# <details><summary>How many</summary>
#
# Four go into each hidden unit, one from each input, and one goes out to the price. In all there
# are $4 \cdot 3 = 12$ connections to the hidden units and $3 \cdot 1 = 3$ to the output.
#
# </details>

# %% [markdown]
# ### A column, a table and their product
#
# The four features of one house are written as a **column**, an array of 4 rows and 1 column. Its
# **shape** is `(4, 1)`: rows first. (A postal code is a name and no quantity. Here it has been
# looked up in a table, and stands for how central it is, from 0 to 10. The size is in hundreds of
# square metres, the wealth from 0 to 10.)

# %%
x = np.array([[1.2], [3], [6], [4]])  # size, bedrooms, postal code, wealth
print(x)
print("shape", x.shape)

# %% [markdown]
# The weights of three hidden units are written as a table with **a row for each hidden unit** and
# a column for each feature, of shape `(3, 4)`. Here are the weights of the story. The zeros are
# the thin lines.

# %%
W1 = np.array(
    [
        [1.0, 0.8, 0.0, 0.0],  # family size: from size and bedrooms
        [0.0, 0.0, 0.9, 0.0],  # walkability: from the postal code
        [0.0, 0.0, 0.5, 0.6],  # school quality: from postal code and wealth
    ]
)
b1 = np.array([[-0.6], [-1.4], [-0.9]])  # one bias for each hidden unit
print("W1", W1.shape, " b1", b1.shape)

# %% [markdown]
# **Move it.** Choose a unit by a click or with the arrow keys: thick lines show which inputs feed
# it, dotted ones have the weight 0. **Predict** the sentence below the picture from the rows of
# `W1`, unit by unit. (In the table, only the columns for W and b are for now.)

# %%
course.widgets.network((4, 3, 1), m=1, names=house, weights=(W1, [[40, 20, 30]]))

# %% [markdown]
# **What was seen.** Each hidden unit reads its own row: two inputs feed the first and the third,
# one feeds the second, and the postal code feeds two units. The price is fed by all three units,
# and by no input directly.

# %% [markdown]
# The sign `@` makes of the table and the column what we need: for each row of the table, multiply
# its numbers with those of the column, one by one, and **add up**. A small one, to follow by hand:

# %%
table = np.array([[1, 2, 3], [10, 0, 1]])
column = np.array([[4], [5], [6]])
print(table @ column)
print("shape", table.shape, "@ shape", column.shape, "gives shape", (table @ column).shape)

# %% [markdown]
# **What was seen.** The first row gives $1 \cdot 4 + 2 \cdot 5 + 3 \cdot 6 = 32$, the second
# $10 \cdot 4 + 0 \cdot 5 + 1 \cdot 6 = 46$. A row of the table must be as long as the column. The
# order matters: `column @ table` is an error. And `*` is something else: it multiplies entry by
# entry, and adds nothing up.

# %% [markdown]
# ## Exercise 3: a layer of hidden units
#
# *10 minutes, difficulty 2 of 3, 9 points*
#
# **Idea.** Each hidden unit is a neuron like the one above, only with four inputs: four products,
# added up, plus a bias, and then the bend. One product of arrays does it for all units at once.

# %% [markdown]
# **Picture.** **Look at** the shapes: each table of weights has as many rows as there are units
# on its right, and as many columns as there are on its left.

# %%
course.plots.show_network((4, 3, 1), house, title="Shapes", arrows=["W1 (3, 4)", "W2 (1, 3)"])

# %% [markdown]
# **Formula.** With $n_h$ hidden units and $n_x$ features,
#
# $$ h = \text{relu}(W_1 x + b_1) $$
#
# <details><summary>Read aloud</summary>
#
# “h is ReLU of capital W one times x, plus b one.”
#
# </details>
#
# where $W_1$ has shape $(n_h, n_x)$, $x$ has $(n_x, 1)$, and $b_1$ and $h$ have $(n_h, 1)$. In
# formulas, two letters side by side such as $W_1 x$ mean the product that is `@` in Python.

# %% [markdown]
# **With small numbers.** For the house above, the unit for the size of family gets
#
# $$ 1.0 \cdot 1.2 + 0.8 \cdot 3 + 0 \cdot 6 + 0 \cdot 4 - 0.6 = 3.0 $$
#
# <details><summary>Read aloud</summary>
#
# “One times one point two, plus zero point eight times three, plus twice nothing, minus zero
# point six, is three.”
#
# </details>
#
# and ReLU leaves it. **Predict** the other two, with a pencil.
#
# <details><summary>Compare with your own</summary>
#
# Walkability: $0.9 \cdot 6 - 1.4 = 4.0$. School quality: $0.5 \cdot 6 + 0.6 \cdot 4 - 0.9 = 4.5$.
#
# </details>


# %% exercise="hidden_features" minutes=10 difficulty=2
def hidden_features(x, W1, b1):
    """Compute what the hidden units make of the features of one house.

    Parameters
    ----------
    x : features, a column, shape (n_x, 1)
    W1 : weights, a row for each hidden unit, shape (n_h, n_x)
    b1 : biases, shape (n_h, 1)

    Returns
    -------
    h : relu(W1 x + b1), shape (n_h, 1)
    """
    ### BEGIN SOLUTION
    z = W1 @ x + b1
    h = relu(z)
    ### END SOLUTION
    return h


# %% check="hidden_features" points=9
check(hidden_features)

# %% [markdown]
# **Use it.** **Predict:** the house moves to a place that is not central at all: postal code 1
# in place of 6. Which of the three hidden units change? Does one become 0?

# %%
far_out = np.array([[1.2], [3], [1], [4]])
print("here:", hidden_features(x, W1, b1).ravel())  # ravel lays a column flat, for printing
print("far out:", hidden_features(far_out, W1, b1).ravel())

# %% [markdown]
# **What was seen.** The family fits in as before. The walkability would be $0.9 - 1.4$, below
# zero, so the unit says 0: it is off. The schools are worse too, for the same postal code feeds
# both units.

# %% [markdown]
# ## Exercise 4: the whole network
#
# *10 minutes, difficulty 2 of 3, 8 points*
#
# **Idea.** The output is one more neuron. Its inputs are the hidden units. It knows nothing of
# bedrooms and postal codes; it gets only what the layer before it has made of them.

# %% [markdown]
# **Formula.** With $h$ from exercise 3,
#
# $$ \text{price} = \text{relu}(W_2 h + b_2) $$
#
# <details><summary>Read aloud</summary>
#
# “The price is ReLU of capital W two times h, plus b two.”
#
# </details>
#
# where $W_2$ has shape $(1, n_h)$: one row, since there is one output unit. $b_2$ and the price
# have shape $(1, 1)$.

# %% [markdown]
# **With small numbers.** $W_2$ is the row 40, 20, 30, and $b_2$ is −35. With $h$ of 3, 4 and 4.5
# the price is $40 \cdot 3 + 20 \cdot 4 + 30 \cdot 4.5 - 35 = 300$, in thousands.


# %% exercise="house_price" minutes=10 difficulty=2
def house_price(x, W1, b1, W2, b2):
    """Guess the price of a house with a network of one hidden layer.

    Parameters
    ----------
    x : features, a column, shape (n_x, 1)
    W1 : weights of the hidden units, shape (n_h, n_x)
    b1 : biases of the hidden units, shape (n_h, 1)
    W2 : weights of the output, shape (1, n_h)
    b2 : bias of the output, shape (1, 1)

    Returns
    -------
    price : relu(W2 h + b2), shape (1, 1), where h is what hidden_features returns
    """
    ### BEGIN SOLUTION
    h = hidden_features(x, W1, b1)
    price = relu(W2 @ h + b2)
    ### END SOLUTION
    return price


# %% check="house_price" points=8
check(house_price)

# %% [markdown]
# **Use it.** **Predict:** which of these changes raises the price most: one bedroom more, 20
# square metres more, or a postal code that is more central by 1?

# %%
W2, b2 = np.array([[40.0, 20.0, 30.0]]), np.array([[-35.0]])
changes = {
    "as it is": [[0], [0], [0], [0]],
    "one bedroom more": [[0], [1], [0], [0]],
    "20 square metres more": [[0.2], [0], [0], [0]],
    "more central by 1": [[0], [0], [1], [0]],
}
for name, change in changes.items():
    print(f"{name:22} {house_price(x + np.array(change), W1, b1, W2, b2).item():6.1f} thousand")

# %% [markdown]
# **What was seen.** One bedroom more adds $0.8 \cdot 40 = 32$, the square metres $0.2 \cdot 1.0
# \cdot 40 = 8$. The postal code travels two ways at once, $0.9 \cdot 20$ by the walkability and
# $0.5 \cdot 30$ by the schools, together 33. Along each way you multiply the weights; where ways
# meet, you add. Remember this: it is half of how networks learn.
#
# These weights were made up by a person. A network that has learned from sales would have found
# its own, most of them not zero.

# %% [markdown]
# ## Supervised learning: from X to y
#
# A network like this one becomes useful when its weights are found from examples: many houses,
# each with its features $x$ **and** with the price $y$ that it was sold for. Learning from examples
# with the right answer is called **supervised learning**. Nearly everything that networks earn
# money with is of this kind. To see whether a task can be done so, ask two questions: *what goes
# in?* and *what should come out, and do I have examples of it?*
#
# Here is a quiz on eight applications. When you run its check, each answer is explained, the right
# ones too.

# %% quiz="input_and_output" points=8 minutes=6 difficulty=1

# %% [markdown]
# ## Kinds of networks
#
# All networks are made of the units that you know now. They differ in how the units are
# connected, and that depends on what goes in.
#
# - **Standard** networks, fully connected as above, suit a list of features that stand for
#   different things: a table.
# - **Convolutional** networks (CNN) suit pictures: what matters there lies in neighbouring pixels,
#   and can be anywhere in the picture.
# - **Recurrent** networks (RNN) suit sequences, where one thing comes after another: sound, text.
#   Much that was recurrent is done today by networks called transformers, made for sequences as
#   well; whenever this course says “recurrent”, read “made for sequences”.
# - **Custom** networks join several kinds, where several kinds of input come together.
#
# The next quiz asks about the same eight applications.

# %% quiz="which_network" points=8 minutes=4 difficulty=1

# %% [markdown]
# ## Structured and unstructured data
#
# **Structured** data is a table: each column has a name and a meaning of its own, such as
# `bedrooms` or `age of the user`. **Unstructured** data is sound, pictures and text: a single
# number of it (one pixel, one moment of sound) means next to nothing by itself.
#
# People are good at unstructured data: they have been looking and listening since long before
# there were tables. For computers it was the harder kind, and networks have changed that most. What
# makes the news is often unstructured. What earns the money is often structured: which
# advertisement to show, what to keep in stock.

# %% [markdown]
# **See the difference.** Here is one column of a table, and one number of a picture. **Predict**
# which of the two numbers tells you something.

# %%
cats = course.load_cats()
print("bedrooms of one house:", x[1, 0])
print("the red of pixel (20, 30) of one picture:", cats.train_x[1][20, 30, 0])

# %%
course.plots.show_pictures(cats.train_x[1:2], title="The picture that it comes from")

# %% [markdown]
# **What was seen.** Three bedrooms say something about a house. The one number says nothing about
# what is in the picture; all 12,288 of them together do. (The picture is drawn by a program. You
# will work with such pictures from next week on.)

# %% quiz="structured_or_not" points=6 minutes=3 difficulty=1

# %% [markdown]
# ## Find the bug
#
# *5 minutes, not graded*
#
# Someone else wrote this network and says: “It mostly works. But a few houses come out too cheap,
# some even at 0, and always those far out. I bent the output at zero exactly as I was told.”


# %%
def someones_price(x, W1, b1, W2, b2):
    h = W1 @ x + b1
    return np.maximum(W2 @ h + b2, 0)


hut = np.array([[0.8], [2], [0], [0.5]])
for name, one in (("in town", x), ("far out", far_out), ("a hut far out", hut)):
    said = someones_price(one, W1, b1, W2, b2).item()
    print(f"{name:14} theirs {said:6.1f}   yours {house_price(one, W1, b1, W2, b2).item():6.1f}")

# %% [markdown]
# Find out what is wrong, give the mistake a name, and say why the house in town is not affected.
# An empty cell to try things in:

# %%


# %% [markdown]
# <details><summary>First a hint</summary>
#
# Print <code>h</code> for the three houses. Can a place be less walkable than not at all?
#
# </details>
#
# <details><summary>The mistake, and its name</summary>
#
# **The hidden layer was left linear.** Only the output is bent; the hidden units are not, so they
# can be negative. Far out the walkability is −0.5 in place of 0, and $20 \cdot (-0.5)$ is taken off
# the price. In town all three hidden units are above zero, and there the bend does nothing.
#
# It is a costly mistake: without a bend in the middle, two layers can do no more than one. You
# will see why in week 3.
#
# </details>

# %% [markdown]
# ## To remember
#
# - A neuron multiplies each input by a weight, adds them up, adds a bias, and bends the result:
#   $\text{relu}(w \cdot x + b)$.
# - A layer is a table of weights with a row for each unit: `relu(W1 @ x + b1)`.
# - Hidden units are those whose right values are in no table. What they stand for is found in
#   training.
# - Supervised learning needs examples with the right answer: what goes in, what should come out.
# - Tables: standard. Pictures: convolutional. Sequences: recurrent. Several together: custom.
# - Structured data has columns with a meaning; of unstructured data a single number means little.

# %% [markdown]
# ## To think about
#
# 1. How many weights and biases has the network of exercise 4? How many would it have with 10
#    features and 50 hidden units?
# 2. A hidden unit has weights 0, 0, 0, 0 and bias 2. What does it say about any house? And with
#    bias −2?
# 3. You write the postal code as it stands on a letter, such as 10115, and feed it into a neuron.
#    What does the neuron then believe about 10116? About 20230?
#
# <details><summary>Short answers</summary>
#
# 1. $3 \cdot 4 + 3 + 1 \cdot 3 + 1 = 19$. With the larger one $50 \cdot 10 + 50 + 1 \cdot 50 + 1 =
#    601$.
# 2. Always 2, whatever the house is: it acts as one more bias of the output. With −2 always 0: it
#    could be left out.
# 3. That 10116 is a little more of something than 10115, and that 20230 is twice as much. Numbers
#    that are names must first be turned into quantities, or into one feature of 0 or 1 for each
#    name.
#
# </details>

# %% [markdown]
# ### One question without a short answer
#
# Think of a task in your own life or work that is done by a person who looks at something and
# gives an answer. **Could it be learned from examples?** Say what goes in, what comes out, where
# the examples with right answers would come from, and what could go wrong. Write in the cell
# below before you open the answer to compare with.

# %% [markdown]
# *Write your answer here.*

# %% [markdown]
# <details><summary>An answer to compare with</summary>
#
# In our shop someone decides each evening how much bread to bake for the next day. In goes a row
# of a table: the weekday, the season, whether a holiday is near, the weather forecast, what was
# sold yesterday and a week ago. Out comes a number of loaves. It is structured data, so a standard
# network would do. Examples are in the till: what was sold on each day of the last years.
#
# What could go wrong: on days when the bread was sold out by noon, the till does not know how much
# more could have been sold, so those answers are too small, and the network would learn to bake
# too little. Days like the opening of the new school are in no example. And if the shop next door
# closes, the past is a bad teacher. I would first compare with “as much as a week ago”, which
# costs nothing.
#
# **Compare:** did yours name an input and an output precisely, say where right answers come from,
# find a way in which they could be wrong, and name something simple to compare with? Three of the
# four are a good answer.
#
# </details>
