"""Print what can be learned from the handwritten digits: even or odd, with and without a layer.

    uv run python datasets/measure_digits.py

Both models are week 3's: plain gradient descent on the whole batch of 1,000, 2,000 steps.
"""

import numpy as np

import course

HIDDEN, STEPS, SEEDS = 8, 2000, range(1, 6)


def columns(pictures):
    """Return (m, 8, 8) pictures as columns (64, m) in 0 .. 1."""
    return pictures.reshape(len(pictures), -1).T / 16


def sigmoid(z):
    """Return 1 / (1 + exp(-z))."""
    return 1 / (1 + np.exp(-z))


def logistic_regression(X, Y, rate=0.5):
    """Train from zeros; return `predict`, from X (n_x, m) to the row (1, m) of answers."""
    w, b, m = np.zeros((X.shape[0], 1)), 0.0, X.shape[1]
    for _ in range(STEPS):
        dZ = sigmoid(w.T @ X + b) - Y
        w, b = w - rate * X @ dZ.T / m, b - rate * dZ.mean()
    return lambda X: w.T @ X + b > 0


def one_hidden_layer(X, Y, seed, n_h=HIDDEN, rate=1.2):
    """Train n_h units of tanh from 0.01 times a normal draw; return `predict`."""
    rng, m = np.random.default_rng(seed), X.shape[1]
    W1, b1 = 0.01 * rng.normal(size=(n_h, X.shape[0])), np.zeros((n_h, 1))
    W2, b2 = 0.01 * rng.normal(size=(1, n_h)), np.zeros((1, 1))
    for _ in range(STEPS):
        A1 = np.tanh(W1 @ X + b1)
        dZ2 = sigmoid(W2 @ A1 + b2) - Y
        dZ1 = W2.T @ dZ2 * (1 - A1**2)
        W1, b1 = W1 - rate * dZ1 @ X.T / m, b1 - rate * dZ1.mean(axis=1, keepdims=True)
        W2, b2 = W2 - rate * dZ2 @ A1.T / m, b2 - rate * dZ2.mean(axis=1, keepdims=True)
    return lambda X: W2 @ np.tanh(W1 @ X + b1) + b2 > 0


def accuracies(predict, digits):
    """Return the accuracy in per cent on each split."""
    return {
        split: 100 * np.mean(predict(columns(getattr(digits, f"{split}_x"))) == labels)
        for split in ("train", "dev", "test")
        for labels in (getattr(digits, f"{split}_y"),)
    }


def measure():
    """Return each model's accuracies, those of the hidden layer as a list by seed."""
    digits = course.load_digits()
    X, Y = columns(digits.train_x), digits.train_y
    return {
        "logistic regression": [accuracies(logistic_regression(X, Y), digits)],
        "one hidden layer": [accuracies(one_hidden_layer(X, Y, s), digits) for s in SEEDS],
    }


def main():
    digits = course.load_digits()
    baseline = 100 * max(digits.test_y.mean(), 1 - digits.test_y.mean())
    print(f"always the larger class: test {baseline:.1f} %")
    for name, runs in measure().items():
        print(f"{name}:")
        for split in ("train", "dev", "test"):
            values = [run[split] for run in runs]
            spread = f" ({min(values):.1f} to {max(values):.1f})" if len(values) > 1 else ""
            print(f"  {split:5} {np.mean(values):.1f} %{spread}")


if __name__ == "__main__":
    main()
