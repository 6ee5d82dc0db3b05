import { randomBytes } from 'node:crypto'
import { expect, test } from 'vitest'
import { localKek, parseKek } from './kek.ts'
import { SecretError } from './secret-error.ts'

const key = randomBytes(32)

test.each(['hex', 'base64', 'base64url'] as const)('a key is read in %s', (encoding) => {
  expect(parseKek(` ${key.toString(encoding)}\n`)).toEqual(key)
})

test('hex is read in capitals as well', () => {
  expect(parseKek(key.toString('hex').toUpperCase())).toEqual(key)
})

test.each([
  ['31 bytes', randomBytes(31).toString('base64')],
  ['33 bytes', randomBytes(33).toString('base64')],
  ['a password', 'correct horse battery staple'],
  ['two keys', `${key.toString('base64')}\n${key.toString('base64')}`],
  ['hex of 31 bytes', randomBytes(31).toString('hex')],
])('%s is no key, and is not quoted', (_, text) => {
  expect(() => parseKek(text)).toThrow(expect.objectContaining({ code: 'ERR_KEK_FORMAT' }))
  expect(() => parseKek(text)).toThrow(SecretError)
  expect(() => parseKek(text)).not.toThrow(text)
})

test('the id names a key and is not the key', () => {
  expect(localKek(key).id).toBe(localKek(Buffer.from(key)).id)
  expect(localKek(key).id).not.toBe(localKek(randomBytes(32)).id)
  expect(localKek(key).id).toMatch(/^local-[0-9a-f]{16}$/)
})

test('nothing is no key', () => {
  expect(() => parseKek('')).toThrow(expect.objectContaining({ code: 'ERR_KEK_FORMAT' }))
})
