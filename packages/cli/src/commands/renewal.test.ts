import { expect, test } from 'vitest'
import { stage } from '../test-stage.ts'

const renewal = {
  ...{ id: 'crt_1', tenant: 'default', orderId: 'ord_1', names: ['a.example'], attempt: 2 },
  ...{ notBefore: '2020-01-01T00:00:00.000Z', notAfter: '2099-03-31T00:00:00.000Z' },
  ...{ state: 'scheduled', renewAt: '2099-03-01T00:00:00.000Z', reason: 'window' },
  window: {
    ...{ start: '2099-02-28T00:00:00.000Z', end: '2099-03-02T00:00:00.000Z' },
    explanationUrl: 'https://ca.example/why',
  },
  problem: {
    ...{ code: 'ERR_TEST', reason: 'It did not work.', actor: 'ca', remedy: 'Wait.' },
    retryable: true,
  },
}
const plan = {
  ...{ id: 'ca-2026-11-28', issuer: 'ca', state: 'awaiting approval', waiting: 40, underWay: 0 },
  ...{ createdAt: '2026-11-28T00:00:00.000Z', goesAt: '2026-11-28T12:00:00.000Z' },
  ...{ renewed: 2, failed: 1, explanationUrl: 'https://ca.example/why' },
}

test('renewals are listed with when they come and why then', async () => {
  const { run } = stage({ answers: { 'GET /renewals?limit=50': { renewals: [renewal] } } })

  expect((await run('renewal', 'list')).stdout).toMatch(
    /crt_1 +a\.example +scheduled +2099-03-01\S+ \(in \S+\) +window +2099-03-31\S+ .* ERR_TEST/,
  )
})

test('those of a plan are asked for by its id', async () => {
  const call = 'GET /renewals?plan=ca-2026-11-28&limit=50'
  const { run } = stage({ answers: { [call]: { renewals: [renewal] } } })

  expect((await run('renewal', 'list', '--plan', plan.id)).code).toBe(0)
})

test('one is shown with the CA’s window and explanation, and what went wrong', async () => {
  const { run } = stage({ answers: { 'GET /renewals/crt_1': renewal } })

  const { stdout } = await run('renewal', 'show', 'crt_1')

  expect(stdout).toContain('scheduled (try 2)')
  expect(stdout).toContain('2099-02-28T00:00:00.000Z to 2099-03-02T00:00:00.000Z')
  expect(stdout).toMatch(/CA explains +https:\/\/ca\.example\/why/)
  expect(stdout).toMatch(
    /Problem +ERR_TEST: It did not work\.\nWho must act +ca\nWhat to do +Wait\./,
  )
})

test('one is renewed now', async () => {
  const { run, calls } = stage({ answers: { 'POST /renewals/crt_1/renew': renewal } })

  expect((await run('renewal', 'now', 'crt_1')).stdout).toBe('Asked to renew  crt_1\n')
  expect(calls).toHaveLength(1)
})

test('plans are listed with how far they are, and approved by their id', async () => {
  const approve = `POST /renewals/plans/${plan.id}/approve`
  const answers = {
    'GET /renewals/plans?limit=50': { plans: [plan] },
    [approve]: { ...plan, state: 'running' },
  }
  const { run } = stage({ answers })

  const { stdout } = await run('renewal', 'plan')
  const approved = await run('renewal', 'approve', plan.id)

  expect(stdout).toMatch(/ca-2026-11-28 +awaiting approval .* 40 +0 +2 +1 +https:/)
  expect(approved.stdout).toMatch(/Approved +ca-2026-11-28\nState +running/)
})

test.each([
  ['show', 'ord_1'],
  ['now', '1'],
  ['approve', '../x'],
])('renewal %s %s is refused before anything is asked', async (verb, id) => {
  const { run, calls } = stage()

  expect((await run('renewal', verb, id)).code).toBe(2)
  expect(calls).toEqual([])
})
