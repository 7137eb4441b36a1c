"""Keys of dict comprehensions whose kind only the run knows: names and counts pass, a number that varies is refused."""

from collections.abc import Callable
from typing import Any

import pytest

import srcad

LINKS: dict[str, Any] = {"data": [("a", 2.0), ("b", 3.0), ("c", 5.0)], "tuples": [((0, "a"), 2.0), ((1, "b"), 3.0)]}


class Graph:
    """A weighted graph, whose nodes are keys."""

    def __init__(self) -> None:
        self.weights: dict[Any, Any] = {}

    def add(self, node: Any, weight: Any) -> None:
        self.weights[node] = weight


def graph_of(x: Any, links: Any) -> Any:
    graph = Graph()
    for node, weight in links:
        graph.add(node, weight * x)
    return graph


def normalised(x):
    graph = graph_of(x, LINKS["data"])
    total = sum(graph.weights.values()) + 1.0
    share = {node: weight / total for node, weight in graph.weights.items()}
    again = {node: share[node] * x for node in share if node != "b"}
    return sum(again[node] for node in again)


def of_tuples(x):
    share = {node: weight * x for node, weight in graph_of(x, LINKS["tuples"]).weights.items()}
    return sum(weight * (1 + key[0]) for key, weight in share.items())


def counted(x):
    graph = graph_of(x, LINKS["data"])
    known = {node: 1 for node, weight in graph.weights.items()}
    return sum(known[node] * graph.weights[node] for node in known)


def captured(x):
    graph = graph_of(x, LINKS["data"])
    made = {node: lambda node=node, weight=weight: weight * x for node, weight in graph.weights.items()}
    return sum(made[node]() for node in made)


@pytest.mark.parametrize("program", [normalised, of_tuples, counted, captured])
def test_keys_that_are_no_numbers_pass(program: Callable[[float], Any]) -> None:
    for order in (1, 2):
        srcad.testing.check_forward(program, (1.5,), order=order)


def read_back(x):
    graph = graph_of(x, LINKS["data"])
    return sum(weight * 2.0 for weight in {weight: node for node, weight in graph.weights.items()})


def read_back_from_constants(x):
    graph = graph_of(x, LINKS["data"])
    found = {weight: 1 for weight in graph.weights.values()}
    return sum(list(found))


def of_a_pair(x):
    graph = graph_of(x, LINKS["data"])
    return sum(key[1] for key in {(node, weight): 1.0 for node, weight in graph.weights.items()})


def of_objects(x):
    graphs = [graph_of(x, LINKS["data"]) for _ in range(2)]
    return sum(graph.weights["a"] for graph in {graph: 1.0 for graph in iter(graphs)})


@pytest.mark.parametrize("program", [read_back, read_back_from_constants, of_a_pair, of_objects])
def test_keys_that_lose_a_tangent_are_refused(program: Callable[[float], Any]) -> None:
    with pytest.raises(srcad.UnsupportedValueError, match="key"):
        srcad.jvp(program, (1.5,), (1.0,))
