"""How fast it is beside Hugo and plain MkDocs with Material: `make bench` measures, and writes RESULTS.md."""
