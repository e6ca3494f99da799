"""Documents: minutes, and the public record in words, as files and with what anyone needs to check it."""
