"""Benchmarks: a black-box load harness, a JavaScript baseline, and `make bench`, which runs both."""
