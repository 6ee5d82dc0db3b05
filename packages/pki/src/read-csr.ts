import { createHash, createPublicKey, type KeyObject, verify } from 'node:crypto'
import { CertificationRequest, Extensions, type GeneralName, GeneralNames } from 'pkijs'
import { oid } from './oid.ts'
import { readPem } from './pem.ts'
import { CsrError } from './pki-error.ts'

const LARGEST = 64 * 1024
const DNS_NAME = 2

export interface CsrFacts {
  /** The SANs in lower case, with the common name where it is a name that they lack. */
  readonly names: string[]
  /** SHA-256 of the public key's SubjectPublicKeyInfo, in base64. */
  readonly spki: string
}

/** Reads a CSR that somebody else made: one, well formed, signed by its own key, with a key that CAs take. */
export function readCsr(pem: string): CsrFacts {
  const csr = parse(derOf(pem))
  const spki = Buffer.from(csr.subjectPublicKeyInfo.toSchema().toBER())
  const key = publicKey(spki)
  verifySignature(csr, key)
  return { names: namesOf(csr), spki: createHash('sha256').update(spki).digest('base64') }
}

function derOf(pem: string): Buffer {
  if (pem.length > LARGEST) throw malformed('is larger than 64 KiB')
  if (/-----BEGIN [A-Z ]*PRIVATE KEY-----/.test(pem))
    throw new CsrError(
      'ERR_CSR_PRIVATE_KEY',
      'A private key was sent in place of a CSR. Consider it known to others: make a new one, and send its CSR only.',
    )
  const { blocks, rest } = readPem(pem)
  const [block] = blocks
  if (!block || blocks.length > 1 || rest) throw malformed('is not one block of PEM')
  if (!/^(NEW )?CERTIFICATE REQUEST$/.test(block.label)) throw malformed('is PEM of something else')
  return block.der
}

function parse(der: Buffer): CertificationRequest {
  try {
    const csr = CertificationRequest.fromBER(der)
    // What the library read, written again, has to be what was sent: no trailing bytes, no second spelling.
    if (der.equals(Buffer.from(csr.toSchema().toBER()))) return csr
  } catch {
    // It is told below.
  }
  throw malformed('is not a PKCS #10 request in DER')
}

function publicKey(spki: Buffer): KeyObject {
  try {
    const key = createPublicKey({ key: spki, type: 'spki', format: 'der' })
    const { modulusLength = 0, namedCurve = '', publicExponent } = key.asymmetricKeyDetails ?? {}
    const type = key.asymmetricKeyType
    const fits =
      type === 'rsa'
        ? modulusLength >= 2048 &&
          modulusLength <= 4096 &&
          modulusLength % 8 === 0 &&
          publicExponent === 65_537n
        : type === 'ec' && ['prime256v1', 'secp384r1'].includes(namedCurve)
    if (fits) return key
    throw unfit([type, modulusLength || namedCurve].filter(Boolean).join(' '))
  } catch (error) {
    if (error instanceof CsrError) throw error
    throw unfit('of a kind that cannot be read')
  }
}

const hashes: Readonly<Record<string, string>> = {
  [oid.sha256WithRsa]: 'sha256',
  [oid.ecdsaWithSha256]: 'sha256',
  [oid.sha384WithRsa]: 'sha384',
  [oid.ecdsaWithSha384]: 'sha384',
  [oid.sha512WithRsa]: 'sha512',
  [oid.ecdsaWithSha512]: 'sha512',
}

function verifySignature(csr: CertificationRequest, key: KeyObject): void {
  const hash = hashes[csr.signatureAlgorithm.algorithmId]
  const signature = Buffer.from(csr.signatureValue.valueBlock.valueHexView)
  if (hash === undefined || !verify(hash, csr.tbsView, key, signature))
    throw new CsrError('ERR_CSR_SIGNATURE', 'The CSR is not signed by its own key with SHA-2.')
}

function namesOf(csr: CertificationRequest): string[] {
  const sans = altNames(csr)
  const other = sans.find(({ type }) => type !== DNS_NAME)
  if (other)
    throw new CsrError(
      'ERR_CSR_NAMES',
      'The CSR has a subject alternative name that is no DNS name.',
    )
  const commonName = csr.subject.typesAndValues.find(({ type }) => type === oid.commonName)
  const values = [...sans.map(({ value }) => value), commonName?.value.valueBlock.value]
  const names = values.filter((value) => typeof value === 'string' && value.includes('.'))
  if (names.length === 0) throw new CsrError('ERR_CSR_NAMES', 'The CSR has no DNS names.')
  return [...new Set(names.map((name) => String(name).toLowerCase()))]
}

function altNames(csr: CertificationRequest): GeneralName[] {
  try {
    const request = csr.attributes?.find(({ type }) => type === oid.extensionRequest)
    if (!request) return []
    const { extensions } = new Extensions({ schema: request.values[0] })
    const san = extensions.find(({ extnID }) => extnID === oid.subjectAltName)
    return san ? GeneralNames.fromBER(san.extnValue.valueBlock.valueHexView).names : []
  } catch {
    throw malformed('has extensions that cannot be read')
  }
}

const malformed = (why: string) => new CsrError('ERR_CSR_MALFORMED', `The CSR ${why}.`)
const unfit = (seen: string) =>
  new CsrError(
    'ERR_CSR_KEY',
    `The CSR's key is ${seen}; CAs take RSA of 2048 to 4096 bits, P-256 and P-384.`,
  )
