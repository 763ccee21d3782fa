"""partnerhub: partner files in git become a website of a community's collaborations."""
