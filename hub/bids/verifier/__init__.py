"""The verifier that a bidder runs without the Hub: one Python file, and one page. Neither imports anything of it."""
