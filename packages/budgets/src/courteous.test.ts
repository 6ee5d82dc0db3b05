import {
  AuthorizationPending,
  AuthorizationValid,
  OrderId,
  type Problem,
} from '@certwire/contracts'
import { expect, test } from 'vitest'
import { courteous } from './courteous.ts'
import { SECOND, stage } from './test-stage.ts'

const orderId = OrderId.parse('ord_1')
const message = { orderId, data: { issuer: 'ca', generation: 2 } }
const signal = new AbortController().signal
const silence: Problem = {
  ...{ code: 'ERR_CA_UNREACHABLE', reason: 'No route.', remedy: 'None.', retryable: true },
  actor: 'ca',
}

type Said = ReturnType<typeof AuthorizationPending> | ReturnType<typeof AuthorizationValid>

/** A handler at a CA that is silent until it is healed. */
async function silentCa() {
  const on = await stage()
  const state = { asked: 0, isHealed: false }
  const until = '2026-11-24T12:00:30.000Z'
  const handle = async (): Promise<Said[]> => {
    state.asked += 1
    return state.isHealed
      ? [AuthorizationValid(orderId, { generation: 2 })]
      : [AuthorizationPending(orderId, { generation: 2, until, problem: silence })]
  }
  const courteously = courteous(handle, AuthorizationPending)
  const run = () => courteously(message, { budgets: on.budgets }, signal)
  for (let n = 0; n < 20; n += 1) await run()
  return { ...on, state, run }
}

test('a CA that is silent is not asked by everybody', async () => {
  const { state, run, pass } = await silentCa()

  expect(await run()).toMatchObject([
    { type: 'authorization.pending', data: { problem: { code: 'ERR_CA_DOWN' }, generation: 2 } },
  ])
  expect(state.asked).toBe(20)
  pass(30 * SECOND)
  await Promise.all([run(), run(), run()])
  expect(state.asked).toBe(21)
})

test('when it answers again, orders come back one by one', async () => {
  const { state, run, pass } = await silentCa()
  state.isHealed = true
  pass(30 * SECOND)

  expect(await run()).toMatchObject([{ type: 'authorization.valid' }])
  expect(await run()).toMatchObject([{ data: { problem: { code: 'ERR_CA_RECOVERING' } } }])
})
