import type { webcrypto } from 'node:crypto'
import { Integer, Utf8String } from 'asn1js'
import {
  AttributeTypeAndValue,
  Certificate,
  type Extension,
  type PublicKeyInfo,
  RelativeDistinguishedNames,
  Time,
} from 'pkijs'
import { commonName } from './oid.ts'

export interface Subject {
  /** The common name; undefined makes the empty subject. */
  readonly name: string | undefined
  readonly publicKey: PublicKeyInfo
  readonly extensions: Extension[]
  readonly notBefore: Date
  readonly notAfter: Date
}

export interface CertificateIssuer {
  readonly name: string
  readonly privateKey: webcrypto.CryptoKey
}

/** A version 3 certificate in DER, signed with SHA-256; `serial` is hex. */
export async function certify(
  serial: string,
  { name, publicKey, extensions, notBefore, notAfter }: Subject,
  issuer: CertificateIssuer,
): Promise<Buffer> {
  const certificate = new Certificate({
    version: 2,
    serialNumber: new Integer({ valueHex: new Uint8Array(Buffer.from(serial, 'hex')).buffer }),
    issuer: distinguishedName(issuer.name),
    subject: distinguishedName(name),
    notBefore: time(notBefore),
    notAfter: time(notAfter),
    subjectPublicKeyInfo: publicKey,
    extensions,
  })
  await certificate.sign(issuer.privateKey, 'SHA-256')
  return Buffer.from(certificate.toSchema(true).toBER())
}

export function certificatePem(der: Buffer): string {
  const lines = der.toString('base64').match(/.{1,64}/g) ?? []
  return ['-----BEGIN CERTIFICATE-----', ...lines, '-----END CERTIFICATE-----', ''].join('\n')
}

function distinguishedName(name: string | undefined) {
  if (name === undefined) return new RelativeDistinguishedNames()
  const value = new Utf8String({ value: name })
  return new RelativeDistinguishedNames({
    typesAndValues: [new AttributeTypeAndValue({ type: commonName, value })],
  })
}

/** RFC 5280 §4.1.2.5: UTCTime through 2049, GeneralizedTime from then on. */
function time(value: Date): Time {
  const [utcTime, generalizedTime] = [0, 1]
  return new Time({ type: value.getUTCFullYear() < 2050 ? utcTime : generalizedTime, value })
}
