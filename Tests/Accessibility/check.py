#!/usr/bin/env python3
"""Looks at pages in a real browser and runs axe-core on them.

    check.py PAGE.html…

Every page is opened in Chromium in each of its languages, 1280 and 360 pixels wide and as it prints (A4). Prints one JSON
object: {"runs": [{"page", "language", "medium", "rules", "violations": [{"id", "impact", "help", "nodes": [...]}],
"overflow", "errors", "narrowed": [{"list", "rows", "hidden", "wrong", "said", "violations", "overflow"}]}]}. `narrowed` has what each list of a page
does that can be narrowed: how many rows it hides, how many of them wrongly. `overflow` is how many pixels a page is wider than the window; `errors` what the browser's console
says, and addresses the page asked for. Rules: WCAG 2.0, 2.1 and 2.2 at A and AA, and axe's best practices. No page is changed, and none of
them may ask the network for anything.
"""

import json
import pathlib
import shutil
import sys

import axe_playwright_python
from playwright.sync_api import sync_playwright

RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
MEDIA = {
    "desktop": {"width": 1280, "height": 900, "media": "screen"},
    "phone": {"width": 360, "height": 740, "media": "screen"},
    # 210 mm less margins of 14 mm, at 96 pixels an inch.
    "paper": {"width": 688, "height": 1017, "media": "print"},
}


def languages_of(page):
    """The page's switch of languages, by the ids of its buttons; a page without one has one language."""
    found = page.eval_on_selector_all('input[type="radio"][name="language"]', "inputs => inputs.map(i => i.id)")
    return found or [None]


def look(page, axe):
    # Closed parts are looked into as well.
    page.evaluate("document.querySelectorAll('details').forEach(d => { d.open = true; })")
    page.evaluate(axe)
    result = page.evaluate("rules => axe.run(document, {runOnly: {type: 'tag', values: rules}, resultTypes: ['violations', 'incomplete']})", RULES)
    overflow = page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth")
    violations = [{
        "id": found["id"], "impact": found["impact"], "help": found["help"],
        "nodes": [{"target": node["target"], "html": node["html"][:200], "summary": node["failureSummary"]} for node in found["nodes"][:5]],
    } for found in result["violations"]]
    return violations, overflow, len(result["passes"])


def narrow(page, axe):
    """Chooses the last option of every list of a page that can be narrowed, one by one, and shows everything again."""
    steps = []
    marked = "tr[data-procedure], tr[data-office], tr[data-period]"
    hidden = "[...document.querySelectorAll('main tr')].filter(row => row.hidden)"
    for name in page.eval_on_selector_all(".filter select", "lists => lists.map(list => list.name)"):
        value = page.locator(f"#filter-{name} option").last.get_attribute("value")
        page.select_option(f"#filter-{name}", value)
        violations, overflow, _ = look(page, axe)
        steps.append({
            "list": name, "rows": page.locator(marked).count(), "hidden": page.evaluate(f"{hidden}.length"),
            "wrong": page.evaluate(f"{hidden}.filter(row => row.dataset[{json.dumps(name)}] === {json.dumps(value)}).length"),
            "said": page.locator(".filter .shown").inner_text(), "violations": violations, "overflow": overflow})
        page.locator(".filter button").click()
        page.wait_for_function(f"{hidden}.length === 0")
    return steps


def main(paths):
    chromium = shutil.which("chromium") or shutil.which("chromium-browser")
    if chromium is None:
        sys.exit("check: there is no chromium on the path")
    axe = (pathlib.Path(axe_playwright_python.__file__).parent / "axe.min.js").read_text(encoding="utf-8")
    runs = []
    with sync_playwright() as play:
        # Inside containers and for root there is no sandbox; the pages are our own.
        browser = play.chromium.launch(executable_path=chromium, args=["--no-sandbox", "--disable-gpu", "--disable-dev-shm-usage"])
        for path in paths:
            for medium, how in MEDIA.items():
                context = browser.new_context(viewport={"width": how["width"], "height": how["height"]}, reduced_motion="reduce")
                errors = []
                context.route("**/*", lambda route: route.continue_() if route.request.url.startswith(("file:", "data:"))
                              else (errors.append(f"asks for {route.request.url}"), route.abort()))
                page = context.new_page()
                page.on("pageerror", lambda error: errors.append(str(error)))
                page.on("console", lambda message: errors.append(message.text) if message.type == "error" else None)
                page.goto(pathlib.Path(path).resolve().as_uri())
                for language in languages_of(page):
                    # Switched on the screen, as on paper there is no switch.
                    page.emulate_media(media="screen")
                    if language:
                        page.locator(f"label:has(#{language})").click()
                    page.emulate_media(media=how["media"])
                    violations, overflow, passes = look(page, axe)
                    runs.append({"page": pathlib.Path(path).name, "language": language, "medium": medium, "rules": passes,
                                 "violations": violations, "overflow": overflow, "errors": list(errors),
                                 "narrowed": narrow(page, axe) if how["media"] == "screen" else []})
                context.close()
        browser.close()
    json.dump({"runs": runs}, sys.stdout, ensure_ascii=False, indent=1)


if __name__ == "__main__":
    main(sys.argv[1:])
