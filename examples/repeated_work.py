"""Count operations: a symbolic derivative of sin(sin(sin(x))) repeats work, the generated source does not.

The chain rule on expressions writes d sin(u) = cos(u) * du with u copied into both factors, so the expression of depth
n has a number of operations that grows with n squared. The generated source names u once and uses it twice.

    python examples/repeated_work.py
"""

import ast
import linecache
import math

from pictures import save_picture

from srcad import forward_diff


def sine_of_sines(depth):
    return "math.sin(" * depth + "x" + ")" * depth


def nested_sine(depth):
    """Return the function sin(sin(...sin(x))), as if it had been written in a file."""
    text = f"def nested_sine(x):\n    return {sine_of_sines(depth)}\n"
    file = f"<nested sine of depth {depth}>"
    # The source of a function that was made by exec is found through the line cache.
    linecache.cache[file] = (len(text), None, text.splitlines(keepends=True), file)
    namespace = {"math": math}
    exec(compile(text, file, "exec"), namespace)
    return namespace["nested_sine"]


def symbolic_derivative(depth):
    """Return the text of the chain rule's derivative of the same expression, made by rewriting expressions alone."""
    outer = f"math.cos({sine_of_sines(depth - 1)})"
    return outer if depth == 1 else f"{outer} * ({symbolic_derivative(depth - 1)})"


def operations(text):
    """Return how many calls and arithmetic operations a piece of source contains."""
    return sum(isinstance(node, ast.Call | ast.BinOp) for node in ast.walk(ast.parse(text)))


def main():
    sines = {depth: forward_diff(nested_sine(depth)) for depth in range(1, 13)}
    symbolic, generated = {}, {}
    x = 0.5
    print("depth   slope             symbolic   generated (value included)")
    for depth, derivative in sines.items():
        _, slope = derivative(x)
        expression = symbolic_derivative(depth)
        assert math.isclose(eval(expression, {"math": math, "x": x}), slope, rel_tol=1e-12)
        symbolic[depth] = operations(expression)
        generated[depth] = operations(derivative.source)
        print(f"{depth:5d}   {slope:.12f}   {symbolic[depth]:8d}   {generated[depth]:9d}")
    print()
    print("symbolic: ", symbolic_derivative(3))
    print(sines[3].source)

    def draw(axes):
        axes.plot(symbolic.keys(), symbolic.values(), "o-", label="symbolic derivative")
        axes.plot(generated.keys(), generated.values(), "s-", label="generated source (with the value)")
        axes.set(xlabel="depth of sin(sin(...))", ylabel="operations")
        axes.legend()

    save_picture("repeated_work", draw)


if __name__ == "__main__":
    main()
