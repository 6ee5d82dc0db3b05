import { expect, test } from 'vitest'
import { duplicates } from './duplicates.ts'

test('memory is bounded: beyond the capacity the oldest ids are forgotten first', () => {
  const seen = duplicates(() => 0, 1000, 4)

  expect(['a', 'b', 'c', 'd', 'e', 'e', 'd', 'a'].map(seen)).toEqual([
    false,
    false,
    false,
    false,
    false,
    true,
    true,
    false,
  ])
})

test('an id is remembered for exactly the window', () => {
  let time = 0
  const seen = duplicates(() => time, 1000, 100)
  const at = (when: number, id: string) => {
    time = when
    return seen(id)
  }

  expect([
    at(0, 'a'),
    at(999, 'a'),
    at(1000, 'a'),
    at(1500, 'b'),
    at(1999, 'a'),
    at(2499, 'b'),
  ]).toEqual([false, true, false, false, true, true])
})
