import { expect, test } from 'vitest'
import { hintOf, idIn } from './hint.ts'

const map = { order: '/a', orderUrl: '/b', names: '/c', kind: '/d', id: '/e' }

test('what a body says is found by its pointers', () => {
  const body = { data: { 'a/b': [{ '~': 'ord_1' }] }, names: ['a.example', 'b.example'] }

  expect(hintOf(body, { order: '/data/a~1b/0/~0', names: '/names' })).toEqual({
    ...{ order: 'ord_1', names: ['a.example', 'b.example'] },
  })
})

test('one name is a list of one', () => {
  expect(hintOf({ c: 'a.example' }, map)).toEqual({ names: ['a.example'] })
})

test.each([
  ['an id that is no order’s', { a: 'ord_1.>' }],
  ['a URL beyond all bounds', { b: 'https://'.padEnd(3000, 'x') }],
  ['more names than an order has', { c: Array.from({ length: 101 }, () => 'a.example') }],
  ['names that are none', { c: [{}] }],
  ['half a character', { d: '\ud800' }],
  ['a number', { d: 7 }],
  ['nothing', null],
  ['text', 'ord_1'],
])('%s narrows nothing', (_, body) => {
  expect(hintOf(body, map)).toEqual({})
})

test('only what a body has itself is found in it', () => {
  expect(hintOf({}, { kind: '/constructor/name' })).toEqual({})
})

test.each([
  [{ e: 'x1' }, 'x1'],
  [{ e: 17 }, '17'],
  [{ e: '' }, undefined],
  [{ e: { x: 1 } }, undefined],
  [{}, undefined],
])('the id of %j is %s', (body, id) => {
  expect(idIn(body, map)).toBe(id)
})
