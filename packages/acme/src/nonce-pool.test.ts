import { expect, test } from 'vitest'
import { NoncePool } from './nonce-pool.ts'
import { now } from './test-stage.ts'

const poolAt = (start: Date) => {
  let time = start.getTime()
  const pool = new NoncePool(() => new Date(time))
  return { pool, pass: (minutes: number) => (time += minutes * 60_000) }
}

test('the freshest nonce goes first, each once', () => {
  const { pool } = poolAt(now)
  pool.add('older')
  pool.add('newer')

  expect([pool.take(), pool.take(), pool.take()]).toEqual(['newer', 'older', undefined])
})

test('nonces that are some minutes old are not used', () => {
  const { pool, pass } = poolAt(now)
  pool.add('old')
  pass(2)
  pool.add('fresh')
  pass(2)

  expect([pool.take(), pool.take()]).toEqual(['fresh', undefined])
})

test('the oldest go when there are more than are needed', () => {
  const { pool } = poolAt(now)
  for (let count = 0; count < 1000; count++) pool.add(`nonce-${count}`)
  const taken = Array.from({ length: 100 }, () => pool.take()).filter(Boolean)

  expect(taken).toHaveLength(64)
  expect(taken[0]).toBe('nonce-999')
})
