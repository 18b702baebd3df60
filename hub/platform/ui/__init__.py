"""Page kit."""
