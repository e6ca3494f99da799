"""What nobody means well with: any words at any door are done or refused in words, and nothing breaks."""
