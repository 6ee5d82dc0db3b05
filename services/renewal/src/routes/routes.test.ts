import { renewals } from '@certwire/documents'
import { planned, type Renewal } from '@certwire/domain'
import { createLog, run } from '@certwire/runtime'
import { sqliteStore } from '@certwire/store'
import { expect, onTestFinished, test } from 'vitest'
import { plans } from '../plan-documents.ts'
import { renewal } from '../service.ts'
import { certificateOf, dayText, renewalOf } from '../test-stage.ts'

const now = new Date(dayText(10))

interface Body {
  readonly renewals: readonly { id: string }[]
  readonly plans: readonly object[]
  readonly next?: string
}

/** The whole service before a bus that nobody is on, asked over HTTP. */
async function stage() {
  const store = await sqliteStore({ file: ':memory:' })
  const bus = { publish: async () => {}, subscribe: async () => ({ close: async () => {} }) }
  const policy = { renewal: 'auto', massRenewal: 'approve', massRenewalAbove: 2 }
  const platform = {
    ...{ bus, store, clock: () => now, random: () => 0, log: createLog('silent') },
    config: { http: { host: '127.0.0.1', port: 0 }, issuers: {}, policy },
  }
  const kept = { renewals: await store.open(renewals), plans: await store.open(plans) }
  const running = await run([renewal], platform as never, { reveal: () => 't0ken' } as never)
  onTestFinished(async () => {
    await running.close(0)
    await store.close()
  })
  const ask = async (method: string, path: string) => {
    const headers = { authorization: 'Bearer t0ken' }
    const answer = await fetch(`${running.url}/api/v1${path}`, { method, headers })
    return { status: answer.status, body: (await answer.json()) as Body }
  }
  return {
    ...kept,
    get: (path: string) => ask('GET', path),
    post: (path: string) => ask('POST', path),
  }
}

/** A renewal that nothing is due of. */
const resting = (id: string, days = 90, given: Partial<Renewal> = {}): Renewal =>
  ({ ...renewalOf(certificateOf(id, days)), nextAt: dayText(11), ...given }) as Renewal

const plan = {
  ...{ _id: 'ca-2026-11-11', version: 1, issuer: 'ca', createdAt: dayText(10) },
  ...{ goesAt: dayText(10.5), explanationUrl: 'https://ca.example/why' },
}

test('renewals are listed page by page, whichever expires first at the top', async () => {
  const { renewals, get } = await stage()
  for (const [id, days] of [
    ['a', 90],
    ['b', 45],
    ['c', 199],
  ] as const)
    await renewals.insert(resting(id, days))

  const first = await get('/renewals?limit=2')
  const rest = await get(`/renewals?limit=2&before=${first.body.next}`)

  const ids = [first, rest].map(({ body }) => body.renewals.map(({ id }) => id))
  expect(ids).toEqual([['crt_b', 'crt_a'], ['crt_c']])
})

test('one is shown with everything that explains it', async () => {
  const { renewals, get } = await stage()
  const window = { start: dayText(58), end: dayText(62), explanationUrl: 'https://ca.example/why' }
  await renewals.insert(resting('a', 90, { issuer: 'ca', window, reason: 'window' }))

  expect((await get('/renewals/crt_a')).body).toMatchObject({
    ...{ id: 'crt_a', issuer: 'ca', state: 'scheduled', reason: 'window', window },
    ...{ notAfter: dayText(90), renewAt: dayText(60) },
  })
})

test.each(['/renewals/crt_none', '/renewals/..', '/renewals?before=crt_none'])(
  '%s is told apart',
  async (path) => {
    const { get } = await stage()

    expect(await get(path)).toMatchObject({ status: 404 })
  },
)

test('one is renewed now, once', async () => {
  const { renewals, post } = await stage()
  await renewals.insert(resting('a', 90, { state: 'stopped' }))
  await renewals.insert(resting('b', 90, { state: 'renewed' }))

  expect(await post('/renewals/crt_a/renew')).toMatchObject({
    ...{ status: 202, body: { state: 'scheduled', reason: 'person', renewAt: dayText(10) } },
  })
  expect(await post('/renewals/crt_b/renew')).toMatchObject({
    ...{ status: 409, body: { code: 'ERR_RENEWAL_UNDER_WAY' } },
  })
})

test('a plan is shown with those that wait in it, in their order, and approved once', async () => {
  const { renewals, plans, get, post } = await stage()
  await plans.insert({ ...plan, nextAt: dayText(11) })
  for (const [id, days] of [
    ['a', 90],
    ['b', 45],
  ] as const)
    await renewals.insert({ ...planned(resting(id, days), plan._id, now), version: 1 })

  const [before] = (await get('/renewals/plans')).body.plans
  const members = await get(`/renewals?plan=${plan._id}`)
  const approved = await post(`/renewals/plans/${plan._id}/approve`)
  const again = await post(`/renewals/plans/${plan._id}/approve`)

  expect(before).toMatchObject({ state: 'awaiting approval', waiting: 2, underWay: 0, renewed: 0 })
  expect(members.body.renewals.map(({ id }) => id)).toEqual(['crt_b', 'crt_a'])
  expect(approved).toMatchObject({
    status: 202,
    body: { state: 'running', approvedAt: dayText(10) },
  })
  expect(again.status).toBe(202)
})

test('one that is over is done, and there is nothing to approve', async () => {
  const { plans, post } = await stage()
  await plans.insert(plan)

  expect((await post(`/renewals/plans/${plan._id}/approve`)).body).toMatchObject({ state: 'done' })
  expect(await post('/renewals/plans/none/approve')).toMatchObject({
    ...{ status: 404, body: { code: 'ERR_PLAN_UNKNOWN' } },
  })
})
