# ---
# jupyter:
#   kernelspec:
#     display_name: Python 3
#     language: python
#     name: python3
# ---

# %% [markdown]
# # Why deep?
#
# A network with one hidden layer can come as near to any reasonable function as you like, if only
# the layer is wide enough. So why put layers on top of one another? This notebook has one argument
# that can be counted, one that can be pictured, and what speaks against taking either too far.
#
# **Afterwards you can**
#
# - explain with a tree of gates what depth can save, and say where the argument ends;
# - say what layers are hoped to learn one after another, and what is known of it;
# - say what a network has in common with a brain, and what it has not;
# - begin a project of your own with nothing but a data set and a goal.
#
# **It builds on** the deep network of this week.
#
# **Time:** about an hour, and as long as you like for the capstone. Two exercises and two quizzes
# take some 35 minutes and carry 40 points.

# %% [markdown]
# ## How to work with it
#
# As before: top to bottom, replace the line that raises `NotImplementedError`, run the check,
# `check.help("xor_tree")` for a hint, and **predict** before you look.
#
# This cell prepares the notebook.

# %% setup=true
import numpy as np

import course

check = course.checks("week4/why_deep")

# %%
course.card()

# %% [markdown]
# ## From simple to composed
#
# A picture of a face is made of parts, the parts of edges, the edges of pixels. Speech: from pieces
# of sound to phonemes, to words, to sentences. The hope for a deep network is that its layers find
# such steps by themselves:
#
# ```
#   pixels  ->  edges  ->  eyes, noses, ears  ->  faces
#   sound   ->  rising and falling tones  ->  phonemes  ->  words  ->  sentences
#   layer 0     layer 1                       layer 2       layer 3
# ```
#
# What layer 3 needs, layer 2 has prepared, and each part is found once and used often: an edge
# serves eyes and noses alike. In networks made for pictures (convolutional ones), trained on very
# many photos, first layers do find edges, and later ones respond to parts. In **our** networks they
# do not: you have looked at the twenty units of the first layer. 209 pictures and fully connected
# layers are too few and too free for it.

# %% [markdown]
# ## Parity: an argument that can be counted
#
# Is the number of ones among $n$ bits odd? That is their **parity**, $x_1$ XOR $x_2$ XOR ... XOR
# $x_n$. One bit changed, anywhere, changes the answer.
#
# **Picture.** Deep: join the bits in pairs, and the results in pairs again. Build the tree layer by
# layer. **Look at** how many gates there are, and how many layers of them.

# %%
course.widgets.parity((1, 0, 1, 1, 0, 1, 0, 0))

# %% [markdown]
# **What was seen.** 8 bits, 7 gates, 3 layers of gates. Flip any bit, by a click or with arrow keys
# and space: the answer changes. **Type** other bits, more of them, a number that is no power of
# two, and **predict** gates and layers before you press “All”.

# %% [markdown]
# ## Exercise 1: a tree of gates
#
# *15 minutes, difficulty 2 of 3, 15 points*
#
# **Idea.** Join neighbours as long as more than one bit is left. A bit without a partner goes up as
# it is.
#
# **Picture.** The one above.

# %% [markdown]
# **Formula.** Each gate makes one bit of two, so $n$ bits need
#
# $$ n - 1 \text{ gates, in } \lceil \log_2 n \rceil \text{ layers.} $$
#
# <details><summary>Read aloud</summary>
#
# “n minus one gates, in the logarithm of n to base two, rounded up, layers.”
#
# </details>

# %% [markdown]
# **With small numbers.** `[1, 0, 1, 1, 0]`: the pairs give 1 and 0, and the last 0 has no partner:
# `[1, 0, 0]`. Then 1, and 0 without a partner: `[1, 0]`. Then 1. That took $2 + 1 + 1 = 4$ gates.
# Three of five bits were 1: odd.
#
# (A chain from left to right takes as many gates. What the tree saves is layers: a chain has
# $n - 1$ of them.)


# %% exercise="xor_tree" minutes=15 difficulty=2
def xor_tree(bits):
    """Find the parity of some bits by XOR gates of two inputs.

    Parameters
    ----------
    bits : list of 0 and 1, at least one

    Returns
    -------
    result : 1 if the number of ones is odd, else 0
    gates : how many gates were used
    """
    ### BEGIN SOLUTION
    layer, gates = list(bits), 0
    while len(layer) > 1:
        joined = []
        for k in range(0, len(layer) - 1, 2):
            joined.append(layer[k] ^ layer[k + 1])
            gates += 1
        if len(layer) % 2 == 1:
            joined.append(layer[-1])
        layer = joined
    result = layer[0]
    ### END SOLUTION
    return result, gates


# %% check="xor_tree" points=15
check(xor_tree)

# %% [markdown]
# **Use it.** A gate in turn is made of neurons. XOR of two bits, with units that answer 1 where
# their sum is above a threshold, takes three: “at least one”, “both”, and “the first but not the
# second”. **Predict** how many neurons a tree for 32 bits needs, and how many layers of them.


