import { expect, test } from 'vitest'
import { listedName, quoted, unquoted } from './text.ts'

test.each([
  ['a', '"a"'],
  ['', '""'],
  ['say "no" \\ yes', '"say \\"no\\" \\\\ yes"'],
  ['é\n', '"\\303\\251\\012"'],
  ['x'.repeat(300), `"${'x'.repeat(255)}" "${'x'.repeat(45)}"`],
])('%j is the value %s', (text, value) => {
  expect(quoted(text)).toBe(value)
  expect(unquoted(value)).toBe(text)
})

test.each([
  ['"on" "e"', 'one'],
  ['"o\\156e"', 'one'],
  ['"\\o\\n\\e"', 'one'],
  ['"a\\"\\" b"', 'a"" b'],
])('another hand’s %s is %j', (value, text) => {
  expect(unquoted(value)).toBe(text)
})

test('a listed name is ours', () => {
  expect(listedName('\\052.Example.com.')).toBe('*.example.com')
  expect(listedName('\\137acme-challenge.example.com.')).toBe('_acme-challenge.example.com')
})
