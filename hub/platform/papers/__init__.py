"""Papers that the Hub writes from records: one content, drawn as HTML, as a Word document and as PDF."""
