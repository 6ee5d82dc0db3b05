import { expect, test } from 'vitest'
import { byCode, canonicalName, reversedLabels } from './domain-name.ts'

test.each([
  ['Example.COM.', 'example.com'],
  ['*.example.com', '\\052.example.com'],
  ['\\052.example.com.', '\\052.example.com'],
  ['\\101\\137b.example.com', 'a_b.example.com'],
  ['a\\056b.example.com', 'a\\056b.example.com'],
])('%s is %s', (given, canonical) => {
  expect(canonicalName(given)).toBe(canonical)
})

test.each([
  ...['', '.', 'a..b', '.a', 'a\\', 'a\\05', 'a\\999', 'ä.example', `${'x'.repeat(64)}.example`],
  Array(26).fill('xxxxxxxxx').join('.'),
])('%s is no name', (given) => {
  expect(canonicalName(given)).toBeUndefined()
})

test('names are in order by their labels from behind, the final dot included', () => {
  const names = ['b.a.test', 'a.test', 'a-b.test', 'test']

  expect(names.toSorted((a, b) => byCode(reversedLabels(a), reversedLabels(b)))).toEqual([
    ...['test', 'a-b.test', 'a.test', 'b.a.test'],
  ])
})
