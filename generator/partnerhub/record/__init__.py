"""The private record of a partner, and the settings of the hub; the only readers of both."""
