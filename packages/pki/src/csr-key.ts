import { createPublicKey, type KeyObject } from 'node:crypto'
import { CsrError } from './csr-error.ts'

const SMALLEST_RSA = 2048
const LARGEST_RSA = 4096

/** The AlgorithmIdentifier byte for byte, as CAs have to have it: CA/Browser Forum Baseline Requirements §7.1.3.1. */
const RSA = Buffer.from('300d06092a864886f70d0101010500', 'hex')
/** With the start of the point: uncompressed, RFC 5480 §2.2. */
const CURVES: ReadonlyMap<string, Buffer> = new Map([
  ['p256', Buffer.from('3059301306072a8648ce3d020106082a8648ce3d03010703420004', 'hex')],
  ['p384', Buffer.from('3076301006072a8648ce3d020106052b8104002203620004', 'hex')],
])

export interface CsrKey {
  readonly key: KeyObject
  /** `p256`, `p384`, or `rsa` and the size of the modulus in bits. */
  readonly keyType: string
}

/** The key of a SubjectPublicKeyInfo, if it is one that CAs take. */
export function readCsrKey(spki: Buffer): CsrKey {
  const key = parse(spki)
  const keyType = typeOf(key, spki)
  if (keyType !== undefined) return { key, keyType }
  const { modulusLength, namedCurve, publicExponent = 65_537n } = key.asymmetricKeyDetails ?? {}
  const size = modulusLength === undefined ? namedCurve : `${modulusLength} bits`
  const exponent = publicExponent === 65_537n ? '' : ' and another exponent than 65537'
  throw unfit(`${key.asymmetricKeyType}${size === undefined ? '' : ` of ${size}`}${exponent}`)
}

function parse(spki: Buffer): KeyObject {
  try {
    const key = createPublicKey({ key: spki, type: 'spki', format: 'der' })
    // Node reads more than DER; what it would write has to be what was sent.
    if (key.export({ type: 'spki', format: 'der' }).equals(spki)) return key
  } catch (cause) {
    throw unfit('of a kind that cannot be read', { cause })
  }
  throw unfit('not in DER')
}

function typeOf(key: KeyObject, spki: Buffer): string | undefined {
  const { modulusLength: bits = 0, publicExponent } = key.asymmetricKeyDetails ?? {}
  for (const [curve, start] of CURVES) if (startsWith(spki, start)) return curve
  const fits = bits >= SMALLEST_RSA && bits <= LARGEST_RSA && bits % 8 === 0
  // A modulus of 2048 to 4096 bits has an outer length of two bytes: the algorithm begins at byte 4.
  const isRsa = startsWith(spki.subarray(4), RSA)
  return isRsa && fits && publicExponent === 65_537n ? `rsa${bits}` : undefined
}

const startsWith = (bytes: Buffer, start: Buffer) => bytes.subarray(0, start.length).equals(start)

const unfit = (seen: string, options?: ErrorOptions) =>
  new CsrError(
    'ERR_CSR_KEY',
    `The key of the CSR is ${seen}; CAs take P-256, P-384 and RSA of ${SMALLEST_RSA} to ${LARGEST_RSA} bits. Make a new one.`,
    options,
  )
