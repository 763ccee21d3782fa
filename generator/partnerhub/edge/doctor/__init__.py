"""`partnerhub doctor`: which guards a hub really has. A check is a row of `table`, in the room of what it is about."""
