import { expect, test } from 'vitest'
import { sentences } from './sentences.ts'

test('every part ends, and none ends twice', () => {
  expect(sentences('The CA says malformed: no such order', 'Retry.', 'Sure?')).toBe(
    'The CA says malformed: no such order. Retry. Sure?',
  )
})
