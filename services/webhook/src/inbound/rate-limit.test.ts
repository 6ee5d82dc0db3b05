import { expect, test } from 'vitest'
import { rateLimit } from './rate-limit.ts'

function stage() {
  let at = 0
  const limit = rateLimit(() => new Date(at))
  const pass = (ms: number) => {
    at += ms
  }
  const burst = (sender: string, calls: number) =>
    Array.from({ length: calls }, () => limit(sender)).filter((seconds) => seconds === undefined)
      .length
  return { limit, pass, burst }
}

test('a burst of 1,500 is taken, then 20 a second', () => {
  const { burst, pass } = stage()

  expect(burst('a', 1600)).toBe(1500)
  pass(1000)
  expect(burst('a', 100)).toBe(20)
})

test('whoever is refused is told when to come back, and is taken then', () => {
  const { limit, burst, pass } = stage()
  burst('a', 1500)

  const seconds = limit('a') ?? 0
  pass(seconds * 1000)

  expect([seconds, limit('a')]).toEqual([1, undefined])
})

test('nobody waits for another', () => {
  const { limit, burst } = stage()
  burst('a', 2000)

  expect(limit('b')).toBeUndefined()
})

test('a crowd of senders is not remembered for ever', () => {
  const { limit, burst } = stage()
  burst('a', 1500)

  for (let n = 0; n < 10_000; n += 1) limit(`other ${n}`)

  expect(limit('a')).toBeUndefined()
})
