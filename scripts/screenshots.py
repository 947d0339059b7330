#!/usr/bin/env python3
"""Opens a report in Chromium and writes, per language, a picture as a phone shows its beginning and the PDF it prints.

    screenshots.py REPORT.html FOLDER
"""

import pathlib
import shutil
import sys

from playwright.sync_api import sync_playwright


def main(report, folder):
    chromium = shutil.which("chromium") or shutil.which("chromium-browser")
    if chromium is None:
        sys.exit("screenshots: there is no chromium on the path")
    with sync_playwright() as play:
        browser = play.chromium.launch(executable_path=chromium, args=["--no-sandbox", "--disable-gpu", "--disable-dev-shm-usage"])
        for language in ("vi", "en"):
            page = browser.new_page(viewport={"width": 360, "height": 1400})
            page.goto(pathlib.Path(report).resolve().as_uri())
            page.locator(f"label:has(#language-{language})").click()
            page.screenshot(path=f"{folder}/phone-{language}.png")
            page.emulate_media(media="print")
            page.pdf(path=f"{folder}/paper-{language}.pdf", prefer_css_page_size=True)
            page.close()
        browser.close()


if __name__ == "__main__":
    main(*sys.argv[1:])
