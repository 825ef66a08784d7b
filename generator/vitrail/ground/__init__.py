"""What all stand on: the memo, the words of ours, diagnostics; nothing here knows what a portfolio is.

Given: bytes and words. Gives: answers that are remembered, sentences, faults with their place. Imports no other floor.
"""
