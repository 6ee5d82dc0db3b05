import { createPublicKey, type KeyObject, sign } from 'node:crypto'
import * as asn1js from 'asn1js'
import * as pkijs from 'pkijs'
import { addressOctets } from './ip-address.ts'
import { toPem } from './pem.ts'

/** What a certificate of a test says; whatever is left out is as a CA would have it. */
export interface Wanted {
  readonly subject: string
  readonly key: KeyObject
  /** By whom; itself if left out. */
  readonly issuer?: { readonly subject: string; readonly key: KeyObject }
  readonly names?: readonly string[]
  readonly ipAddress?: string
  readonly ca?: boolean
  readonly usages?: readonly string[]
  /** In hex. */
  readonly serial?: string
  readonly notBefore?: Date
  readonly notAfter?: Date
}

const SERVER_AUTH = '1.3.6.1.5.5.7.3.1'
/** Counts from where DER needs no zeros in front. */
let serials = 0x01000000

/** A certificate in PEM. Written with another library than the code that reads it. */
export function makeCertificate(wanted: Wanted): string {
  const issuer = wanted.issuer ?? wanted
  const certificate = new pkijs.Certificate({
    version: 2,
    serialNumber: new asn1js.Integer({
      valueHex: Buffer.from(wanted.serial ?? `0${(serials++).toString(16)}`, 'hex'),
    }),
    subject: distinguishedName(wanted.subject),
    issuer: distinguishedName(issuer.subject),
    notBefore: new pkijs.Time({ value: wanted.notBefore ?? new Date('2026-01-01T00:00:00Z') }),
    notAfter: new pkijs.Time({ value: wanted.notAfter ?? new Date('2026-12-31T00:00:00Z') }),
    extensions: extensions(wanted),
  })
  certificate.subjectPublicKeyInfo = pkijs.PublicKeyInfo.fromBER(
    createPublicKey(wanted.key).export({ type: 'spki', format: 'der' }),
  )
  return signed(certificate, issuer.key)
}

function signed(certificate: pkijs.Certificate, key: KeyObject): string {
  const algorithm = new pkijs.AlgorithmIdentifier(
    key.asymmetricKeyType === 'rsa'
      ? { algorithmId: '1.2.840.113549.1.1.11', algorithmParams: new asn1js.Null() }
      : { algorithmId: '1.2.840.10045.4.3.2' },
  )
  certificate.signature = algorithm
  certificate.signatureAlgorithm = algorithm
  const tbs = new Uint8Array(certificate.encodeTBS().toBER())
  certificate.tbsView = tbs
  certificate.signatureValue = new asn1js.BitString({ valueHex: sign('sha256', tbs, key) })
  return toPem('CERTIFICATE', new Uint8Array(certificate.toSchema().toBER()))
}

const distinguishedName = (commonName: string) =>
  new pkijs.RelativeDistinguishedNames({
    typesAndValues: [
      new pkijs.AttributeTypeAndValue({
        type: '2.5.4.3',
        value: new asn1js.Utf8String({ value: commonName }),
      }),
    ],
  })

function extensions({ names = [], ipAddress, ca = false, usages = [SERVER_AUTH] }: Wanted) {
  const basic = new pkijs.BasicConstraints({ cA: ca })
  const extended = new pkijs.ExtKeyUsage({ keyPurposes: [...usages] })
  const alternative = [
    ...names.map((value) => new pkijs.GeneralName({ type: 2, value })),
    ...(ipAddress === undefined ? [] : [generalAddress(ipAddress)]),
  ]
  return [
    extension('2.5.29.19', basic.toSchema()),
    ...(ca || usages.length === 0 ? [] : [extension('2.5.29.37', extended.toSchema())]),
    ...(alternative.length === 0
      ? []
      : [extension('2.5.29.17', new pkijs.GeneralNames({ names: alternative }).toSchema())]),
  ]
}

function generalAddress(address: string): pkijs.GeneralName {
  const octets = Uint8Array.from(addressOctets(address) ?? [])
  return new pkijs.GeneralName({ type: 7, value: new asn1js.OctetString({ valueHex: octets }) })
}

const extension = (extnID: string, value: asn1js.BaseBlock) =>
  new pkijs.Extension({ extnID, critical: false, extnValue: value.toBER() })
