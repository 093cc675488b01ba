"""Another route to what week 2's functions compute: by none of them."""

from decimal import Decimal, getcontext


def exact_sigmoid(z):
    getcontext().prec = 60
    return 1 / (1 + (-Decimal(float(z))).exp())


def cost_by_hand(w, b, X, Y):
    """The cost with loops and 60 digits, by no function of the notebook."""
    total = Decimal(0)
    for i in range(X.shape[1]):
        z = sum(float(w[j, 0]) * float(X[j, i]) for j in range(X.shape[0])) + b
        a = exact_sigmoid(z)
        total -= a.ln() if Y[0, i] else (1 - a).ln()
    return float(total / X.shape[1])


def slope(function, x, step=1e-5):
    """Rise over run, central."""
    return (function(x + step) - function(x - step)) / (2 * step)
