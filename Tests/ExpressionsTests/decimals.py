"""Writes decimals.tsv: results of decimal arithmetic on random numbers of up to 34 digits, for NumberTests.

Every result is computed by Python's decimal module to 200 digits and rounded half-even to 34 once.
Usage: python3 decimals.py > decimals.tsv
"""
import decimal
import random

random.seed(34)
wide = decimal.Context(prec=200, Emin=-999999, Emax=999999, rounding=decimal.ROUND_HALF_EVEN)
kept = decimal.Context(prec=34, Emin=-6143, Emax=6144, rounding=decimal.ROUND_HALF_EVEN, clamp=1)


def number(most=34, scales=(-40, 10), sign=True):
    digits = random.choice([1, 2, 5, 16, 17, 18, 30, 33, 34, 34, 34])
    coefficient = random.randint(1, 10 ** min(digits, most) - 1)
    value = decimal.Decimal(coefficient).scaleb(random.randint(*scales), wide)
    return wide.minus(value) if sign and random.random() < 0.4 else value


def row(operation, a, b, result):
    shown = "null" if result is None else format(kept.plus(result).normalize(wide), "E")
    print(operation, format(a, "E"), "-" if b is None else format(b, "E"), shown, sep="\t")


third = kept.divide(decimal.Decimal(2), decimal.Decimal(3))
row("*", third, third, wide.multiply(third, third))
for _ in range(600):
    a, b = number(), number()
    if random.random() < 0.5:
        # Close together, so that digits overlap.
        b = b.scaleb(a.adjusted() - b.adjusted() + random.randint(-36, 36), wide)
    row("+", a, b, wide.add(a, b))
    row("-", a, b, wide.subtract(a, b))
    row("*", a, b, wide.multiply(a, b))
    row("/", a, b, wide.divide(a, b))
for _ in range(150):
    a = number(sign=False, scales=(-400, 400))
    row("sqrt", a, None, wide.sqrt(a))
    row("log", a, None, wide.ln(a))
    near = wide.add(1, number(scales=(-60, -33)))
    near = kept.plus(near)
    if near > 0:
        row("log", near, None, wide.ln(near))
    x = number(scales=(-40, -30))
    x = x if abs(x) < 14000 else decimal.Decimal(x.as_tuple().digits[0])
    row("exp", x, None, wide.exp(x))
    base, exponent = number(sign=False, scales=(-20, -5)), number(scales=(-35, -31))
    power = wide.power(base, exponent)
    if abs(power.adjusted()) < 6000:
        row("**", base, exponent, power)
    base, exponent = number(most=8, scales=(-6, 2)), decimal.Decimal(random.randint(-300, 300))
    power = wide.power(base, exponent)
    if abs(power.adjusted()) < 6000:
        row("**", base, exponent, power)
# Roots and powers that come out even, and halves of the last digit.
for _ in range(100):
    root = decimal.Decimal(random.randint(1, 10**17 - 1)).scaleb(random.randint(-9, 0), wide)
    square = wide.multiply(root, root)
    row("sqrt", square, None, root)
    row("**", square, decimal.Decimal("0.5"), root)
    short = decimal.Decimal(random.randint(1, 10**11 - 1))
    row("**", wide.multiply(short, short), decimal.Decimal("1.5"), wide.power(short, decimal.Decimal(3)))
    row("**", wide.power(short, decimal.Decimal(3)), wide.divide(decimal.Decimal(1), decimal.Decimal("0.5")), wide.power(short, decimal.Decimal(6)))
for base in range(2, 40):
    for exponent in (17, 20, 23, 24, 30, 100, 1000):
        row("**", decimal.Decimal(base), decimal.Decimal(exponent), decimal.Decimal(base**exponent))
# Next to a half of the last digit.
for _ in range(100):
    tiny = decimal.Decimal(random.randint(1, 99)).scaleb(-33, wide)
    row("sqrt", wide.add(1, tiny), None, wide.sqrt(wide.add(1, tiny)))
    row("**", wide.add(1, tiny), decimal.Decimal("0.5"), wide.sqrt(wide.add(1, tiny)))
    half = wide.add(decimal.Decimal(random.randint(0, 9)).scaleb(-33, wide), decimal.Decimal(5).scaleb(-34, wide))
    row("exp", half, None, wide.exp(half))
