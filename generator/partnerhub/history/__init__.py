"""What the publishing branch held, and when."""
