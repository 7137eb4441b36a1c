"""The rules: how the result of a library function varies with its arguments, one line for each function."""
