"""Compare derivatives with differences, and say where they part."""
