"""Drafts of messages, to partners and to members. Nothing here sends anything."""
