"""Increments that change what a signed file shows, or try to, each named after what it does; and right ones beside them.

The files are written by hand, byte by byte: no writer of PDF makes most of them.
"""
import re
import zlib

TEXT = b"BT /F1 18 Tf 72 700 Td (Licence No. 7) Tj ET"
OTHER = b"BT /F1 18 Tf 72 700 Td (Licence No. 8) Tj ET"
COVER = b"1 g 0 0 612 792 re f 0 g " + OTHER
KELVIN = b"#E2#84#AA"
ROOM = 6000
FREE = b"0 1\n0000000000 65535 f \n"
P1 = b"/Reference[<</Type/SigRef/TransformMethod/DocMDP/TransformParams<</Type/TransformParams/P 1/V/1.2>>>>]"
PAGE = b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 612 792]/Contents[4 0 R%s]/Resources<</Font<</F1 5 0 R>>%s>>/Annots[8 0 R%s]>>"


def stream(data, more=b""):
    return b"<<%s/Length %d>>\nstream\n%s\nendstream" % (more, len(data), data)


def form(data, box=b"0 0 612 792"):
    return stream(data, b"/Type/XObject/Subtype/Form/BBox[%s]/Resources<</Font<</F1 5 0 R>>>>" % box)


def objects(**changes):
    """A page of text and a note; `_4=` replaces object 4."""
    made = {
        1: b"<</Type/Catalog/Pages 2 0 R/AcroForm 7 0 R>>", 2: b"<</Type/Pages/Kids[3 0 R]/Count 1>>", 3: PAGE % (b"", b"", b""), 4: stream(TEXT),
        5: b"<</Type/Font/Subtype/Type1/BaseFont/Helvetica>>", 6: b"<</Title(Licence)/Producer(Nobody)>>", 7: b"<</Fields[8 0 R]>>",
        8: b"<</Type/Annot/Subtype/Widget/FT/Tx/T(note)/V(nothing)/Rect[72 600 272 620]/P 3 0 R>>",
    }
    return made | {int(name[1:]): body for name, body in changes.items()}


def written(bodies, more=b"", hidden=b"", front=b"", size=None):
    out, table = b"%PDF-1.7\n%\xe2\xe3\xcf\xd3\n" + front, FREE
    for number, body in sorted(bodies.items()):
        table += b"%d 1\n%010d 00000 n \n" % (number, len(out))
        out += b"%d 0 obj\n%s\nendobj\n" % (number, body)
    out += hidden
    return out + b"xref\n%strailer\n<</Size %d/Root 1 0 R/Info 6 0 R%s>>\nstartxref\n%d\n%%%%EOF\n" % (table, size or max(bodies) + 1, more, len(out))


def increment(data, bodies, raw=b"", table=b"", more=b"", size=None, body=None):
    """Objects, a table and a trailer; `raw` before them, `table` before the table's own lines, `body` instead of the table."""
    size = size or max([int(each) for each in re.findall(rb"/Size (\d+)", data)] + [number + 1 for number in bodies])
    previous, out = int(re.findall(rb"startxref\s+(\d+)", data)[-1]), data + raw
    for number, each in sorted(bodies.items()):
        table += b"%d 1\n%010d 00000 n \n" % (number, len(out))
        out += b"%d 0 obj\n%s\nendobj\n" % (number, each)
    return out + b"xref\n%strailer\n<</Size %d/Root 1 0 R/Info 6 0 R/Prev %d%s>>\nstartxref\n%d\n%%%%EOF\n" % (body or table, size, previous, more, len(out))


def newest(data, number):
    return list(re.finditer(rb"(?:[\r\n]|%%%%EOF)%d 0 obj\s*(.*?)\s*endobj" % number, data, re.S))[-1][1]


