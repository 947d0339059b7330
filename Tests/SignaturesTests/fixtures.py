"""Makes signed files, right ones and wrong ones, with pyHanko, a signer independent of the checks under test.

usage: fixtures.py FOLDER

Writes FOLDER/files/*, FOLDER/trust/* and FOLDER/cases.json: [{name, family, file, content, roots, crls, ocsp, at, expect, signed}], where
expect is "valid" or a reason, and signed, where it stands, is the length of the first signed revision of a file all of whose rest is signed as well. All people and authorities are made up, all times fixed.
"""
import asyncio
import hashlib
import io
import json
import re
import sys
from datetime import datetime, timezone
from functools import cached_property, lru_cache, partial
from pathlib import Path

from asn1crypto import cms, crl, keys as akeys, x509 as ax509
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec, rsa
from cryptography.x509 import ocsp
from cryptography.x509.oid import ExtendedKeyUsageOID, NameOID
from pyhanko.pdf_utils import generic
from pyhanko.pdf_utils.metadata import info, xmp_xml
from pyhanko.pdf_utils.incremental_writer import IncrementalPdfFileWriter
from pyhanko.pdf_utils.reader import PdfFileReader
from pyhanko.pdf_utils.writer import copy_into_new_writer
from pyhanko.sign import fields, signers
from pyhanko.sign.general import as_signing_certificate, as_signing_certificate_v2, simple_cms_attribute
from pyhanko.sign.signers import functions, pdf_cms, pdf_signer
from pyhanko.sign.timestamps.dummy_client import DummyTimeStamper
from pyhanko.sign.validation.dss import DocumentSecurityStore
from pyhanko_certvalidator.registry import SimpleCertificateStore

import certificates
import increments

# Keys are few and read for every signature; checking an RSA key costs more than signing with it.
serialization.load_der_private_key = lru_cache(None)(partial(serialization.load_der_private_key, unsafe_skip_rsa_key_validation=True))

UTC = timezone.utc
NOW = datetime(2026, 6, 1, tzinfo=UTC)
BEGIN, END = datetime(2025, 1, 1, tzinfo=UTC), datetime(2030, 1, 1, tzinfo=UTC)
STAMPED = datetime(2026, 3, 1, tzinfo=UTC)
SIGNED = datetime(2026, 2, 28, 9, tzinfo=UTC)
OUT = Path(sys.argv[1])
CASES = []


class Clock(datetime, metaclass=type("Clock", (type,), {"__instancecheck__": lambda self, value: isinstance(value, datetime)})):
    """The signer's clock stands still: what it claims is older than every check, unless a case wants it otherwise."""

    time = SIGNED

    @classmethod
    def now(cls, tz=None):
        return cls.time.astimezone(tz)


for module in (pdf_signer, pdf_cms, functions, info, xmp_xml):
    module.datetime = Clock


class Party:
    """A key and its certificate."""

    def __init__(self, name, key, issuer=None, *, ca=None, usage="signing", extended=None, begin=BEGIN, end=END, serial=None, signed_by=None, critical=False, nocheck=False, digest=None, extensions=None):
        self.key, self.name = key, x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, name)])
        self.issuer = issuer or self
        builder = (
            x509.CertificateBuilder().subject_name(self.name).issuer_name(self.issuer.name).public_key(key.public_key())
            .serial_number(serial or Party.serial()).not_valid_before(begin).not_valid_after(end)
            .add_extension(x509.SubjectKeyIdentifier.from_public_key(key.public_key()), False)
            .add_extension(x509.AuthorityKeyIdentifier.from_issuer_public_key(self.issuer.key.public_key()), False)
        )
        if extensions is not None:
            for each, is_critical in extensions:
                builder = builder.add_extension(each, is_critical)
            self.cert = builder.sign(self.issuer.key, hashes.SHA256())
            return
        if ca is not None:
            builder = builder.add_extension(x509.BasicConstraints(ca, None), True)
        bits = {"ca": "cert crl", "signing": "digital content", "encipherment": "key"}[usage].split()
        builder = builder.add_extension(x509.KeyUsage(
            digital_signature="digital" in bits, content_commitment="content" in bits, key_encipherment="key" in bits, data_encipherment=False,
            key_agreement=False, key_cert_sign="cert" in bits, crl_sign="crl" in bits, encipher_only=False, decipher_only=False), True)
        if extended:
            builder = builder.add_extension(x509.ExtendedKeyUsage(extended), critical)
        if nocheck:
            builder = builder.add_extension(x509.OCSPNoCheck(), False)
        self.cert = builder.sign(signed_by or self.issuer.key, digest or hashes.SHA256())

    _serial = 1000

    @classmethod
    def serial(cls):
        cls._serial += 1
        return cls._serial

    @cached_property
    def der(self):
        return self.cert.public_bytes(serialization.Encoding.DER)

    @cached_property
    def asn1(self):
        return ax509.Certificate.load(self.der)

    @cached_property
    def asn1_key(self):
        return akeys.PrivateKeyInfo.load(self.key.private_bytes(serialization.Encoding.DER, serialization.PrivateFormat.PKCS8, serialization.NoEncryption()))


