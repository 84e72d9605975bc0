"""Public pages. Each view: what was asked, one query function, one template."""
