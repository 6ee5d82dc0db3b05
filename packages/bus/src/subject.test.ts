import { describe, expect, test } from 'vitest'
import { checkFilter, checkSubject, checkSubscription, covers, matcher } from './subject.ts'

describe('subjects', () => {
  test.each(['cert', 'cert.event.acme.order.placed.ord_1', 'a-b.C_9'])('%s is legal', (subject) => {
    expect(() => checkSubject(subject)).not.toThrow()
  })

  test.each([
    '',
    '.',
    'a.',
    '.a',
    'a..b',
    'a.*',
    'a.>',
    'a b',
    'a\r\nPUB b 0',
    '$JS.API.INFO',
    'é',
    'x'.repeat(65),
    Array.from({ length: 200 }, () => 'ab').join('.'),
  ])('%j is refused before it reaches the wire', (subject) => {
    expect(() => checkSubject(subject)).toThrow(
      expect.objectContaining({ code: 'ERR_BUS_SUBJECT' }),
    )
  })

  test.each(['*', '>', 'a.*.c', 'a.>', 'a.*.>'])('%s is a legal filter', (filter) => {
    expect(() => checkFilter(filter)).not.toThrow()
  })

  test.each(['>.a', 'a.>.b', 'a*', 'a.b>', ''])('%j is no filter', (filter) => {
    expect(() => checkFilter(filter)).toThrow(expect.objectContaining({ code: 'ERR_BUS_SUBJECT' }))
  })

  test('a durable is one token', () => {
    expect(() => checkSubscription({ durable: 'a.b', filter: 'a' })).toThrow(
      expect.objectContaining({ code: 'ERR_BUS_SUBJECT' }),
    )
  })

  test.each([
    ['a.b', 'a.b', true],
    ['a.b', 'a.c', false],
    ['a.*', 'a.b', true],
    ['a.*', 'a.b.c', false],
    ['a.>', 'a.b.c', true],
    ['a.>', 'a', false],
    ['*.b.>', 'a.b.c', true],
  ])('%s takes %s: %s', (filter, subject, expected) => {
    expect(matcher(filter)(subject)).toBe(expected)
  })

  test.each([
    ['a.>', 'a.b', true],
    ['a.>', 'a.>', true],
    ['a.>', 'a.*.c', true],
    ['a.>', 'a', false],
    ['a.*', 'a.>', false],
    ['a.*', 'a.*', true],
    ['a.b', 'a.*', false],
    ['a', 'a.b', false],
  ])('%s covers %s: %s', (pattern, filter, expected) => {
    expect(covers(pattern, filter)).toBe(expected)
  })
})