def revocations(issuer, revoked=(), begin=datetime(2026, 5, 20, tzinfo=UTC), end=datetime(2026, 7, 1, tzinfo=UTC), key=None):
    builder = x509.CertificateRevocationListBuilder().issuer_name(issuer.name).last_update(begin).next_update(end)
    for party, when in revoked:
        builder = builder.add_revoked_certificate(x509.RevokedCertificateBuilder().serial_number(party.cert.serial_number).revocation_date(when).build())
    return builder.sign(key or issuer.key, hashes.SHA256()).public_bytes(serialization.Encoding.DER)


def answer(party, responder, revoked_at=None, begin=datetime(2026, 5, 31, tzinfo=UTC), end=datetime(2026, 6, 7, tzinfo=UTC)):
    status = ocsp.OCSPCertStatus.REVOKED if revoked_at else ocsp.OCSPCertStatus.GOOD
    builder = ocsp.OCSPResponseBuilder().add_response(
        cert=party.cert, issuer=party.issuer.cert, algorithm=hashes.SHA256(), cert_status=status, this_update=begin, next_update=end, revocation_time=revoked_at,
        revocation_reason=None).responder_id(ocsp.OCSPResponderEncoding.HASH, responder.cert)
    if responder is not party.issuer:
        builder = builder.certificates([responder.cert])
    return builder.sign(responder.key, hashes.SHA256()).public_bytes(serialization.Encoding.DER)


def stored(kind, name, data):
    (OUT / "trust" / kind).mkdir(parents=True, exist_ok=True)
    (OUT / "trust" / kind / name).write_bytes(data)
    return f"trust/{kind}/{name}"


class Signer(signers.SimpleSigner):
    """pyHanko's signer, with the binding to the certificate as it is, gone, of the old kind, or of another certificate."""

    binding = "new"
    other = None

    async def signed_attrs(self, *arguments, **named):
        attributes = await super().signed_attrs(*arguments, **named)
        if self.binding == "new":
            return attributes
        kept = [each for each in attributes if each["type"].native not in ("signing_certificate", "signing_certificate_v2")]
        if self.binding == "old":
            kept.append(simple_cms_attribute("signing_certificate", as_signing_certificate(self.signing_cert)))
        if self.binding == "other":
            kept.append(simple_cms_attribute("signing_certificate_v2", as_signing_certificate_v2(self.other, "sha256")))
        return cms.CMSAttributes(kept)


def signer(party, chain=(), binding="new", other=None, pss=False):
    registry = SimpleCertificateStore()
    registry.register_multiple([each.asn1 for each in chain])
    made = Signer(signing_cert=party.asn1, signing_key=party.asn1_key, cert_registry=registry, prefer_pss=pss, embed_roots=False)
    made.binding, made.other = binding, other and other.asn1
    return made


def stamper(party, chain, when=STAMPED):
    return DummyTimeStamper(party.asn1, party.asn1_key, certs_to_embed=[each.asn1 for each in chain], fixed_dt=when)


# MARK: files to sign

CONTENT = "Giấy phép số 7, cấp cho một người không có thật.\n".encode() * 20


def plain_pdf(extra=""):
    """A page of text, an empty note, and a reference that leads nowhere (98 0 R)."""
    text = b"BT /F1 18 Tf 72 700 Td (Licence No. 7) Tj ET"
    bodies = [
        f"<</Type/Catalog/Pages 2 0 R/AcroForm 7 0 R{extra}>>".encode(), b"<</Type/Pages/Kids[3 0 R]/Count 1>>",
        b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 612 792]/Contents[4 0 R 98 0 R]/Resources<</Font<</F1 5 0 R>>>>/Annots[8 0 R]>>",
        b"<</Length %d>>\nstream\n%s\nendstream" % (len(text), text), b"<</Type/Font/Subtype/Type1/BaseFont/Helvetica>>", b"<</Title(Licence)/Producer(Nobody)>>",
        b"<</Fields[8 0 R]>>", b"<</Type/Annot/Subtype/Widget/FT/Tx/T(note)/V(nothing)/Rect[72 600 272 620]/P 3 0 R>>",
    ]
    out, places = b"%PDF-1.7\n%\xe2\xe3\xcf\xd3\n", []
    for number, body in enumerate(bodies, 1):
        places.append(len(out))
        out += b"%d 0 obj\n%s\nendobj\n" % (number, body)
    start = len(out)
    out += b"xref\n0 %d\n0000000000 65535 f \n" % (len(bodies) + 1) + b"".join(b"%010d 00000 n \n" % place for place in places)
    return out + b"trailer\n<</Size %d/Root 1 0 R/Info 6 0 R/ID[<00112233445566778899aabbccddeeff><00112233445566778899aabbccddeeff>]>>\nstartxref\n%d\n%%%%EOF\n" % (len(bodies) + 1, start)


