import { misbehave } from '@certwire/sandbox'
import { describe, expect } from 'vitest'
import type { Stage } from '../support/stage.ts'
import { test } from '../support/staged.ts'

const names = ['a.example.test']
const keyCompromise = 1

async function issued(on: Stage) {
  const orderId = await on.request(names)
  const { certificate } = await on.reached(orderId, 'issued')
  await on.settled()
  return { orderId, path: `/certificates/${certificate?.certificateId}` }
}

describe.each(['account', 'certificate'])('with the key of the %s', (key) => {
  test.concurrent('a certificate is revoked at the CA, and marked', async ({ on }) => {
    const { orderId, path } = await issued(on)

    await on.post(`${path}/revoke`, { reason: 'keyCompromise', key })
    const order = await on.until(orderId, ({ phase }) => phase === 'revoked')

    expect(order).toMatchObject({ revocation: { reason: 'keyCompromise' } })
    expect(on.ca.ledger.revoked).toMatchObject([{ reason: keyCompromise }])
    expect(await on.get(path)).toMatchObject({ revoked: { reason: 'keyCompromise' } })
  })

  test.concurrent('a CA that is away is asked again when it is back', async ({ on }) => {
    const { orderId, path } = await issued(on)
    on.ca.answerNext(misbehave.htmlError(503), { operation: 'revokeCert', times: 2 })

    await on.post(`${path}/revoke`, { key })
    const waiting = await on.until(orderId, ({ problem }) => problem !== undefined)
    await on.quiet()
    on.clock.pass(3_600_000)
    await on.until(orderId, ({ phase }) => phase === 'revoked')

    expect(waiting).toMatchObject({ phase: 'revoking', problem: { retryable: true } })
    expect(on.ca.ledger.revoked).toHaveLength(1)
  })

  test.concurrent('a lost reply is a success when the CA is asked again', async ({ on }) => {
    const { orderId, path } = await issued(on)
    on.ca.answerNext(misbehave.lostReply, { operation: 'revokeCert' })

    await on.post(`${path}/revoke`, { key })
    await on.quiet()
    on.clock.pass(3_600_000)

    await on.until(orderId, ({ phase }) => phase === 'revoked')
    expect(on.ca.ledger.revoked).toHaveLength(1)
  })

  test.concurrent('a CA that refuses leaves it issued, and the order says why', async ({ on }) => {
    const { orderId, path } = await issued(on)
    const no = misbehave.problem(403, 'unauthorized', 'not yours')
    on.ca.answerNext(no, { operation: 'revokeCert', times: 2 })

    await on.post(`${path}/revoke`, { key })
    const order = await on.until(orderId, ({ problem }) => problem !== undefined)

    expect(order).toMatchObject({ phase: 'issued', problem: { code: 'ERR_ACME_UNAUTHORIZED' } })
    expect(on.ca.ledger.revoked).toEqual([])
  })
})

test.concurrent('a lost message costs time, and the certificate is marked all the same', async ({
  on,
}) => {
  const { orderId, path } = await issued(on)
  const held = on.hold(({ type }) => type === 'certificate.revoked')

  await on.post(`${path}/revoke`, {})
  await held.first
  on.lose()
  on.clock.pass(3_600_000)

  await on.until(orderId, ({ phase }) => phase === 'revoked')
  expect(await on.get(path)).toHaveProperty('revoked')
})
