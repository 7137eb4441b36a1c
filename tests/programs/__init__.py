"""Plain functions over the whole language; tests/test_programs.py differentiates each of them.

A function of these modules whose name does not start with an underscore is a program. Its parameters get their values
by name from inputs.py, or from the decorator `inputs` where a program needs others.
"""
