"""The desk: partner files as forms in a browser, with Sveltia CMS (https://sveltiacms.app).

The form is derived from the fields that `record` declares; `desk/` at the top of the repository makes the scripts.
"""
