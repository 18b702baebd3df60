"""Timetables: every date from a start to a contract at work, with the rule or the local choice behind each."""
