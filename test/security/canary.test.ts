import { generateKeyPairSync, randomBytes } from 'node:crypto'
import { expect, test } from 'vitest'
import { canary, found } from './canary.ts'

const secret = randomBytes(32)
const key = generateKeyPairSync('ec', { namedCurve: 'P-256' }).privateKey
const pem = key.export({ type: 'pkcs8', format: 'pem' }).toString()
const canaries = [canary('bytes', secret), canary('pem', pem)]

function base64At(offset: number, encoding: 'base64' | 'base64url'): string {
  return Buffer.concat([randomBytes(offset), secret, randomBytes(5)]).toString(encoding)
}

const forms: readonly (readonly [form: string, content: string | Buffer])[] = [
  ['raw', secret],
  ['hex', secret.toString('hex')],
  ['upper-case hex', secret.toString('hex').toUpperCase()],
  ...[0, 1, 2].map((offset) => [`base64 at ${offset}`, base64At(offset, 'base64')] as const),
  ...[0, 1, 2].map((offset) => [`base64url at ${offset}`, base64At(offset, 'base64url')] as const),
]

test.each(forms)('a secret is found %s', (_, form) => {
  const content = Buffer.concat([randomBytes(100), Buffer.from(form), randomBytes(100)])

  expect(found(content, canaries)).toEqual(['bytes'])
})

test.each([
  ['as it is', pem],
  ['in JSON', JSON.stringify({ pem })],
  ['as DER', key.export({ type: 'pkcs8', format: 'der' })],
  ['one line of it', pem.split('\n')[1] ?? ''],
])('a key in PEM is found %s', (_, form) => {
  expect(found(Buffer.from(form), canaries)).toEqual(['pem'])
})

test('what is random has none', () => {
  expect(found(randomBytes(1_000_000), canaries)).toEqual([])
})
