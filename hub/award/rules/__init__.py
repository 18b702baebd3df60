"""What stands against an award, and how it is said: pure functions over plain values."""
