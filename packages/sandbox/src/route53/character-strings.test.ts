import { expect, test } from 'vitest'
import { readStrings, textOf, txtValue, writeStrings } from './character-strings.ts'

test.each([
  ['"a"', '"a"', 'a'],
  ['"a" \t"b"', '"a" "b"', 'ab'],
  ['"a\\"b\\\\c"', '"a\\"b\\\\c"', 'a"b\\c'],
  ['"\\141\\177"', '"a\\177"', 'a\x7f'],
  ['"\\x\\9"', '"x9"', 'x9'],
  ['""', '""', ''],
  ['"é"', '"\\303\\251"', 'é'],
])('%s is written as %s and says %s', (given, written, text) => {
  const strings = readStrings(given)

  expect('problem' in strings ? strings : writeStrings(strings)).toBe(written)
  expect(textOf(given)).toBe(text)
})

test.each(['', 'a', '"a', 'a"', '"a"b"', '"a""b"', '"a\\"', "'a'"])(
  '%s is no TXT value',
  (text) => {
    expect(readStrings(text)).toHaveProperty('problem')
  },
)

test('what is too long for one string is cut', () => {
  const text = 'x'.repeat(600)

  expect(txtValue(text)).toBe(`"${'x'.repeat(255)}" "${'x'.repeat(255)}" "${'x'.repeat(90)}"`)
  expect(textOf(txtValue(text))).toBe(text)
})
