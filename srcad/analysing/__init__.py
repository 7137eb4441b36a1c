"""Decide, for one function and the kinds of its arguments, what each expression holds and what may vary."""
