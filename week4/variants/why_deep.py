# ruff: noqa: F811  each cell defines its function anew, in whatever way a learner may
"""Ways in which people write the parity exercises.

A cell with `variant` is right: no check may reject it. A cell with `mistake`
makes a known mistake in words of its own, and must be called by its name.
"""

# %% setup=true
import functools
import math

import numpy as np

# %% [markdown]
# ## xor_tree


# %% exercise="xor_tree" variant="recursive halves"
def xor_tree(bits):
    if len(bits) == 1:
        return bits[0], 0
    middle = len(bits) // 2
    left, a = xor_tree(bits[:middle])
    right, b = xor_tree(bits[middle:])
    return left ^ right, a + b + 1


# %% exercise="xor_tree" variant="different or not"
def xor_tree(bits):
    gates = 0
    while len(bits) > 1:
        upper = [int(a != b) for a, b in zip(bits[::2], bits[1::2], strict=False)]
        gates += len(upper)
        bits = upper + (bits[-1:] if len(bits) % 2 else [])
    return bits[0], gates


# %% exercise="xor_tree" variant="a chain of gates"
def xor_tree(bits):
    result = functools.reduce(lambda a, b: a ^ b, bits)
    return result, len(bits) - 1


# %% exercise="xor_tree" variant="a queue that is popped"
def xor_tree(bits):
    gates = 0
    while len(bits) > 1:
        bits.append((bits.pop(0) + bits.pop(0)) % 2)
        gates += 1
    return bits[0], gates


# %% exercise="xor_tree" variant="NumPy"
def xor_tree(bits):
    layer, gates = np.array(bits), 0
    while layer.size > 1:
        pairs = layer.size // 2
        rest = layer[2 * pairs :]
        layer = np.concatenate(
            [np.bitwise_xor(layer[: 2 * pairs : 2], layer[1 : 2 * pairs : 2]), rest]
        )
        gates += pairs
    return layer[0], gates


# %% exercise="xor_tree" variant="a list is returned, of floats"
def xor_tree(bits):
    return [float(sum(bits) % 2), len(bits) - 1]


# %% exercise="xor_tree" mistake="OR in place of XOR"
def xor_tree(bits):
    layer, gates = list(bits), 0
    while len(layer) > 1:
        pairs = [max(layer[k], layer[k + 1]) for k in range(0, len(layer) - 1, 2)]
        gates += len(pairs)
        layer = pairs + layer[2 * len(pairs) :]
    return layer[0], gates


# %% [markdown]
# ## shallow_units


# %% exercise="shallow_units" variant="half of all"
def shallow_units(n):
    return 2**n // 2


# %% exercise="shallow_units" variant="counted one by one"
def shallow_units(n):
    return sum(1 for pattern in range(2**n) if bin(pattern).count("1") % 2)


# %% exercise="shallow_units" variant="binomials"
def shallow_units(n):
    return sum(math.comb(n, k) for k in range(1, n + 1, 2))


# %% exercise="shallow_units" variant="a float of NumPy"
def shallow_units(n):
    return np.exp2(n - 1)


# %% exercise="shallow_units" variant="a shift"
def shallow_units(n):
    return 1 << (n - 1)


# %% exercise="shallow_units" mistake="all patterns, even ones too"
def shallow_units(n):
    return 1 << n
