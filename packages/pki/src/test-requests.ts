import { execFileSync } from 'node:child_process'
import { createPublicKey, type KeyObject, sign } from 'node:crypto'
import { tag } from './der.ts'
import { oid } from './oid.ts'
import { toPem } from './pem.ts'
import { algorithmFor } from './signature-algorithm.ts'
import { bitString, der, integer, sequence } from './write-der.ts'

const OPENSSL = '/usr/bin/openssl'
const QUIET = ['req', '-new', '-nodes', '-keyout', '/dev/null', '-config', '/dev/null']

/** A CSR as people make it; its key is thrown away. */
export const opensslRequest = (...args: readonly string[]): string =>
  execFileSync(OPENSSL, [...QUIET, ...args], { stdio: 'pipe' }).toString()

/** OpenSSL's opinion of a CSR, in words. Throws if the signature does not verify. */
export const opensslText = (csr: string): string =>
  execFileSync(OPENSSL, ['req', '-verify', '-noout', '-text'], {
    input: csr,
    stdio: 'pipe',
  }).toString()

export const spkiOf = (key: KeyObject): Buffer =>
  createPublicKey(key).export({ type: 'spki', format: 'der' })

export interface Parts {
  readonly attributes?: readonly Buffer[]
  readonly spki?: Buffer
  readonly algorithm?: Buffer
}

/** A CSR of whatever parts, signed well by the key; one for `a.example` if none is given. */
export function forge(
  key: KeyObject,
  {
    attributes = [askingFor(ALT_NAMES)],
    spki = spkiOf(key),
    algorithm = algorithmFor(key).identifier,
  }: Parts = {},
): string {
  const info = sequence(integer(0), sequence(), spki, der(0xa0, ...attributes))
  const request = sequence(info, algorithm, bitString(sign('sha256', info, key)))
  return toPem('CERTIFICATE REQUEST', request)
}

/** The attribute that asks for extensions. */
export const askingFor = (...extensions: readonly Buffer[]): Buffer =>
  sequence(oid.extensionRequest, der(tag.set, sequence(...extensions)))

/** The extension with these general names. */
export const altNames = (...names: readonly Buffer[]): Buffer =>
  sequence(oid.subjectAltName, der(tag.octetString, sequence(...names)))

export const dnsName = (name: string): Buffer => der(0x82, Buffer.from(name))

export const ALT_NAMES = altNames(dnsName('a.example'))
