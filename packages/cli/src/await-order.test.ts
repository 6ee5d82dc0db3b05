import { OrderId } from '@certwire/contracts'
import { expect, test } from 'vitest'
import type { Api } from './api.ts'
import { awaitOrder, issued } from './await-order.ts'
import { CliError } from './cli-error.ts'
import { eventView, orderView } from './test-stage.ts'

const orderId = OrderId.parse('ord_1')
const never = new AbortController().signal

/** An API with this order, and events that stop coming without an end. */
function silentAfter(types: string[], phase = 'issued') {
  const api: Partial<Api> = {
    get: async (_, schema) => schema.parse(orderView({ phase })),
    events: async function* (_, signal) {
      for (const [index, type] of types.entries()) yield eventView(`e${index}`, type)
      await new Promise((resolve) => signal.addEventListener('abort', resolve))
    },
  }
  return api as Api
}

const typesOf = async (api: Api, signal = never) => {
  const seen: string[] = []
  const order = await awaitOrder(api, orderId, ({ type }) => seen.push(type), signal, 5)
  return { seen, phase: order.phase }
}

test.each(['cert.issued', 'cert.failed', 'order.cancelled'])('%s is the end', async (last) => {
  expect(await typesOf(silentAfter(['order.placed', last]))).toMatchObject({
    seen: ['order.placed', last],
  })
})

test('a last event that was lost costs a moment and nothing else', async () => {
  expect(await typesOf(silentAfter(['order.placed']))).toEqual({
    ...{ seen: ['order.placed'], phase: 'issued' },
  })
})

test('an interruption ends the wait with its reason', async () => {
  const stop = new AbortController()
  const reason = new CliError('ERR_INTERRUPTED', 'Stopped.', 'interrupted')
  const waiting = typesOf(silentAfter([], 'proving'), stop.signal)

  stop.abort(reason)

  await expect(waiting).rejects.toBe(reason)
})

test('an order that did not end well is its problem', () => {
  const problem = {
    ...{ code: 'ERR_TEST', reason: 'Seen.', actor: 'ca', remedy: 'Do this.', retryable: false },
  }

  expect(() => issued(orderView({ phase: 'failed', problem }))).toThrow(
    expect.objectContaining({ code: 'ERR_TEST', message: 'Seen. Do this.' }),
  )
})
