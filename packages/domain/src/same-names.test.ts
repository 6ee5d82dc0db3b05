import { expect, test } from 'vitest'
import { sameNames } from './names.ts'

test.each([
  [['a.example', 'b.example'], true],
  [['b.example', 'a.example'], true],
  [['a.example'], false],
  [['a.example', 'b.example', 'c.example'], false],
])('the names a.example and b.example are those of %j: %s', (names, same) => {
  expect(sameNames(['a.example', 'b.example'], names)).toBe(same)
})
