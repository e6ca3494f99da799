"""What the first page tells: what is on, what waits for the reader, the latest verdicts, one matter from end to end."""
