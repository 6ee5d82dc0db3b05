import { generateKeyPairSync } from 'node:crypto'
import { describe, expect, test } from 'vitest'
import { createCsr } from './create-csr.ts'
import { CsrError } from './csr-error.ts'
import { tag } from './der.ts'
import { generateKey } from './key.ts'
import { oid } from './oid.ts'
import { readPem, toPem } from './pem.ts'
import { readCsr } from './read-csr.ts'
import {
  ALT_NAMES,
  altNames,
  askingFor,
  dnsName,
  forge,
  opensslRequest,
  spkiOf,
} from './test-requests.ts'
import { bitString, der, integer, objectIdentifier, sequence } from './write-der.ts'

const key = await generateKey('p256')
const csr = createCsr(['a.example'], key)
const bytes = readPem(csr)?.[0]?.der ?? Buffer.of()
const pem = (content: Buffer) => toPem('CERTIFICATE REQUEST', content)
const join = (...parts: Uint8Array[]) => Buffer.concat(parts)
const lastBitTurned = (some: Buffer) =>
  join(some.subarray(0, -1), Buffer.of((some.at(-1) ?? 0) ^ 1))

function codeOf(act: () => unknown): unknown {
  try {
    return act()
  } catch (error) {
    return error instanceof CsrError ? error.code : error
  }
}

test('a forged CSR of good parts is read: the others are refused for what they say', () => {
  expect(readCsr(forge(key)).names).toEqual(['a.example'])
})

describe('a CSR is malformed that is', () => {
  test.each([
    ['nothing', ''],
    ['text', 'hello'],
    ['DER', bytes.toString('latin1')],
    ['two of them', csr + csr],
    ['in other text', `hello ${csr}`],
    ['in labels that differ', csr.replace('BEGIN CERTIFICATE REQUEST', 'BEGIN CERTIFICATE')],
    ['a certificate', csr.replaceAll('CERTIFICATE REQUEST', 'CERTIFICATE')],
    ['padded too much', csr.replace('\n-----END', '====\n-----END')],
    ['more than 64 KiB', csr + '\n'.repeat(64 * 1024)],
    ['followed by bytes', pem(join(bytes, Buffer.alloc(3)))],
    ['cut', pem(bytes.subarray(0, 90))],
    ['of indefinite length', pem(join(Buffer.of(0x30, 0x80), bytes.subarray(4), Buffer.alloc(2)))],
    ['of a length with a zero before', pem(join(Buffer.of(0x30, 0x83, 0), bytes.subarray(2)))],
    ['nothing but depth', pem(nested(3000))],
  ])('%s', (_, text) => {
    expect(codeOf(() => readCsr(text))).toBe('ERR_CSR_MALFORMED')
  })

  test.each([
    ['asking for nothing', sequence(oid.extensionRequest, der(tag.set))],
    ['asking for one extension twice', askingFor(ALT_NAMES, ALT_NAMES)],
    ['asking for no value', askingFor(sequence(oid.subjectAltName))],
    ['asking with a number', integer(1)],
    [
      'asking for names and more',
      askingFor(sequence(oid.subjectAltName, der(tag.octetString, sequence(), integer(1)))),
    ],
  ])('%s', (_, attribute) => {
    expect(codeOf(() => readCsr(forge(key, { attributes: [attribute] })))).toBe('ERR_CSR_MALFORMED')
  })

  test('asking twice', () => {
    const attributes = [askingFor(ALT_NAMES), askingFor()]

    expect(codeOf(() => readCsr(forge(key, { attributes })))).toBe('ERR_CSR_MALFORMED')
  })
})

