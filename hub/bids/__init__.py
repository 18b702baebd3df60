"""Sealed bids: what a bidder sends, when it counts, and how it stays shut until it may be opened."""
