"""What is shown: which pages exist, what each holds, the author's texts as safe HTML, papers and other files.

Given: records as an audience may read them, the settings of a school. Gives: specs of pages and the bytes of files,
which others write. Imports knowledge and below.
"""
