"""`python -m partnerhub`: the command line."""

from partnerhub.edge.cli import main

main()
