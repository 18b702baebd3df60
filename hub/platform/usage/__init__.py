"""Who opens which dashboard: one row for each person, dashboard and day, and nothing else of what they do."""
