import { createHash, type KeyObject, verify } from 'node:crypto'
import { CsrError } from './csr-error.ts'
import { readCsrKey } from './csr-key.ts'
import { readCsrNames } from './csr-names.ts'
import { DerError } from './der.ts'
import { holdsPrivateKey, readPem } from './pem.ts'
import { type Request, readRequest } from './request.ts'
import { algorithmNamed } from './signature-algorithm.ts'

const LARGEST = 64 * 1024

export interface CsrFacts {
  /** The SANs in lower case, with the common name where it is a name that they lack. Their syntax is not judged. */
  readonly names: string[]
  /** `p256`, `p384`, or `rsa` and the size of the modulus in bits. */
  readonly keyType: string
  /** SHA-256 of the public key's SubjectPublicKeyInfo, in base64. */
  readonly spki: string
}

/** Reads a CSR that somebody else made: one, well formed, signed by its own key, with a key that CAs take. */
export function readCsr(pem: string): CsrFacts {
  return orMalformed(() => {
    const request = readRequest(derOf(pem))
    const { key, keyType } = readCsrKey(request.spki)
    checkSignature(request, key)
    const spki = createHash('sha256').update(request.spki).digest('base64')
    return { names: readCsrNames(request), keyType, spki }
  })
}

/** The key alone of a CSR that was read before; its signature is not verified again. */
export const readCsrKeyOf = (pem: string): KeyObject =>
  orMalformed(() => readCsrKey(readRequest(derOf(pem)).spki).key)

function orMalformed<T>(read: () => T): T {
  try {
    return read()
  } catch (cause) {
    if (cause instanceof DerError) throw malformed('is not a PKCS #10 request in DER', { cause })
    throw cause
  }
}

function derOf(pem: string): Buffer {
  if (pem.length > LARGEST) throw malformed('is larger than 64 KiB')
  if (holdsPrivateKey(pem))
    throw new CsrError(
      'ERR_CSR_PRIVATE_KEY',
      'A private key was sent with or in place of a CSR. Consider it known to others: make a new one, and send its CSR only.',
    )
  const [block, ...more] = readPem(pem) ?? []
  if (!block || more.length > 0) throw malformed('is not one block of PEM and nothing else')
  if (/^(NEW )?CERTIFICATE REQUEST$/.test(block.label)) return block.der
  throw malformed('is PEM of something else')
}

function checkSignature({ info, algorithm, signature }: Request, key: KeyObject): void {
  const named = algorithmNamed(algorithm)
  if (named?.keyType === key.asymmetricKeyType && verify(named?.hash, info, key, signature)) return
  throw new CsrError(
    'ERR_CSR_SIGNATURE',
    'The CSR is not signed by its own key, or not with SHA-256, SHA-384 or SHA-512. Make a new one.',
  )
}

const malformed = (why: string, options?: ErrorOptions) =>
  new CsrError(
    'ERR_CSR_MALFORMED',
    `The CSR ${why}. "openssl req -new -key …" makes one in PEM.`,
    options,
  )
