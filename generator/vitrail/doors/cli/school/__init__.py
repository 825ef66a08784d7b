"""Commands that create a school, its classes and portfolios, or bring files into them."""
