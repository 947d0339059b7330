#!/usr/bin/env python3
"""Recounts a report from the exported ledger and the counting rules alone.

    recount.py EVENTS.jsonl [--from DAY] [--to DAY] [--received FILE.csv] [--compare DAY..DAY] [--bridge FILE.csv] [--attested HASH]... [--tariffs FILE.json] [--seed N] [--counted]

EVENTS.jsonl has a line per event: {"sequence", "previous", "hash", "event"}, or the bare event. Prints the figures as
one JSON object, without those flags withhold, or with --counted all of them; with --sample N instead the dossiers `audit sample --n N` draws with this seed, and A and B of each. Nothing of the engine is used; ratios are exact fractions until they are printed. The chain of hashes
is recomputed where the lines have one; a break is an error.
"""

import argparse
import calendar
import csv
import hashlib
import json
import re
import sys
from collections import Counter, defaultdict
from datetime import date, datetime, timedelta
from fractions import Fraction

GIVEN = {"declared", "corrected", "overridden", "disputed"}


def is_given(leaf):
    """The applicant gave it, or will have to: what stayed empty because a register was silent is asked later."""
    return leaf["outcome"] in GIVEN or leaf.get("later", False)


FILLED = {"prefilled", "derived", "repeated", "reused"}
DIRECTIVE = {"land", "budget", "business", "social_insurance"}
NOT_A_REGISTER = {"sign-in", "document", "derived"}
KINDS = {"opened", "looked-up", "staged", "documents", "standing", "submitted", "corrected", "disputed", "supplement-requested", "refused", "withdrawn",
         "completed", "abandoned"}


# ---------------------------------------------------------------- reading

def canonical(value):
    return json.dumps(value, sort_keys=True, separators=(",", ":"), ensure_ascii=False)


def read_events(path):
    events, previous = [], "0" * 64
    with open(path, encoding="utf-8") as lines:
        for number, line in enumerate(lines, 1):
            if not line.strip():
                continue
            row = json.loads(line)
            if "event" not in row:
                events.append(row)
                continue
            digest = hashlib.sha256((previous + canonical(row["event"])).encode()).hexdigest()
            if (row["sequence"], row["previous"], row["hash"]) != (number, previous, digest):
                sys.exit(f"the chain breaks at line {number}")
            previous = digest
            events.append(row["event"])
    return events


def days_of(period):
    """First and last day of `2026`, `2026-11` or `2026-11-24`."""
    numbers = [int(piece) for piece in period.split("-")]
    if len(numbers) == 1:
        return f"{period}-01-01", f"{period}-12-31"
    if len(numbers) == 2:
        return f"{period}-01", f"{period}-{calendar.monthrange(*numbers)[1]}"
    return period, period


def vietnam_day(hour):
    """Hours are UTC, days those of Viet Nam."""
    return (datetime.strptime(hour, "%Y-%m-%dT%H") + timedelta(hours=7)).strftime("%Y-%m-%d")


CODES = {
    "channel": {"counter": "counter", "online": "online", "post": "post", "1": "counter", "2": "online", "3": "post"},
    "fee": {"due": "due", "none": "none", "1": "due", "0": "none"},
    "payment": {"online": "online", "other": "other", "unpaid": "unpaid", "1": "online", "2": "online", "0": "other"},
    "result": {word: word for word in ("electronic", "paper", "both", "none", "pending")},
    "on_time": {"yes": "yes", "no": "no", "open": "open", "1": "yes", "0": "no"},
}


def read_received(path):
    """Rows of the one-stop system's export: first and last day, procedure, dossiers, commune, and what the further columns
    say, None where they say nothing that reads; and which of those columns there are."""
    rows = []
    with open(path, encoding="utf-8", newline="") as file:
        reader = csv.DictReader(file)
        columns = sorted(CODES.keys() & set(reader.fieldnames))
        for cells in reader:
            cells = {name: (cell or "").strip(" \t") for name, cell in cells.items()}
            code = cells["procedure"]
            rows.append({
                "days": days_of(cells["period"]), "procedure": code[:8] if re.match(r"[0-9]\.[0-9]{6}\..", code) else code,
                "dossiers": int(cells.get("dossiers") or 1), "commune": cells.get("commune", ""),
                **{name: CODES[name].get(cells.get(name, "")) for name in CODES}})
    return rows, columns


# ---------------------------------------------------------------- one dossier

def speaker(leaves):
    """The leaf that names the source of a saved atom: given after all, register, sign-in, document or earlier dossier,
    derived, then nobody; the first on the form where several rank the same. A blank that repeats another answers nothing itself."""
    def rank(leaf):
        outcome, source = leaf["outcome"], leaf.get("source")
        if outcome in GIVEN:
            return 0, "made-optional"
        if outcome == "prefilled":
            if source is None:
                return 5, "unnamed"
            if source not in NOT_A_REGISTER:
                return 1, source
            return {"sign-in": (2, "sign-in"), "document": (3, "reused"), "derived": (4, "derived")}[source]
        if outcome == "derived" and source is None:
            return 5, "unnamed"  # a constant
        return {"reused": (3, "reused"), "derived": (4, "derived")}.get(outcome, (6, "not-asked"))
    if not leaves:
        return "not-asked", False, False
    best = min(leaves, key=lambda leaf: rank(leaf)[0])
    place, name = rank(best)
    return name, place == 1, best.get("ownIdentity", False)


def asked_again(event, fields, papers):
    """The submission as it counts once the office has asked for more: those fields were required and had to be given, whatever
    had filled them; those papers were handed in."""
    def field(leaf):
        return leaf["leaf"] if leaf["leaf"] in fields else leaf["leaf"].split("#")[0]

    def leaf_again(leaf):
        outcome = "empty" if leaf["outcome"] in ("outside", "not-applicable") else leaf["outcome"]
        return {**leaf, "required": True, "outcome": outcome, "earlier": False, "later": leaf.get("later", False) or outcome not in GIVEN}

    def paper_again(paper):
        return {**paper, "required": True, "disposition": "upload", "available": paper.get("available", False) or paper["disposition"] != "upload",
                "earlier": False, "DuocSoHoa": 0, "DuocTaiSuDung": 0, "DuocLayTuKhoDMQG": 0}

    current = [leaf_again(leaf) if field(leaf) in fields else leaf for leaf in event["current"]]
    present = {field(leaf) for leaf in event["current"]} | {leaf["leaf"] for leaf in event["current"]}
    for name in sorted(fields - present):
        current.append({"leaf": name, "atom": "asked-again." + name, "required": True, "outcome": "empty", "later": True})
    documents = [paper_again(paper) if paper["id"] in papers else paper for paper in event["documents"]]
    for name in sorted(papers - {paper["id"] for paper in event["documents"]}):
        documents.append({"id": name, "required": True, "disposition": "upload", "DuocSoHoa": 0, "DuocTaiSuDung": 0})
    return {**event, "current": current, "documents": documents}


class Dossier:
    def __init__(self, event):
        self.event = event
        self.cluster = self.series = event["procedure"] or event["form"]
        self.row = (event["procedure"], event["form"], event["baselineStatus"], event["baseline"])
        boxes = defaultdict(list)
        outside = set()
        for leaf in event["current"]:
            if leaf["outcome"] == "outside":
                outside.add(leaf["atom"])
            else:
                boxes[leaf["atom"]].append(leaf)
        # An atom with nothing but outside boxes stands outside both sides.
        dropped = outside - boxes.keys()
        demanded = {name: {blank["atom"] for blank in event["blanks"] if blank["demand"] == name} - dropped
                    for name in ("required", "optional", "unknown")}
        given = {atom for atom, leaves in boxes.items() if any(is_given(leaf) for leaf in leaves)}
        required_now = {atom for atom, leaves in boxes.items() if any(leaf["required"] for leaf in leaves)}
        touched = {atom for atom, leaves in boxes.items() if any(leaf.get("touched") for leaf in leaves)}
        self.b = demanded["required"]
        # What the paper demanded and the applicant gave was not spared, whatever the form calls it.
        self.a = given & (required_now | self.b)
        self.b_high = self.b | demanded["unknown"]
        # As if what the form sets outside had been demanded and given; as if what stayed unknown had.
        self.put_outside = {blank["atom"] for blank in event["blanks"] if blank["demand"] == "required"} & dropped
        self.answered_a = given
        self.answered_b = self.b | (demanded["optional"] & (given | touched))
        self.answered_b_high = self.answered_b | demanded["unknown"]
        self.saved = {atom: speaker(boxes.get(atom)) for atom in self.b - self.a}
        self.new = self.a - self.b
        self.asked_for = {
            atom: {leaf.get("reason", "unnamed") if leaf["outcome"] == "declared" or leaf.get("later") else leaf["outcome"]
                   for leaf in boxes[atom] if is_given(leaf)}
            for atom in self.a}
        self.repeats = sum(leaf["outcome"] == "repeated" for leaf in event["current"])

        papers = event["documents"]
        spared = {"replaced-by-data", "earlier-result", "stored"}
        self.official = any(paper["DuocSoHoa"] == 1 for paper in papers)
        self.papers_asked = [
            "declined" if paper.get("declined") else "available" if paper.get("available") else "not-available"
            for paper in papers if paper["required"] and paper["disposition"] not in spared]
        self.handed_in = bool(self.papers_asked)
        self.contrary_papers = sum(
            paper["required"] and paper["disposition"] not in spared
            and (paper["DuocSoHoa"] == 1 or paper["DuocTaiSuDung"] > 0 or paper.get("DuocLayTuKhoDMQG") == 1) for paper in papers)
        reused = [paper for paper in papers if paper["required"] and paper["DuocTaiSuDung"] > 0 and paper["disposition"] in spared]
        self.reused = bool(reused)
        self.shared = any(paper.get("DuocLayTuKhoDMQG") == 1 for paper in papers)
        self.shared_strictly = any(paper.get("DuocLayTuKhoDMQG") == 1 for paper in reused)
        self.population = any(is_register and name == "population" for name, is_register, _ in self.saved.values())
        self.fell_back = any(is_given(leaf) and leaf.get("reason") in ("source-down", "timeout", "refused") for leaf in event["current"])
        self.papers = any(paper["required"] and paper["disposition"] in spared for paper in papers)
        self.earlier = (any(paper["disposition"] == "earlier-result" or paper["disposition"] == "stored" and paper.get("earlier") for paper in papers)
                        or any(leaf.get("earlier") and leaf["outcome"] in FILLED for leaf in event["current"]))
        self.registers = any(is_register and not own for _, is_register, own in self.saved.values())


