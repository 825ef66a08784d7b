"""What a hostile student may try: vectors × doors, built by the real pipeline and opened in a real browser."""
