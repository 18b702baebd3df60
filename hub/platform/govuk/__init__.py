"""Form kit."""
