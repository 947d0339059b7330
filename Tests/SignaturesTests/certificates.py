"""Certificates and revocation lists that say more, or less, than they should, each case named after what is wrong."""
import base64
from datetime import datetime, timezone

from asn1crypto import cms
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec, padding, rsa
from cryptography.x509.oid import ExtendedKeyUsageOID, NameOID

UTC = timezone.utc
DAY = lambda month, day: datetime(2026, month, day, tzinfo=UTC)
MAY = DAY(5, 20)


def usage(*bits):
    names = "digital_signature content_commitment key_encipherment data_encipherment key_agreement key_cert_sign crl_sign encipher_only decipher_only".split()
    return x509.KeyUsage(**{name: name in bits for name in names}), True


def constraints(ca, length=None):
    return x509.BasicConstraints(ca, length), True


SIGNS = usage("digital_signature", "content_commitment")
ISSUES = usage("key_cert_sign", "crl_sign")
RESPONDS = [SIGNS, (x509.ExtendedKeyUsage([ExtendedKeyUsageOID.OCSP_SIGNING]), False), (x509.OCSPNoCheck(), False)]


def crl(issuer, extensions=(), revoked=(), key=None, begin=MAY, end=DAY(7, 1)):
    builder = x509.CertificateRevocationListBuilder().issuer_name(issuer.name).last_update(begin).next_update(end)
    for each, critical in extensions:
        builder = builder.add_extension(each, critical)
    for party, when, notes in revoked:
        entry = x509.RevokedCertificateBuilder().serial_number(party.cert.serial_number).revocation_date(when)
        for note in notes:
            entry = entry.add_extension(note, False)
        builder = builder.add_revoked_certificate(entry.build())
    return builder.sign(key or issuer.key, hashes.SHA256()).public_bytes(serialization.Encoding.DER)


def point(**what):
    kinds = dict(full_name=None, relative_name=None, only_contains_user_certs=False, only_contains_ca_certs=False, only_some_reasons=None, indirect_crl=False, only_contains_attribute_certs=False)
    return [(x509.IssuingDistributionPoint(**(kinds | what)), True)]


