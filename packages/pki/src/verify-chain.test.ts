import { createHash, X509Certificate } from 'node:crypto'
import { describe, expect, test } from 'vitest'
import { createCsr } from './create-csr.ts'
import { generateKey } from './key.ts'
import { makeCertificate, type Wanted } from './test-certificates.ts'
import { verifyChain } from './verify-chain.ts'

const now = new Date('2026-06-01T12:00:00Z')
const names = ['a.example', '*.a.example']
const [key, otherKey, rootKey, middleKey] = await Promise.all([
  generateKey('p256'),
  generateKey('p256'),
  generateKey('rsa2048'),
  generateKey('p384'),
])
const csr = createCsr(names, key)
const rootName = { subject: 'Test Root', key: rootKey }
const middleName = { subject: 'Test CA', key: middleKey }
const root = makeCertificate({ ...rootName, ca: true })
const middle = makeCertificate({ ...middleName, issuer: rootName, ca: true })
const leafOf = (wanted: Partial<Wanted> = {}) =>
  makeCertificate({ subject: 'a.example', key, issuer: middleName, names, ...wanted })
const leaf = leafOf()

const verify = (chain: string, more: { roots?: string[]; now?: Date } = {}) =>
  verifyChain({ chain, csr, names, now, ...more })

function codeOf(act: () => unknown): unknown {
  try {
    return act()
  } catch (error) {
    return (error as { code?: string }).code
  }
}

test.each(['192.0.2.1', '2001:db8::1'])('the address %s is one of the names', (ipAddress) => {
  const chain = leafOf({ ipAddress }) + middle
  const ordered = { chain, csr, now }

  expect(verifyChain({ ...ordered, names: [...names, ipAddress] }).chain).toBe(chain)
  expect(codeOf(() => verifyChain({ ...ordered, names: [...names, '192.0.2.2'] }))).toBe(
    'ERR_CHAIN_NAMES',
  )
})

describe('a chain', () => {
  test('is told with what is in it', () => {
    const { raw, serialNumber } = new X509Certificate(leaf)

    expect(verify(leaf + middle, { roots: [root] })).toEqual({
      chain: leaf + middle,
      fingerprint: createHash('sha256').update(raw).digest('hex'),
      serial: serialNumber,
      subject: 'CN=a.example',
      issuerName: 'CN=Test CA',
      notBefore: new Date('2026-01-01T00:00:00Z'),
      notAfter: new Date('2026-12-31T00:00:00Z'),
      root,
    })
  })

  test('is asked for no root where none is configured', () => {
    expect(verify(leaf + middle)).not.toHaveProperty('root')
  })

  test('loses the root that a CA sends with it', () => {
    expect(verify(leaf + middle + root, { roots: [root] }).chain).toBe(leaf + middle)
    expect(verify(leaf + middle + root).chain).toBe(leaf + middle)
  })

  test('is written in one way, however it was sent', () => {
    const sent = `\uFEFF${(leaf + middle).replaceAll('\n', '\r\n')}\r\n\r\n`

    expect(verify(sent).chain).toBe(leaf + middle)
  })

  test('ends in whichever root of a bundle is its own', () => {
    const other = makeCertificate({ subject: 'Other', key: otherKey, ca: true })

    expect(verify(leaf + middle, { roots: [other, other + root] }).root).toBe(root)
  })

  test('is cut where a root issued it, if it goes on to a root of another', () => {
    const foreign = { subject: 'Foreign', key: otherKey }
    const cross = makeCertificate({ ...rootName, issuer: foreign, ca: true })
    const sent = leaf + middle + cross

    expect(verify(sent, { roots: [root] }).chain).toBe(leaf + middle)
    expect(verify(sent, { roots: [makeCertificate({ ...foreign, ca: true })] }).chain).toBe(sent)
  })

  test.each([
    ['RSA', rootKey],
    ['P-384', middleKey],
  ])('may be of a leaf with a key of %s', (_, own) => {
    const chain = leafOf({ key: own }) + middle

    expect(verifyChain({ chain, csr: createCsr(names, own), names, now }).chain).toBe(chain)
  })

  test('may be of a leaf without extended key usages, and with a capital in its names', () => {
    const plain = leafOf({ usages: [], names: ['*.a.example', 'A.EXAMPLE'] })

    expect(verify(plain + middle).chain).toBe(plain + middle)
  })
})

