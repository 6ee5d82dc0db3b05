import { createPublicKey, type KeyObject, sign } from 'node:crypto'
import * as asn1js from 'asn1js'
import {
  AlgorithmIdentifier,
  Attribute,
  AttributeTypeAndValue,
  CertificationRequest,
  Extension,
  Extensions,
  ExtKeyUsage,
  GeneralName,
  GeneralNames,
  PublicKeyInfo,
} from 'pkijs'
import { oid } from './oid.ts'
import { toPem } from './pem.ts'

/** A common name holds 64 characters at most: RFC 5280 Appendix A.1, ub-common-name. */
const LONGEST_COMMON_NAME = 64
const DNS_NAME = 2

/**
 * A CSR in PEM (RFC 2986) whose SANs are exactly the names.
 *
 * The common name is the first name that fits into one; the usages are those of a TLS server, with key encipherment for
 * RSA only, since an ECDSA key enciphers nothing (RFC 5480 §3).
 */
export function createCsr(names: readonly string[], key: KeyObject): string {
  const isRsa = key.asymmetricKeyType === 'rsa'
  const csr = new CertificationRequest({ version: 0, attributes: [extensions(names, isRsa)] })
  const commonName = names.find((name) => name.length <= LONGEST_COMMON_NAME)
  if (commonName !== undefined) csr.subject.typesAndValues.push(subjectName(commonName))
  const spki = createPublicKey(key).export({ type: 'spki', format: 'der' })
  csr.subjectPublicKeyInfo = PublicKeyInfo.fromBER(spki)
  csr.signatureAlgorithm = algorithmOf(key)
  csr.tbsView = new Uint8Array(csrInfo(csr))
  const hash = hashOf(key)
  csr.signatureValue = new asn1js.BitString({ valueHex: sign(hash, csr.tbsView, key) })
  return toPem('CERTIFICATE REQUEST', new Uint8Array(csr.toSchema().toBER()))
}

const csrInfo = (csr: CertificationRequest): ArrayBuffer =>
  // The method is protected in the types only; it is how the library itself gets what is signed.
  (csr as unknown as { encodeTBS(): asn1js.Sequence }).encodeTBS().toBER()

function subjectName(commonName: string): AttributeTypeAndValue {
  const value = new asn1js.Utf8String({ value: commonName })
  return new AttributeTypeAndValue({ type: oid.commonName, value })
}

/** RFC 2985 §5.4.2: the extensions that are asked for are an attribute. */
function extensions(names: readonly string[], isRsa: boolean): Attribute {
  const altNames = new GeneralNames({
    names: names.map((value) => new GeneralName({ type: DNS_NAME, value })),
  })
  const usage = new asn1js.BitString({
    valueHex: Uint8Array.of(isRsa ? 0xa0 : 0x80).buffer,
    unusedBits: isRsa ? 5 : 7,
  })
  const extended = new ExtKeyUsage({ keyPurposes: [oid.serverAuth] })
  const asked = [
    extension(oid.subjectAltName, false, altNames.toSchema()),
    extension(oid.keyUsage, true, usage),
    extension(oid.extKeyUsage, false, extended.toSchema()),
  ]
  return new Attribute({
    type: oid.extensionRequest,
    values: [new Extensions({ extensions: asked }).toSchema()],
  })
}

const extension = (extnID: string, critical: boolean, value: asn1js.BaseBlock): Extension =>
  new Extension({ extnID, critical, extnValue: value.toBER() })

const isP384 = (key: KeyObject) => key.asymmetricKeyDetails?.namedCurve === 'secp384r1'
const hashOf = (key: KeyObject) => (isP384(key) ? 'sha384' : 'sha256')

/** RFC 4055 §5 wants a NULL parameter for RSA, RFC 5758 §3.2 none for ECDSA. */
function algorithmOf(key: KeyObject): AlgorithmIdentifier {
  if (key.asymmetricKeyType === 'rsa')
    return new AlgorithmIdentifier({
      algorithmId: oid.sha256WithRsa,
      algorithmParams: new asn1js.Null(),
    })
  return new AlgorithmIdentifier({
    algorithmId: isP384(key) ? oid.ecdsaWithSha384 : oid.ecdsaWithSha256,
  })
}
