"""From a user's call to a generated function: signatures, seeds, levels, sweeps."""
