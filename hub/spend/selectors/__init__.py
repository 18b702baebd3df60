"""Reads over spend."""
