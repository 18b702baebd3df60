"""Pages about one's organisation: details, people, answers, and how to come into one."""