async def cases(add, Party, answer, sign, algorithm, content, page, late):
    """`sign` makes an attached message of a party with a chain; `add` takes a name, a message, the roots, lists and answers, and what it must come to."""
    keys = [rsa.generate_private_key(65537, 2048) if algorithm == "rsa" else ec.generate_private_key(ec.SECP256R1()) for _ in range(4)]

    def party(name, key, issuer=None, extensions=(), **how):
        return Party(f"{name} {algorithm}", keys[key], issuer, extensions=extensions, **how)

    root = party("A root", 0, None, [constraints(True), ISSUES])
    middle = party("An authority", 1, root, [constraints(True), ISSUES])
    good = party("An office", 2, middle, [SIGNS])
    lists = [crl(root), crl(middle)]
    right = await sign(good, [middle])

    def under(name, extensions, expect, more=()):
        """Signed under an authority of its own."""
        own = party(name[:40], 1, root, extensions)
        return name, [party("Office: " + name[:40], 2, own, [SIGNS]), own], [crl(root), crl(own)], expect

    async def chained(name, parties, lists, expect, top=root):
        add(name, await sign(parties[0], parties[1:]), [top], lists, [], expect)

    add("a chain of two", right, [root], lists, [], "valid")
    add("a chain of two, claimed after the check", await sign(good, [middle], late), [root], lists, [], "claimed-later")
    first = party("Authority that may have none below", 1, root, [constraints(True, 0), ISSUES])
    second = party("Authority below it", 3, first, [constraints(True), ISSUES])
    await chained("an authority below one that may have none", [party("Office below both", 2, second, [SIGNS]), first, second], [crl(root), crl(first), crl(second)], "chain-broken")
    only = x509.NameConstraints([x509.DirectoryName(x509.Name([x509.NameAttribute(NameOID.ORGANIZATION_NAME, "Only this")]))], None)
    await chained(*under("a name its authority may not issue", [constraints(True), ISSUES, (only, True)], "chain-broken"))
    await chained(*under("an authority without the right to sign certificates", [constraints(True), usage("digital_signature", "crl_sign")], "chain-broken"))
    await chained(*under("an authority that does not say it is one", [ISSUES], "chain-broken"))
    await chained(*under("an authority for servers alone", [constraints(True), ISSUES, (x509.ExtendedKeyUsage([ExtendedKeyUsageOID.SERVER_AUTH]), False)], "wrong-usage"))
    await chained(*under("an authority for mail", [constraints(True), ISSUES, (x509.ExtendedKeyUsage([ExtendedKeyUsageOID.EMAIL_PROTECTION]), False)], "valid"))
    await chained("a certificate of an authority that signs a document", [party("Authority that signs", 2, middle, [constraints(True), usage("key_cert_sign", "digital_signature")]), middle], lists, "wrong-usage")
    unknown = (x509.UnrecognizedExtension(x509.ObjectIdentifier("1.2.3.4.5"), b"\x05\x00"), True)
    await chained("a critical extension nobody knows", [party("Office with more", 2, middle, [SIGNS, unknown]), middle], lists, "chain-broken")
    old = party("Root that expired", 0, None, [constraints(True), ISSUES], end=DAY(5, 1))
    own = party("Authority under it", 1, old, [constraints(True), ISSUES])
    await chained("a root that expired", [party("Office under it", 2, own, [SIGNS]), own], [crl(old), crl(own)], "expired", old)

    def listed(name, *more, expect="revocation-unknown"):
        add(name, right, [root], [lists[0], *more], [], expect)

    listed("a list of changes alone", crl(middle, [(x509.DeltaCRLIndicator(1), True)]))
    listed("a list of other issuers' certificates too", crl(middle, point(indirect_crl=True)))
    listed("a list of authorities alone", crl(middle, point(only_contains_ca_certs=True)))
    listed("a list of persons alone", crl(middle, point(only_contains_user_certs=True)), expect="valid")
    listed("a list of some reasons alone", crl(middle, point(only_some_reasons=frozenset([x509.ReasonFlags.key_compromise]))))
    listed("a list of another place", crl(middle, point(full_name=[x509.UniformResourceIdentifier("http://a.example/")])))
    listed("a list with a critical extension nobody knows", crl(middle, [unknown]))
    listed("a list of an authority of the same name", crl(party("An authority", 3, root, [constraints(True), ISSUES])))
    hold, removed = ([x509.CRLReason(getattr(x509.ReasonFlags, each))] for each in ("certificate_hold", "remove_from_crl"))
    listed("a certificate on hold", crl(middle, (), [(good, DAY(5, 1), hold)]), expect="revoked")
    listed("a certificate removed from a whole list", crl(middle, (), [(good, DAY(5, 1), removed)]), expect="revoked")
    listed("a certificate revoked later, invalid before", crl(middle, (), [(good, DAY(6, 20), [x509.InvalidityDate(datetime(2026, 5, 1))])]), expect="revoked")
    january = dict(begin=DAY(1, 15), end=DAY(2, 1))
    listed("revoked in an old list, left out of the new one", lists[1], crl(middle, (), [(good, DAY(1, 10), [])], **january), expect="revoked")
    listed("on hold in an old list, left out of the new one", lists[1], crl(middle, (), [(good, DAY(1, 10), hold)], **january), expect="valid")
    listed("revoked in an old list that somebody else signed", lists[1], crl(middle, (), [(good, DAY(1, 10), [])], key=keys[3], **january), expect="valid")

    sibling = party("Another authority", 3, root, [constraints(True), ISSUES])
    def answered(name, *answers, expect="revocation-unknown"):
        add(name, right, [root], [lists[0]], answers, expect)

    answered("an answer about the same number of another authority", answer(party("Its office", 3, sibling, [SIGNS], serial=good.cert.serial_number), sibling))
    answered("an answer of another authority's responder", answer(good, party("Its responder", 3, sibling, RESPONDS)))
    answered("an answer of the root's responder", answer(good, party("The root's responder", 3, root, RESPONDS)))
    answered("an answer of a responder that had expired", answer(good, party("Expired responder", 3, middle, RESPONDS, end=DAY(4, 1))))

    # files that are two things at once
    pem = b"-----BEGIN %s-----\n" + base64.encodebytes(right) + b"-----END %s-----\n"
    text = lambda label: pem % (label, label)

    def told(name, data, expect="more-than-message"):
        add(name, data, [root], lists, [], expect)

    told("in text", text(b"CMS"), "valid")
    told("in text, under its older name", b"\n" + text(b"PKCS7") + b" \n", "valid")
    told("in text, under another name", text(b"CERTIFICATE"))
    told("in text with something after it", text(b"CMS") + b"Licence No. 8\n")
    told("in text with a document before it", b"-----BEGIN X-----\n" + page + b"\n-----END X-----\n" + text(b"CMS"))
    told("in text, twice", text(b"CMS") * 2)

    def changed(change):
        info = cms.ContentInfo.load(right)
        change(info["content"])
        return info.dump()

    def beside(*others):
        def change(signed):
            signed["certificates"] = cms.CertificateSet([cms.CertificateChoices(name="certificate", value=each.asn1) for each in (*others, good, middle)])
        return changed(change)

    told("a document as the content", await sign(good, [middle], content=page), "valid")
    told("the content begins in what stands before it", await sign(good, [middle], content=page[2:].ljust(0x2550, b" ")))
    document = (x509.UnrecognizedExtension(x509.ObjectIdentifier("1.2.3.4.5"), page), False)
    told("a document in a certificate nobody needs", beside(Party(f"Document {algorithm}", keys[3], None, extensions=[document])))
    told("a document in the certificate of the root", beside(Party(root.name.rfc4514_string()[3:], keys[0], None, extensions=[constraints(True), ISSUES, document])))
    told("a certificate nobody needs", beside(party("Nobody", 3, None, [SIGNS])))
    told("the root beside it", beside(root), "valid")

    def bare(signed):
        signer = signed["signer_infos"][0]
        del signer["signed_attrs"]
        signer["signature"] = keys[2].sign(content, *([padding.PKCS1v15(), hashes.SHA256()] if algorithm == "rsa" else [ec.ECDSA(hashes.SHA256())]))

    def attributes(signed):
        signer = signed["signer_infos"][0]
        signed["encap_content_info"]["content"] = signer["signed_attrs"].untag().dump()
        del signer["signed_attrs"]

    def twice(signed):
        signed["signer_infos"].append(signed["signer_infos"][0].copy())
        signed["signer_infos"][1]["signature"] = bytes(len(signed["signer_infos"][0]["signature"].native))

    def hashed(signed):
        signer = signed["signer_infos"][0]
        listed = signer["signed_attrs"]
        listed.append(next(each for each in listed if each["type"].native == "message_digest").copy())
        data = listed.untag().dump()
        signer["signature"] = keys[2].sign(data, *([padding.PKCS1v15(), hashes.SHA256()] if algorithm == "rsa" else [ec.ECDSA(hashes.SHA256())]))

    def family(signed):
        signed["signer_infos"][0]["signature_algorithm"] = {"algorithm": "sha256_ecdsa" if algorithm == "rsa" else "sha256_rsa"}

    def crowd(signed):
        signed["signer_infos"] = cms.SignerInfos([signed["signer_infos"][0].copy() for _ in range(17)])

    told("without signed attributes", changed(bare), "certificate-not-bound")
    told("the signed attributes as the content", changed(attributes), "certificate-not-bound")
    told("a second signer whose value is nothing", changed(twice), "signature-broken")
    told("two hashes of the content", changed(hashed), "malformed")
    told("the name of another family of algorithms", changed(family), "malformed")
    told("seventeen signers", changed(crowd), "too-large")
    told("no signer", changed(lambda signed: signed.__setitem__("signer_infos", cms.SignerInfos([]))), "not-signed")