async def sealed(data, made, subfilter, name=b"Signature1", field=70, rect=b"0 0 0 0", more=b"", own=b"", others={}, filled=None):
    """An increment with a signature; `made` makes the container of some bytes. `filled` is a field that was there."""
    page, fields = newest(data, 3), newest(data, 7)
    bodies, held = {}, 95 if filled else field + 1
    if filled:
        bodies[field] = newest(data, field)[:-2] + b"/V %d 0 R%s>>" % (held, more)
    else:
        bodies[3] = re.sub(rb"/Annots\[([^\]]*)\]", rb"/Annots[\1 %d 0 R]" % field, page)
        # A list that stands elsewhere gives way to one of the new field alone.
        bodies[7] = re.sub(rb"/Fields(?:\[([^\]]*)\]| \d+ 0 R)", rb"/Fields[\1 %d 0 R]" % field, fields)
        bodies[field] = b"<</FT/Sig/T(%s)/Type/Annot/Subtype/Widget/F 132/Rect[%s]/P 3 0 R/V %d 0 R%s>>" % (name, rect, held, more)
    bodies[held] = b"<</Filter/Adobe.PPKLite/SubFilter/%s%s/ByteRange[0 AAAAAAAAAA BBBBBBBBBB CCCCCCCCCC]/Contents<%s>>>" % (subfilter, own, b"0" * (2 * ROOM))
    out = increment(data, bodies | others)
    begin = out.rindex(b"/Contents<" + b"0" * 200) + 9
    end = begin + 2 * ROOM + 2
    for letter, value in ((b"A", begin), (b"B", end), (b"C", len(out) - end)):
        out = out.replace(letter * 10, b"%-10d" % value)
    container = (await made(out[:begin] + out[end:])).hex().encode()
    assert len(container) <= 2 * ROOM
    return out[:begin + 1] + container.ljust(2 * ROOM, b"0") + out[end - 1:]


def in_object_stream(fields=b"/Fields[8 0 R]", value=b"[4 0 R]"):
    """The text of the page, or the fields of the form, are named by an object that stands in an object stream."""
    bodies = objects(_1=b"<</Type/Catalog/Pages 2 0 R/AcroForm 7 0 R/DSS<</Certs[31 0 R]>>>>", _7=b"<<%s>>" % fields, _3=b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 612 792]/Contents 30 0 R/Resources<</Font<</F1 5 0 R>>>>/Annots[8 0 R]>>",
                     _10=stream(OTHER), _31=packed(value))
    out, places = b"%PDF-1.7\n%\xe2\xe3\xcf\xd3\n", {}
    for number, body in sorted(bodies.items()):
        places[number] = len(out)
        out += b"%d 0 obj\n%s\nendobj\n" % (number, body)
    places[32] = len(out)
    rows = b"".join(
        b"\2\0\0\x1f\0" if number == 30 else b"\1" + places[number].to_bytes(3, "big") + b"\0" if number in places else bytes(5) for number in range(33))
    return out + b"32 0 obj\n%s\nendobj\nstartxref\n%d\n%%%%EOF\n" % (stream(rows, b"/Type/XRef/W[1 3 1]/Size 33/Root 1 0 R/Info 6 0 R"), len(out))


def packed(value):
    return stream(zlib.compress(b"30 0 " + value, 9), b"/Type/ObjStm/N 1/First 5/Filter/FlateDecode")


def entries(number, place):
    """A cross-reference stream of one entry."""
    return b"97 0 obj\n%s\nendobj\n" % stream(b"\1" + place.to_bytes(3, "big") + b"\0", b"/Type/XRef/W[1 3 1]/Index[%d 1]/Size 98" % number)


