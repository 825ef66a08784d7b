"""``python -m tests.attacks [--short]``: the whole table, or two ways out of four."""

import sys

from playwright.sync_api import sync_playwright

from tests.attacks.table import main
from tests.conftest import ARGUMENTS, CHROMIUM

with sync_playwright() as playwright:
    chromium = playwright.chromium.launch(executable_path=CHROMIUM, args=ARGUMENTS)
    status = main(chromium, short="--short" in sys.argv)
    chromium.close()
sys.exit(status)
