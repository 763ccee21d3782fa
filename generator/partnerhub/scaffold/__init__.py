"""What a new partner's file and a new event hold: answers read as people type them, days that do, the file as text."""
