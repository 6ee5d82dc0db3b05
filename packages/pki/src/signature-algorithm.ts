import type { KeyObject } from 'node:crypto'
import { tag } from './der.ts'
import { der, objectIdentifier, sequence } from './write-der.ts'

/** How a CSR is signed, and the AlgorithmIdentifier that says so. */
export interface SignatureAlgorithm {
  readonly keyType: 'rsa' | 'ec'
  readonly hash: 'sha256' | 'sha384' | 'sha512'
  readonly identifier: Buffer
}

/** RFC 4055 §5 wants a NULL parameter. */
const rsa = (hash: SignatureAlgorithm['hash'], dotted: string): SignatureAlgorithm => ({
  keyType: 'rsa',
  hash,
  identifier: sequence(objectIdentifier(dotted), der(tag.null)),
})

/** RFC 5758 §3.2 wants no parameter. */
const ecdsa = (hash: SignatureAlgorithm['hash'], dotted: string): SignatureAlgorithm => ({
  keyType: 'ec',
  hash,
  identifier: sequence(objectIdentifier(dotted)),
})

const algorithms: readonly SignatureAlgorithm[] = [
  rsa('sha256', '1.2.840.113549.1.1.11'),
  rsa('sha384', '1.2.840.113549.1.1.12'),
  rsa('sha512', '1.2.840.113549.1.1.13'),
  ecdsa('sha256', '1.2.840.10045.4.3.2'),
  ecdsa('sha384', '1.2.840.10045.4.3.3'),
  ecdsa('sha512', '1.2.840.10045.4.3.4'),
]

/** The one that these bytes name; undefined for SHA-1, RSASSA-PSS and whatever else CAs do not take. */
export const algorithmNamed = (identifier: Buffer): SignatureAlgorithm | undefined =>
  algorithms.find((algorithm) => algorithm.identifier.equals(identifier))

/** The one that suits a key: SHA-384 for P-384, else SHA-256. */
export function algorithmFor(key: KeyObject): SignatureAlgorithm {
  const hash = key.asymmetricKeyDetails?.namedCurve === 'secp384r1' ? 'sha384' : 'sha256'
  const found = algorithms.find(
    (algorithm) => algorithm.keyType === key.asymmetricKeyType && algorithm.hash === hash,
  )
  if (found) return found
  throw new TypeError(`A CSR is signed by a key of type rsa or ec, not ${key.asymmetricKeyType}.`)
}
