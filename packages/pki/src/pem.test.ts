import { describe, expect, test } from 'vitest'
import { readPem, toPem } from './pem.ts'

const der = Buffer.from('3003020101', 'hex')
const pem = toPem('CERTIFICATE', der)

test('a block reads back, whatever its line ends, with or without a byte-order mark', () => {
  const block = { label: 'CERTIFICATE', der }

  expect(readPem(`\uFEFF${(pem + pem).replaceAll('\n', '\r\n')}`)).toEqual([block, block])
})

test('lines are of 64 characters', () => {
  expect(toPem('CERTIFICATE', Buffer.alloc(49)).split('\n')[1]).toHaveLength(64)
})

test.each([
  ['other text', `Bag Attributes\n${pem}`],
  ['headers', pem.replace('\n', '\nProc-Type: 4,ENCRYPTED\n\n')],
  ['no end', pem.slice(0, -5)],
  ['base64 without padding', pem.replace('=', '')],
])('%s is not PEM', (_, text) => {
  expect(readPem(text)).toBeUndefined()
})

describe('within 50 ms is read, or not,', () => {
  const MUCH = 256 * 1024

  test.each([
    ['begins that never end', '-----BEGIN CERTIFICATE-----\n'.repeat(MUCH / 28)],
    ['blocks of nothing', '-----BEGIN A----------END A-----'.repeat(MUCH / 32)],
    ['white space', `${pem}${' '.repeat(MUCH)}.`],
    ['a long label', `-----BEGIN ${'A '.repeat(MUCH / 2)}-----`],
    ['base64 without an end', `-----BEGIN A-----${'A'.repeat(MUCH)}`],
    ['hyphens', '-'.repeat(MUCH)],
    ['one block', toPem('CERTIFICATE', Buffer.alloc((MUCH / 4) * 3))],
  ])('%s', (_, text) => {
    const start = performance.now()
    readPem(text)

    expect(performance.now() - start).toBeLessThan(50)
  })
})
