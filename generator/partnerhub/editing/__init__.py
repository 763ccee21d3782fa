"""What writes partner files: edits that touch only what they change."""
