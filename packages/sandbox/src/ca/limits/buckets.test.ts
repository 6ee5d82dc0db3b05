import { expect, test } from 'vitest'
import { buckets } from './buckets.ts'

function bucket(count: number, perMs: number) {
  let now = Date.parse('2027-01-01T00:00:00Z')
  const tokens = buckets({ count, perMs }, () => new Date(now))
  return {
    wait: (ms: number) => {
      now += ms
    },
    spend: (key = 'a', times = 1) => {
      for (let spent = 0; spent < times; spent++) tokens.spend(key)
    },
    emptyFor: (key = 'a') => {
      const until = tokens.emptyUntil(key)
      return until && until.getTime() - now
    },
  }
}

test('a bucket is full at first, and each token comes back in its time', () => {
  const { spend, wait, emptyFor } = bucket(3, 3000)
  spend('a', 2)
  expect(emptyFor()).toBeUndefined()
  spend()
  expect(emptyFor()).toBe(1000)
  wait(999)
  expect(emptyFor()).toBe(1)
  wait(1)
  expect(emptyFor()).toBeUndefined()
})

test('every key has its own', () => {
  const { spend, emptyFor } = bucket(1, 1000)
  spend('a')
  expect([emptyFor('a'), emptyFor('b')]).toEqual([1000, undefined])
})

test('what is not there is not spent, and a full bucket does not run over', () => {
  const { spend, wait, emptyFor } = bucket(2, 2000)
  spend('a', 10)
  expect(emptyFor()).toBe(1000)
  wait(60_000)
  spend('a', 2)
  expect(emptyFor()).toBe(1000)
})

test.each([
  ["Let's Encrypt's certificates for a domain", 50, 7 * 24 * 3600_000, 12_096_000],
  ["Let's Encrypt's orders", 300, 3 * 3600_000, 36_000],
])('%s come back one by one', (_, count, perMs, tokenMs) => {
  const { spend, wait, emptyFor } = bucket(count, perMs)
  spend('a', count)
  expect(emptyFor()).toBe(tokenMs)
  wait(tokenMs)
  expect(emptyFor()).toBeUndefined()
})
