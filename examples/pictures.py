"""Save the examples' pictures where matplotlib is installed; without it the examples only print."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

FOLDER = Path(__file__).with_name("plots")


def save_picture(name: str, draw: Callable[[Any], None]) -> None:
    """Let `draw` fill one pair of axes and save them as `plots/<name>.png`."""
    try:
        from matplotlib.figure import Figure
    except ImportError:
        print("(no picture: matplotlib is not installed)")
        return
    # A Figure of its own needs no window and leaves no state behind, unlike pyplot.
    figure = Figure(figsize=(6.4, 4.0), layout="constrained")
    draw(figure.add_subplot())
    FOLDER.mkdir(exist_ok=True)
    figure.savefig(FOLDER / f"{name}.png", dpi=100)
    print(f"picture: {FOLDER.name}/{name}.png")
