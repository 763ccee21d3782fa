"""What members see: the public model, and all that is made of it. Cannot reach a private record."""
