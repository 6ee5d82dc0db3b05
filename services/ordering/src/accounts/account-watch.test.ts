import type { AccountView } from '@certwire/contracts'
import type { Order } from '@certwire/domain'
import { expect, test } from 'vitest'
import { signal } from '../test-stage.ts'
import { accountWatch, ordersIn } from './account-watch.ts'

const inPhases = (...phases: string[]) =>
  ordersIn({ find: async () => phases.map((phase) => ({ phase }) as Order) })('ca', [
    ...(['proving', 'validating'] as const),
  ])

test('orders are counted by their phases', async () => {
  const count = await inPhases('placing', 'proving', 'validating', 'validating', 'finalizing')

  expect(count).toBe(3)
})

test('more orders than can be counted are too many', async () => {
  expect(await inPhases(...Array<string>(10_000).fill('placing'))).toBe(10_000)
})

test('what is not as configured is said once, and again when it is something else', async () => {
  const logged: unknown[] = []
  const warn = (fields: unknown, text?: string) => void logged.push(text ?? fields)
  const notice = (reason: string) => ({ code: 'ERR_ACCOUNT_EAB_CHANGED', reason, remedy: 'do' })
  const account = { issuer: 'ca', notices: [notice('one')] } as unknown as AccountView
  let settled = 0
  const desk = { settle: async () => void settled++, list: async () => [account] }
  const watch = accountWatch(desk, { warn })

  await watch(signal)
  await watch(signal)
  account.notices.push(notice('two'))
  await watch(signal)

  expect([logged, settled]).toEqual([['one', 'two'], 3])
})
