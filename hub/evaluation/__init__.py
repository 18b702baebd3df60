"""Scoring: what opened answers are worth, who said so and why, and which is best."""
