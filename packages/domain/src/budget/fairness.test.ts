import fc from 'fast-check'
import { expect, test } from 'vitest'
import { type Bucket, emptyBucket } from './bucket.ts'
import { budgetProfiles } from './profiles.ts'
import { take, type Want } from './turn.ts'

const { orders } = budgetProfiles.letsencrypt
const INTERVAL = orders.perMs / orders.count
const START = Date.parse('2026-11-24T12:00:00.000Z')

interface Comer {
  readonly want: Want
  at: number
  asks: number
}

/** Everybody comes when told, until all have been served; and when each was, and how often he had to ask. */
function served(wants: readonly Want[]) {
  const queue: Comer[] = wants.map((want) => ({ want, at: want.since, asks: 0 }))
  const done = new Map<string, { at: number; asks: number }>()
  let bucket: Bucket = { ...emptyBucket, fullAt: START + orders.perMs }
  while (queue.length > 0) {
    const next = queue.reduce((a, b) => (b.at < a.at ? b : a))
    next.asks += 1
    const turn = take(bucket, 'orders', next.want, orders, next.at)
    bucket = turn.bucket
    if (turn.until !== undefined) next.at = turn.until
    else {
      done.set(next.want.who, { at: next.at, asks: next.asks })
      queue.splice(queue.indexOf(next), 1)
    }
  }
  return done
}

const wantsOf = (tenant: string, count: number, since: number): Want[] =>
  Array.from({ length: count }, (_, n) => ({
    ...{ who: `${tenant}-${n}`, tenant, since: since + n, weight: 1 },
  }))

test('a thousand orders of one tenant are served at the rate of the CA, each asking a few times', () => {
  const done = [...served(wantsOf('big', 1000, START)).values()]

  const last = Math.max(...done.map(({ at }) => at))
  const asks = done.reduce((sum, one) => sum + one.asks, 0) / done.length

  expect((last - START) / INTERVAL).toBeLessThan(1000 * 1.2)
  expect(asks).toBeLessThan(4)
})

test('whoever comes with one order is served after at most one of each other tenant', () => {
  fc.assert(
    fc.property(
      fc.array(fc.integer({ min: 1, max: 300 }), { minLength: 1, maxLength: 6 }),
      (sizes) => {
        const others = sizes.flatMap((size, n) => wantsOf(`t${n}`, size, START))
        const late = START + 20 * INTERVAL
        const done = served([...others, ...wantsOf('small', 1, late)])

        const waited = ((done.get('small-0')?.at ?? Number.POSITIVE_INFINITY) - late) / INTERVAL
        expect(waited).toBeLessThanOrEqual(sizes.length + 2)
      },
    ),
    { numRuns: 30, seed: 20_261_124 },
  )
})

test('tenants that have more than their share get equal shares', () => {
  const done = served([...wantsOf('a', 200, START), ...wantsOf('b', 200, START + 50 * INTERVAL)])
  const within = (tenant: string, from: number, to: number) =>
    [...done].filter(
      ([who, { at }]) =>
        who.startsWith(tenant) && at > START + from * INTERVAL && at <= START + to * INTERVAL,
    ).length

  const [a, b] = [within('a', 60, 260), within('b', 60, 260)]

  expect(Math.abs(a - b)).toBeLessThan(30)
})
