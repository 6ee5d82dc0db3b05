import { createHash, createPublicKey } from 'node:crypto'
import { CertificationRequest } from 'pkijs'
import { describe, expect, test } from 'vitest'
import { createCsr } from './create-csr.ts'
import { generateKey, type KeyType } from './key.ts'
import { readPem } from './pem.ts'
import { readCsr } from './read-csr.ts'
import { opensslText } from './test-requests.ts'

const types: readonly KeyType[] = ['p256', 'p384', 'rsa2048', 'rsa3072', 'rsa4096']
const names = ['a.example', '*.a.example']

let turns = 0
const timer = setInterval(() => turns++, 1)
const made = types.map(async (type) => [type, await generateKey(type)] as const)
const keys = new Map(await Promise.all(made))
clearInterval(timer)
const keyOf = (type: KeyType) => keys.get(type) ?? expect.fail(type)
const key = keyOf('p256')

describe('a CSR', () => {
  test.each([
    ['p256', 'ecdsa-with-SHA256', 'Digital Signature\n'],
    ['p384', 'ecdsa-with-SHA384', 'Digital Signature\n'],
    ['rsa2048', 'sha256WithRSAEncryption', 'Digital Signature, Key Encipherment\n'],
    ['rsa3072', 'sha256WithRSAEncryption', 'Digital Signature, Key Encipherment\n'],
    ['rsa4096', 'sha256WithRSAEncryption', 'Digital Signature, Key Encipherment\n'],
  ] satisfies [KeyType, string, string][])(
    'of %s verifies with OpenSSL, for the usages of its kind of key',
    (type, algorithm, usages) => {
      const csr = createCsr(names, keyOf(type))
      const text = opensslText(csr)

      expect(text).toContain(`Signature Algorithm: ${algorithm}`)
      expect(text).toContain('DNS:a.example, DNS:*.a.example\n')
      expect(text).toMatch(new RegExp(`Key Usage: critical\\s+${usages}`))
      expect(text).toMatch(/Extended Key Usage:\s+TLS Web Server Authentication\n/)
      expect(readCsr(csr)).toMatchObject({ names, keyType: type })
    },
  )

  test('reads back as its hundred names and its key', () => {
    const hundred = Array.from({ length: 100 }, (_, index) => `n${index}.example`)
    const spki = createPublicKey(key).export({ type: 'spki', format: 'der' })
    const csr = createCsr(hundred, key)

    expect(opensslText(csr)).toContain('DNS:n98.example, DNS:n99.example\n')
    expect(readCsr(csr)).toEqual({
      names: hundred,
      keyType: 'p256',
      spki: createHash('sha256').update(spki).digest('base64'),
    })
  })

  test('has the first name of at most 64 characters as its common name', () => {
    const ofLength = (length: number) => `${'a'.repeat(length - 8)}.example`

    expect(opensslText(createCsr([ofLength(65), ofLength(64), 'b.example'], key))).toMatch(
      new RegExp(`Subject: CN ?= ?${ofLength(64)}\n`),
    )
  })

  test('has an empty subject, and so critical names, if all of them are longer', () => {
    const long = `${'a'.repeat(60)}.long.example`
    const text = opensslText(createCsr([long], key))

    expect(text).toMatch(/Subject: *\n/)
    expect(text).toMatch(/Subject Alternative Name: critical\s+DNS:/)
    expect(readCsr(createCsr([long], key)).names).toEqual([long])
  })

  test('has addresses as such, and none of them as its common name', () => {
    const addresses = ['192.0.2.1', '2001:db8::1']
    const text = opensslText(createCsr([...addresses, 'a.example'], key))

    expect(text).toContain('IP Address:192.0.2.1, IP Address:2001:DB8:0:0:0:0:0:1, DNS:a.example\n')
    expect(text).toMatch(/Subject: CN ?= ?a\.example\n/)
    expect(readCsr(createCsr(addresses, key)).names).toEqual(addresses)
  })

  test('is of DER that another library writes in the same way', () => {
    const [block] = readPem(createCsr(names, key)) ?? []
    const der = block?.der ?? Buffer.of()

    expect(Buffer.from(CertificationRequest.fromBER(der).toSchema().toBER())).toEqual(der)
  })

  test.each([[[]], [['ü.example']], [['a example']]])('is not made for %j', (bad) => {
    expect(() => createCsr(bad, key)).toThrow(TypeError)
  })
})

test('keys that take long to make leave the event loop free', () => {
  expect(turns).toBeGreaterThan(1)
})