describe('a chain is refused with a code', () => {
  const pem = (der: Buffer) =>
    `-----BEGIN CERTIFICATE-----\n${der.toString('base64')}\n-----END CERTIFICATE-----\n`
  const der = new X509Certificate(leaf).raw
  const privateKey = key.export({ type: 'pkcs8', format: 'pem' }).toString()
  const stranger = makeCertificate({ subject: 'Stranger', key: otherKey, ca: true })
  const day = (text: string) => new Date(`${text}T00:00:00Z`)
  const inMiddle = (wanted: Partial<Wanted>) =>
    leaf + makeCertificate({ ...middleName, issuer: rootName, ca: true, ...wanted })

  test.each([
    ['nothing', '', 'ERR_CHAIN_MALFORMED'],
    ['DER', der.toString('latin1'), 'ERR_CHAIN_MALFORMED'],
    ['text around it', `Here: ${leaf}`, 'ERR_CHAIN_MALFORMED'],
    ['a CSR', csr, 'ERR_CHAIN_MALFORMED'],
    ['a private key in it', leaf + privateKey + middle, 'ERR_CHAIN_MALFORMED'],
    ['bytes behind a certificate', pem(Buffer.concat([der, der])), 'ERR_CHAIN_MALFORMED'],
    ['PEM in PEM', pem(Buffer.from(leaf)), 'ERR_CHAIN_MALFORMED'],
    ['eleven certificates', leaf.repeat(11), 'ERR_CHAIN_MALFORMED'],
    ['more than 256 KiB', leaf + ' '.repeat(256 * 1024), 'ERR_CHAIN_MALFORMED'],
    ['a key of somebody', leafOf({ key: otherKey }) + middle, 'ERR_CHAIN_KEY'],
    ['the wrong order', middle + leaf, 'ERR_CHAIN_LINK'],
    ['a leaf twice', leaf + leaf + middle, 'ERR_CHAIN_LINK'],
    ['a leaf as its own issuer', leafOf() + leaf + middle, 'ERR_CHAIN_CA'],
    ['a serial number of 21 bytes', leafOf({ serial: '7f'.repeat(21) }), 'ERR_CHAIN_MALFORMED'],
    ['a root twice', leaf + middle + root + root, 'ERR_CHAIN_LINK'],
    ['a hole', leaf + root, 'ERR_CHAIN_LINK'],
    ['issuers in the wrong order', leaf + root + middle, 'ERR_CHAIN_LINK'],
    ['a stranger in between', leaf + stranger + middle, 'ERR_CHAIN_LINK'],
    ['a stranger at the end', leaf + middle + stranger, 'ERR_CHAIN_LINK'],
    ['a name without its key', inMiddle({ key: otherKey }), 'ERR_CHAIN_LINK'],
    ['an intermediate that is no CA', inMiddle({ ca: false }), 'ERR_CHAIN_CA'],
    ['an expired intermediate', inMiddle({ notAfter: day('2026-05-01') }), 'ERR_CHAIN_DATES'],
    ['a leaf that is a CA', leafOf({ ca: true }) + middle, 'ERR_CHAIN_CA'],
    ['another usage', leafOf({ usages: ['1.3.6.1.5.5.7.3.2'] }) + middle, 'ERR_CHAIN_CA'],
    ['a name less', leafOf({ names: ['a.example'] }) + middle, 'ERR_CHAIN_NAMES'],
    ['a name more', leafOf({ names: [...names, 'b.example'] }) + middle, 'ERR_CHAIN_NAMES'],
    ['an address as well', leafOf({ ipAddress: '192.0.2.1' }) + middle, 'ERR_CHAIN_NAMES'],
    [
      'a name that looks like the address',
      leafOf({ names: [...names, '192.0.2.1'] }) + middle,
      'ERR_CHAIN_NAMES',
    ],
    ['two names in one', leafOf({ names: [names.join(', DNS:')] }) + middle, 'ERR_CHAIN_NAMES'],
    ['no names', leafOf({ names: [] }) + middle, 'ERR_CHAIN_NAMES'],
    ['an end in the past', leafOf({ notAfter: day('2026-05-31') }) + middle, 'ERR_CHAIN_DATES'],
    ['a start to come', leafOf({ notBefore: day('2026-06-02') }) + middle, 'ERR_CHAIN_DATES'],
    [
      'an end before its start',
      leafOf({ notAfter: day('2025-06-02') }) + middle,
      'ERR_CHAIN_DATES',
    ],
  ])('%s', (_, chain, code) => {
    expect(codeOf(() => verify(chain))).toBe(code)
  })

  test.each([
    ['that is another', stranger],
    ['that only has the name', makeCertificate({ ...rootName, key: otherKey, ca: true })],
    ['that expired', makeCertificate({ ...rootName, ca: true, notAfter: day('2026-05-01') })],
    ['that is no certificate', 'root.pem'],
  ])('a root %s', (_, configured) => {
    expect(codeOf(() => verify(leaf + middle, { roots: [configured] }))).toBe('ERR_CHAIN_ROOT')
  })

  test('a leaf alone, if its root did not issue it', () => {
    expect(codeOf(() => verify(leaf, { roots: [root] }))).toBe('ERR_CHAIN_ROOT')
  })

  test('five minutes too early and not a second later', () => {
    const at = (seconds: number) =>
      verify(leaf, { now: new Date(day('2026-01-01').getTime() - seconds * 1000) })

    expect(at(300).chain).toBe(leaf)
    expect(codeOf(() => at(301))).toBe('ERR_CHAIN_DATES')
  })

  test('of which a thousand names of the CA are not quoted, nor what is not visible', () => {
    const bad = Array.from({ length: 1000 }, (_, index) => `\u001b[2J${'x'.repeat(150)}${index}`)
    const chain = leafOf({ names: bad }) + middle

    expect(() => verify(chain)).toThrow(/^[ -~]{1,800} and 995 more\.$/)
  })
})
