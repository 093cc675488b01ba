"""Draws the course's cats and what is not a cat, 64 by 64 pixels, with NumPy alone."""
