#!/usr/bin/env python3
"""Recounts a report from the exported ledger and the counting rules alone.

    recount.py EVENTS.jsonl [--from DAY] [--to DAY] [--received FILE.csv] [--seed N]

EVENTS.jsonl has a line per event: {"sequence", "previous", "hash", "event"}, or the bare event. Prints the figures as
one JSON object. Nothing of the engine is used; ratios are exact fractions until they are printed. The chain of hashes
is recomputed where the lines have one; a break is an error.
"""

import argparse
import calendar
import csv
import hashlib
import json
import sys
from collections import Counter, defaultdict
from datetime import datetime, timedelta
from fractions import Fraction

GIVEN = {"declared", "corrected", "overridden", "disputed"}


def is_given(leaf):
    """The applicant gave it, or will have to: what stayed empty because a register was silent is asked later."""
    return leaf["outcome"] in GIVEN or leaf.get("later", False)


FILLED = {"prefilled", "derived", "repeated", "reused"}
DIRECTIVE = {"land", "budget", "business", "social_insurance"}
NOT_A_REGISTER = {"sign-in", "document", "derived"}
KINDS = {"opened", "looked-up", "staged", "documents", "submitted", "corrected", "disputed", "supplement-requested", "refused", "withdrawn",
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


# ---------------------------------------------------------------- one dossier

def speaker(leaves):
    """The leaf that names the source of a saved atom: given after all, register, sign-in, document or earlier dossier,
    derived, repeated, then nobody; the first on the form where several rank the same."""
    def rank(leaf):
        outcome, source = leaf["outcome"], leaf.get("source")
        if outcome in GIVEN:
            return 0, "made-optional"
        if outcome == "prefilled":
            if source is None:
                return 6, "unnamed"
            if source not in NOT_A_REGISTER:
                return 1, source
            return {"sign-in": (2, "sign-in"), "document": (3, "reused"), "derived": (4, "derived")}[source]
        return {"reused": (3, "reused"), "derived": (4, "derived"), "repeated": (5, "repeated")}.get(outcome, (7, "not-asked"))
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
                "earlier": False, "DuocSoHoa": 0, "DuocTaiSuDung": 0}

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
        self.cluster = event["procedure"] or event["form"]
        self.row = (event["procedure"], event["form"], event["baselineStatus"])
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
        self.a = given & required_now
        self.b = demanded["required"]
        self.b_high = self.b | demanded["unknown"]
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
            ratios[dossier.cluster].append(Fraction(numerator(dossier), denominator(dossier)))
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
        groups[dossier.cluster].append((b(dossier) - a(dossier), b(dossier)))
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
                "points": [{"procedure": name, "reduction": number(mean)} for name, mean, _, _ in clusters]}
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
    fixed = ["made-optional", "sign-in", "reused", "derived", "repeated", "unnamed", "not-asked"]
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


# ---------------------------------------------------------------- the report

