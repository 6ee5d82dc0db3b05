import { execFileSync } from 'node:child_process'
import { createHash, createPublicKey } from 'node:crypto'
import { describe, expect, test } from 'vitest'
import { createCsr } from './create-csr.ts'
import { generateKey } from './key.ts'
import { readCsr } from './read-csr.ts'

/** OpenSSL's opinion of a CSR. */
const openssl = (csr: string) =>
  execFileSync('openssl', ['req', '-verify', '-noout', '-text'], {
    input: csr,
    stdio: 'pipe',
  }).toString()

const codeOf = (act: () => unknown) => {
  try {
    return act()
  } catch (error) {
    return (error as { code?: string }).code
  }
}
const key = await generateKey('p256')

describe('a CSR', () => {
  test.each([
    ['p256', 'ecdsa-with-SHA256'],
    ['p384', 'ecdsa-with-SHA384'],
    ['rsa2048', 'sha256WithRSAEncryption'],
    ['rsa3072', 'sha256WithRSAEncryption'],
  ] as const)('of %s is what OpenSSL accepts', async (type, algorithm) => {
    const text = openssl(createCsr(['a.example', '*.a.example'], await generateKey(type)))

    expect(text).toContain(`Signature Algorithm: ${algorithm}`)
    expect(text).toContain('DNS:a.example, DNS:*.a.example')
  })

  test('asks for key encipherment with RSA only', async () => {
    const usages = await Promise.all(
      (['p256', 'rsa2048'] as const).map(async (type) =>
        openssl(createCsr(['a.example'], await generateKey(type))).includes('Key Encipherment'),
      ),
    )

    expect(usages).toEqual([false, true])
  })

  test('has no common name longer than 64 characters', () => {
    const long = `${'a'.repeat(60)}.example`

    expect(openssl(createCsr([long], key))).not.toContain('CN =')
    expect(openssl(createCsr([long, 'b.example'], key))).toContain('CN = b.example')
  })

  test('reads back as its names and key, also with a hundred names', () => {
    const names = Array.from({ length: 100 }, (_, index) => `n${index}.example`)
    const spki = createPublicKey(key).export({ type: 'spki', format: 'der' })

    expect(readCsr(createCsr(names, key))).toEqual({
      names,
      spki: createHash('sha256').update(spki).digest('base64'),
    })
  })
})

describe('a CSR is refused with a code', () => {
  const csr = createCsr(['a.example'], key)
  const body = csr.split('\n').slice(1, -2).join('')
  const der = Buffer.from(body, 'base64')
  const pem = (bytes: Buffer) =>
    `-----BEGIN CERTIFICATE REQUEST-----\n${bytes.toString('base64')}\n-----END CERTIFICATE REQUEST-----\n`
  const broken = Buffer.from(der)
  broken[der.length - 1] = (broken[der.length - 1] ?? 0) ^ 1

  test.each([
    ['nothing', '', 'ERR_CSR_MALFORMED'],
    ['two of them', csr + csr, 'ERR_CSR_MALFORMED'],
    ['text around it', `hello ${csr}`, 'ERR_CSR_MALFORMED'],
    ['trailing bytes', pem(Buffer.concat([der, Buffer.alloc(3)])), 'ERR_CSR_MALFORMED'],
    ['a cut', pem(der.subarray(0, 90)), 'ERR_CSR_MALFORMED'],
    ['a megabyte', 'a'.repeat(1_000_000), 'ERR_CSR_MALFORMED'],
    ['a signature by nobody', pem(broken), 'ERR_CSR_SIGNATURE'],
    [
      'a private key',
      key.export({ type: 'pkcs8', format: 'pem' }).toString(),
      'ERR_CSR_PRIVATE_KEY',
    ],
  ])('%s', (_, text, code) => {
    expect(codeOf(() => readCsr(text))).toBe(code)
  })

  test.each([
    ['an RSA key of 1024 bits', ['rsa:1024'], 'DNS:a.example', 'ERR_CSR_KEY'],
    ['an IP address', ['rsa:2048'], 'IP:192.0.2.1', 'ERR_CSR_NAMES'],
    ['no names at all', ['rsa:2048'], undefined, 'ERR_CSR_NAMES'],
  ] as const)('%s', (_, [newkey], san, code) => {
    const args = [
      'req',
      '-new',
      '-newkey',
      newkey,
      '-nodes',
      '-keyout',
      '/dev/null',
      '-subj',
      '/O=x',
    ]
    const extension = san === undefined ? [] : ['-addext', `subjectAltName=${san}`]
    const made = execFileSync('openssl', [...args, ...extension], { stdio: 'pipe' }).toString()

    expect(codeOf(() => readCsr(made))).toBe(code)
  })

  test('whatever one byte is changed to, nothing but a CsrError comes out', () => {
    for (let index = 0; index < der.length; index++) {
      const mutant = Buffer.from(der)
      mutant[index] = (mutant[index] ?? 0) ^ (1 << (index % 8))
      expect(codeOf(() => readCsr(pem(mutant)))).toMatch(/^ERR_CSR_/)
    }
  })
})
