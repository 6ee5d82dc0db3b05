import { loadConfig } from '@certwire/config'
import { expect, test } from 'vitest'
import { sandboxCaOptions, sandboxIssuer } from './sandbox-likeness.ts'

const { sandbox: plain } = await loadConfig({ env: {}, cwd: '/nowhere' })

test('the plain CA is the sandbox as it is, with a bound for weeks', () => {
  expect(sandboxCaOptions(plain)).toEqual({ claims: [], keptOrders: expect.any(Number) })
  expect(sandboxIssuer(plain)).toEqual({})
})

test('the issuer at the Atlas-like CA has an EAB that it knows, and leaves another one', () => {
  const sandbox = { ...plain, like: 'atlas' as const }
  const { eab: { kid, hmacKey } = {} } = sandboxIssuer(sandbox)
  const { eab = {} } = sandboxCaOptions(sandbox)

  expect(eab[String(kid)]).toEqual({ key: hmacKey?.reveal(), isSingleUse: true })
  expect(Object.keys(eab)).toEqual([kid, 'rehearsal'])
})

test('its own times and claims come before those of the CA that it takes after', () => {
  const own = { processingSeconds: 60, validityDays: 1, claims: ['Claimed.Test.'] }

  expect(sandboxCaOptions({ ...plain, like: 'atlas', ...own })).toMatchObject({
    ...{ processingMs: 60_000, validityDays: 1, claims: ['claimed.test'] },
  })
  expect(sandboxCaOptions({ ...plain, like: 'atlas' })).toMatchObject({ processingMs: 5000 })
  expect(sandboxCaOptions({ ...plain, like: 'atlas', processingSeconds: 0 }).processingMs).toBe(0)
})

test('days of validity are those of the profile that is taken for none', () => {
  const { profiles } = sandboxCaOptions({ ...plain, like: 'letsencrypt', validityDays: 0.25 })

  expect(Object.entries(profiles ?? {}).map(([name, one]) => [name, one.validityHours])).toEqual([
    ['classic', 6],
    ['tlsserver', 45 * 24],
    ['shortlived', 160],
  ])
})
