"""What is inside a value, and the tangent beside it."""
