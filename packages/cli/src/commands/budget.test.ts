import { expect, test } from 'vitest'
import { stage } from '../test-stage.ts'

const later = new Date(Date.now() + 600_500).toISOString()
const orders = {
  ...{ issuer: 'letsencrypt', limit: 'orders', key: '', count: 300, seconds: 10_800 },
  ...{ left: 0, nextAt: later, held: 0, more: true },
  waiting: ['ord_1', 'ord_2', 'ord_3'].map((order) => ({ order, tenant: 'default', at: later })),
}
const paused = {
  ...{ issuer: 'atlas', limit: 'certificatesPerDomain', key: 'example.org', held: 0, waiting: [] },
  ...{ pausedUntil: later, said: 'too many' },
}

test('budgets are listed with what is left, when there is more, and who waits', async () => {
  const { run } = stage({ answers: { 'GET /budgets': { budgets: [orders, paused] } } })

  const { stdout } = await run('budget', 'list')

  expect(stdout).toMatch(/letsencrypt +orders +0 of 300 +in 10m\d+s +ord_1 \+2 and more/)
  expect(stdout).toMatch(/atlas +certificatesPerDomain +example\.org +paused for 10m\d+s/)
})

test('those of one issuer are asked for by its name', async () => {
  const answers = { 'GET /budgets?issuer=atlas': { budgets: [paused] } }
  const { run } = stage({ answers })

  expect(JSON.parse((await run('budget', 'list', 'atlas', '-o', 'json')).stdout)).toEqual([paused])
})

test('where nothing was used it says so', async () => {
  const { run } = stage({ answers: { 'GET /budgets': { budgets: [] } } })

  expect((await run('budget', 'list')).stderr).toContain('nothing was used')
})

test('a name that is none is asked for nowhere', async () => {
  const { run, calls } = stage()

  expect((await run('budget', 'list', '../orders')).stderr).toContain('ERR_USAGE')
  expect(calls).toEqual([])
})
