import type { Issuer } from '@certwire/issuers'
import { hvcaRefusal } from '@certwire/sandbox'
import { expect, test } from 'vitest'
import { hvcaStage } from '../hvca/test-hvca.ts'
import { signal } from '../test-stage.ts'
import { anyObjection, quotaObjection } from './quota.ts'

// Of the issuer nothing but its name is asked for.
const issuer = (name: string) => ({ name }) as Issuer

async function stage(quota = 1000) {
  const on = await hvcaStage({ account: { quota } })
  const object = quotaObjection(on.accounts)
  return { ...on, object: (name = 'atlas') => object(['a.example'], issuer(name), signal) }
}

test('a quota that is used up is objected, and passes when it is raised', async () => {
  const { object, stub, state } = await stage(0)
  const problem = await object()
  stub.account.quota = 5
  state.now += 60_000

  expect(problem).toMatchObject({ code: 'ERR_CA_QUOTA', actor: 'operator', retryable: true })
  expect(await object()).toBeUndefined()
})

test('it is asked for once a minute', async () => {
  const { object, asked } = await stage(1)
  for (let order = 0; order < 20; order++) await object()

  expect(asked('GET /quotas/issuance')).toBe(1)
})

test.each([402, 429, 500, 503])('an HVCA that says %i objects to nothing', async (status) => {
  const { object, stub, logged } = await stage(0)
  stub.answerNext(hvcaRefusal(status), { times: 9 })

  expect(await object()).toBeUndefined()
  expect(logged.length).toBe(1)
})

test('nor does one that is away, or an issuer that has none', async () => {
  const { object, stub } = await stage(0)
  await stub.close()

  expect([await object(), await object('other')]).toEqual([undefined, undefined])
})

test('of several objections the first counts', async () => {
  const problem = { code: 'ERR_X', reason: 'r', remedy: 'r', actor: 'ca', retryable: true } as const
  const any = anyObjection([async () => undefined, async () => problem])

  expect(await any([], issuer('atlas'), signal)).toBe(problem)
})
