"""The Durable Objects."""
