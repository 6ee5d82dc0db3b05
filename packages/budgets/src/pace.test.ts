import type { IssuerConfig } from '@certwire/config'
import { expect, test } from 'vitest'
import { paceOf } from './pace.ts'

const issuer = (limits: NonNullable<IssuerConfig['limits']>): IssuerConfig => ({
  ...{ name: 'ca', directory: 'https://ca.example/directory', contact: [], origins: [] },
  ...{ propagation: 'all', limits },
})
const signal = new AbortController().signal
const clock = () => new Date(0)

/** How many of so many requests to an endpoint may leave at once. */
async function atOnce(pace: ReturnType<typeof paceOf>, endpoint: string, count: number) {
  let left = 0
  const stop = new AbortController()
  const all = Array.from({ length: count }, () =>
    pace(endpoint, stop.signal).then(
      () => {
        left += 1
      },
      () => undefined,
    ),
  )
  await new Promise(setImmediate)
  stop.abort()
  await Promise.all(all)
  return left
}

test('a burst leaves at once, and each endpoint has its own', async () => {
  const pace = paceOf(issuer('letsencrypt'), clock)

  expect(await atOnce(pace, 'newNonce', 20)).toBe(8)
  expect(await atOnce(pace, 'newAccount', 20)).toBe(12)
})

test('a request that waits leaves in its time', async () => {
  const pace = paceOf(issuer('letsencrypt'), clock)
  const begin = performance.now()

  for (let n = 0; n < 9; n += 1) await pace('newNonce', signal)

  expect(performance.now() - begin).toBeGreaterThan(50)
})

test('all services of a process keep one pace with an issuer', () => {
  const one = issuer('letsencrypt')

  expect(paceOf(one, clock)).toBe(paceOf(one, clock))
  expect(paceOf(one, clock)).not.toBe(paceOf(issuer('letsencrypt'), clock))
})

test('where no pace is known nothing waits', async () => {
  expect(await atOnce(paceOf(issuer('learned'), clock), 'newNonce', 500)).toBe(500)
})
