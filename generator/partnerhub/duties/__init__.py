"""A hub at a moment → where each partnership stands, and who has to do what by when."""
