import { expect, test } from 'vitest'
import { every } from './every.ts'

test('it is done at once, again and again, and not after the signal', async () => {
  const stop = new AbortController()
  let runs = 0

  await every(
    1,
    async () => {
      runs += 1
      if (runs === 3) stop.abort()
    },
    stop.signal,
    () => expect.unreachable(),
  )

  expect(runs).toBe(3)
})

test('a run that throws is told, and the next one comes all the same', async () => {
  const stop = new AbortController()
  const errors: unknown[] = []
  let runs = 0

  await every(
    1,
    async () => {
      runs += 1
      if (runs === 2) return stop.abort()
      throw new Error('not now')
    },
    stop.signal,
    (error) => errors.push(error),
  )

  expect([runs, errors]).toEqual([2, [new Error('not now')]])
})

test('a run that ends because of the signal is no failure', async () => {
  const stop = new AbortController()
  const errors: unknown[] = []

  const ended = every(
    1,
    (signal) => new Promise((_, reject) => signal.addEventListener('abort', reject)),
    stop.signal,
    (error) => errors.push(error),
  )
  stop.abort()
  await ended

  expect(errors).toEqual([])
})
