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
    [`${base64.slice(0, -1)}`, 'cut off'],
    [`${url}=`, 'padding'],
    ['====', 'padding'],
    [`'${url}'`, 'quotes'],
    [`${url}"`, 'quotes'],
    [`${bytes.subarray(0, 47).toString('base64')}${base64}`, 'two values'],
    [bytes.toString('hex').toUpperCase(), 'hexadecimal'],
    [bytes.toString('hex').replaceAll(/..(?!$)/g, '$&:'), 'hexadecimal'],
    ['3f2504e0-4f89-11d3-9a0c-0305e82c3301', 'kid'],
    ['eyJhbGciOiJIUzI1NiJ9.eyJhIjoxfQ.c2lnbmF0dXJl', 'JWS'],
    ['https://acme.example/directory', 'URL'],
    ['$(cat eab.key)', 'placeholder'],
    ['<your key>', 'placeholder'],
    ['????', 'not base64url'],
    [bytes.toString('latin1'), 'not base64url|white space'],
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

    expect(decode).toThrow(new RegExp(looks))
    expect(decode).toThrow(expect.objectContaining({ code: 'ERR_EAB_KEY' }))
    if (text.trim().length > 12) expect(decode).not.toThrow(text.trim())
  })
})

test('a text that is longer than any key is refused', () => {
  expect(() => decodeEabKey('Zz'.repeat(1500))).toThrow('longer than any')
})
