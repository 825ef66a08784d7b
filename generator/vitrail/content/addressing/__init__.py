"""Where each page of the site is, and what a page is made of before anything is rendered."""
