import { TenantId } from '@certwire/contracts'
import type { Renewal } from '@certwire/domain'
import { expect, test } from 'vitest'
import { look } from './look.ts'
import { successorIdOf } from './successor.ts'
import { certificateOf, dayText, orderOf, renewalOf, stage } from './test-stage.ts'

const CERT_ID = 'aYhba4dGQEHhs3uEe6CuLN4ByNQ.AIdlQyE'
const certificate = certificateOf('1')
/** A stage with one certificate, looked at on this day of its 90. */
async function at(
  day: number,
  given: Partial<Renewal> = {},
  options: Parameters<typeof stage>[0] = {},
) {
  const on = await stage(options)
  await on.issue(certificate)
  const known = { issuer: 'ca', certId: CERT_ID, ...given }
  await on.deps.renewals.insert(renewalOf(certificate, known))
  on.state.day = day
  const kept = async () => (await on.deps.renewals.get(certificate._id)) as Renewal
  return { ...on, kept, look: async () => look(await kept(), on.deps, on.never) }
}

test('at the first look it is found out whom to ask, and for what', async () => {
  const on = await at(0.01, { issuer: undefined, certId: undefined })

  await on.look()

  expect(on.asked).toEqual([`ca ${CERT_ID}`])
  expect(await on.kept()).toMatchObject({ issuer: 'ca', certId: CERT_ID, version: 3 })
})

test('the CA’s window decides', async () => {
  const on = await at(1)
  const window = { start: new Date(dayText(50)), end: new Date(dayText(52)) }
  on.state.answer = { info: { window } }

  await on.look()

  expect(await on.kept()).toMatchObject({ renewAt: dayText(50), reason: 'window' })
  expect(on.packets).toEqual([])
})

test('another CA than the one that issued it is not told what it replaces', async () => {
  const on = await at(60)
  await on.deps.orders.replace(orderOf(certificate, { version: 2, issuer: 'other' }))

  await on.look()

  expect(on.requests()[0]?.data.wishes).toEqual({})
})

test('of two processes that look at once one asks', async () => {
  const on = await at(60)

  await Promise.all([on.look(), on.look()])

  expect(on.requests()).toHaveLength(1)
})

test('of two processes that look at once one asks the CA', async () => {
  const on = await at(1)

  await Promise.all([on.look(), on.look()])

  expect(on.asked).toHaveLength(1)
})

test('a request that was lost is said again until its order is there', async () => {
  const on = await at(60)
  on.state.away = true
  await on.look()
  on.state.away = false

  on.state.day = 60.1
  await on.look()
  await on.deps.orders.insert(
    orderOf({ ...certificateOf('2'), orderId: successorIdOf(await on.kept()) }),
  )
  on.state.day = 60.2
  await on.look()

  expect(on.requests()).toHaveLength(1)
})

test.each(['cancelled', 'revoked'] as const)(
  'a certificate whose order is %s is renewed no more',
  async (phase) => {
    const on = await at(60)
    await on.deps.orders.replace(orderOf(certificate, { version: 2, phase } as never))

    await on.look()

    expect(await on.kept()).toMatchObject({
      state: 'stopped',
      problem: { code: 'ERR_RENEWAL_STOPPED' },
    })
  },
)

test('while it is being revoked, and where nobody renews by itself, nothing is asked for', async () => {
  const revoking = await at(60)
  await revoking.deps.orders.replace(
    orderOf(certificate, { version: 2, phase: 'revoking' } as never),
  )
  const off = await at(60, {}, { renewal: 'off' })

  for (const on of [revoking, off]) {
    await on.look()
    expect(await on.kept()).toMatchObject({ state: 'scheduled', lookAt: dayText(61) })
  }
  expect([...revoking.packets, ...off.packets]).toEqual([])
})

test('a person has it renewed all the same', async () => {
  const on = await at(20, { reason: 'person', renewAt: dayText(20) }, { renewal: 'off' })

  await on.look()

  expect(on.requests()).toHaveLength(1)
})

test('whoever renewed it by a request of his own ends its renewal', async () => {
  const on = await at(30)
  const next = certificateOf('2')
  await on.issue(next, { renewalOf: certificate._id })
  await on.deps.renewals.insert(renewalOf(next))

  await look(renewalOf(next), on.deps, on.never)

  expect(await on.kept()).toMatchObject({ state: 'renewed', renewedBy: 'crt_2' })
})

test('another tenant’s request does not end its renewal', async () => {
  const on = await at(30)
  const next = certificateOf('2')
  await on.issue(next, { renewalOf: certificate._id })
  const foreign = renewalOf(next, { tenantId: TenantId.parse('someone-else') })
  await on.deps.renewals.insert(foreign)
  await look(foreign, on.deps, on.never)

  expect(await on.kept()).toMatchObject({ state: 'scheduled' })
})

test('one that has expired is tried for a month more, and the CA is not asked', async () => {
  const on = await at(95)

  await on.look()
  expect(await on.kept()).toMatchObject({ state: 'requested' })
  expect(on.asked).toEqual([])
  on.state.day = 121
  await on.look()

  expect(await on.kept()).toMatchObject({ state: 'expired' })
})

test('one whose order is gone is told with what to do', async () => {
  const on = await at(60)
  await on.deps.orders.delete('ord_1')

  await on.look()

  expect(await on.kept()).toMatchObject({
    ...{ state: 'scheduled', reason: 'failure' },
    problem: { code: 'ERR_RENEWAL_ORDER_GONE' },
  })
})

test('what expires soon is told, also of what waits for its order', async () => {
  const on = await at(76)

  await on.look()

  expect(on.packets.map(({ subject }) => subject)).toEqual([
    'cert.event.default.cert.expiring.ord_1',
    'cert.requested.default',
  ])
  expect(await on.kept()).toMatchObject({ state: 'requested', warned: 1 })
})

test('in time the same is asked for again, in place of the certificate', async () => {
  const on = await at(60)
  const wishes = { profile: { name: 'short', required: true }, notAfter: dayText(80) }
  await on.deps.orders.replace(orderOf(certificate, { version: 2, wishes, fallbacks: ['other'] }))

  await on.look()

  expect(await on.kept()).toMatchObject({ state: 'requested', attempt: 1 })
  expect(on.requests()).toMatchObject([
    {
      orderId: successorIdOf(await on.kept()),
      data: {
        ...{ names: ['1.example'], issuer: 'ca', fallbacks: ['other'], key: 'p384' },
        ...{ wishes: { profile: wishes.profile, replaces: CERT_ID }, renewalOf: certificate._id },
      },
    },
  ])
  expect(on.requests()[0]?.data.wishes).not.toHaveProperty('notAfter')
})
