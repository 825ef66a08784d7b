"""What a build knows, asked of the memo: portfolio by portfolio, then class, then school (``generator.memo``)."""
