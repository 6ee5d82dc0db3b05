import { Readable } from 'node:stream'
import { expect, test } from 'vitest'
import { bodyWithin, jsonOf } from './body.ts'

test.each([
  [3, 'abc'],
  [2, undefined],
])('of three bytes within %i there are %s', async (largest, expected) => {
  const body = Readable.from([Buffer.from('ab'), Buffer.from('c')])

  expect((await bodyWithin(largest, body))?.toString()).toBe(expected)
  expect(body.destroyed).toBe(true)
})

test('what is no JSON is nothing', () => {
  expect([jsonOf('{"a":1}'), jsonOf('<html>')]).toEqual([{ a: 1 }, undefined])
})
