"""The whole work: what is known before an audience is chosen, what each edition gets, and the build."""
