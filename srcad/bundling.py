"""Let a handler that moves tangents about serve one level higher, by giving it three tangents as if they were one.

One level up, a value has its tangent, both have a tangent of that level, and all of them move alike. A bundle holds the
three, and does to each what is done to it: what appends a bundle to a bundle appends each part to its part.

>>> bundle = bundled([1.0], [10.0], [20.0], [30.0])
>>> bundle.append(bundled(2.0, 11.0, 21.0, None))
>>> bundle.parts
([10.0, 11.0], [20.0, 21.0], [30.0, 0.0])
"""

from __future__ import annotations

import collections
from collections.abc import Callable, Iterator
from typing import Any

from srcad.runtime import Bundle, JointIterator, View, refuse_value, zero_tangent
from srcad.structures import is_namedtuple_class
from srcad.tangents import Tangent

Parts = tuple[Any, Any, Any]
NOTHING: Parts = (None, None, None)
