"""Imported by facenet-pytorch and not called in detection."""
