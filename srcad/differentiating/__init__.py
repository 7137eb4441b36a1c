"""Write a tangent statement beside every primal statement."""
