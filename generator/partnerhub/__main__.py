"""`python -m partnerhub`: the command line."""

from partnerhub.cli import main

main()
