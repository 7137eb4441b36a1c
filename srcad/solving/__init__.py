"""Rules that are functions, for what solves equations: differentiated at the solution, never through the iteration."""
