"""What is done to random input, and what has to hold for all of it. ``python -m fuzz`` does it."""
