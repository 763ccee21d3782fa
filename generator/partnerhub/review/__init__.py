"""Two revisions of a hub → the report on a pull request."""
