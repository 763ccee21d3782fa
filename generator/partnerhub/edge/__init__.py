"""The edge: the command line, the MkDocs plugin; only here are the clock read, things printed, MkDocs met."""
