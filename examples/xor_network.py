"""Find a two-layer network that emits xor, by gradient descent, and chain it to the xor of n inputs.

True is +1 and false is -1. Two neurons and an output, nine weights:

    b = tanh(first @ a + bias)          o = tanh(second . b + offset)

By induction over layers, the xor of n inputs is the same network applied to its own output and the next input.

    python examples/xor_network.py
"""

import itertools

import numpy as np
from pictures import save_picture

from srcad import value_and_gradient

PAIRS = np.array([[-1.0, -1.0], [-1.0, 1.0], [1.0, -1.0], [1.0, 1.0]])
XOR = np.array([-1.0, 1.0, 1.0, -1.0])


def network(weights, pairs):
    """Return the output for each row of `pairs`, an array of shape (m, 2)."""
    first, bias = weights[:4].reshape(2, 2), weights[4:6]
    second, offset = weights[6:8], weights[8]
    hidden = np.tanh(pairs @ first.T + bias)
    return np.tanh(hidden @ second + offset)


def loss(weights):
    return np.sum((network(weights, PAIRS) - XOR) ** 2)


def descend(weights, rate=0.2, steps=1500):
    """Return the weights after gradient descent, and the loss at each step."""
    slope = value_and_gradient(loss)
    losses = []
    for _ in range(steps):
        value, gradient = slope(weights)
        losses.append(float(value))
        weights = weights - rate * gradient
    return weights, losses


def chained(weights, inputs):
    """Return the xor of all inputs: each layer takes the output of the one before and one more input."""
    out = inputs[0]
    for value in inputs[1:]:
        out = network(weights, np.array([[out, value]]))[0]
    return out


def count_right(weights, n):
    """Return for how many of the 2**n inputs the chain's sign is their xor, and its smallest absolute output."""
    outputs = {bits: chained(weights, bits) for bits in itertools.product((-1.0, 1.0), repeat=n)}
    right = sum((out > 0.0) == (bits.count(1.0) % 2 == 1) for bits, out in outputs.items())
    return right, min(abs(out) for out in outputs.values())


def main():
    weights, losses = descend(np.random.default_rng(3).normal(size=9))
    for step in (0, 10, 100, len(losses) - 1):
        print(f"step {step:4d}   loss {losses[step]:.6f}")
    print()
    for pair, out in zip(PAIRS, network(weights, PAIRS), strict=True):
        print(f"{pair[0]:+.0f} xor {pair[1]:+.0f} = {out:+.4f}")
    print()
    for n in range(2, 9):
        right, weakest = count_right(weights, n)
        print(f"xor of {n} inputs: {right} of {2**n} right, weakest output {weakest:.4f}")

    def draw(axes):
        axes.semilogy(losses)
        axes.set(xlabel="step of gradient descent", ylabel="loss")

    save_picture("xor_network", draw)


if __name__ == "__main__":
    main()
