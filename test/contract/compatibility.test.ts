import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { describe, expect, test } from 'vitest'
import { breaks, breaksOf } from './compatible.ts'

const folder = new URL('../../packages/contracts/', import.meta.url)
const read = (place: string) => {
  const file = new URL(place, folder)
  return existsSync(file) ? JSON.parse(readFileSync(file, 'utf8')) : undefined
}
const released = readdirSync(new URL('released/', folder)).map((file) => file.slice(0, -5))

test('there is something that was released', () => {
  expect(released).toContain('cert.requested')
})

test.each(released)('%s still says what its released form says', (type) => {
  const next = read(`generated/schemas/${type}.json`)

  expect(breaksOf(type, read(`released/${type}.json`), next)).toEqual([])
})

test('a break is told with the message, the field and the cure', () => {
  const before = { properties: { names: { maxItems: 9 } } }
  const after = { properties: { names: { maxItems: 8 } } }

  expect(breaksOf('order.placed', before, after)).toEqual([
    'order.placed: names: its maxItems changed. Leave it as it was and add order.placed-v2.',
  ])
})

test('a message that goes is a break', () => {
  expect(breaksOf('order.placed', {}, undefined)).toEqual([
    expect.stringMatching(/^order\.placed: it is gone.* add order\.placed-v2\.$/),
  ])
})

describe('the comparison', () => {
  const before = {
    type: 'object',
    properties: {
      a: { type: 'string', maxLength: 9 },
      b: { enum: ['x', 'y'] },
      c: { type: 'array', items: { type: 'object', properties: { d: { type: 'integer' } } } },
    },
    required: ['a'],
  }
  const { a, b, c } = before.properties
  const having = (properties: object) => ({
    ...before,
    properties: { ...before.properties, ...properties },
  })

  test.each([
    ['nothing', before, []],
    ['a new optional field', having({ e: {} }), []],
    ['a wider bound', having({ a: { type: 'string', maxLength: 10 } }), []],
    ['a bound that goes', having({ a: { type: 'string' } }), []],
    ['a field that goes', { ...before, properties: { a, c } }, ['b: it was removed']],
    ['a new demand', { ...before, required: ['a', 'b'] }, ['b: it is required now']],
    ['a field that may be missing', { ...before, required: [] }, ['a: it may be missing now']],
    ['another type', having({ a: { ...a, type: 'integer' } }), ['a: its type changed']],
    ['a narrower bound', having({ a: { ...a, maxLength: 8 } }), ['a: its maxLength changed']],
    ['a new bound', having({ a: { ...a, minLength: 1 } }), ['a: its minLength changed']],
    ['one value less', having({ b: { enum: ['x'] } }), ['b: its enum changed']],
    ['one value more', having({ b: { enum: [...b.enum, 'z'] } }), ['b: its enum changed']],
    [
      'a change far inside',
      having({ c: { ...c, items: { ...c.items, properties: { d: { type: 'string' } } } } }),
      ['c[].d: its type changed'],
    ],
    [
      'a door that closes',
      { ...before, additionalProperties: false },
      ['the message: it takes no other fields now'],
    ],
  ])('sees %s', (_, after, found) => {
    expect(breaks(before, after)).toEqual(found)
  })
})
