"""Make the tangents read as one would write them by hand; the primal is never touched."""
