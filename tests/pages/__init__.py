"""Tests of the pages that span modules."""