# %%
def step(z):
    return (np.asarray(z) > 0).astype(int)


def xor_of_neurons(a, b):
    at_least_one, both = step(a + b - 0.5), step(a + b - 1.5)
    return step(at_least_one - both - 0.5)


for a, b in ((0, 0), (0, 1), (1, 0), (1, 1)):
    print(a, "XOR", b, "=", xor_of_neurons(a, b))
bits = np.random.default_rng(0).integers(0, 2, size=32).tolist()
result, gates = xor_tree(bits)
print(f"32 bits, {sum(bits)} of them 1: parity {result}, {gates} gates, {3 * gates} neurons")

# %% [markdown]
# **What was seen.** 31 gates, 93 neurons, in 10 layers: five layers of gates, two layers of neurons
# each. Both grow gently: the neurons with $n$, the layers with $\log n$. The number of neurons is
# **not** of the order of $\log n$, as one sometimes reads; every bit must at least be looked at.

# %% [markdown]
# ## Exercise 2: the same in one layer
#
# *10 minutes, difficulty 2 of 3, 10 points*
#
# **Idea.** Now with a single hidden layer of AND units. An AND unit knows one pattern, such as “1,
# then 0, then 0”, and answers 1 for this pattern alone. An output that says “one of them” finds the
# parity if every pattern with an odd number of ones has its unit.

# %% [markdown]
# **Picture.** Three bits: the patterns that need a unit.
#
# ```
#   000 even       011 even       unit for 001   unit for 010
#   101 even       110 even       unit for 100   unit for 111
# ```
#
# None can be spared and none can serve two: from an odd pattern, every change of one bit leads to
# an even one, so no two odd patterns can be merged.

# %% [markdown]
# **Formula.** Of all patterns of $n$ bits, the half that is odd:
#
# $$ \sum_{k \text{ odd}} \binom{n}{k} = 2^{n-1}. $$
#
# <details><summary>Read aloud</summary>
#
# “The sum, over the odd k, of n choose k, equals two to the n minus one.”
#
# </details>

# %% [markdown]
# **With small numbers.** $n = 1$: one pattern, `1`. $n = 2$: two, `01` and `10`. $n = 3$: four.


# %% exercise="shallow_units" minutes=10 difficulty=2
def shallow_units(n):
    """Count the AND units that one hidden layer needs for the parity of n bits.

    Parameters
    ----------
    n : number of bits, from 1 on

    Returns
    -------
    units : how many patterns of n bits have an odd number of ones
    """
    ### BEGIN SOLUTION
    units = 2 ** (n - 1)
    ### END SOLUTION
    return units


# %% check="shallow_units" points=10
check(shallow_units)

# %% [markdown]
# **Move it.** Here is that layer for your bits, with every unit that it needs. Flip one bit, then
# two. **Look for** the unit that answers.

# %%
course.widgets.parity((1, 0, 1, 1, 0), way="one layer of AND units")

# %% [markdown]
# **What was seen.** At an odd pattern one unit of sixteen answers, and after any single flip none
# does.
#
# **Use it.** **Predict:** at which $n$ does the one layer need more than a million units?

# %%
course.plots.show_growth([shallow_units(n) for n in range(1, 25)])

# %% [markdown]
# **What was seen.** At $n = 21$. The tree has 20 gates there. This is the sense in which a deep
# network can be exponentially smaller than a shallow one.

# %% [markdown]
# ### And now honestly
#
# The figure has a third line. **One** hidden layer finds the parity with $n$ units as well, if they
# may count: unit $k$ answers 1 where at least $k$ bits are 1. The output adds them with the signs
# $+1, -1, +1, \dots$ **Predict** what comes out for three ones among five bits, then look.


# %%
def parity_in_one_layer(bits):
    bits = np.asarray(bits)
    thresholds = np.arange(1, len(bits) + 1)
    hidden = step(bits.sum() - thresholds + 0.5)  # n units, all with the same weights
    signs = np.where(thresholds % 2 == 1, 1, -1)
    return hidden, int(hidden @ signs)


hidden, parity = parity_in_one_layer([1, 0, 1, 1, 0])
print("hidden units", hidden, " parity", parity)
trials = [np.random.default_rng(s).integers(0, 2, size=12).tolist() for s in range(200)]
print("agrees with the tree:", all(parity_in_one_layer(t)[1] == xor_tree(t)[0] for t in trials))

# %% [markdown]
# **Move it.** The same layer, drawn. **Look at** what the next bit that becomes 1 adds.

# %%
course.widgets.parity((1, 0, 1, 1, 0), way="one layer of threshold units")

# %% [markdown]
# **What was seen.** Three units answer 1, and $1 - 1 + 1 = 1$; one more bit adds a $-1$, and the
# next again a $+1$. So it was not one layer that cost $2^{n-1}$ units, but one layer **of AND
# units**. There are other functions for which depth saves exponentially much even against such
# units; parity is the simplest to draw, not the strongest.
#
# And a network that exists need not be one that gradient descent finds. Parity in particular is
# hard to learn from examples, deep or shallow: one bit changes the answer, so near examples say
# nothing of each other. Wide networks of few layers, on the other hand, often train very well.
# **Depth is one way of being rich, and not the only one.** Begin with logistic regression, then one
# hidden layer, then two, and let the dev set decide.

