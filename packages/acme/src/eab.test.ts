import { describe, expect, test } from 'vitest'
import { decodeEabKey } from './eab.ts'

const bytes = Buffer.from(Array.from({ length: 48 }, (_, index) => (index * 37 + 251) % 256))
const base64 = bytes.toString('base64')
const url = bytes.toString('base64url')

describe('a MAC key is taken as CAs give it', () => {
  test.each([
    ['base64url', url],
    ['base64', base64],
    ['with white space around it', `  ${url}\n`],
    ['of 47 bytes with padding', bytes.subarray(0, 47).toString('base64')],
    ['of 47 bytes without padding', bytes.subarray(0, 47).toString('base64url')],
  ])('%s', (_, text) => {
    expect(Buffer.from(decodeEabKey(text).key)).toEqual(
      bytes.subarray(0, decodeEabKey(text).key.length),
    )
  })

  test('a short one is taken with a warning', () => {
    expect(decodeEabKey('YXNkZmFzZGY').warning).toContain('8 bytes')
  })
})

describe('anything else is refused with what it looks like, and not quoted', () => {
  test.each([
    ['', 'empty'],
    ['   ', 'empty'],
    [`"${url}"`, 'quotes'],
    [`${url.slice(0, 10)} ${url.slice(10)}`, 'white space'],
    [bytes.toString('hex'), 'hexadecimal'],
    [encodeURIComponent(`${base64.slice(0, -2)}==`), 'URL-encoded'],
    ['+/-_abcdabcdabcdabcdabcdabcdabcdabcdabcdabcd', 'mixes'],
    [`${url}a`, 'cut off'],
    ['-----BEGIN PRIVATE KEY-----', 'PEM'],
    ['pass word!', 'white space'],
    ['pässword', 'not base64url'],
    [Buffer.from(base64).toString('base64'), 'once too often'],
  ])('%j: %s', (text, looks) => {
    const decode = () => decodeEabKey(text)

    expect(decode).toThrow(looks)
    expect(decode).toThrow(expect.objectContaining({ code: 'ERR_EAB_KEY' }))
    if (text.trim().length > 12) expect(decode).not.toThrow(text.trim())
  })
})
