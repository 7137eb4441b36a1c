"""Derivatives in several directions at once: a second text of a variant, whose tangents have one more axis."""
