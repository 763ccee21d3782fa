"""The handbook's reference, made from what the code declares: a module a page. `make reference` writes them."""
