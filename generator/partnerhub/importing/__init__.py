"""What one already has, in tables and calendars → edits of partner files, and new ones."""
