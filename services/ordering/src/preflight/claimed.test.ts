import type { SandboxHvcaClaim } from '@certwire/sandbox'
import { expect, test } from 'vitest'
import { hvcaStage, inDays } from '../hvca/test-hvca.ts'
import { signal } from '../test-stage.ts'
import { claimed } from './claimed.ts'

const verified = (domain: string, days: number): SandboxHvcaClaim => ({
  ...{ domain, status: 'VERIFIED', expiresAt: inDays(days), method: 'DNS' },
})

async function stage(claims: SandboxHvcaClaim[] = []) {
  const on = await hvcaStage({ account: { claims } })
  const look = claimed({ hvca: on.accounts, clock: on.clock, log: on.log })
  return { ...on, look: (names: string[], issuer = 'atlas') => look(names, issuer, signal) }
}

test('names below a claim need no proof, and its end is logged once', async () => {
  const { look, logged } = await stage([verified('a.example', 30), verified('b.example', -1)])

  const answer = await look(['*.a.example', 'www.a.example', 'b.example'])

  expect(['a.example', 'www.a.example', 'b.example'].map(answer)).toEqual(['yes', 'yes', 'no'])
  expect(logged).toEqual([{ name: 'a.example', names: 2, until: inDays(30).toISOString() }])
})

test('a claim that ends soon is a warning', async () => {
  const { look, logged } = await stage([verified('a.example', 13)])

  await look(['www.a.example'])

  expect(logged).toMatchObject([
    { until: inDays(13).toISOString() },
    { check: 'claim', name: 'a.example', level: 'warning', code: 'ERR_CLAIM_EXPIRES' },
  ])
})

test('a wildcard that is not covered keeps its base from being so', async () => {
  const { look } = await stage([{ ...verified('a.example', 30), method: 'HTTP' }])

  expect((await look(['a.example']))('a.example')).toBe('yes')
  expect((await look(['a.example', '*.a.example']))('a.example')).toBe('no')
})

test('an issuer without HVCA has no claims, and is not asked', async () => {
  const { look, stub } = await stage([verified('a.example', 30)])

  expect((await look(['a.example'], 'other'))('a.example')).toBe('no')
  expect(stub.calls).toEqual([])
})

test('of an HVCA that is away nothing is known, which is logged', async () => {
  const { look, stub, logged } = await stage()
  await stub.close()

  expect((await look(['a.example']))('a.example')).toBe('perhaps')
  expect(logged).toMatchObject([{ issuer: 'atlas', code: 'ERR_HVCA_UNREACHABLE' }])
})

test('many orders ask once a minute', async () => {
  const { look, asked, state } = await stage()
  for (let order = 0; order < 20; order++) await look(['a.example'])
  state.now += 60_000
  await look(['a.example'])

  // Verified and pending, each a page.
  expect(asked('GET /claims/domains')).toBe(4)
})
