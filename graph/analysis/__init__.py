"""Algorithms on graphs that questions use; each says what it computes and where it comes from. They know no store and no question."""