async def cases(add, office, other, stamp, algorithm, subfilter):
    """`office`, `other` and `stamp` make the container of some bytes; `add` takes a name, a file and what it must come to."""
    unjudged, changed = "changes-not-judged", "changed-after-signing"
    sign = lambda data, **how: sealed(data, office, subfilter, **how)
    again = lambda data, **how: sealed(data, other, subfilter, name=b"Signature2", field=80, **how)
    stamped = lambda data, **how: sealed(data, stamp, b"ETSI.RFC3161", name=b"Stamp", field=80, **how)
    plain = await sign(written(objects()))
    unlisted = b"4 0 obj\n%s\nendobj\n" % stream(OTHER)

    add("an increment of nothing", increment(plain, {}, table=FREE), "valid")
    add("an invisible second signature, by hand", await again(plain), "valid")
    add("an invisible document time-stamp, by hand", await stamped(plain), "valid")

    # bytes and entries nobody accounts for
    place = lambda number: int(re.search(rb"\n%d 1\n(\d{10}) 00000 n" % number, plain[int(re.findall(rb"startxref\s+(\d+)", plain)[-1]):])[1])
    add("a table whose comment is as long as an entry", increment(
        plain, {}, raw=unlisted, body=b"3 2\n%010d 00000 n %%%010d 00000 n \n%010d 00000 n \n" % (place(3), len(plain), plain.index(b"4 0 obj"))), unjudged)
    add("an unlisted object, and an entry that points beyond the end", increment(plain, {}, raw=unlisted, table=b"90 1\n0999999999 00000 n \n", size=91), unjudged)
    add("an unlisted object, and an entry that points to no object", increment(plain, {}, raw=unlisted, table=b"90 1\n0000000005 00000 n \n", size=91), unjudged)
    add("an unlisted object, and a first entry in use", increment(plain, {}, raw=unlisted, table=b"0 1\n0000000005 00000 n \n"), unjudged)
    add("an unlisted object alone", increment(plain, {}, raw=unlisted, table=FREE), unjudged)
    add("an object in a comment", increment(plain, {}, raw=b"% 4 0 obj null endobj\n", table=FREE), unjudged)
    add("an object within the data of another", increment(plain, {90: stream(unlisted)}), unjudged)
    add("an object within a string of another", increment(plain, {90: b"(4 0 obj\nnull\nendobj)"}), unjudged)
    add("an entry of an object that was signed", increment(plain, {}, table=b"4 1\n%010d 00000 n \n" % plain.index(b"4 0 obj")), unjudged)
    add("a size below what it was, and an unlisted object", increment(plain, {}, raw=unlisted, table=FREE, size=3), unjudged)
    beyond = await sign(written(objects(_3=PAGE % (b" 98 0 R", b"", b""), _98=stream(OTHER)), size=9))
    add("a size that brings out what stood beyond it", increment(beyond, {}, table=FREE, size=99), unjudged)
    shown = await sign(written(objects(_3=PAGE % (b" 20 0 R", b"", b""), _20=stream(OTHER))))
    add("a size that hides what was signed", increment(shown, {}, table=FREE, size=20), unjudged)
    add("a table that frees an object, and a stream that gives its place", increment(
        plain, {}, raw=entries(4, plain.index(b"4 0 obj")), table=b"4 1\n0000000000 00001 f \n", more=b"/XRefStm %d" % len(plain), size=98), unjudged)
    add("an object freed", increment(plain, {}, table=b"4 1\n0000000000 00001 f \n"), changed)
    add("an object twice in the table", increment(plain, {4: stream(OTHER)}, table=b"4 1\n%010d 00000 n \n" % plain.index(b"4 0 obj")), "unreadable")
    add("a key twice in the trailer", increment(plain, {}, table=FREE, more=b"/Root 1 0 R"), "unreadable")
    add("an object of another generation", increment(plain, {}, raw=unlisted.replace(b"4 0", b"4 1"), table=b"4 1\n%010d 00001 n \n" % len(plain)), changed)

    # pictures
    picture = form(COVER)
    visible = await sign(written(objects()), rect=b"72 500 372 560", more=b"/AP<</N 90 0 R>>", others={90: form(TEXT)})
    add("a visible signature", visible, "valid")
    add("another picture of a signed field", increment(visible, {70: newest(visible, 70).replace(b"/N 90 0 R", b"/N 91 0 R"), 91: picture}), unjudged)
    add("the picture of a signed field replaced in place", increment(visible, {90: picture}), unjudged)
    empty = b"<</Type/Annot/Subtype/Widget/FT/Sig/T(later)/F 4/Rect[%s]/P 3 0 R>>"
    ready = await sign(written(objects(_3=PAGE % (b"", b"", b" 9 0 R"), _7=b"<</Fields[8 0 R 9 0 R]>>", _9=empty % b"0 0 612 792")))
    add("a picture on an empty signature field", increment(ready, {9: newest(ready, 9)[:-2] + b"/AP<</N 50 0 R>>>>", 50: picture}), unjudged)
    add("an empty signature field filled, with a picture", await again_in(ready, other, subfilter, b"/AP<</N 50 0 R>>", {50: picture}), unjudged)
    add("an empty signature field filled, without one", await again_in(ready, other, subfilter), "valid")
    point = await sign(written(objects(_3=PAGE % (b"", b"", b" 9 0 R"), _7=b"<</Fields[8 0 R 9 0 R]>>", _9=empty % b"0 0 0 0")))
    add("an empty signature field without area filled", await again_in(point, other, subfilter, b"/AP<</N 50 0 R>>", {50: picture}), "valid")
    kid = b"<</Type/Annot/Subtype/Widget/Parent 9 0 R/F 4/Rect[0 0 612 792]/P 3 0 R>>"
    parted = written(objects(_3=PAGE % (b"", b"", b" 10 0 R"), _7=b"<</Fields[8 0 R 9 0 R]>>", _9=b"<</FT/Sig/T(later)/Kids[10 0 R]>>", _10=kid))
    covered = {10: kid[:-2] + b"/AP<</N 50 0 R>>>>", 50: picture}
    add("a picture on the widget of an empty field", increment(await sign(parted), covered), unjudged)
    add("certified to stay as it is, then a picture on a widget", increment(await sign(parted, own=P1), covered), changed)
    over = dict(rect=b"0 0 612 792", more=b"/AP<</N 82 0 R>>", others={82: picture})
    add("a document time-stamp over the page", await stamped(plain, **over), unjudged)
    add("certified to stay as it is, then a time-stamp over the page", await stamped(await sign(written(objects()), own=P1), **over), changed)
    add("a second signature over the page", await again(plain, **over), unjudged)

    empty_one = {90: b"<</FT/Sig/T(empty)/Type/Annot/Subtype/Widget/Rect[0 0 0 0]/P 3 0 R>>", 7: newest(plain, 7).replace(b"]", b" 90 0 R]")}
    add("an unsigned signature field", increment(plain, empty_one), unjudged)

    # names that Unicode holds to be equal
    add("the kids of the pages under a name that looks the same", increment(plain, {2: b"<</Type/Pages/%sids[3 0 R]/Count 1>>" % KELVIN}), changed)
    prepared = await sign(written(objects(_3=b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 612 792]/Contents[4 0 R]/Resources 9 0 R/Annots[8 0 R]>>", _4=stream(TEXT + b" q /K Do Q"),
                                          _9=b"<</Font<</F1 5 0 R>>/XObject<</%s 10 0 R>>>>" % KELVIN, _10=form(COVER))))
    add("a resource renamed to what looks the same", increment(prepared, {9: b"<</Font<</F1 5 0 R>>/XObject<</K 10 0 R>>>>"}), changed)
    spoilt = await sign(written(objects(_9=b"<</A/#FF>>")))
    add("a name that is no text, and the text that stands for it", increment(spoilt, {9: b"<</A/#EF#BF#BDff>>"}), unjudged)

    # what the signed revision takes from outside it
    long = await sign(written(objects(_4=b"<</Length 60000>>\nstream\n%s\nendstream" % TEXT)))
    add("a stream that ends beyond what was signed", increment(long, {}, raw=b"%".ljust(long.index(TEXT) + 60000 - len(long) - 1, b"x") + b"\n\nendstream\nendobj\n", table=FREE), unjudged)
    hidden = b"98 0 obj\n%s\nendobj\n" % stream(COVER)
    hybrid = await sign(written(objects(_3=PAGE % (b" 98 0 R", b"", b""), _60=stream(hidden)), more=b"/XRefStm 40000", size=99))
    add("a cross-reference stream beyond what was signed", increment(
        hybrid, {}, raw=b"%".ljust(40000 - len(hybrid) - 1, b"x") + b"\n" + entries(98, hybrid.index(b"98 0 obj")), table=FREE), unjudged)
    referred = await sign(written(objects(_4=b"<</Length 9 0 R>>\nstream\n%s\nendstream" % TEXT, _9=b"%d" % len(TEXT))))
    add("a length rewritten", increment(referred, {9: b"20"}), changed)

    # an object stream in the place of validation data
    pack = await sign(in_object_stream())
    add("an object stream swapped through the validation data", increment(pack, {31: packed(b"[10 0 R]")}), unjudged)

    # an object that is two things
    described = await sign(written(objects(_1=b"<</Type/Catalog/Pages 2 0 R/AcroForm 7 0 R/Metadata 9 0 R>>", _3=PAGE % (b" 9 0 R", b"", b""), _9=stream(b"% <x/>\n", b"/Type/Metadata/Subtype/XML"))))
    add("metadata that the page paints", increment(described, {9: stream(COVER, b"/Type/Metadata/Subtype/XML")}), changed)
    noted = await sign(written(objects(_1=b"<</Type/Catalog/Pages 2 0 R/AcroForm 7 0 R/Metadata 9 0 R>>", _9=stream(b"<x/>", b"/Type/Metadata/Subtype/XML"))))
    add("metadata rewritten", increment(noted, {9: stream(b"<y/>", b"/Type/Metadata/Subtype/XML")}), unjudged)
    dated = lambda day, title=b"Licence": stream(
        b'<?xpacket?><x:xmpmeta><rdf:Description xmp:ModifyDate="2026-02-%sT09:00:00Z"><dc:title>%s</dc:title><pdf:Producer>Nobody</pdf:Producer></rdf:Description></x:xmpmeta>' % (day, title),
        b"/Type/Metadata/Subtype/XML")
    told = await sign(written(objects(_1=b"<</Type/Catalog/Pages 2 0 R/AcroForm 7 0 R/Metadata 9 0 R>>", _9=dated(b"01"))))
    add("metadata with the time of saving", increment(told, {9: dated(b"28")}), "valid")
    add("metadata with another title", increment(told, {9: dated(b"28", b"Permit")}), unjudged)
    informed = await sign(written(objects(_3=PAGE % (b"", b"/XObject 6 0 R", b""), _4=stream(TEXT + b" q /Producer Do Q"), _6=b"<</Title(Licence)/Producer 9 0 R>>", _9=form(b"0 g"), _10=form(COVER))))
    add("a description that the page paints", increment(informed, {6: b"<</Title(Licence)/Producer 10 0 R>>"}), changed)
    add("when and by what it was saved", increment(plain, {6: b"<</Title(Licence)/Producer(Somebody)/ModDate(D:20260301000000Z)>>"}), "valid")
    layered = await sign(written(objects(
        _1=b"<</Type/Catalog/Pages 2 0 R/AcroForm 7 0 R/OCProperties<</OCGs[15 0 R]/D<</OFF[15 0 R]/Order[]>>>>>>", _3=PAGE % (b"", b"/Properties 9 0 R", b""),
        _4=stream(TEXT + b" /OC /AP BDC " + COVER + b" EMC"), _7=b"<</Fields[8 0 R 9 0 R]>>", _9=b"<</FT/Sig/T(x)/AP 15 0 R>>", _15=b"<</Type/OCG/Name(a)>>")))
    add("a field that says which layers show", increment(layered, {9: b"<</FT/Sig/T(x)/AP<</N 16 0 R>>>>"}), unjudged)
    stored = await sign(written(objects(_3=PAGE % (b"", b"/XObject 1 0 R", b""), _4=stream(TEXT + b" q /DSS Do Q"), _10=form(COVER))))
    add("validation data that the page paints", increment(stored, {1: b"<</Type/Catalog/Pages 2 0 R/AcroForm 7 0 R/DSS 10 0 R>>"}), unjudged)

    # a file that is read from its front while it is as long as it says
    long = 60000
    front = b"40 0 obj\n<</Linearized 1/L %d/H[200 10]/O 43/E 3000/N 1/T 100>>\nendobj\n" % long
    laid = await sign(written(objects(), front=front, size=46))
    bare = increment(laid, {}, raw=b"%\n", table=FREE)
    add("a file as long as its front says", increment(laid, {}, raw=b"\n" * (long - len(bare) + 2), table=FREE), unjudged)
    add("a file longer than its front says", increment(await sign(written(objects(), front=front.replace(b"60000", b"00900"), size=46)), {}, table=FREE), "valid")

    # what a signer lets follow
    locked = b"/Reference[<</Type/SigRef/TransformMethod/FieldMDP/TransformParams<</Type/TransformParams/Action/All/V/1.2%s>>>>]"
    add("all fields locked, nothing permitted, then signed", await again(await sign(written(objects()), own=locked % b"/P 1")), changed)
    add("all fields locked, then signed", await again(await sign(written(objects()), own=locked % b"")), unjudged)
    add("certified with a number that is none, then signed", await again(await sign(written(objects()), own=P1.replace(b"/P 1", b"/P 1.0"))), unjudged)
    lock = b"/Lock<</Type/SigFieldLock/Action/All/P 1>>"
    add("a field whose lock permits nothing, then signed", await again(await sign(written(objects()), more=lock)), changed)
    note = {8: newest(plain, 8).replace(b"(nothing)", b"(something)")}
    add("certified to stay as it is, then a form field filled in", increment(await sign(written(objects()), own=P1), note), changed)
    add("certified to be filled in, then a form field filled in", increment(await sign(written(objects()), own=P1.replace(b"/P 1", b"/P 2")), note), unjudged)


    # more than anybody needs
    add("an object stream that unpacks to far more than its file", await sign(in_object_stream(b"/Fields 30 0 R", b"[" + b"0 " * 30_000_000 + b"]")), "too-large")
    add("an object stream of two million values", await sign(in_object_stream(b"/Fields 30 0 R", b"[" + b"0 " * 2_050_000 + b"]")), "too-large")
    add("sixty-five signatures", crowded(65, algorithm + subfilter), "too-large")


def crowded(count, name):
    """Signature fields whose values sign nothing."""
    bodies = objects(_7=b"<</Fields[%s]>>" % b" ".join(b"%d 0 R" % (1000 + 2 * each) for each in range(count)))
    for each in range(count):
        bodies[1000 + 2 * each] = b"<</FT/Sig/T(%s %d)/V %d 0 R>>" % (name, each, 1001 + 2 * each)
        bodies[1001 + 2 * each] = b"<</Type/Sig/SubFilter/ETSI.CAdES.detached/ByteRange[0 1 2 3]/Contents<30>>>"
    return written(bodies)


async def again_in(data, made, subfilter, more=b"", others={}):
    """Signs the field 9."""
    return await sealed(data, made, subfilter, field=9, more=more, others=others, filled=True)