def packed_pdf():
    """The same in cross-reference streams."""
    writer = copy_into_new_writer(PdfFileReader(io.BytesIO(plain_pdf().replace(b" 98 0 R", b"       "))), writer_kwargs={"stream_xrefs": True})
    out = io.BytesIO()
    writer.write(out)
    return out.getvalue()


class Unhindered(signers.PdfSigner):
    """Signs what may not be signed any more, too."""

    def _enforce_certification_constraints(self, reader):
        pass


async def signed_pdf(base, made, subfilter, timestamper=None, field="Signature1", box=None, certify=None, digest="sha256"):
    out = io.BytesIO()
    meta = signers.PdfSignatureMetadata(
        field_name=field, md_algorithm=digest, subfilter=fields.SigSeedSubFilter.PADES if subfilter == "cades" else fields.SigSeedSubFilter.ADOBE_PKCS7_DETACHED,
        certify=certify is not None, docmdp_permissions=fields.MDPPerm(certify or 2))
    spec = fields.SigFieldSpec(field, box=box)
    await Unhindered(meta, made, timestamper=timestamper, new_field_spec=spec).async_sign_pdf(IncrementalPdfFileWriter(io.BytesIO(base)), bytes_reserved=16384, output=out)
    return out.getvalue()


async def signed_cms(made, detached, timestamper=None, digest="sha256"):
    return (await made.async_sign_general_data(CONTENT, digest, detached=detached, use_cades=True, timestamper=timestamper)).dump()


# MARK: what is done to them

CONTENTS = re.compile(rb"/Contents\s*<([0-9a-fA-F]{200,})>")


def repacked(data, change):
    """The CMS message in a file, changed; in a PDF within the room it has."""
    if not data.startswith(b"%PDF"):
        return change(cms.ContentInfo.load(data)).dump()
    found = list(CONTENTS.finditer(data))[-1]
    room = len(found[1])
    message = change(cms.ContentInfo.load(bytes.fromhex(found[1].decode()))).dump().hex()
    assert len(message) <= room
    return data[:found.start(1)] + message.ljust(room, "0").encode() + data[found.end(1):]


def without_stamp(info):
    del info["content"]["signer_infos"][0]["unsigned_attrs"]
    return info


def with_stamp_of(other):
    def change(info):
        info["content"]["signer_infos"][0]["unsigned_attrs"] = message_of(other)["content"]["signer_infos"][0]["unsigned_attrs"].copy()
        return info
    return change


def message_of(data):
    if data.startswith(b"%PDF"):
        return cms.ContentInfo.load(bytes.fromhex(list(CONTENTS.finditer(data))[-1][1].decode()))
    return cms.ContentInfo.load(data)


def with_certificates(*parties):
    def change(info):
        info["content"]["certificates"] = cms.CertificateSet([cms.CertificateChoices(name="certificate", value=each.asn1) for each in parties])
        return info
    return change


