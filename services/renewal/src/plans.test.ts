import type { Renewal } from '@certwire/domain'
import { expect, test } from 'vitest'
import { mayGo, proceed } from './proceed.ts'
import { sweep } from './sweep.ts'
import { certificateOf, dayText, renewalOf, stage } from './test-stage.ts'

type Options = Parameters<typeof stage>[0]

/** Certificates of a CA that wants all of them renewed on their tenth day; above two that is a plan. */
async function rushed(certificates: number, options: Options = {}) {
  const on = await stage(options)
  on.state.day = 10
  const window = { start: new Date(dayText(8)), end: new Date(dayText(9)) }
  on.state.answer = { info: { window, explanationUrl: 'https://ca.example/why' } }
  for (let n = 0; n < certificates; n += 1) {
    // The later ones expire sooner.
    const certificate = await on.issue(certificateOf(`c${n}`, 90 - n))
    await on.deps.renewals.insert(renewalOf(certificate))
  }
  const deps = { ...on.deps, plans: on.planDocuments }
  const states = async () => {
    const all = await on.deps.renewals.find('expiry', { limit: 500 })
    return Object.groupBy(all, ({ state }) => state)
  }
  return {
    ...{ ...on, states },
    sweep: () => sweep(on.deps, on.never),
    proceed: () => proceed(deps, on.never),
    plan: () => on.planDocuments.get(`ca-2026-11-11`),
  }
}

const ids = (renewals: readonly Renewal[] = []) => renewals.map(({ _id }) => _id).sort()

test('a few that are rushed go at once', async () => {
  const on = await rushed(2)

  await on.sweep()
  await on.sweep()

  expect((await on.states()).requested).toHaveLength(2)
  expect(await on.plan()).toBeUndefined()
})

test('many are a plan, with the CA’s explanation', async () => {
  const on = await rushed(5)

  await on.sweep()
  await on.sweep()

  expect((await on.states()).planned).toHaveLength(5)
  expect(await on.plan()).toMatchObject({ issuer: 'ca', explanationUrl: 'https://ca.example/why' })
  expect(on.requests()).toEqual([])
})

test('fifty go at a time, whoever expires first before the others', async () => {
  const on = await rushed(53)
  await on.sweep()
  await on.sweep()

  await on.proceed()
  await on.sweep()

  const { planned, requested } = await on.states()
  expect(requested).toHaveLength(50)
  expect(ids(planned)).toEqual(['crt_c0', 'crt_c1', 'crt_c2'])
  on.state.day = 10.01
  await on.proceed()
  await on.sweep()
  expect((await on.states()).planned).toHaveLength(3)
})

test('a plan that nobody waits in is done, and goes on when somebody joins it', async () => {
  const on = await rushed(3)
  for (const day of [10, 10, 10.01, 10.02]) {
    on.state.day = day
    await on.sweep()
    await on.proceed()
  }
  for (const one of await on.deps.renewals.find('due', { limit: 9 }))
    await on.deps.renewals.replace({ ...one, state: 'renewed', version: one.version + 1 })
  on.state.day = 10.03
  await on.proceed()
  expect(await on.plan()).not.toHaveProperty('nextAt')

  await on.deps.renewals.insert(renewalOf(await on.issue(certificateOf('more'))))
  await on.sweep()
  await on.sweep()

  expect(await on.plan()).toHaveProperty('nextAt')
})

test('one that joins after midnight joins the plan that is open', async () => {
  const on = await rushed(3, { massRenewal: 'approve' })
  await on.sweep()
  await on.sweep()
  on.state.day = 11.1
  await on.planDocuments.insert({
    ...{ _id: 'ca-2026-11-10', version: 1, issuer: 'ca', createdAt: dayText(9) },
    goesAt: dayText(9.5),
  })
  for (const id of ['4', '5', '6'])
    await on.deps.renewals.insert(renewalOf(await on.issue(certificateOf(id))))

  await on.sweep()
  await on.sweep()

  expect(await on.planDocuments.find('created', { limit: 9 })).toHaveLength(2)
  expect((await on.states()).requested).toHaveLength(3)
})

test('where somebody has to approve it, it waits for half a day and no longer', async () => {
  const on = await rushed(3, { massRenewal: 'approve' })
  await on.sweep()
  await on.sweep()
  const plan = await on.plan()
  const at = (day: number) => plan && mayGo(plan, new Date(dayText(day)))

  await on.proceed()
  await on.sweep()

  expect((await on.states()).planned).toHaveLength(3)
  expect([at(10.49), at(10.5)]).toEqual([false, true])
})

test('whatever becomes of its plan, a certificate waits for a day at most', async () => {
  const on = await rushed(3, { massRenewal: 'approve' })
  await on.sweep()
  await on.sweep()
  on.state.day = 11

  await on.sweep()

  expect((await on.states()).requested).toHaveLength(3)
})
