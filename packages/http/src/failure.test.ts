import { expect, test } from 'vitest'
import { failureOf } from './failure.ts'

const refused = Object.assign(new Error('connect'), { code: 'ECONNREFUSED' })
const parser = Object.assign(new Error('bad'), { name: 'HTTPParserError' })

test.each([
  [refused, { code: 'ECONNREFUSED', message: 'connect' }],
  [new AggregateError([refused, parser]), { code: 'ECONNREFUSED', message: 'connect' }],
  [parser, { code: 'HTTPParserError', message: 'bad' }],
  [new Error('x'.repeat(300)), { code: '', message: 'x'.repeat(200) }],
  ['thrown', { code: '', message: 'no reason given' }],
])('%s is told by its code and its words', (error, expected) => {
  expect(failureOf(error)).toEqual(expected)
})