test.each([
  ['a NUL', dnsName('a.example\0.b.example')],
  ['nothing', dnsName('')],
  ['letters beyond ASCII', dnsName('ü.example')],
  ['a space', dnsName('a b.example')],
  ['254 characters', dnsName('a'.repeat(254))],
  ['another kind of name', der(0xa0, objectIdentifier('1.2.3'), der(0xa0))],
])('a CSR is refused for a name of %s', (_, name) => {
  const attributes = [askingFor(altNames(dnsName('a.example'), name))]

  expect(codeOf(() => readCsr(forge(key, { attributes })))).toBe('ERR_CSR_NAMES')
})

test('a CSR without attributes has no names', () => {
  expect(codeOf(() => readCsr(forge(key, { attributes: [] })))).toBe('ERR_CSR_NAMES')
})

describe('a CSR is refused for a key of', () => {
  const rsa = (modulusLength: number, publicExponent = 65_537) =>
    spkiOf(generateKeyPairSync('rsa', { modulusLength, publicExponent }).privateKey)

  test.each([
    ['RSA of 1024 bits', rsa(1024)],
    ['RSA of 2047 bits', rsa(2047)],
    ['RSA with the exponent 3', rsa(2048, 3)],
    ['Ed25519', spkiOf(generateKeyPairSync('ed25519').privateKey)],
    ['a kind unknown', sequence(sequence(objectIdentifier('1.2.3')), bitString(Buffer.of(1)))],
    ['a point off the curve', lastBitTurned(spkiOf(key))],
    ['a compressed point', compressed(spkiOf(key))],
  ])('%s', (_, spki) => {
    expect(codeOf(() => readCsr(forge(key, { spki })))).toBe('ERR_CSR_KEY')
  })

  test.each([
    ['P-521', ['ec', '-pkeyopt', 'ec_paramgen_curve:P-521']],
    ['secp256k1', ['ec', '-pkeyopt', 'ec_paramgen_curve:secp256k1']],
    [
      'a curve spelt out',
      ['ec', '-pkeyopt', 'ec_paramgen_curve:P-256', '-pkeyopt', 'ec_param_enc:explicit'],
    ],
    ['RSASSA-PSS', ['rsa-pss']],
  ])('%s, made by OpenSSL', (_, kind) => {
    const made = opensslRequest('-subj', '/CN=a.example', '-newkey', ...kind)

    expect(codeOf(() => readCsr(made))).toBe('ERR_CSR_KEY')
  })
})

describe('a CSR is refused for a signature', () => {
  const other = spkiOf(generateKeyPairSync('ec', { namedCurve: 'P-256' }).privateKey)
  const rsa = sequence(objectIdentifier('1.2.840.113549.1.1.11'), der(tag.null))

  test.each([
    ['of somebody else', forge(key, { spki: other })],
    ['with a bit turned', pem(lastBitTurned(bytes))],
    ['said to be of RSA', forge(key, { algorithm: rsa })],
    ['with SHA-1', opensslRequest('-subj', '/CN=a.example', '-newkey', 'rsa:2048', '-sha1')],
  ])('%s', (_, text) => {
    expect(codeOf(() => readCsr(text))).toBe('ERR_CSR_SIGNATURE')
  })
})

test.each(['pkcs8', 'sec1'] as const)('a private key in %s is refused and never quoted', (type) => {
  const thrown = () => readCsr(csr + key.export({ type, format: 'pem' }))

  expect(codeOf(thrown)).toBe('ERR_CSR_PRIVATE_KEY')
  expect(thrown).toThrow(/^[^=+/]{1,200}$/)
})

function nested(depth: number): Buffer {
  return depth === 0 ? der(tag.null) : sequence(nested(depth - 1))
}

/** RFC 5480 §2.2: the sign of y in the first byte, then x alone. */
function compressed(spki: Buffer): Buffer {
  const point = spki.subarray(-65)
  const sign = Uint8Array.of(((point.at(-1) ?? 0) & 1) + 2)
  const curve = ['1.2.840.10045.2.1', '1.2.840.10045.3.1.7'].map(objectIdentifier)
  return sequence(sequence(...curve), bitString(join(sign, point.subarray(1, 33))))
}
