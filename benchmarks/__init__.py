"""Side-by-side measurements against the tools that people would take else; ``python -m benchmarks`` prints ratios."""
