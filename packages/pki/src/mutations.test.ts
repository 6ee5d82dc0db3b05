import { type KeyObject, sign, X509Certificate } from 'node:crypto'
import { expect, test } from 'vitest'
import { ChainError } from './chain-error.ts'
import { createCsr } from './create-csr.ts'
import { CsrError } from './csr-error.ts'
import { childrenOf, readDer, tag } from './der.ts'
import { generateKey } from './key.ts'
import { readPem, toPem } from './pem.ts'
import { readCsr } from './read-csr.ts'
import { makeCertificate } from './test-certificates.ts'
import { verifyChain } from './verify-chain.ts'
import { bitString, sequence } from './write-der.ts'

/** Whatever is sent, it is read or one of our errors comes out: CERTWIRE_SEED repeats a run. */
// biome-ignore lint/style/noProcessEnv: the seed of a run that failed is given from outside.
const seed = Number(process.env.CERTWIRE_SEED ?? Date.now() % 1_000_000)
process.stdout.write(`pki mutations: CERTWIRE_SEED=${seed}\n`)
const random = randomOf(seed)
// biome-ignore lint/style/noProcessEnv: `npm run check` takes a share of the trials, `npm test` all of them.
const share = Number(process.env.CERTWIRE_TRIALS ?? 1)
const MUTANTS = 1000 * share

const [key, caKey] = await Promise.all([generateKey('p256'), generateKey('p256')])
const names = ['a.example', '*.a.example']
const now = new Date('2026-06-01T12:00:00Z')
const csr = createCsr(names, key)
const ca = { subject: 'Test CA', key: caKey }
const leaf = makeCertificate({ subject: 'a.example', key, issuer: ca, names })
const root = makeCertificate({ ...ca, ca: true })

test.each([
  ['bytes', (label: string, der: Buffer) => toPem(label, mutate(der))],
  ['text', (label: string, der: Buffer) => mutate(Buffer.from(toPem(label, der))).toString()],
  ['signed bytes', (label: string, der: Buffer) => signedAgain(label, der, key)],
])('a CSR of changed %s is read or refused with a CsrError', (_, change) => {
  const der = derOf(csr)
  for (let count = 0; count < MUTANTS; count++) {
    const mutant = change('CERTIFICATE REQUEST', der)
    expect(
      outcome(() => readCsr(mutant)),
      mutant,
    ).toMatch(/^(read|CsrError)$/)
  }
})

test.each([
  ['bytes', (label: string, der: Buffer) => toPem(label, mutate(der))],
  ['text', (label: string, der: Buffer) => mutate(Buffer.from(toPem(label, der))).toString()],
  ['signed bytes', (label: string, der: Buffer) => signedAgain(label, der, caKey)],
])('a chain of changed %s is accepted or refused with a ChainError', (_, change) => {
  const der = new X509Certificate(leaf).raw
  for (let count = 0; count < MUTANTS; count++) {
    const chain = `${change('CERTIFICATE', der)}${root}`
    const roots = [root]
    const verify = () => verifyChain({ chain, csr, names, roots, now })
    expect(outcome(verify), chain).toMatch(/^(read|ChainError)$/)
  }
})

function outcome(act: () => unknown): string {
  try {
    act()
    return 'read'
  } catch (error) {
    if (error instanceof CsrError || error instanceof ChainError) return error.name
    return String(error)
  }
}

const derOf = (pem: string): Buffer => readPem(pem)?.[0]?.der ?? Buffer.of()

/** What is signed is changed, and then signed, so that a check of signatures hides nothing. */
function signedAgain(label: string, der: Buffer, signer: KeyObject): string {
  const [signed, algorithm] = childrenOf(readDer(der, tag.sequence))
  if (!signed || !algorithm) throw new Error('not a signed object')
  const content = mutate(signed.raw)
  return toPem(label, sequence(content, algorithm.raw, bitString(sign('sha256', content, signer))))
}

/** One to three bytes turned, put in, taken out or repeated. */
function mutate(bytes: Buffer): Buffer {
  let mutant = Buffer.from(bytes)
  for (let count = random(3); count >= 0; count--) {
    const at = random(mutant.length)
    const middle = [
      Buffer.of((mutant[at] ?? 0) ^ (1 << random(8))),
      Buffer.of(random(256)),
      Buffer.of(random(256), mutant[at] ?? 0),
      Buffer.of(),
      mutant.subarray(at, at + 1 + random(20)),
    ][random(5)]
    const before = mutant.subarray(0, at)
    mutant = Buffer.concat([before, middle ?? Buffer.of(), mutant.subarray(at + random(2))])
  }
  return mutant
}

/** Numbers below a limit; the same for the same seed (mulberry32). */
function randomOf(start: number) {
  let state = start
  return (limit: number): number => {
    state = (state + 0x6d2b79f5) | 0
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state)
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed
    return ((mixed ^ (mixed >>> 14)) >>> 0) % limit
  }
}
