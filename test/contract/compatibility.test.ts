import { readdirSync, readFileSync } from 'node:fs'
import { describe, expect, test } from 'vitest'
import { breaks } from './compatible.ts'

const folder = new URL('../../packages/contracts/', import.meta.url)
const read = (place: string) => JSON.parse(readFileSync(new URL(place, folder), 'utf8'))

test.each(readdirSync(new URL('released/', folder)))(
  '%s still says what its released form says; anything else is a new type, …-v2',
  (file) => {
    expect(breaks(read(`released/${file}`), read(`generated/schemas/${file}`))).toEqual([])
  },
)

describe('the comparison', () => {
  const released = {
    type: 'object',
    properties: { a: { type: 'string', maxLength: 9 }, b: { enum: ['x', 'y'] } },
    required: ['a'],
  }
  const withA = (a: object) => ({ ...released, properties: { ...released.properties, a } })

  test.each([
    ['nothing', released, []],
    ['a new optional field', { ...released, properties: { ...released.properties, c: {} } }, []],
    [
      'a field that goes',
      { ...released, properties: { a: released.properties.a } },
      ['b: it was removed'],
    ],
    ['a new demand', { ...released, required: ['a', 'b'] }, ['b: it is required now']],
    ['a field that may be missing', { ...released, required: [] }, ['a: it may be missing now']],
    ['another type', withA({ type: 'integer', maxLength: 9 }), ['a: its type changed']],
    ['a narrower bound', withA({ type: 'string', maxLength: 8 }), ['a: its maxLength changed']],
    [
      'one value less',
      { ...released, properties: { ...released.properties, b: { enum: ['x'] } } },
      ['b: its enum changed'],
    ],
  ])('sees %s', (_, next, found) => {
    expect(breaks(released, next)).toEqual(found)
  })
})
