import { misbehave, startSandboxCa } from '@certwire/sandbox'
import { afterAll, expect } from 'vitest'
import { type Stage, ZONE } from '../support/stage.ts'
import { staged } from '../support/staged.ts'

/** Another CA, where our names are claimed: it wants no proof, and so no DNS. */
const blocked = `blocked.${ZONE}`
const other = await startSandboxCa({
  ...{ dnsServers: ['127.0.0.1:1'], claims: [ZONE], blocked: [blocked] },
})
afterAll(() => other.close())

const test = staged({
  adapt: (config) => {
    const { sandbox } = config.issuers
    const { directoryUrl: directory, tlsCaPem: tlsCa, rootPem: trustedRoots } = other
    const there = { ...sandbox, name: 'other', directory, tlsCa, trustedRoots }
    const issuers = { ...config.issuers, other: there as (typeof config.issuers)[string] }
    return { ...config, issuers }
  },
})

const ask = (on: Stage, names: readonly string[]) => on.ask({ names, fallbacks: ['other'] })
const always = { times: Infinity }
const issuedTo = (name: string) => other.ledger.issued.filter(({ names }) => names.includes(name))

test.concurrent('an order that its CA refuses is issued by the next one', async ({ on }) => {
  const name = `refused.${ZONE}`
  const no = misbehave.problem(403, 'caa', 'not here')
  on.ca.answerNext(no, { operation: 'newOrder', ...always })

  const order = await on.reached(await ask(on, [name, `*.${name}`]), 'issued')

  expect(order).toMatchObject({ issuer: 'other', generation: 2 })
  expect(order).not.toHaveProperty('fallbacks')
  expect(order.history.find(({ issuer }) => issuer === 'other')).toMatchObject({
    ...{ type: 'order.refused', note: expect.stringContaining('not here') },
  })
  expect(issuedTo(name)).toHaveLength(1)
})

test.concurrent('one that is put off for hours is issued by the next one now', async ({ on }) => {
  const name = `late.${ZONE}`
  const later = misbehave.problem(429, 'rateLimited', 'too many', { retryAfter: '7200' })
  on.ca.answerNext(later, { operation: 'newOrder', ...always })

  const order = await on.reached(await ask(on, [name]), 'issued')

  expect(order).toMatchObject({ issuer: 'other' })
  expect(issuedTo(name)).toHaveLength(1)
})

test.concurrent('one that is put off for minutes waits', async ({ on }) => {
  const later = misbehave.problem(429, 'rateLimited', 'too many', { retryAfter: '600' })
  on.ca.answerNext(later, { operation: 'newOrder', ...always })

  const orderId = await ask(on, [`soon.${ZONE}`])
  const order = await on.until(orderId, ({ problem }) => problem !== undefined)

  expect(order).toMatchObject({ phase: 'placing', issuer: 'sandbox', fallbacks: ['other'] })
})

test.concurrent('one whose certificate is not what was ordered is issued by the next one', async ({
  on,
}) => {
  const name = `wrong.${ZONE}`
  on.ca.issueNext(misbehave.wrongKey, Infinity)

  const order = await on.reached(await ask(on, [name]), 'issued')
  await on.settled()

  expect(order).toMatchObject({ issuer: 'other', generation: 2 })
  expect([issuedTo(name).length, on.tally().records]).toEqual([1, 0])
})

test.concurrent('one that nobody issues fails with what the last one said', async ({ on }) => {
  on.ca.answerNext(misbehave.problem(403, 'caa', 'no'), { operation: 'newOrder', ...always })

  const order = await on.reached(await ask(on, [blocked]), 'failed')

  expect(order).toMatchObject({
    ...{ issuer: 'other', generation: 2 },
    problem: { code: 'ERR_ACME_REJECTED_IDENTIFIER', retryable: false },
  })
})
