import { Problem } from '@certwire/contracts'
import { expect, test } from 'vitest'
import {
  downProblem,
  isBudgetProblem,
  pausedNameProblem,
  pausedProblem,
  recoveringProblem,
  spentProblem,
} from './problem.ts'

const at = Date.parse('2026-11-24T12:00:00.000Z')
const spent = (count: number, perMs: number, key = '') =>
  spentProblem('orders', 'ca', key, { count, perMs }, at)

test.each([
  [604_800_000, '7 days'],
  [10_800_000, '3 h'],
  [90_000, '90 s'],
])('a limit is told with its figure, its period and the time: %s ms', (perMs, period) => {
  expect(spent(50, perMs).reason).toBe(
    `ca allows 50 new orders of the account in ${period}, and no more for now: the order comes again at 2026-11-24T12:00:00.000Z.`,
  )
})

test('what it is about is quoted, and cut where it is long', () => {
  expect(spent(1, 1000, 'a.example').reason).toContain('of the account "a.example" in')
  expect(Problem.safeParse(spent(1, 1000, 'x'.repeat(5000))).error).toBeUndefined()
})

test('a pause tells what the CA said, if it said anything', () => {
  const { code, reason } = pausedProblem('orders', 'ca', '', at, 'slow\n down')

  expect(code).toBe('ERR_BUDGET_PAUSED')
  expect(reason).toContain('it said "slow\\u{a} down"')
  expect(pausedProblem('orders', 'ca', '', at, '').reason).toMatch(/12:00:00\.000Z\.$/)
})

test('who must act is nobody, but for a paused name and a CA that is down', () => {
  const all = [
    ...[spent(1, 1000), recoveringProblem('ca', at)],
    ...[pausedNameProblem('ca', 'a.example', at), downProblem('ca', at)],
  ]

  expect(all.map(({ actor }) => actor)).toEqual(['nobody', 'nobody', 'operator', 'ca'])
  expect(all.map(isBudgetProblem)).toEqual([true, false, true, false])
})
