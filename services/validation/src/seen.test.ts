import type { Authorization } from '@certwire/acme'
import { type Answers, anAuthorization, anOrder, aProblem, fakeCa } from '@certwire/issuers'
import { expect, test } from 'vitest'
import { seen } from './seen.ts'

const now = new Date('2026-11-24T12:00:00.000Z')
const longAgo = '2026-11-24T11:58:00.000Z'
const never = new AbortController().signal

/** What is seen of an order with so many authorizations, of which the CA answers these one after the other. */
async function look(authorization: Answers['authorization'], since = longAgo, count = 2) {
  const { issuers, asked } = fakeCa({ ...(authorization && { authorization }) })
  const urls = Array.from({ length: count }, (_, n) => `https://ca.example/authz/${n}`)
  const { acme } = await issuers.open('sandbox')
  const order = anOrder({ authorizations: urls })
  return { asked, ...(await seen(order, since, { acme, clock: () => now }, never)) }
}

const tried = (kind: string, changes: Partial<Authorization> = {}): Authorization => {
  const error = aProblem(kind).document
  const challenge = { url: 'https://ca.example/chall/1', type: 'dns-01', error }
  return anAuthorization({ challenges: [{ ...challenge, status: 'processing' }], ...changes })
}

test('what the CA tries again is told, with who can help', async () => {
  const one = tried('dns')
  const other = tried('rateLimited', { name: 'b.example', wildcard: true })

  expect((await look([other, one])).seen).toMatchObject({
    ...{ code: 'ERR_CHALLENGE_FAILING', actor: 'operator', retryable: true },
    reason: 'The CA tries again what failed: *.b.example: no; a.example: no',
    acme: other.challenges[0]?.error,
  })
})

test('an authorization that is decided says nothing more', async () => {
  expect(await look([tried('dns', { status: 'valid' }), anAuthorization()])).not.toHaveProperty(
    'seen',
  )
})

test('nothing is asked of a CA that has had no minute yet', async () => {
  expect((await look([tried('dns')], '2026-11-24T11:59:30.000Z')).asked).toEqual([])
})

test('what cannot be looked at keeps nothing else from being told', async () => {
  const { seen: problem } = await look([aProblem('rateLimited', 429), tried('connection')])

  expect(problem?.reason).toContain('a.example')
})

test('of an order with a hundred names twenty are looked at', async () => {
  expect((await look([tried('dns')], longAgo, 100)).asked).toHaveLength(20)
})
