import { describe, expect, test } from 'vitest'
import { stage } from '../test-stage.ts'

const later = new Date(Date.now() + 20.5 * 86_400_000).toISOString()
const account = {
  ...{ issuer: 'atlas', quota: 41, issued: 9, revoked: 1, isWhole: true },
  claims: [
    { domain: 'a.example', status: 'VERIFIED', expiresAt: later },
    { domain: 'b.example', status: 'VERIFIED', expiresAt: '2020-01-01T00:00:00.000Z' },
    { domain: 'c.example', status: 'PENDING', assertBy: later },
  ],
}
const reconciliation = {
  ...{ issuer: 'atlas', from: later, to: later, both: 7, isWhole: true, onlyHere: [] },
  onlyThere: [{ serial: 'A1', notBefore: later }, { serial: 'B2' }],
}

test('an account is shown with its quota, and how long its claims last', async () => {
  const { run } = stage({ answers: { 'GET /issuers/atlas/hvca': account } })

  const { stdout } = await run('issuer', 'show', 'atlas')

  expect(stdout).toMatch(/^Quota left +41$/m)
  expect(stdout).toMatch(/a\.example {2}VERIFIED {2}expires in 20d$/m)
  expect(stdout).toMatch(/b\.example {2}VERIFIED {2}expired \d+d ago$/m)
  expect(stdout).toMatch(/c\.example {2}PENDING {2}assert in 20d$/m)
})

test('as JSON it is what the API says', async () => {
  const { run } = stage({ answers: { 'GET /issuers/atlas/hvca': account } })

  expect(JSON.parse((await run('issuer', 'show', 'atlas', '-o', 'json')).stdout)).toEqual(account)
})

describe('a reconciliation', () => {
  const path = '/issuers/atlas/hvca/reconciliation?from=2026-01-01T00%3A00%3A00.000Z'

  test('shows what only one side has', async () => {
    const { run } = stage({ answers: { [`GET ${path}`]: reconciliation } })

    const { stdout } = await run('issuer', 'reconcile', 'atlas', '--from', '2026-01-01')

    expect(stdout).toMatch(/^On both sides +7$/m)
    expect(stdout).toMatch(/^Only at the CA +A1 {2}\S+\n +B2/m)
    expect(stdout).toMatch(/^Only here +none$/m)
  })

  test('says when a side has more than was compared', async () => {
    const { run } = stage({ answers: { [`GET ${path}`]: { ...reconciliation, isWhole: false } } })

    const { stdout } = await run('issuer', 'reconcile', 'atlas', '--from', '2026-01-01')

    expect(stdout).toContain('take a shorter span')
  })

  test.each([
    ['issuer', 'reconcile', '../atlas'],
    ['issuer', 'reconcile', 'atlas', '--from', 'once'],
  ])('asks for nothing that is none: %s %s %s %s', async (...args) => {
    const { run, calls } = stage()

    const { stderr } = await run(...args)

    expect([stderr.includes('ERR_USAGE'), calls]).toEqual([true, []])
  })
})