# ---------------------------------------------------------------- adding up

def number(value):
    return None if value is None else round(float(value), 6)


def both_headlines(dossiers, numerator, denominator):
    """Mean over procedures of the mean over dossiers with a denominator; and Σ / Σ over all dossiers."""
    ratios = defaultdict(list)
    for dossier in dossiers:
        if denominator(dossier):
            ratios[dossier.series].append(Fraction(numerator(dossier), denominator(dossier)))
    means = [sum(values) / len(values) for values in ratios.values()]
    below = sum(map(denominator, dossiers))
    return (sum(means) / len(means) if means else None,
            Fraction(sum(map(numerator, dossiers)), below) if below else None)


def pair(headlines):
    return {"macro": number(headlines[0]), "weighted": number(headlines[1])}


def split_mix(seed):
    mask = (1 << 64) - 1
    while True:
        seed = (seed + 0x9E3779B97F4A7C15) & mask
        z = seed
        z = ((z ^ (z >> 30)) * 0xBF58476D1CE4E5B9) & mask
        z = ((z ^ (z >> 27)) * 0x94D049BB133111EB) & mask
        yield z ^ (z >> 31)


def interval(dossiers, a, b, seed):
    groups = defaultdict(list)
    for dossier in dossiers:
        groups[dossier.series].append((b(dossier) - a(dossier), b(dossier)))
    return interval_of(groups, seed, "reduction")


def interval_of(groups, seed, name_of_figure):
    """Of pairs of numerator and denominator, by procedure."""
    clusters = []
    for name in sorted(groups):
        ratios = [Fraction(top, bottom) for top, bottom in groups[name] if bottom]
        if ratios:
            clusters.append((name, sum(ratios) / len(ratios), sum(top for top, _ in groups[name]), sum(bottom for _, bottom in groups[name])))
    if not clusters:
        return None
    if len(clusters) < 12:
        means = [mean for _, mean, _, _ in clusters]
        return {"kind": "range", "range": [number(min(means)), number(max(means))],
                "points": [{"procedure": name, name_of_figure: number(mean)} for name, mean, _, _ in clusters]}
    stream, macro, weighted = split_mix(seed), [], []
    for _ in range(2000):
        drawn = [clusters[next(stream) % len(clusters)] for _ in clusters]
        macro.append(float(sum(cluster[1] for cluster in drawn)) / len(drawn))
        weighted.append(sum(cluster[2] for cluster in drawn) / sum(cluster[3] for cluster in drawn))
    macro.sort()
    weighted.sort()
    return {"kind": "bootstrap", "macro": [number(macro[49]), number(macro[1949])],
            "weighted": [number(weighted[49]), number(weighted[1949])], "level": 0.95, "resamples": 2000, "seed": seed}


def series(dossiers, a, b, b_high, seed):
    low = both_headlines(dossiers, lambda d: b(d) - a(d), b)
    high = both_headlines(dossiers, lambda d: b_high(d) - a(d), b_high)
    return {"dossiers": len(dossiers), "measurable": sum(b(d) > 0 for d in dossiers), "A": sum(map(a, dossiers)), "B": sum(map(b, dossiers)),
            **pair(low), "interval": interval(dossiers, a, b, seed), "low": pair(low), "high": pair(high)}


def strict(dossiers, seed):
    return series(dossiers, lambda d: len(d.a), lambda d: len(d.b), lambda d: len(d.b_high), seed)


def answered(dossiers, seed):
    return series(dossiers, lambda d: len(d.answered_a), lambda d: len(d.answered_b), lambda d: len(d.answered_b_high), seed)


def share(dossiers, atoms):
    """What a count of atoms per dossier is of B."""
    return {"atoms": sum(map(atoms, dossiers)), **pair(both_headlines(dossiers, atoms, lambda d: len(d.b)))}


def parts(dossiers):
    found = {(name, is_register) for d in dossiers for name, is_register, _ in d.saved.values()}
    fixed = ["sign-in", "reused", "derived", "unnamed", "not-asked"]
    order = sorted(name for name, is_register in found if is_register)
    lines = [(name, True) for name in order] + [(name, False) for name in fixed if (name, False) in found]
    result = []
    for line in lines:
        of = share(dossiers, lambda d: sum(source[:2] == line for source in d.saved.values()))
        own = sum(source[:2] == line and source[2] for d in dossiers for source in d.saved.values())
        result.append({"source": line[0], "register": line[1], "ownIdentityAtoms": own, **of})
    if any(d.new for d in dossiers):
        result.append({"source": "new-demand", "register": False, "ownIdentityAtoms": 0, **share(dossiers, lambda d: -len(d.new))})
    return result


def median(values):
    values = sorted(values)
    if not values:
        return None
    middle = len(values) // 2
    return values[middle] if len(values) % 2 else (values[middle - 1] + values[middle]) / 2


