import { expect, test } from 'vitest'
import { span } from './span.ts'

const second = 1000
const minute = 60 * second
const hour = 60 * minute
const day = 24 * hour

test.each([
  [0, '0s'],
  [59 * second + 400, '59s'],
  [3 * minute + 12 * second, '3m12s'],
  [hour, '1h0m'],
  [23 * hour + 59 * minute, '23h59m'],
  [day + 5 * hour, '1d5h'],
  [89 * day + 5 * hour, '89d'],
])('%d ms are %s, in whichever direction', (ms, text) => {
  expect([span(new Date(0), new Date(ms)), span(new Date(ms), new Date(0))]).toEqual([text, text])
})