def flipped_in(part):
    """One bit of the signature value, of the signed hash, or of the signing certificate."""
    def change(info):
        signed = info["content"]["signer_infos"][0]
        if part == "value":
            value = bytearray(signed["signature"].native)
            value[len(value) // 2] ^= 1
            signed["signature"] = bytes(value)
        return info
    return change


def incremental(data, change):
    writer = IncrementalPdfFileWriter(io.BytesIO(data), strict=False)
    change(writer)
    out = io.BytesIO()
    writer.write(out)
    return out.getvalue()


def raw_increment(data, objects, root=b"1 0 R", extra=b""):
    """An increment written by hand: number → body."""
    size, previous = max(int(each) for each in re.findall(rb"/Size (\d+)", data)), int(re.findall(rb"startxref\s+(\d+)", data)[-1])
    out, table = data, b""
    for number, body in sorted(objects.items()):
        table += b"%d 1\n%010d 00000 n \n" % (number, len(out))
        out += b"%d 0 obj\n%s\nendobj\n" % (number, body)
    start = len(out)
    return out + b"xref\n" + table + b"trailer\n<</Size %d/Root %s/Info 6 0 R/Prev %d%s>>\nstartxref\n%d\n%%%%EOF\n" % (
        max([size] + [number + 1 for number in objects]), root, previous, extra, start)


def ranged(data, change):
    """The last byte range, written anew in the room it has."""
    found = list(re.finditer(rb"/ByteRange\s*\[([^\]]*)\]", data))[-1]
    numbers = change([int(each) for each in found[1].split()])
    written = b" ".join(b"%d" % each for each in numbers)
    room = len(found[1]) + len(re.match(rb" *", data[found.end():])[0])
    assert len(written) <= room, (written, room)
    tail = found.end() + len(re.match(rb" *", data[found.end():])[0])
    return data[:found.start(1)] + written + b"]" + b" " * (room - len(written)) + data[tail:]


INPUTS = {}


def case(family, name, data, expect, trust, content=None, at=NOW, signed=None):
    # A case that repeats another would count for two and test one.
    read = lambda names: [(OUT / each).read_bytes() for each in names]
    own = hashlib.sha256(repr((data, content, at, read(trust["roots"]), read(trust["crls"]), read(trust["ocsp"]))).encode()).digest()
    assert own not in INPUTS, f"'{name}' is '{INPUTS[own]}' again"
    INPUTS[own] = name
    file = f"files/{len(CASES):03d}"
    (OUT / file).write_bytes(data)
    CASES.append({"name": name, "family": family, "file": file, "content": content, "at": int(at.timestamp()), "expect": expect, "signed": signed, **trust})


async def main():
    (OUT / "files").mkdir(parents=True)
    (OUT / "content").write_bytes(CONTENT)
    (OUT / "other-content").write_bytes(CONTENT + b".")
    rsa_keys = [rsa.generate_private_key(65537, 2048) for _ in range(4)]
    for algorithm in ("rsa", "ecdsa"):
        await family(algorithm, rsa_keys)
    (OUT / "cases.json").write_text(json.dumps(CASES))


async def family(algorithm, rsa_keys):
    key = (lambda place: rsa_keys[place]) if algorithm == "rsa" else (lambda place: ec.generate_private_key(ec.SECP256R1()))
    root = Party(f"Root {algorithm}", key(0), ca=True, usage="ca")
    middle = Party(f"Authority {algorithm}", key(1), root, ca=True, usage="ca")
    own = key(2)
    good = Party("Nguyễn Văn Không", own, middle)
    expired = Party("Expired", own, middle, end=datetime(2026, 4, 1, tzinfo=UTC))
    early = Party("Not yet", own, middle, begin=datetime(2026, 6, 2, tzinfo=UTC))
    revoked = Party("Revoked", own, middle)
    gone = Party("Expired and revoked", own, middle, end=datetime(2026, 4, 1, tzinfo=UTC))
    late = Party("Expired, then revoked", own, middle, end=datetime(2026, 4, 1, tzinfo=UTC))
    forger = key(3)
    stranger_root = Party(f"Root {algorithm}", forger, ca=True, usage="ca")
    stranger = Party("Stranger", own, stranger_root)
    forged = Party("Forged", own, middle, signed_by=forger)
    encipher = Party("Encipherment", own, middle, usage="encipherment")
    server = Party("Server", own, middle, extended=[ExtendedKeyUsageOID.SERVER_AUTH])
    mail = Party("Mail", own, middle, extended=[ExtendedKeyUsageOID.EMAIL_PROTECTION, ExtendedKeyUsageOID.CLIENT_AUTH])
    below = Party("Below a person", own, Party("Person as authority", key(3), middle, ca=False), serial=77)
    lost = Party("Lost authority", key(3), root, ca=True, usage="ca")
    under_lost = Party("Under lost authority", own, lost)
    weak = Party("Weak", rsa.generate_private_key(65537, 1024) if algorithm == "rsa" else ec.generate_private_key(ec.SECP224R1()), middle)
    clerk = Party("Clerk", rsa_keys[2], middle)
    twin = Party("Twin", own, middle, serial=good.cert.serial_number)
    authority = Party("Time", rsa_keys[3], middle, extended=[ExtendedKeyUsageOID.TIME_STAMPING], critical=True)
    false_authority = Party("Time, not marked", rsa_keys[3], middle, extended=[ExtendedKeyUsageOID.TIME_STAMPING])
    strange_authority = Party("Time of a stranger", rsa_keys[3], stranger_root, extended=[ExtendedKeyUsageOID.TIME_STAMPING], critical=True)
    responder = Party("Responder", own, middle, extended=[ExtendedKeyUsageOID.OCSP_SIGNING], nocheck=True)
    false_responder = Party("No responder", own, middle, nocheck=True)
    checked_responder = Party("Responder that may be revoked", own, middle, extended=[ExtendedKeyUsageOID.OCSP_SIGNING])

    def file(kind, name, data):
        return stored(kind, f"{algorithm}-{name}", data)

    roots = [file("roots", "root.der", root.der)]
    of_root = file("crls", "root.crl", revocations(root, [(lost, datetime(2026, 2, 1, tzinfo=UTC))]))
    of_middle = file("crls", "middle.crl", revocations(middle, [
        (revoked, datetime(2026, 4, 1, tzinfo=UTC)), (gone, datetime(2026, 3, 15, tzinfo=UTC)), (late, datetime(2026, 5, 10, tzinfo=UTC))]))
    march = file("crls", "march.crl", revocations(middle, begin=datetime(2026, 3, 5, tzinfo=UTC), end=datetime(2026, 3, 20, tzinfo=UTC)))
    trust = {"roots": roots, "crls": [of_root, of_middle, march], "ocsp": []}
    known = dict(trust, crls=[of_root, file("crls", "lost.crl", revocations(lost))])
    # What a store may be told after it kept a paper.
    june = dict(begin=datetime(2026, 6, 25, tzinfo=UTC), end=datetime(2026, 7, 25, tzinfo=UTC))
    revoked_on = datetime(2026, 6, 20, tzinfo=UTC)
    file("later", "root.crl", revocations(root, **june))
    file("later", "good.crl", revocations(middle, **june))
    file("later", "revoked.crl", revocations(middle, [(good, revoked_on)], **june))
    file("later", "invalid-before.crl", certificates.crl(middle, (), [(good, revoked_on, [x509.InvalidityDate(datetime(2026, 5, 1))])], **june))
    # Of the root of a stranger, who lets others say at what time it is.
    file("later", "stamps.crl", revocations(stranger_root))
    file("later", "stamps-revoked.crl", certificates.crl(stranger_root, (), [(strange_authority, revoked_on, [x509.InvalidityDate(datetime(2026, 2, 1))])]))
    for name, party in (("good", good), ("expired", expired), ("gone", gone), ("late", late)):
        file("signers", f"{name}.der", party.der)

    def answered(name, *answers):
        return {"roots": roots, "crls": [of_root], "ocsp": [file("ocsp", f"{name}-{place}.der", each) for place, each in enumerate(answers)]}

    containers = {"pdf-cades": None, "pdf-pkcs7": None, "cms-detached": True, "cms-attached": False}
    for kind, detached in containers.items():
        label = f"{algorithm} {kind}"
        content = "content" if detached else None

        async def made(party, chain=(middle,), timestamper=None, digest="sha256", base=None, **how):
            if detached is None:
                return await signed_pdf(base or plain_pdf(), signer(party, chain, **how), kind[4:], timestamper, digest=digest)
            return await signed_cms(signer(party, chain, **how), detached, timestamper, digest)

        def add(name, data, expect, trust=trust, content=content, at=NOW, signed=None):
            case(label, f"{label}: {name}", data, expect, trust, content, at, signed)

        right = await made(good)
        add("untouched, lists", right, "valid")
        add("untouched, answers of a responder", right, "valid", answered("good", answer(good, responder)))
        add("untouched, answers of the authority itself", right, "valid", answered("direct", answer(good, middle)))
        add("untouched, extended usage that includes documents", await made(mail), "valid")
        add("untouched, older binding", await made(good, binding="old"), "valid")
        add("untouched, SHA-512", await made(good, digest="sha512"), "valid")
        if algorithm == "rsa":
            add("untouched, RSA-PSS", await made(good, pss=True), "valid")
        add("no revocation data", right, "revocation-unknown", dict(trust, crls=[]))
        add("no revocation data of the authority", right, "revocation-unknown", dict(trust, crls=[of_middle]))
        add("a list that is out of date", right, "revocation-unknown", at=datetime(2026, 7, 2, tzinfo=UTC))
        add("a list signed by somebody else", right, "revocation-unknown", dict(trust, crls=[of_root, file("crls", "forged.crl", revocations(middle, key=forger))]))
        add("an answer of no responder", right, "revocation-unknown", answered("false", answer(good, false_responder)))
        add("an answer of a responder that may be revoked", right, "revocation-unknown", answered("checked", answer(good, checked_responder)))
        add("an answer that is out of date", right, "revocation-unknown", answered("old", answer(good, responder, begin=datetime(2026, 5, 1, tzinfo=UTC), end=datetime(2026, 5, 8, tzinfo=UTC))))
        add("an answer about another certificate", right, "revocation-unknown", answered("other", answer(mail, responder)))
        add("an answer that says revoked", right, "revoked", answered("revoked", answer(good, responder, datetime(2026, 5, 2, tzinfo=UTC))))
        add("another root", right, "untrusted", dict(trust, roots=[file("roots", "other.der", stranger_root.der)]))
        add("no authority between", await made(good, chain=()), "untrusted")
        add("certificate expired", await made(expired), "expired")
        add("certificate expired and revoked", await made(gone), "revoked")
        add("certificate expired, then revoked", await made(late), "revoked")
        add("certificate not yet valid", await made(early), "not-yet-valid")
        add("certificate revoked", await made(revoked), "revoked")
        add("authority revoked", await made(under_lost, chain=(lost,)), "revoked", known)
        add("certificate of a stranger with the root's name", await made(stranger, chain=(stranger_root,)), "untrusted")
        add("certificate in the authority's name, signed by somebody else", await made(forged), "chain-broken")
        add("certificate for encipherment", await made(encipher), "wrong-usage")
        add("certificate of a server", await made(server), "wrong-usage")
        add("certificate issued by a person", await made(below, chain=(below.issuer, middle)), "chain-broken")
        add("weak key", await made(weak), "algorithm-too-weak")
        add("SHA-1", await made(good, digest="sha1"), "algorithm-too-weak")
        add("not bound to a certificate", await made(good, binding="none"), "certificate-not-bound")
        add("bound to another certificate", await made(good, binding="other", other=mail), "certificate-not-bound")
        add("certificate replaced by its twin", repacked(right, with_certificates(twin, middle)), "certificate-not-bound")
        add("certificate replaced by another", repacked(right, with_certificates(mail, middle)), "certificate-missing")
        add("certificate taken out", repacked(right, with_certificates(middle)), "certificate-missing")
        add("signature value flipped", repacked(right, flipped_in("value")), "signature-broken")

        stamped = await made(expired, timestamper=stamper(authority, [middle]))
        another = await made(expired, timestamper=stamper(authority, [middle], datetime(2026, 3, 2, tzinfo=UTC)), base=plain_pdf("/Lang(vi)"), **({} if detached is None else {"binding": "old"}))
        add("untouched, expired after its time-stamp", stamped, "valid")
        add("untouched, revoked after its time-stamp", await made(revoked, timestamper=stamper(authority, [middle])), "valid")
        add("revoked before its time-stamp", await made(revoked, timestamper=stamper(authority, [middle], datetime(2026, 4, 2, tzinfo=UTC))), "revoked")
        add("untouched, expired and revoked after its time-stamp", await made(gone, timestamper=stamper(authority, [middle])), "valid")
        add("expired and revoked before its time-stamp", await made(gone, timestamper=stamper(authority, [middle], datetime(2026, 5, 2, tzinfo=UTC))), "revoked")
        add("expired before its time-stamp, revoked after it", await made(late, timestamper=stamper(authority, [middle], datetime(2026, 5, 2, tzinfo=UTC))), "expired")
        add("time-stamp stripped", repacked(await made(expired, timestamper=stamper(authority, [middle]), digest="sha512"), without_stamp), "expired")
        add("time-stamp of another signature", repacked(stamped, with_stamp_of(another)), "time-stamp-broken")
        add("time-stamp of a stranger", await made(expired, timestamper=stamper(strange_authority, [stranger_root])), "expired")
        add("untouched, time-stamp of a stranger", await made(good, timestamper=stamper(strange_authority, [stranger_root])), "valid")
        add("time-stamp of no authority", await made(expired, timestamper=stamper(false_authority, [middle])), "expired")
        add("time-stamp made by the signer", await made(expired, timestamper=stamper(clerk, [middle])), "expired")
        add("time-stamp from the future", await made(expired, timestamper=stamper(authority, [middle], datetime(2026, 6, 2, tzinfo=UTC))), "expired")
        add("time-stamp from after the expiry", await made(expired, timestamper=stamper(authority, [middle], datetime(2026, 5, 2, tzinfo=UTC))), "expired")
        add("time-stamp from before the certificate", await made(early, timestamper=stamper(authority, [middle])), "not-yet-valid")

        if detached is not None:
            if detached:
                add("another content", right, "content-changed", content="other-content")
                add("no content", right, "content-missing", content=None)
            else:
                add("content flipped", right.replace(CONTENT, CONTENT[:50] + bytes([CONTENT[50] ^ 1]) + CONTENT[51:]), "content-changed")
                add("another content beside it", right, "content-changed", content="other-content")
            add("bytes after the message", right + b"\0", "malformed")
            add("cut short", right[:-1], "malformed")
            if algorithm == "rsa":
                place = right.index(bytes.fromhex("020101"))
                add("another version", right[:place + 2] + b"\x05" + right[place + 3:], "malformed")
            continue
        add("a signature whose certificate expired, and one whose was revoked", await signed_pdf(await made(expired), signer(revoked, [middle]), kind[4:], field="Signature2"), "expired")
        await pdf_cases(add, made, right, kind, good, mail, clerk, stranger, stranger_root, middle, authority, revoked, [of_root, of_middle])
        container = lambda party: lambda data: detached_cms(signer(party, [middle]), data)
        token = lambda data: stamped_token(stamper(authority, [middle]), data)
        await increments.cases(add, container(good), container(mail), token, algorithm.encode(), fields.SigSeedSubFilter.PADES.value[1:].encode() if kind == "pdf-cades" else b"adbe.pkcs7.detached")

    async def attached(party, chain, time=SIGNED, content=CONTENT):
        Clock.time = time
        try:
            return (await signer(party, chain).async_sign_general_data(content, "sha256", detached=False, use_cades=True)).dump()
        finally:
            Clock.time = SIGNED

    def kept(name, data, tops, lists, answers, expect):
        stem = f"{len(CASES)}"
        case(f"{algorithm} certificates", f"{algorithm} certificates: {name}", data, expect, {
            "roots": [file("roots", f"{stem}-{place}.der", each.der) for place, each in enumerate(tops)],
            "crls": [file("crls", f"{stem}-{place}.crl", each) for place, each in enumerate(lists)],
            "ocsp": [file("ocsp", f"{stem}-{place}.der", each) for place, each in enumerate(answers)]})

    await certificates.cases(kept, Party, answer, attached, algorithm, CONTENT, plain_pdf(), datetime(2026, 6, 1, 0, 0, 1, tzinfo=UTC))


async def pdf_cases(add, made, right, kind, good, mail, clerk, stranger, stranger_root, middle, authority, revoked, lists):
    again = lambda data, party, **how: signed_pdf(data, signer(party, [middle]), kind[4:], field=how.pop("field", "Signature2"), **how)
    page = lambda writer: writer.root["/Pages"]["/Kids"][0]

    add("untouched, cross-reference streams", await made(good, base=packed_pdf()), "valid")
    twice = await again(right, mail)
    add("a second signature", twice, "valid", signed=len(right))
    add("a second, visible signature", await again(right, mail, box=(72, 300, 272, 360)), "changes-not-judged")
    packed = await made(good, base=packed_pdf())
    add("a second signature in cross-reference streams", await again(packed, mail), "valid", signed=len(packed))
    add("a third signature", await again(twice, good, field="Signature3"), "valid", signed=len(right))
    add("a second signature of somebody revoked", await again(right, revoked), "revoked")
    strange = await signed_pdf(right, signer(stranger, [stranger_root]), kind[4:], field="Signature2")
    add("a second signature of a stranger", strange, "untrusted")
    add("a second signature, then a flipped byte of the first", twice.replace(b"Licence No. 7", b"Licence No. 8"), "content-changed")

    first = await signed_pdf(plain_pdf(), signer(good, [middle]), kind[4:], certify=1)
    add("certified, untouched", first, "valid")
    add("certified to stay as it is, then signed", await again(first, mail), "changed-after-signing")
    add("certified to be signed, then signed", await again(await signed_pdf(plain_pdf(), signer(good, [middle]), kind[4:], certify=2), mail), "valid")

    add("a document time-stamp", await stamped_pdf(right, authority, middle), "valid", signed=len(right))
    add("certified to stay as it is, then time-stamped", (await stamped_pdf(first, authority, middle)), "valid")
    add("a document time-stamp of no authority", await stamped_pdf(right, clerk, middle), "wrong-usage")
    supplied = io.BytesIO(right)
    DocumentSecurityStore.add_dss(supplied, message_of(right).dump(), certs=[middle.asn1], crls=[crl.CertificateList.load((OUT / each).read_bytes()) for each in lists], strict=False)
    add("validation data", supplied.getvalue(), "valid")
    kept = await stamped_pdf(supplied.getvalue(), authority, middle)
    add("validation data and a document time-stamp", kept, "valid", signed=len(right))
    more = io.BytesIO(kept)
    DocumentSecurityStore.add_dss(more, None, certs=[authority.asn1], crls=[], strict=False)
    add("validation data, a document time-stamp, and its validation data", more.getvalue(), "valid")
    add("validation data and time-stamps twice", await stamped_pdf(more.getvalue(), authority, middle), "valid", signed=len(right))

    # what may not follow
    def changed(name, change, expect="changed-after-signing"):
        add(name, incremental(right, change), expect)

    def new_text(writer):
        stream = generic.StreamObject(stream_data=b"BT /F1 18 Tf 72 700 Td (Licence No. 8) Tj ET")
        page(writer)["/Contents"] = writer.add_object(stream)
        writer.update_container(page(writer))
    changed("page with another text", new_text)

    def note(writer):
        annotation = generic.DictionaryObject({generic.pdf_name("/Type"): generic.pdf_name("/Annot"), generic.pdf_name("/Subtype"): generic.pdf_name("/FreeText"),
                                               generic.pdf_name("/Contents"): generic.pdf_string("void"), generic.pdf_name("/Rect"): generic.ArrayObject(map(generic.NumberObject, (0, 0, 99, 99)))})
        page(writer)["/Annots"].append(writer.add_object(annotation))
        writer.update_container(page(writer))
    changed("an annotation", note)

    raw = lambda name, objects, expect="changed-after-signing", **how: add(name, raw_increment(right, objects, **how), expect)
    if right.startswith(b"%PDF-1.7\n%\xe2\xe3\xcf\xd3\n1 0 obj"):
        text = b"BT /F1 18 Tf 72 700 Td (Licence No. 8) Tj ET"
        stream = b"<</Length %d>>\nstream\n%s\nendstream" % (len(text), text)
        raw("content stream replaced", {4: stream})
        raw("a dangling reference filled", {98: stream})
        raw("a form field filled in", {8: b"<</Type/Annot/Subtype/Widget/FT/Tx/T(note)/V(something)/Rect[72 600 272 620]/P 3 0 R>>"}, "changes-not-judged")
        raw("font replaced", {5: b"<</Type/Font/Subtype/Type1/BaseFont/Courier>>"})
        raw("title changed", {6: b"<</Title(Permit)/Producer(Nobody)>>"}, "changes-not-judged")
        raw("an action on opening", {1: b"<</Type/Catalog/Pages 2 0 R/AcroForm 7 0 R/OpenAction<</S/JavaScript/JS(app.alert\\(1\\))>>>>"})
        raw("signature dropped from the form", {7: b"<</Fields[8 0 R]>>"})
        raw("form dropped from the catalog", {1: b"<</Type/Catalog/Pages 2 0 R>>"})
        raw("another catalog", {90: b"<</Type/Catalog/Pages 91 0 R>>", 91: b"<</Type/Pages/Kids[]/Count 0>>"}, "changes-not-judged", root=b"90 0 R")
        raw("pages replaced", {2: b"<</Type/Pages/Kids[]/Count 0>>"})
        raw("said to be encrypted", {97: b"<<>>"}, "encrypted", extra=b"/Encrypt<</Filter/Standard>>")
        rewritten = raw_increment(right, {4: stream})
        add("changed, then signed again", await again(rewritten, mail), "changed-after-signing")
        start = plain_pdf().rindex(b"startxref")
        previous = int(plain_pdf()[start + 10:].split()[0])
        add("the signed revision passed over", re.sub(rb"/Prev \d+(?=[^/]*>>\nstartxref\n\d+\n%%EOF\n$)", b"/Prev %d" % previous, rewritten), "unreachable")
    add("bytes after the end", right + b"% nothing\n", "unreadable")
    add("a line after the end", right + b"\n", "changes-not-judged")
    add("two files in a row", right + plain_pdf(), "unreachable")
    add("cut short", right[:-20], "unreadable")

    # the signed range
    place = list(CONTENTS.finditer(right))[-1]
    add("a range with a gap before the contents", ranged(right, lambda r: [r[0], r[1] - 8, r[2], r[3]]), "range-broken")
    add("a range with a gap after the contents", ranged(right, lambda r: [r[0], r[1], r[2] + 8, r[3] - 8]), "range-broken")
    add("a range that stops short", ranged(right, lambda r: [r[0], r[1], r[2], r[3] - 10]), "content-changed")
    add("a range beyond the file", ranged(right, lambda r: [r[0], r[1], r[2], r[3] + 10]), "range-broken")
    add("a range that begins late", ranged(right, lambda r: [8, r[1] - 8, r[2], r[3]]), "range-broken")
    add("a range of two numbers", ranged(right, lambda r: [r[0], r[1]]), "range-broken")
    add("a range that includes the contents", ranged(right, lambda r: [0, r[1] + 2, r[2], r[3]]), "range-broken")
    add("a range of nothing", ranged(right, lambda r: [0, 0, r[2], r[3]]), "range-broken")
    add("contents with something after the message", right[:place.end(1) - 2] + b"01" + right[place.end(1):], "malformed")
    add("contents in both cases", right[:place.start(1)] + right[place.start(1):place.start(1) + 40].swapcase() + right[place.start(1) + 40:], "malformed")
    add("contents in the other case", right[:place.start(1)] + place[1].swapcase() + right[place.end(1):], "valid")
    add("contents of nothing", right[:place.start(1)] + b"0" * len(place[1]) + right[place.end(1):], "malformed")
    add("text flipped", right.replace(b"Licence No. 7", b"Licence No. 8"), "content-changed")
    add("header flipped", right.replace(b"%PDF-1.7", b"%PDF-1.6", 1), "content-changed")
    add("claimed time changed", right.replace(rb"/M (D\07220", rb"/M (D\07219"), "content-changed")
    add("field renamed", right.replace(b"(Signature1)", b"(Signature9)"), "content-changed")
    add("another kind of signature", right.replace(b"/ETSI.CAdES.detached", b"/adbe.x509.rsa_sha1 ").replace(b"/adbe.pkcs7.detached", b"/adbe.pkcs7.sha1    "), "unsupported")
    for what in (b"\xe2\xe3\xcf\xd3", b"612 792", b"Licence", b"Helvetica", b"nothing", b"(note)", b"Nobody", b"00112233"):
        where = right.index(what) + len(what) // 2
        assert not place.start() <= where < place.end()
        add(f"a byte flipped in {what.decode('latin1')}", right[:where] + bytes([right[where] ^ 1]) + right[where + 1:], "content-changed")
    if kind == "pdf-cades" and good.asn1.public_key.algorithm == "rsa":
        add("no signature", plain_pdf(), "not-signed")


async def detached_cms(made, data):
    return (await made.async_sign_general_data(data, "sha256", detached=True, use_cades=True)).dump()


async def stamped_token(made, data):
    return (await made.async_timestamp(hashlib.sha256(data).digest(), "sha256")).dump()


async def stamped_pdf(data, authority, middle):
    out = io.BytesIO()
    await signers.PdfTimeStamper(stamper(authority, [middle])).async_timestamp_pdf(IncrementalPdfFileWriter(io.BytesIO(data)), "sha256", output=out)
    return out.getvalue()


asyncio.run(main())
