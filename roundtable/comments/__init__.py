"""Comments: what is said at the table, supported, answered."""
