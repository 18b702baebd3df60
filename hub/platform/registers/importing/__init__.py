"""Load lists of records: upload, match columns, preview, load as one, mend the rejects, undo."""
