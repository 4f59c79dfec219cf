"""Requests in the forms that others read: one file per format. Secrets are masked in every one of them."""