def recount(events, start, end, received_path, seed):
    def inside(first, last):
        return (start is None or start <= first) and (end is None or last <= end)

    def day(event):
        # Hours are UTC, days those of Viet Nam.
        return (datetime.strptime(event["hour"], "%Y-%m-%dT%H") + timedelta(hours=7)).strftime("%Y-%m-%d")

    unknown = {event["kind"] for event in events} - KINDS
    if unknown:
        sys.exit(f"events of kinds nobody counts: {sorted(unknown)}")
    # Asked again at any time: A stays open until the result is issued.
    again = defaultdict(lambda: (set(), set()))
    for event in events:
        if event["kind"] == "supplement-requested":
            again[event["dossier"]][0].update(event["fields"])
            again[event["dossier"]][1].update(event["documents"])
    events = [event for event in events if inside(day(event), day(event))]
    flags = defaultdict(set)
    for event in events:
        if "simulated" in event:
            flags[event["dossier"]].add(event["simulated"])
    simulated = {dossier for dossier, seen in flags.items() if True in seen}
    real = flags.keys() - simulated

    submissions = defaultdict(list)
    for event in events:
        if event["kind"] == "submitted":
            submissions[event["dossier"]].append(event)
    # A dossier counts once: its last submission, in the same hour the one that gave more.
    counted = {}
    for dossier, several in submissions.items():
        last = max(several, key=lambda e: (e["hour"], len(Dossier(e).a), canonical(e)))
        counted[dossier] = Dossier(asked_again(last, *again[dossier]) if dossier in again else last)
    about_real = any(dossier in real for dossier in counted) or (not counted and bool(real))
    chosen = real if about_real else simulated
    everything = [counted[name] for name in sorted(counted) if name in chosen]
    apart = [counted[name] for name in sorted(counted) if name in simulated] if about_real else []
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
            "median": number(median(ratios)), "p10": number(nearest_rank(ratios, 10)), "p90": number(nearest_rank(ratios, 90))},
    }

    seen_by = Counter(d.cluster for d in everything)
    received = denominator = None
    left_out = 0
    if received_path:
        received_by = Counter()
        with open(received_path, encoding="utf-8", newline="") as file:
            for row in csv.DictReader(file):
                first, last = days_of(row["period"])
                dossiers = int(row.get("dossiers") or 1)
                if inside(first, last):
                    received_by[row["procedure"]] += dossiers
                elif (start is None or start <= last) and (end is None or first <= end):
                    left_out += dossiers
        received = sum(received_by.values())
        denominator = sum(max(received_by[name], seen_by[name]) for name in received_by.keys() | seen_by.keys())
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

    exact = both_headlines(headline, lambda d: len(d.b) - len(d.a), lambda d: len(d.b))
    measured = [("reduction", Fraction(20, 100), min(exact) if None not in exact else None),
                ("reuse-official", Fraction(50, 100), reuse["official"]["low"]),
                ("reuse-papers-or-earlier", Fraction(50, 100), reuse["papersOrEarlier"]["low"]),
                ("electronic", Fraction(80, 100), None), ("online-paid", Fraction(65, 100), None)]
    targets = [{"id": name, "goal": number(goal), "value": number(value),
                "met": "not-measurable" if value is None else "met" if value >= goal else "not-met"} for name, goal, value in measured]

    procedures = []
    for row in sorted({d.row for d in everything}):
        dossiers = [d for d in everything if d.row == row]
        figures = strict(dossiers, seed)
        procedures.append({
            "procedure": row[0], "form": row[1], "baselineStatus": row[2], "dossiers": len(dossiers),
            "blanks": sum(len(d.event["blanks"]) for d in dossiers), "A": figures["A"], "B": figures["B"], "strict": figures,
            "answered": answered(dossiers, seed), "sources": parts(dossiers), "documents": documents(dossiers)})

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
    register_lines = []
    for name in sorted(registers):
        line = registers[name]
        filled = line["kept"] + line["changed"] + line["disputed"]
        register_lines.append({
            "connector": name, **{key: line[key] for key in ("calls", "attributes", "found", "absent", "refused", "failed", "kept", "changed", "disputed")},
            "acceptance": number(Fraction(line["kept"], filled) if filled else None),
            "failureRate": number(Fraction(line["failed"], line["calls"]) if line["calls"] else None)})

    return {
        "schema": "onceonly/report/1", "simulated": bool(simulated), "figures": "real" if about_real or not simulated else "simulated",
        "period": {"from": start, "to": end}, "coverage": coverage, "reduction": reduction, "reuse": reuse, "targets": targets,
        "procedures": procedures, "reasons": reasons, "registers": register_lines,
        "confirmations": {"total": sum(d.event["confirmations"] for d in everything),
                          "dossiers": sum(d.event["confirmations"] > 0 for d in everything)},
        "repeats": sum(d.repeats for d in everything),
    }


if __name__ == "__main__":
    arguments = argparse.ArgumentParser(description="Recounts a report from exported events.")
    arguments.add_argument("events")
    arguments.add_argument("--from", dest="start")
    arguments.add_argument("--to", dest="end")
    arguments.add_argument("--received")
    arguments.add_argument("--seed", type=int, default=400)
    options = arguments.parse_args()
    report = recount(read_events(options.events), options.start, options.end, options.received, options.seed)
    print(json.dumps(report, ensure_ascii=False, indent=1))
