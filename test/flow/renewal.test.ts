import { certificates, orders, renewals } from '@certwire/documents'
import { misbehave } from '@certwire/sandbox'
import { expect, onTestFinished, test } from 'vitest'
import { DAY } from '../support/renewal/estate.ts'
import { simulation } from '../support/renewal/simulation.ts'

/** So many certificates are refused before an order gives up. */
const WHOLE_ORDER = 4
/** In days. */
const HOUR = 1 / 24

const start = Math.floor(Date.now() / 1000) * 1000

type IsLost = Parameters<typeof simulation>[0]['isLost']

/** One certificate of 90 days, and the time after it. */
async function issued(issuer: 'ari' | 'plain', isLost: IsLost = () => false) {
  const never = () => false
  const given = { start, random: () => 0.5, isAway: never, isLost, policy: {} }
  const on = await simulation(given)
  onTestFinished(() => on.close())
  const wishes = { profile: { name: 'd90', required: true } }
  const body = JSON.stringify({ names: ['a.test'], issuer, wishes })
  await on.bus.publish([{ subject: 'cert.requested', id: 'r', body }])
  const kept = await on.store.open(certificates)
  const looked = await on.store.open(renewals)
  const placed = await on.store.open(orders)
  return {
    ...on,
    day: (day: number) => on.passUntil(start + day * DAY),
    certificates: () => kept.find('expiry', { limit: 9 }),
    renewals: () => looked.find('expiry', { limit: 9 }),
    orders: () => placed.find('tenant', { limit: 9 }),
  }
}

test('a certificate is renewed by the CA’s window, and the CA is told what it replaces', async () => {
  const on = await issued('ari')

  await on.day(58)
  const before = await on.certificates()
  await on.day(62)

  expect([before.length, (await on.certificates()).length]).toEqual([1, 2])
  expect(await on.renewals()).toMatchObject([
    { state: 'renewed', reason: 'window' },
    { state: 'scheduled' },
  ])
  const [, successor] = await on.orders()
  expect(successor?.wishes?.replaces).toBe(on.cas.ari.ledger.issued[0]?.certId)
})

test('the certificate stays until its successor is verified, and another try follows', async () => {
  const on = await issued('plain')
  await on.day(59)
  on.cas.plain.issueNext(misbehave.wrongKey, WHOLE_ORDER)

  let [first] = await on.renewals()
  for (let day = 61; first?.state !== 'renewed' && !first?.problem; day += HOUR) {
    await on.day(day)
    ;[first] = await on.renewals()
  }
  const meanwhile = await on.certificates()
  await on.day(63)

  expect([first.problem?.code, meanwhile.length]).toEqual(['ERR_CHAIN_KEY', 1])
  expect(await on.certificates()).toHaveLength(2)
  expect((await on.renewals()).map(({ state }) => state)).toEqual(['renewed', 'scheduled'])
})

test('a certificate that nobody heard of is found, and renewed in time', async () => {
  const heard: string[] = []
  const on = await issued('plain', ({ body }) => {
    if (!body.includes('"dev.certwire.cert.issued"')) return false
    return heard.push(body) === 1
  })

  await on.day(0.3)
  expect([heard.length, (await on.renewals()).length]).toEqual([1, 1])
  await on.day(63)

  expect(await on.certificates()).toHaveLength(2)
})