def nearest_rank(values, percent):
    values = sorted(values)
    return values[-(-percent * len(values) // 100) - 1] if values else None


def documents(dossiers):
    fates = Counter()
    for d in dossiers:
        for paper in d.event["documents"]:
            if paper["required"]:
                fates["required"] += 1
                fate = {"replaced-by-data": "replaced", "earlier-result": "earlier", "stored": "stored"}.get(paper["disposition"], "uploaded")
                fates[fate] += 1
                if fate == "uploaded" and paper.get("available"):
                    fates["uploadedAlthoughAvailable"] += 1
                if fate == "uploaded" and paper.get("declined"):
                    fates["declined"] += 1
    return {name: fates[name] for name in ("required", "replaced", "earlier", "stored", "uploaded", "uploadedAlthoughAvailable", "declined")}


# ---------------------------------------------------------------- what is received

def all_of(*conditions):
    """One that does not hold decides; else one that is not said leaves it open."""
    if False in conditions:
        return "no"
    return "unsaid" if None in conditions else "yes"


def said(word, *accepted):
    return None if word is None else word in accepted


def whole_way(row):
    paid = said(row["payment"], "online")
    if row["fee"] == "none":
        paid = True
    elif row["fee"] is None and paid is False:
        paid = None
    return all_of(said(row["channel"], "online"), paid, said(row["result"], "electronic", "none"))


# What a row is to a share: in its numerator (yes), in its denominator alone (no, unsaid), or in neither (None).
SHARES = {
    "online": (("channel", "result"), lambda r: all_of(said(r["channel"], "online"), said(r["result"], "electronic", "both", "none"))),
    "online-strict": (("channel", "fee", "payment", "result"), whole_way),
    "paid": (("fee", "payment"), lambda r: None if r["fee"] == "none" else all_of(said(r["payment"], "online"))),
    "paid-strict": (("channel", "fee", "payment"),
                    lambda r: None if r["fee"] == "none" else all_of(said(r["channel"], "online"), said(r["payment"], "online"))),
    "result": (("result",), lambda r: None if r["result"] == "none" else all_of(said(r["result"], "electronic", "both"))),
    "result-strict": (("result",), lambda r: None if r["result"] == "none" else all_of(said(r["result"], "electronic"))),
    "on-time": (("on_time",), lambda r: {"yes": "yes", "no": "no"}.get(r["on_time"])),
    "on-time-strict": (("on_time",), lambda r: None if r["on_time"] == "open" else all_of(said(r["on_time"], "yes"))),
}


def received_share(name, rows, columns):
    """Pairs of numerator and denominator by procedure and how many are unsaid; None where nothing can be said."""
    needed, standing = SHARES[name]
    if not set(needed) <= set(columns):
        return None
    groups, unsaid = defaultdict(list), 0
    for row in rows:
        word = standing(row)
        if word is not None:
            groups[row["procedure"]] += [(int(word == "yes"), 1)] * row["dossiers"]
            unsaid += row["dossiers"] * (word == "unsaid")
    pairs = sum(groups.values(), [])
    return (groups, unsaid) if len(pairs) > unsaid else None


def reading(basis, top, bottom, unsaid):
    return {"basis": basis, "numerator": top, "denominator": bottom, "unsaid": unsaid, "value": number(Fraction(top, bottom))} if bottom else None


def received_reading(share):
    if share is None:
        return None
    pairs = sum(share[0].values(), [])
    return reading("received", sum(top for top, _ in pairs), len(pairs), share[1])


# ---------------------------------------------------------------- two periods

def chosen_submissions(events, start, end):
    """The dossiers a report over these days is about."""
    unknown = {event["kind"] for event in events} - KINDS
    if unknown:
        sys.exit(f"events of kinds nobody counts: {sorted(unknown)}")
    # Asked again at any time: A stays open until the result is issued.
    again = defaultdict(lambda: (set(), set()))
    for event in events:
        if event["kind"] == "supplement-requested":
            again[event["dossier"]][0].update(event["fields"])
            again[event["dossier"]][1].update(event["documents"])
    inside = [event for event in events if (start is None or start <= vietnam_day(event["hour"])) and (end is None or vietnam_day(event["hour"]) <= end)]
    flags, submissions = defaultdict(set), defaultdict(list)
    for event in inside:
        if "simulated" in event:
            flags[event["dossier"]].add(event["simulated"])
        if event["kind"] == "submitted":
            submissions[event["dossier"]].append(event)
    simulated = {dossier for dossier, seen in flags.items() if True in seen}
    real = flags.keys() - simulated
    # A dossier counts once: its last submission, in the same hour the one that gave more.
    counted = {}
    for dossier, several in submissions.items():
        last = max(several, key=lambda e: (e["hour"], len(Dossier(e).a), canonical(e)))
        counted[dossier] = Dossier(asked_again(last, *again[dossier]) if dossier in again else last)
    about_real = any(dossier in real for dossier in counted) or (not counted and bool(real))
    return inside, submissions, counted, simulated, real, about_real


def name_series(dossiers):
    """Dossiers of one form against several baselines are several series, never one."""
    hashes = defaultdict(set)
    for d in dossiers:
        hashes[d.row[:3]].add(d.row[3])
    for d in dossiers:
        if len(hashes[d.row[:3]]) > 1:
            d.series = f"{d.cluster}@{d.row[3][:12]}"


def same_offices(events, before, after, rows, bridge):
    """How many offices there were before and after, where they are the same places; None where they are not, or some dossier's is not known."""
    offices = []
    for start, end in (before, after):
        _, _, counted, simulated, real, about_real = chosen_submissions(events, start, end)
        own = [row for row in rows if start is None or start <= row["days"][0] if end is None or row["days"][1] <= end]
        received = Counter()
        for row in own:
            received[row["procedure"]] += row["dossiers"]
        seen = Counter(d.cluster for name, d in counted.items() if name in (real if about_real else simulated) and d.event["baselineStatus"] == "in-force")
        if any(count > received[procedure] for procedure, count in seen.items()) or any(row["dossiers"] and not row["commune"] for row in own):
            return None
        offices.append({row["commune"] for row in own} - {""})
    old, new = offices
    became = {code: {before for before, after in bridge if after == code} for code in new}
    if not new or not all(became.values()) or set().union(*became.values()) != old:
        return None
    # What was parted among several is whole where all of them are.
    if any(before in old and after not in new for before, after in bridge):
        return None
    return {"before": len(old), "after": len(new)}


def compare(events, base, now, rows, bridge):
    result = {"with": {"from": base[0], "to": base[1]}, "refused": None, "strict": None, "offices": None}
    before = [period for period in (base, now) if period[1] is not None and period[1] < "2025-07-01"]
    after = [period for period in (base, now) if period[0] is not None and period[0] >= "2025-07-01"]
    if len(before) + len(after) < 2:
        return {**result, "refused": "merger-2025"}
    offices = None
    if len(before) == 1:
        if rows is None or bridge is None:
            return {**result, "refused": "merger-2025"}
        offices = same_offices(events, before[0], after[0], rows, bridge)
        if offices is None:
            return {**result, "refused": "merger-unbridged"}
    apart = any(a[1] is not None and b[0] is not None and a[1] < b[0] for a, b in ((base, now), (now, base)))
    if not apart:
        return {**result, "refused": "periods-overlap"}
    sides, named, kinds = [], [], []
    for period in (base, now):
        _, _, counted, simulated, real, about_real = chosen_submissions(events, *period)
        series, ratios, chosen = defaultdict(list), defaultdict(list), [d for name, d in counted.items() if name in (real if about_real else simulated)]
        name_series(chosen)
        for d in chosen:
            if d.event["baselineStatus"] == "in-force":
                series[d.cluster, d.event["baseline"]].append((len(d.b) - len(d.a), len(d.b)))
                if d.b:
                    ratios[d.series].append(((d.cluster, d.event["baseline"]), Fraction(len(d.b) - len(d.a), len(d.b))))
        sides.append(series)
        named.append(ratios)
        kinds.append(not about_real and bool(simulated))
    if any(all(b == 0 for pairs in series.values() for _, b in pairs) for series in sides):
        return {**result, "refused": "nothing-measurable"}
    if kinds[0] != kinds[1]:
        return {**result, "refused": "simulated-and-real"}

    def macro(ratios):
        # Each dossier weighs what it weighs in the headline: 1 / series of the period / dossiers of its series.
        result = {}
        for dossiers in ratios.values():
            for key, ratio in dossiers:
                weight, value = result.get(key, (0, 0))
                share = Fraction(1, len(ratios) * len(dossiers))
                result[key] = (weight + share, value + share * ratio)
        return result

    def weighted(series):
        total = sum(b for pairs in series.values() for _, b in pairs)
        return {key: (Fraction(sum(b for _, b in pairs), total), Fraction(sum(top for top, _ in pairs), total)) for key, pairs in series.items()}

    def split(old, new):
        within = mix = Fraction(0)
        for key in old.keys() | new.keys():
            (w0, c0), (w1, c1) = old.get(key, (0, 0)), new.get(key, (0, 0))
            if w0 > 0 and w1 > 0:
                within += (w0 + w1) / 2 * (c1 / w1 - c0 / w0)
                mix += (c0 / w0 + c1 / w1) / 2 * (w1 - w0)
            else:
                mix += c1 - c0
        return {"before": number(sum(c for _, c in old.values())), "after": number(sum(c for _, c in new.values())),
                "within": number(within), "mix": number(mix)}

    return {**result, "offices": offices, "strict": {
        "macro": split(*map(macro, named)), "weighted": split(*map(weighted, sides)),
        "series": {"inBoth": len(sides[0].keys() & sides[1].keys()), "onlyBase": len(sides[0].keys() - sides[1].keys()),
                   "onlyNow": len(sides[1].keys() - sides[0].keys())}}}


def sample(events, start, end, count, seed):
    """Dossiers in the order of their pseudonyms; draw i exchanges the one at i with the one at i + next mod (all - i)."""
    _, _, counted, simulated, real, about_real = chosen_submissions(events, start, end)
    pool = sorted(counted.keys() & (real if about_real else simulated))
    stream = split_mix(seed)
    for place in range(min(count, len(pool))):
        other = place + next(stream) % (len(pool) - place)
        pool[place], pool[other] = pool[other], pool[place]
    return [{"dossier": name, "hour": counted[name].event["hour"], "A": len(counted[name].a), "B": len(counted[name].b), "BHigh": len(counted[name].b_high)}
            for name in pool[:count]]


# ---------------------------------------------------------------- time and cost

def cost_of(tariffs, everything, completed, electronic):
    """Counts of the headline's dossiers times declared tariffs: {"id", "title", "currency", "wage": {"perHour", "source"}, "rates": {unit:
    {"minutes": text, "expense", "eachBefore", "source"}}}."""
    if tariffs is None:
        return None
    wage, rates = tariffs["wage"]["perHour"], tariffs["rates"]

    def spared(paper):
        return paper["disposition"] in ("replaced-by-data", "earlier-result", "stored")

    def counts(dossiers):
        """Per unit: before, now."""
        papers = [paper for d in dossiers for paper in d.event["documents"] if paper["required"]]
        ways = {"filing": sum(d.event["channel"] == "counter" for d in dossiers),
                "collecting": sum(d.event["dossier"] in completed - electronic for d in dossiers)}
        found = {"field": (sum(len(d.b) for d in dossiers), sum(len(d.a) for d in dossiers)),
                 "paper": (len(papers), sum(not spared(paper) for paper in papers))}
        for unit, now in ways.items():
            found[unit] = (len(dossiers) if rates.get(unit, {}).get("eachBefore") else now, now)
        return found

    def burden(unit, count):
        minutes = count * Fraction(rates[unit]["minutes"])
        # To the nearest whole unit, halves up.
        return minutes, int(minutes * wage / 60 + Fraction(1, 2)) + count * rates[unit].get("expense", 0)

    def both(dossiers):
        found, sides = counts(dossiers), []
        for side in (0, 1):
            parts = [burden(unit, found[unit][side]) for unit in rates]
            sides.append((sum(minutes for minutes, _ in parts), sum(money for _, money in parts)))
        return sides

    def shown(side):
        return {"minutes": number(side[0]), "cost": side[1]}

    headline = [d for d in everything if d.event["baselineStatus"] == "in-force"]
    order, lines = ("field", "paper", "filing", "collecting"), []
    for unit in order:
        if unit in rates:
            rate, (before, now) = rates[unit], counts(headline)[unit]
            lines.append({"unit": unit, "tariff": {"minutes": number(Fraction(rate["minutes"])), "expense": rate.get("expense", 0),
                                                   "eachBefore": rate.get("eachBefore", False), "source": rate["source"]},
                          "before": {"count": before, **shown(burden(unit, before))}, "now": {"count": now, **shown(burden(unit, now))}})
    procedures = []
    for row in sorted({d.row for d in headline}):
        dossiers = [d for d in headline if d.row == row]
        before, now = both(dossiers)
        procedures.append({"procedure": row[0], "form": row[1], "baseline": row[3], "dossiers": len(dossiers), "before": shown(before), "now": shown(now)})
    before, now = ({"minutes": sum(line[side]["minutes"] for line in lines), "cost": sum(line[side]["cost"] for line in lines)} for side in ("before", "now"))
    return {"tariffs": tariffs["id"], "title": tariffs["title"], "currency": tariffs["currency"], "wage": tariffs["wage"], "lines": lines,
            "before": before, "now": now, "saved": number(1 - Fraction(now["cost"], before["cost"]) if before["cost"] else None), "procedures": procedures}


# ---------------------------------------------------------------- what speaks against it

EFFECT, SHARE = Fraction(5, 1000), Fraction(1, 10)
WITHHOLDING = ["left-out", "set-outside", "baseline-grew", "undecided-demand", "asked-elsewhere", "crowded-subjects", "dropped", "not-received", "marked-simulated"]
CODES_IN_ORDER = WITHHOLDING + ["retyped", "simulated-beside", "reused-uploaded"]


def concept(atom):
    return atom.partition(".")[2].split("#")[0] if "." in atom else atom.split("#")[0]


def whose(atom):
    """What the dossier calls the subject of an atom."""
    return atom.partition(".")[0]


def role_of(leaf):
    """The role a leaf or blank is about; None where the event is older than roles."""
    subject = whose(leaf["atom"])
    return leaf.get("role") or ("dossier" if subject == "dossier" else subject[5:] if subject.startswith("role:") else None)


def demanded_before(blanks):
    """A test of whether those blanks, of whatever dossiers, demand what another blank does: by role, concept and being in a table; by number
    where one of both is older than roles."""
    def number(blank):
        return blank["leaf"].split("#")[0], concept(blank["atom"])

    def fact(blank):
        return role_of(blank), concept(blank["atom"]), "#" in blank["leaf"]

    demanding = [blank for blank in blanks if blank["demand"] != "optional"]
    numbers = {number(blank) for blank in demanding}
    numbers_alone = {number(blank) for blank in demanding if role_of(blank) is None}
    facts = {fact(blank) for blank in demanding if role_of(blank) is not None}
    return lambda blank: number(blank) in numbers if role_of(blank) is None else fact(blank) in facts or number(blank) in numbers_alone


def people(event):
    """Roles by what the dossier calls a subject."""
    roles = defaultdict(set)
    for leaf in event["current"] + event["blanks"]:
        if role_of(leaf) is not None:
            roles[whose(leaf["atom"])].add(role_of(leaf))
    return roles


def same_person(mine, mine_all, theirs, theirs_all):
    """Whether subjects of two dossiers with these roles may be one, each dossier having these roles in all. They are two where a form has the
    other's role as somebody else."""
    return not mine or not theirs or bool(mine & theirs) or not (mine & theirs_all or theirs & mine_all)


BUSINESSES = {"organisation", "household_business", "budget_unit"}


class Ground:
    """What flags need of the whole ledger: of its real dossiers, or of its simulated ones, as the figures are."""

    def __init__(self, ledger, simulated, attested):
        self.opening, self.filed = {}, Counter()
        forms, self.given = defaultdict(set), defaultdict(lambda: defaultdict(set))
        baselines = defaultdict(dict)

        def note(form, name, blanks, hour, replacing):
            known = baselines[form].setdefault(name, {"hour": hour, "blanks": [], "replaces": set()})
            known["hour"] = min(known["hour"], hour)
            known["blanks"] += blanks
            known["replaces"] |= replacing

        marked = {event["dossier"] for event in ledger if event.get("simulated")}
        kind = marked if simulated else {event["dossier"] for event in ledger} - marked
        for event in ledger:
            if event["kind"] == "opened":
                # However often it is told it is one; of tellings that differ the smallest stands.
                told = (event["form"], event.get("subject"), event.get("subjectKind") in BUSINESSES)
                self.opening[event["dossier"]] = min(self.opening.get(event["dossier"], told), told, key=lambda opening: (opening[0], opening[1] or "", opening[2]))
            elif event["kind"] == "submitted" and event["simulated"] == simulated:
                forms[event["procedure"] or event["form"]].add(event["form"])
                # A provisional baseline is not the paper yet.
                if event["baselineStatus"] == "in-force":
                    before = in_force_before(event)
                    note(event["form"], event["baseline"], event["blanks"], event["hour"], {before["baseline"]} if before else set())
                    if before:
                        note(event["form"], before["baseline"], before["blanks"], event["hour"], set())
        self.kind = kind
        self.filed.update((subject, form) for name, (form, subject, _) in self.opening.items() if subject and name in kind)
        for event in ledger:
            if event["kind"] == "submitted" and event["dossier"] in kind:
                procedure, subject = event["procedure"] or event["form"], self.opening.get(event["dossier"], (None, None))[1]
                if subject and len(forms[procedure]) > 1:
                    of = people(event)
                    everybody = frozenset().union(*of.values())
                    self.given[subject, procedure][event["form"]] |= {
                        (concept(leaf["atom"]), frozenset(of[whose(leaf["atom"])]), everybody) for leaf in event["current"] if is_given(leaf)}
        # What a baseline is laid beside: the nearest signed one it came after; else the first of its form, of those that replaced none the one
        # with the oldest dossiers.
        self.before = {}
        for form, known in baselines.items():
            def age(name):
                return known[name]["hour"], name

            first = min([name for name in known if not known[name]["replaces"]] or known, key=age)
            for name in known:
                seen, level, beside = {name}, known[name]["replaces"] - {name}, first
                while level:
                    if level & attested:
                        beside = min(level & attested, key=age)
                        break
                    seen |= level
                    level = {older for one in level for older in known[one]["replaces"]} - seen
                if beside != name:
                    self.before[form, name] = demanded_before(known[beside]["blanks"])

    def crowded(self, name):
        """None, "person" or "business"."""
        form, subject, is_business = self.opening.get(name, (None, None, False))
        if subject is None or self.filed[subject, form] <= 3:
            return None
        return "business" if is_business else "person"

    def elsewhere(self, name, event):
        """A test of whether an atom of this dossier may be what its subject gave to another form of the procedure."""
        subject = self.opening.get(name, (None, None))[1]
        others = [fact for form, facts in self.given.get((subject, event["procedure"] or event["form"]), {}).items() if form != event["form"] for fact in facts]
        if not others:
            return lambda atom: False
        of = people(event)
        everybody = set().union(*of.values())
        return lambda atom: any(
            word == concept(atom) and same_person(of[whose(atom)], everybody, roles, named) for word, roles, named in others)

    def more(self, event, attested):
        if event["baseline"] in attested:
            return set()
        required = {blank["atom"] for blank in event["blanks"] if blank["demand"] == "required"}
        atoms, before = set(), in_force_before(event)
        if before:
            atoms |= required - {blank["atom"] for blank in before["blanks"] if blank["demand"] != "optional"}
        known = self.before.get((event["form"], event["baseline"]))
        if known:
            atoms |= required - {blank["atom"] for blank in event["blanks"] if known(blank)}
        return atoms


def in_force_before(event):
    """The replay on the baseline that was replaced, where that was in force."""
    before = event.get("replaced")
    return before if before and before["baselineStatus"] == "in-force" else None


class Dropped:
    """What the strict headline would be, were the dossiers counted that were opened in the period and never submitted: each as those did, on
    average, that were submitted and once stood as it does; where none did, at its worst. Where more than a tenth of a row's were settled without
    being filed, these count at their worst too: who filed does not speak for them."""

    def __init__(self, headline, unsubmitted, ledger, opening, is_settled):
        self.standing, stood = {}, defaultdict(set)
        standing = self.standing
        for event in ledger:
            if event["kind"] == "standing":
                row = (event["procedure"], event["form"], event["baselineStatus"], event["baseline"])
                counts = tuple(event[name] for name in ("given", "demanded", "givenAtMost", "demandedAtMost"))
                stood[event["dossier"]].add((counts, row))
                standing[event["dossier"]] = max(standing.get(event["dossier"], (0,)), (event["stage"], counts, row))
        submitted = defaultdict(list)
        for d in headline:
            submitted[d.row].append(d)

        def sums(pairs):
            """Ratios, how many, numerators, denominators."""
            return (sum((Fraction(b - a, b) for a, b in pairs if b), Fraction(0)), sum(1 for _, b in pairs if b), sum(b - a for a, b in pairs), sum(b for _, b in pairs))

        def of(dossiers):
            return sums([(len(d.a), len(d.b)) for d in dossiers])

        def plus(one, other):
            return tuple(a + b for a, b in zip(one, other))

        nothing = (0, 0, 0, 0)
        dropped, worst, self.observed = defaultdict(lambda: nothing), defaultdict(lambda: nothing), defaultdict(lambda: [0, 0, 0])
        placed, settled = [], Counter()
        for name in unsubmitted:
            matched = []
            if name in standing:
                _, counts, row = standing[name]
                if row[2] != "in-force":
                    continue
                own = sums([(counts[2], counts[3])])
                matched = [d for d in submitted.get(row, []) if (counts, row) in stood[d.event["dossier"]]]
            else:
                rows = [row for row in submitted if row[1] == opening[name][0]]
                if not rows:
                    continue
                row = min(rows, key=lambda row: (-len(submitted[row]), row))
                _, measurable, _, below = of(submitted[row])
                own = (Fraction(0), 1, 0, Fraction(below, measurable)) if measurable else nothing
            if row not in submitted and not is_settled(name):
                continue
            placed.append((name, row, matched, own))
            settled[row] += is_settled(name)
        for name, row, matched, own in placed:
            is_spoken_for = not is_settled(name) or 10 * settled[row] <= settled[row] + len(submitted.get(row, []))
            expected = tuple(Fraction(part, len(matched)) for part in of(matched)) if matched and is_spoken_for else own
            dropped[row], worst[row] = plus(dropped[row], expected), plus(worst[row], own)
            for place, counts_here in enumerate((True, not is_settled(name), not matched)):
                self.observed[row][place] += counts_here

        def headlines(beside):
            rows = {row: plus(of(submitted.get(row, [])), beside.get(row, nothing)) for row in submitted.keys() | beside.keys()}
            several = Counter(row[:3] for row in rows)
            series = defaultdict(lambda: nothing)
            for row, own in rows.items():
                name = row[0] or row[1]
                name = f"{name}@{row[3][:12]}" if several[row[:3]] > 1 else name
                series[name] = plus(series[name], own)
            means = [Fraction(own[0]) / own[1] for own in series.values() if own[1]]
            below = sum(own[3] for own in rows.values())
            return sum(means) / len(means) if means else None, Fraction(sum(own[2] for own in rows.values())) / below if below else None

        now = headlines({})

        def lower(beside):
            return tuple(None if mine is None else max(Fraction(0), mine - (others or 0)) for mine, others in zip(now, headlines(beside)))

        self.effect, self.worst = lower(dropped), lower(worst)
        alone = {row: lower({row: dropped[row]}) for row in self.observed}
        self.rows = {row: effect for row, effect in alone.items() if max(effect[0] or 0, effect[1] or 0) > 0}
        self.dossiers = {row: len(submitted.get(row, [])) for row in self.observed}

    def flag(self, row):
        count, young, unlike = self.observed[row]
        return ("dropped", {"procedure": row[0] or None, "form": row[1] or None, "baseline": row[3] or None}, self.rows[row], None,
                {"dossiers": self.dossiers[row], "dropped": count, "young": young, "unlike": unlike})


def row_flags(row, dossiers, ground, attested, dropped):
    about = {"procedure": row[0] or None, "form": row[1] or None, "baseline": row[3] or None}
    measurable, below = sum(1 for d in dossiers if d.b), sum(len(d.b) for d in dossiers)

    def part(count):
        tops = [count(d) for d in dossiers]
        return (sum(Fraction(top, len(d.b)) for top, d in zip(tops, dossiers) if d.b) / measurable if measurable else None,
                Fraction(sum(tops), below) if below else None), sum(tops)

    def reading(sides):
        pairs = [pair for pair in sides if pair[1]]
        bottom = sum(b for _, b in sides)
        return (sum(Fraction(b - a, b) for a, b in pairs) / len(pairs) if pairs else None, Fraction(sum(b - a for a, b in sides), bottom) if bottom else None)

    mine = reading([(len(d.a), len(d.b)) for d in dossiers])

    def against(other):
        return tuple(None if own is None else max(Fraction(0), own - (others or 0)) for own, others in zip(mine, other))

    def saved_of(test):
        return lambda d: sum(bool(test(d, atom, source)) for atom, source in d.saved.items())

    left, left_count = part(saved_of(lambda d, atom, source: source[0] in ("not-asked", "unnamed") and not source[1]))
    more = {id(d): ground.more(d.event, attested) for d in dossiers}
    grown, grown_count = part(saved_of(lambda d, atom, _: atom in more[id(d)]))
    asked = {id(d): ground.elsewhere(d.event["dossier"], d.event) for d in dossiers}
    elsewhere, elsewhere_count = part(saved_of(lambda d, atom, _: asked[id(d)](atom)))
    crowded = [d for d in dossiers if ground.crowded(d.event["dossier"])]
    # Where nobody else files the form, businesses have nobody to be laid beside.
    others = [d for d in dossiers if not ground.crowded(d.event["dossier"])]
    if not any(d.b for d in others):
        others = [d for d in crowded if ground.crowded(d.event["dossier"]) == "business"]
    unknown = {id(d): d.b_high - d.b for d in dossiers}
    fates = Counter()
    for d in dossiers:
        for leaf in d.event["current"]:
            if leaf.get("source"):
                fates["kept"] += leaf["outcome"] in ("prefilled", "derived", "reused")
                fates["retyped"] += leaf["outcome"] in ("corrected", "overridden", "disputed")
    number_of = len(dossiers)
    moving = [
        ("left-out", left, {
            "dossiers": number_of, "facts": left_count, "newDemands": sum(len(d.new) for d in dossiers),
            "optionalGiven": sum(len(d.answered_a) - len(d.a) for d in dossiers), "papersHandedIn": sum(len(d.papers_asked) for d in dossiers),
            "dossiersAskedAgain": sum(d.asked_again for d in dossiers)}),
        ("set-outside", against(reading([(len(d.a) + len(d.put_outside), len(d.b) + len(d.put_outside)) for d in dossiers])),
         {"dossiers": number_of, "facts": sum(len(d.put_outside) for d in dossiers)}),
        ("baseline-grew", grown, {"dossiers": number_of, "facts": grown_count}),
        ("undecided-demand", against(reading([(len(d.a | unknown[id(d)]), len(d.b_high)) for d in dossiers])),
         {"dossiers": number_of, "facts": sum(map(len, unknown.values()))}),
        ("asked-elsewhere", elsewhere, {"dossiers": number_of, "facts": elsewhere_count}),
        ("crowded-subjects", against(reading([(len(d.a), len(d.b)) for d in others])), {"dossiers": number_of, "dossiersOfThem": len(crowded)}),
    ]
    whole = [sum((effect[side] or 0 for _, effect, _ in moving), (dropped.effect[side] or 0) if row in dropped.rows else 0) for side in (0, 1)]
    flags = []
    if max(whole) > EFFECT:
        flags += [(code, about, effect, None, seen) for code, effect, seen in moving if max(effect[0] or 0, effect[1] or 0) > 0]
        flags += [dropped.flag(row)] if row in dropped.rows else []
    filled = fates["kept"] + fates["retyped"]
    if fates["retyped"] > SHARE * filled:
        flags.append(("retyped", about, None, Fraction(fates["retyped"], filled), {"dossiers": number_of, "filled": filled, "retyped": fates["retyped"]}))
    contrary = [d.contrary_papers for d in dossiers]
    if sum(contrary):
        of_them = sum(count > 0 for count in contrary)
        flags.append(("reused-uploaded", about, None, Fraction(of_them, number_of), {"dossiers": number_of, "papers": sum(contrary), "dossiersOfThem": of_them}))
    return flags


def lowest(own, others, most):
    """Mean and Σ/Σ of pairs of what was saved and what was demanded, each with those of the others, at most so many, that make it lowest."""
    others = [pair for pair in others if pair[1]]

    def mean(pairs):
        ratios = [Fraction(*pair) for pair in pairs if pair[1]]
        return sum(ratios) / len(ratios) if ratios else None

    def pooled(pairs):
        bottom = sum(demanded for _, demanded in pairs)
        return Fraction(sum(saved for saved, _ in pairs), bottom) if bottom else None

    chosen = list(own)
    for pair in sorted(others, key=lambda pair: Fraction(*pair))[:most]:
        now = mean(chosen)
        if now is not None and Fraction(*pair) >= now:
            break
        chosen.append(pair)
    # Dinkelbach: what lowers a quotient most has the smallest numerator less the quotient times its denominator; until nothing lowers it.
    best = pooled(own)
    if best is None and most > 0 and others:
        best = pooled(own + [min(others, key=lambda pair: Fraction(*pair))])
    while best is not None:
        ranked = sorted(others, key=lambda pair: pair[0] - best * pair[1])
        taken = [pair for pair in ranked if pair[0] < best * pair[1]][:most]
        if pooled(own) is None and not taken:
            taken = ranked[:1]
        lower = pooled(own + taken)
        if lower >= best:
            break
        best = lower
    return mean(chosen), best


def marked_simulated(headline, apart, drafts_apart, limit):
    """Simulated dossiers, some of which, were they real, would lower the figure: of their procedure, or of all where no real one of theirs counts.
    Those that were never submitted count at their worst."""
    def pairs(dossiers):
        return [(len(d.b) - len(d.a), len(d.b)) for d in dossiers]

    flags, alone = [], []
    before = both_headlines(headline, lambda d: len(d.b) - len(d.a), lambda d: len(d.b))
    many = len({d.series for d in headline if d.b})
    in_force = [d for d in apart if d.event["baselineStatus"] == "in-force"]
    for procedure in sorted({d.cluster for d in in_force} | {cluster for cluster, _, _ in drafts_apart}):
        those = pairs(d for d in in_force if d.cluster == procedure) + [(saved, demanded) for cluster, saved, demanded in drafts_apart if cluster == procedure]
        real = [d for d in headline if d.cluster == procedure]
        most = limit(procedure)
        if most <= 0 or not many:
            continue
        is_counted = any(d.b for d in real)
        if is_counted:
            effect = tuple(own - least for own, least in zip(lowest(pairs(real), [], 0), lowest(pairs(real), those, most)))
        elif any(demanded for _, demanded in those):
            worst = lowest([], those, most)[0]
            effect = (max(Fraction(0), before[0] - (before[0] * many + worst) / (many + 1)), before[1] - lowest(pairs(headline), those, most)[1])
        else:
            continue
        flag = ("marked-simulated", {"procedure": procedure, "form": None, "baseline": None}, effect, None,
                {"simulatedDossiers": len(those), "realDossiers": len(real)})
        (flags if is_counted else alone).append(flag)
    flags = [flag for flag in flags if max(flag[2]) > EFFECT]
    if alone and max(sum(flag[2][side] for flag in alone) for side in (0, 1)) > EFFECT:
        flags += [flag for flag in alone if max(flag[2]) > 0]
    return flags


def scale_of(effect):
    if effect is None:
        return None
    most = max(effect[0] or 0, effect[1] or 0)
    return "up-to-1-point" if most <= Fraction(1, 100) else "up-to-5-points" if most <= Fraction(5, 100) else "beyond-5-points"


def integrity(headline, everything, apart, drafts_apart, ground, dropped, received_lines, attested):
    """`received_lines` is None without an export."""
    rows = defaultdict(list)
    for d in headline:
        rows[d.row].append(d)
    flags = [flag for row in sorted(rows) for flag in row_flags(row, rows[row], ground, attested, dropped)]
    nothing = {"procedure": None, "form": None, "baseline": None}
    if max(dropped.effect[0] or 0, dropped.effect[1] or 0) > EFFECT:
        flags += [dropped.flag(row) for row in dropped.rows if row not in rows]
    clusters = {row[0] or row[1] for row in rows}
    for line in received_lines or []:
        surplus = line["seen"] - line["received"]
        if line["procedure"] in clusters and surplus > EFFECT * line["seen"]:
            flags.append(("not-received", {**nothing, "procedure": line["procedure"]}, None, Fraction(surplus, line["seen"]),
                          {"seen": line["seen"], "received": line["received"]}))
    def limit(procedure):
        # What was received and not seen as real may be among the simulated ones.
        if received_lines is None:
            return len(apart) + len(drafts_apart)
        return next((max(0, line["received"] - line["seen"]) for line in received_lines if line["procedure"] == procedure), 0)

    flags += marked_simulated(headline, apart, drafts_apart, limit)
    if apart and everything:
        flags.append(("simulated-beside", nothing, None, Fraction(len(apart), len(apart) + len(everything)),
                      {"simulatedDossiers": len(apart), "realDossiers": len(everything)}))
    flags.sort(key=lambda flag: (CODES_IN_ORDER.index(flag[0]), [flag[1][part] or "" for part in ("procedure", "form", "baseline")]))

    def covers(about, row):
        return ((about["procedure"] in (None, row[0]) or not row[0] and about["procedure"] == row[1])
                and about["form"] in (None, row[1]) and about["baseline"] in (None, row[3]))

    def codes(row):
        return [code for code in WITHHOLDING if any(flag == code and covers(about, row) for flag, about, *_ in flags)]

    rest = [d for d in headline if not codes(d.row)]
    reasons = [code for code in WITHHOLDING if any(flag[0] == code for flag in flags)]
    # Next to nothing of what was demanded is flagged: what is left is the headline, or nearly.
    demanded = sum(len(d.b) for d in headline)
    is_close = demanded - sum(len(d.b) for d in rest) <= EFFECT * demanded

    def withholding(row):
        """Why what a row says of the reduction is not shown; where what no flag is about is nearly all that was measured, for all the reasons."""
        if not reasons or row[2] != "in-force":
            return []
        return codes(row) or (reasons if is_close else [])

    return withholding, is_close, {
        "withheld": bool(reasons),
        "flags": [{"code": code, "withholds": code in WITHHOLDING, **about, "effect": None if effect is None else pair(effect), "scale": scale_of(effect), "share": number(share_of),
                   "threshold": 0 if code in ("simulated-beside", "reused-uploaded") else number(SHARE if code == "retyped" else EFFECT), "observed": seen}
                  for code, about, effect, share_of, seen in flags],
        "withoutFlagged": {"procedures": len({d.series for d in rest if d.b}), "dossiers": len(rest),
                           **pair(both_headlines(rest, lambda d: len(d.b) - len(d.a), lambda d: len(d.b)))},
    }


def publish(report, withholding, is_close):
    """Without what a headline that is withheld follows from: by division, as a sum or as a difference."""
    sound = report["integrity"]
    if not sound["withheld"]:
        return report
    none = {"macro": None, "weighted": None}

    def series_without(series):
        return {**series, **none, "A": None, "B": None, "low": none, "high": none, "interval": None}

    def parts_without(parts):
        return [{**part, **none, "atoms": None, "ownIdentityAtoms": None} for part in parts]

    def row_without(row):
        codes = withholding((row["procedure"], row["form"], row["baselineStatus"], row["baseline"]))
        if not codes:
            return row
        row = {**row, "A": None, "B": None, "withheldBy": codes}
        if "month" in row:
            return {**row, "weighted": None}
        return {**row, "blanks": None, "strict": series_without(row["strict"]), "answered": series_without(row["answered"]), "sources": parts_without(row["sources"])}

    reduction = report["reduction"]
    flags = [{**flag, "effect": flag["scale"] and none, "observed": {name: None if name in ("facts", "filled", "retyped") else count for name, count in flag["observed"].items()}}
             for flag in sound["flags"]]
    return {
        **report, "cost": None,
        "reduction": {
            **reduction, **{name: series_without(reduction[name]) for name in ("strict", "answered")}, "byRegister": parts_without(reduction["byRegister"]),
            **{name: {**reduction[name], **none, "atoms": None} for name in ("ownIdentityData", "otherData", "namedRegistersOnly")},
            "distribution": {name: value if name == "dossiers" else None for name, value in reduction["distribution"].items()}},
        "procedures": [row_without(row) for row in report["procedures"]], "months": [row_without(row) for row in report["months"]],
        "reasons": [{**reason, "dossiers": None, "atoms": None, "wouldAdd": None} for reason in report["reasons"]],
        "registers": [{**register, "kept": None, "changed": None, "disputed": None} for register in report["registers"]],
        "drafts": {**report["drafts"], "effect": none, "worst": none},
        "integrity": {**sound, "flags": flags, "withoutFlagged": {**sound["withoutFlagged"], **(none if is_close else {})}},
    }


# ---------------------------------------------------------------- the report

def recount(ledger, start, end, received_path, base, attested, seed, tariffs=None, counted_too=False, bridge=None):
    def inside(first, last):
        return (start is None or start <= first) and (end is None or last <= end)

    events, submissions, counted, simulated, real, about_real = chosen_submissions(ledger, start, end)
    chosen = real if about_real else simulated
    everything = [counted[name] for name in sorted(counted) if name in chosen]
    apart = [counted[name] for name in sorted(counted) if name in simulated] if about_real else []
    for dossiers in (everything, apart):
        name_series(dossiers)
    headline = [d for d in everything if d.event["baselineStatus"] == "in-force"]
    provisional = [d for d in everything if d.event["baselineStatus"] != "in-force"]

    def two_series(dossiers):
        return {"strict": strict(dossiers, seed), "answered": answered(dossiers, seed)} if dossiers else None

    own = lambda d: sum(source[2] for source in d.saved.values())
    ratios = [Fraction(len(d.b) - len(d.a), len(d.b)) for d in headline if d.b]
    reduction = {
        "strict": strict(headline, seed), "answered": answered(headline, seed), "byRegister": parts(headline),
        "ownIdentityData": share(headline, own), "otherData": share(headline, lambda d: len(d.b) - len(d.a) - own(d)),
        "namedRegistersOnly": share(headline, lambda d: sum(source[1] and source[0] in DIRECTIVE for source in d.saved.values())),
        "provisional": two_series(provisional), "simulatedApart": two_series(apart),
        "distribution": {
            "dossiers": len(ratios), "shareWithoutCut": number(Fraction(sum(r <= 0 for r in ratios), len(ratios)) if ratios else None),
            "median": number(median(ratios)), "p10": number(nearest_rank(ratios, 10)), "p90": number(nearest_rank(ratios, 90)),
            "p25": number(nearest_rank(ratios, 25)), "p75": number(nearest_rank(ratios, 75)),
            "lowest": number(min(ratios, default=None)), "highest": number(max(ratios, default=None))},
    }

    seen_by = Counter(d.cluster for d in everything)
    received = denominator = received_lines = None
    left_out, rows, columns, in_part = 0, [], [], Counter()
    below = dict(seen_by)
    if received_path:
        received_by = Counter()
        all_rows, columns = read_received(received_path)
        for row in all_rows:
            first, last = row["days"]
            if inside(first, last):
                received_by[row["procedure"]] += row["dossiers"]
                rows.append(row)
            elif (start is None or start <= last) and (end is None or first <= end):
                left_out += row["dossiers"]
                in_part[row["procedure"]] += row["dossiers"]
        received = sum(received_by.values())
        below = {name: max(received_by[name], seen_by[name]) for name in received_by.keys() | seen_by.keys()}
        denominator = sum(below.values())
        received_lines = {
            "procedures": [{"procedure": name, "received": received_by[name], "seen": seen_by[name],
                            "share": number(Fraction(seen_by[name], below[name]) if below[name] else None)} for name in sorted(below)],
            "communes": len({row["commune"] for row in rows if row["commune"]}), "columns": columns}
    seen = len(everything)

    def tier(test):
        hits, low = sum(map(test, everything)), max(seen if denominator is None else denominator, seen)
        return {"dossiers": hits, "low": number(Fraction(hits, low) if low else None), "high": number(Fraction(hits, seen) if seen else None)}

    reuse = {
        "official": tier(lambda d: d.official), "papers": tier(lambda d: d.papers), "earlier": tier(lambda d: d.earlier),
        "registers": tier(lambda d: d.registers), "any": tier(lambda d: d.official or d.papers or d.earlier or d.registers),
        "papersOrEarlier": tier(lambda d: d.papers or d.earlier), "documents": documents(everything),
    }

    opened = {event["dossier"] for event in events if event["kind"] == "opened"} & chosen
    # Drafts noted as abandoned, with nothing since.
    left, gone_on = defaultdict(str), defaultdict(str)
    for event in events:
        times = left if event["kind"] == "abandoned" else gone_on if event["kind"] in ("opened", "staged") else {}
        times[event["dossier"]] = max(times.get(event["dossier"], ""), event["hour"])
    drafts = opened - counted.keys()
    coverage = {
        "received": received, "seen": seen, "share": number(Fraction(seen, denominator) if denominator else None),
        "denominator": "seen" if received is None else "received", "exportIsShort": received is not None and denominator > received,
        "leftOut": left_out, "opened": len(opened), "unfinished": len(drafts), "abandoned": sum(dossier in left and left[dossier] >= gone_on[dossier] for dossier in drafts),
        "repeatedSubmissions": sum(len(several) - 1 for name, several in submissions.items() if name in chosen),
    }

    def low_interval(test):
        hits = Counter(d.cluster for d in everything if test(d))
        return interval_of({name: [(1, 1)] * hits[name] + [(0, 1)] * (count - hits[name]) for name, count in below.items()}, seed, "value")

    def received_target(name):
        share = received_share(name, rows, columns)
        return (None, None) if share is None else (received_reading(share)["value"], interval_of(share[0], seed, "value"))

    strict_interval = json.loads(json.dumps(reduction["strict"]["interval"]).replace('"reduction":', '"value":'))
    exact = both_headlines(headline, lambda d: len(d.b) - len(d.a), lambda d: len(d.b))
    measured = [("reduction", Fraction(20, 100), min(exact) if None not in exact else None, strict_interval),
                ("reuse-official", Fraction(50, 100), reuse["official"]["low"], low_interval(lambda d: d.official)),
                ("reuse-papers-or-earlier", Fraction(50, 100), reuse["papersOrEarlier"]["low"], low_interval(lambda d: d.papers or d.earlier)),
                ("electronic", Fraction(80, 100), *received_target("online")), ("online-paid", Fraction(65, 100), *received_target("paid-strict")),
                ("electronic-result", Fraction(1), *received_target("result"))]
    targets = [{"id": name, "goal": number(goal), "value": number(value), "interval": ends,
                "met": "not-measurable" if value is None else "met" if value >= goal else "not-met"} for name, goal, value, ends in measured]

    # What came of each dossier counts over the whole ledger.
    answered_by, unanswered_by = defaultdict(set), defaultdict(set)
    paper_result, completed, supplemented, by_clerk, over, ever_submitted, last_hour = set(), set(), set(), set(), set(), set(), {}
    for event in ledger:
        name, kind = event["dossier"], event["kind"]
        if kind != "abandoned":
            last_hour[name] = max(last_hour.get(name, ""), event["hour"])
        if kind == "looked-up":
            (answered_by if event["result"] in ("found", "absent") else unanswered_by)[event["connector"]].add(name)
        elif kind == "completed":
            completed.add(name)
            if not event["electronic"]:
                paper_result.add(name)
        elif kind == "supplement-requested":
            supplemented.add(name)
        elif kind == "opened" and event["operator"]:
            by_clerk.add(name)
        elif kind in ("refused", "withdrawn"):
            over.add(name)
        elif kind == "submitted":
            ever_submitted.add(name)
    electronic = completed - paper_result
    for d in everything:
        d.asked_again = d.event["dossier"] in supplemented

    def name_of(d):
        return d.event["dossier"]

    def online(d):
        return d.event["channel"] == "online" and name_of(d) in electronic

    def ledger_reading(test):
        total = seen if denominator is None else denominator
        return reading("ledger", sum(map(test, everything)), total, total - seen)

    def digitized(d):
        return d.official and name_of(d) in electronic

    def from_export(name):
        return received_reading(received_share(name, rows, columns))

    def either(name, literal, strictly):
        found = from_export(name)
        return (found, from_export(name + "-strict")) if found else (ledger_reading(literal), strictly and ledger_reading(strictly))

    indicators = [{"id": name, "number": line, "fullScoreAt": full, "literal": literal, "strict": strictly} for name, line, full, (literal, strictly) in [
        ("on-time", "2.1", None, (from_export("on-time"), from_export("on-time-strict"))),
        ("online", "3.3", 0.5, either("online", online, lambda d: online(d) and name_of(d) not in by_clerk | supplemented)),
        ("online-payment", "3.6", None, (from_export("paid"), from_export("paid-strict"))),
        ("electronic-result", "4.1", None, either("result", lambda d: name_of(d) in electronic, None)),
        ("digitized", "4.2", 0.8, (ledger_reading(digitized), ledger_reading(lambda d: digitized(d) and not d.handed_in))),
        ("reused", "4.3", 0.8, (ledger_reading(lambda d: d.official), ledger_reading(lambda d: d.official and d.reused))),
        ("shared", "4.4", None, (ledger_reading(lambda d: d.shared), ledger_reading(lambda d: d.shared_strictly))),
        ("population-data", "4.5", None, (
            ledger_reading(lambda d: d.population or d.shared or name_of(d) in answered_by["population"]), ledger_reading(lambda d: d.population))),
    ]]

    as_of = vietnam_day(max(event["hour"] for event in ledger)) if ledger else None
    lying = [(date.fromisoformat(as_of) - date.fromisoformat(vietnam_day(last_hour[name]))).days for name in opened - ever_submitted - over]
    ages = [{"from": first, "to": last, "dossiers": sum(first <= age and (last is None or age <= last) for age in lying)}
            for first, last in ((0, 6), (7, 29), (30, 89), (90, None))]
    abandoned = sum(age >= 30 for age in lying)
    drafts = {"asOf": as_of, "opened": len(opened), "open": len(lying), "closed": len((opened - ever_submitted) & over), "ages": ages,
              "abandonedAfterDays": 30, "abandoned": abandoned, "share": number(Fraction(abandoned, len(opened)) if opened else None)}

    paper_counts, in_paper_dossiers, moving = Counter(), Counter(), Counter()
    for d in everything:
        paper_counts.update(d.papers_asked)
        in_paper_dossiers.update(set(d.papers_asked))
        if not d.papers and not d.earlier:
            moving.update(set(d.papers_asked))
    total = seen if denominator is None else denominator
    paper_reasons = [{"code": code, "papers": paper_counts[code], "dossiers": in_paper_dossiers[code], "wouldMove": moving[code],
                      "wouldAdd": number(Fraction(moving[code], total) if total else None)}
                     for code in sorted(paper_counts, key=lambda code: (-moving[code], code))]

    procedures = []
    for row in sorted({d.row for d in everything}):
        dossiers = [d for d in everything if d.row == row]
        figures = strict(dossiers, seed)
        procedures.append({
            "procedure": row[0], "form": row[1], "baselineStatus": row[2], "baseline": row[3], "dossiers": len(dossiers),
            "blanks": sum(len(d.event["blanks"]) for d in dossiers), "A": figures["A"], "B": figures["B"], "strict": figures,
            "answered": answered(dossiers, seed), "sources": parts(dossiers), "documents": documents(dossiers), "withheldBy": []})

    in_dossiers, alone = Counter(), Counter()
    for d in headline:
        in_dossiers.update(set().union(*d.asked_for.values()))
        alone.update(next(iter(codes)) for codes in d.asked_for.values() if len(codes) == 1)
    total_b = sum(len(d.b) for d in headline)
    reasons = [{"code": code, "dossiers": in_dossiers[code], "atoms": alone[code],
                "wouldAdd": number(Fraction(alone[code], total_b) if total_b else None)}
               for code in sorted(in_dossiers, key=lambda code: (-alone[code], code))]

    registers = defaultdict(Counter)
    others = simulated if about_real else real
    for event in events:
        if event["kind"] == "looked-up" and event["dossier"] not in others:
            line = registers[event["connector"]]
            line["calls"] += 1
            line["attributes"] += event["attributes"]
            line[event["result"] if event["result"] in ("found", "absent", "refused") else "failed"] += 1
    fates = {"prefilled": "kept", "corrected": "changed", "overridden": "changed", "disputed": "disputed"}
    for d in everything:
        for leaf in d.event["current"]:
            source = leaf.get("source")
            if source and source not in NOT_A_REGISTER and leaf["outcome"] in fates:
                registers[source][fates[leaf["outcome"]]] += 1
    for name in answered_by.keys() | unanswered_by.keys():
        asked = [d for d in everything if name_of(d) in answered_by[name] | unanswered_by[name]]
        if asked:
            registers[name]["dossiers"] = len(asked)
            registers[name]["fallbacks"] = sum(d.fell_back and name_of(d) in unanswered_by[name] for d in asked)
    register_lines = []
    for name in sorted(registers):
        line = registers[name]
        filled = line["kept"] + line["changed"] + line["disputed"]
        register_lines.append({
            "connector": name, **{key: line[key] for key in ("calls", "attributes", "found", "absent", "refused", "failed", "kept", "changed", "disputed")},
            "acceptance": number(Fraction(line["kept"], filled) if filled else None),
            "failureRate": number(Fraction(line["failed"], line["calls"]) if line["calls"] else None),
            "correction": number(Fraction(line["changed"] + line["disputed"], filled) if filled else None),
            "dossiers": line["dossiers"], "fallbacks": line["fallbacks"],
            "fallback": number(Fraction(line["fallbacks"], line["dossiers"]) if line["dossiers"] else None)})

    months = []
    for month, row in sorted({(vietnam_day(d.event["hour"])[:7], d.row) for d in everything}):
        dossiers = [d for d in everything if d.row == row and vietnam_day(d.event["hour"])[:7] == month]
        a, b = sum(len(d.a) for d in dossiers), sum(len(d.b) for d in dossiers)
        months.append({"month": month, "procedure": row[0], "form": row[1], "baselineStatus": row[2], "baseline": row[3], "dossiers": len(dossiers),
                       "A": a, "B": b, "weighted": number(1 - Fraction(a, b) if b else None), "withheldBy": []})

    offices = defaultdict(Counter)
    for row in rows:
        if row["dossiers"]:
            line = offices[row["commune"], row["procedure"]]
            line["received"] += row["dossiers"]
            for name, column, words in (("online", "channel", ("online",)), ("electronicResult", "result", ("electronic", "both")),
                                        ("paidOnline", "payment", ("online",)), ("onTime", "on_time", ("yes",))):
                line[name] += row["dossiers"] * (row[column] in words)
    office_lines = [{"commune": commune, "procedure": procedure, **{name: line[name] for name in ("received", "online", "electronicResult", "paidOnline", "onTime")}}
                    for (commune, procedure), line in sorted(offices.items())]

    def is_settled(name):
        return name in over or (date.fromisoformat(as_of) - date.fromisoformat(vietnam_day(last_hour[name]))).days >= 30

    ground = Ground(ledger, not about_real and bool(simulated), attested)
    # Whoever filed the form in another dossier that month stopped in this one alone; but not whoever opens it again and again.
    in_force = {event["dossier"] for event in ledger if event["kind"] == "submitted" and event["baselineStatus"] == "in-force"}
    filed = {ground.opening[name][:2] for name in in_force & ground.kind if ground.opening.get(name, (None, None))[1] and not ground.crowded(name)}
    unsubmitted = {name for name in opened - ever_submitted if ground.opening[name][:2] not in filed}
    dropped = Dropped(headline, unsubmitted, ledger, ground.opening, is_settled)
    drafts_apart = []
    if about_real:
        for name in {event["dossier"] for event in events if event["kind"] == "opened"} & simulated - ever_submitted:
            if name in dropped.standing and dropped.standing[name][2][2] == "in-force":
                _, counts, row = dropped.standing[name]
                drafts_apart.append((row[0] or row[1], counts[3] - counts[2], counts[3]))
    drafts.update(effect=pair(dropped.effect), worst=pair(dropped.worst))
    withholding, is_close, sound = integrity(headline, everything, apart, drafts_apart, ground, dropped,
                      received_lines and [{**line, "received": line["received"] + in_part[line["procedure"]]} for line in received_lines["procedures"]], attested)
    comparison = base and compare(ledger, base, (start, end), read_received(received_path)[0] if received_path else None, bridge)
    if comparison and comparison["refused"] is None:
        if sound["withheld"] or recount(ledger, *base, received_path, None, attested, seed)["integrity"]["withheld"]:
            comparison.update(refused="headline-withheld", strict=None, offices=None)
    reduction["withheldBy"] = [code for code in WITHHOLDING if any(flag["code"] == code for flag in sound["flags"])]
    if sound["withheld"]:
        targets[0].update(value=None, interval=None, met="withheld")

    report = {
        "months": months, "offices": office_lines, "cost": cost_of(tariffs, everything, completed, electronic),
        "schema": "onceonly/report/1", "simulated": bool(simulated), "figures": "real" if about_real or not simulated else "simulated",
        "period": {"from": start, "to": end}, "coverage": coverage, "reduction": reduction, "integrity": sound, "reuse": reuse, "targets": targets,
        "procedures": procedures, "reasons": reasons, "registers": register_lines,
        "confirmations": {"total": sum(d.event["confirmations"] for d in everything),
                          "dossiers": sum(d.event["confirmations"] > 0 for d in everything)},
        "repeats": sum(d.repeats for d in everything), "indicators": indicators, "received": received_lines, "drafts": drafts,
        "paperReasons": paper_reasons, "comparison": comparison,
    }
    return report if counted_too else publish(report, withholding, is_close)


if __name__ == "__main__":
    arguments = argparse.ArgumentParser(description="Recounts a report from exported events.")
    arguments.add_argument("events")
    arguments.add_argument("--from", dest="start")
    arguments.add_argument("--to", dest="end")
    arguments.add_argument("--received")
    arguments.add_argument("--compare", type=lambda text: tuple(text.split("..")))
    arguments.add_argument("--attested", action="append", default=[], help="hash of a baseline signed on another legal text than the one it replaced")
    arguments.add_argument("--seed", type=int, default=400)
    arguments.add_argument("--sample", type=int)
    arguments.add_argument("--bridge", help="CSV: old, new; codes of communes before and after the merger")
    arguments.add_argument("--tariffs")
    arguments.add_argument("--counted", action="store_true", help="with what flags withhold, for an audit")
    options = arguments.parse_args()
    ledger = read_events(options.events)
    if options.sample is not None:
        result = sample(ledger, options.start, options.end, options.sample, options.seed)
    else:
        tariffs = json.load(open(options.tariffs, encoding="utf-8")) if options.tariffs else None
        result = recount(ledger, options.start, options.end, options.received, options.compare, set(options.attested), options.seed, tariffs, options.counted,
                         [(row["old"], row["new"]) for row in csv.DictReader(open(options.bridge, encoding="utf-8"))] if options.bridge else None)
    print(json.dumps(result, ensure_ascii=False, indent=1))
