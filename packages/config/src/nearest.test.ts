import { expect, test } from 'vitest'
import { nearest } from './nearest.ts'

const known = ['directory', 'contact', 'eab', 'accountKey']

test.each([
  ['directry', '; did you mean "directory"?'],
  ['DIRECTORY', '; did you mean "directory"?'],
  ['account', '; did you mean "accountKey"?'],
  ['cntct', '; did you mean "contact"?'],
  ['ebb', '; did you mean "eab"?'],
  ['xyz', '; known: directory, contact, eab, accountKey'],
  ['', '; known: directory, contact, eab, accountKey'],
  ['x'.repeat(1_000_000), '; known: directory, contact, eab, accountKey'],
])('%.20s', (word, hint) => {
  expect(nearest(word, known)).toBe(hint)
})

test('where nothing is known, nothing is suggested', () => {
  expect(nearest('x', [])).toBe('')
})
