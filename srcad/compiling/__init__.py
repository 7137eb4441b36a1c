"""Compile generated functions, with all that they call."""