# %% quiz="depth" points=8 minutes=5 difficulty=2

# %% [markdown]
# ## And the brain?
#
# The units are called neurons, and the likeness is where the name came from: a nerve cell takes in
# signals from many others, and passes one on when enough have come together.
#
# | | a unit here | a nerve cell |
# |---|---|---|
# | takes in | numbers, all at the same moment | pulses, spread over time |
# | computes | a weighted sum and a bend | much more, and not fully known |
# | learns by | backpropagation of one cost | not known; backpropagation as we do it is unlikely |
# | needs | many examples, again and again | often a single one |
#
# The likeness helps one to remember the drawing. It explains neither why networks work nor how
# brains do. What you have built is better described as a function with many parameters, fitted by
# gradient descent.

# %% quiz="brain" points=7 minutes=5 difficulty=1

# %% [markdown]
# ## Capstone
#
# *As long as you like, not graded*
#
# No scaffolding this time.
#
# **Data:** 8 by 8 pixels of real handwriting; the label is 1 where the digit is even.
#
# **Goal:** a network of your own making that gets as much of the **test** set right as you can.
# Logistic regression gets about 90 %.
#
# **Rules:** choose on the dev set; look at the test set once, at the end; use what you have written
# in this course. It stands in the folder `my_nn` beside your notebooks: `my_nn/
# deep_network_step_by_step.py` has your blocks, `my_nn/deep_cat_classifier.py` your models.

# %%
digits = course.load_digits()
digits

# %% [markdown]
# A leaderboard of your own runs: call it with a name, the accuracy on dev, and whatever you wish to
# remember. It shows the best first.

# %%
runs = []


def leaderboard(name, dev_accuracy, **settings):
    """Add a run and print all of them, the best first."""
    runs.append((float(dev_accuracy), name, settings))
    for place, (value, who, how) in enumerate(sorted(runs, key=lambda run: -run[0]), 1):
        told = ", ".join(f"{key} {setting}" for key, setting in how.items())
        print(f"{place}. {value:6.2f} %  {who:20} {told}")


Y = digits.dev_y
leaderboard("always the larger class", 100 * max(Y.mean(), 1 - Y.mean()))

# %% [markdown]
# The cell is yours.

# %%


# %% [markdown]
# <details><summary>If you do not know where to begin</summary>
#
# In this order: columns of numbers from 0 to 1; `[64, 1]` and its accuracy on dev, so that you know
# the pipeline is right; one hidden layer; then rates, then shapes, two or three values each. Write
# every run into the leaderboard. When two settings differ by less than the standard error, take the
# smaller network.
#
# </details>

# %% [markdown]
# ## To remember
#
# - Depth lets parts be found once and used often. That is the hope; in some networks it is seen.
# - Parity of $n$ bits: $n - 1$ gates in about $\log_2 n$ layers, or $2^{n-1}$ AND units in one
#   layer, or $n$ threshold units in one layer. The last of the three belongs to the truth as well.
# - That a network exists does not say that training finds it.
# - The likeness to the brain is a name and a drawing.
# - Begin small, compare on dev, look at the test set once.

# %% [markdown]
# ## To think about
#
# 1. How many layers of gates does a tree for 1,000 bits have? And for 1,025?
# 2. Why can no AND unit serve two odd patterns?
# 3. Which of your results would you show to someone who says “deeper is always better”?
#
# <details><summary>Short answers</summary>
#
# 1. $2^{10} = 1024$, so ten; and eleven for 1,025.
# 2. To serve both it would have to ignore the bits in which they differ, and these are two at
#    least; then it answers 1 for a pattern with one of them changed too, and that one is even.
# 3. The table of the cat models: a hidden layer was worth eight points, two layers more less than
#    one, which is within what luck can do. And the network with 0.01 that was deep and learned
#    nothing.
#
# </details>

# %% [markdown]
# ### One question without a short answer
#
# Someone writes: “Our system works like the human brain.” **What do you ask?** Write your answer in
# the cell below before you open the one to compare with. It carries no points.

# %% [markdown]
# *Write your answer here.*

# %% [markdown]
# <details><summary>An answer to compare with</summary>
#
# I ask in what respect. If it is made of units with weights, so is every network, and that says
# nothing of what it can do. I ask what it was trained on, how well it does on examples from
# elsewhere, beside which baseline and on how many; what it does when it is wrong, and whether it
# knows. A child learns a new animal from one picture: how many does the system need? And I ask what
# the sentence is for: if a plain description would say the same, “a function fitted to examples”,
# then the brain was brought in to impress.
#
# **Compare:** did yours ask in which respect, for evidence on new data, and for what would be
# different if the sentence were false? Two of the three are a good answer.
#
# </details>
