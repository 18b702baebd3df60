"""How answers are scored: pure functions over plain values."""
