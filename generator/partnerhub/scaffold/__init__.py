"""What a new partner's file and a new event hold: days that do, the file as text."""
