import type { Finding, Preflight } from '@certwire/dns'
import type { Issuer } from '@certwire/issuers'
import { describe, expect, test } from 'vitest'
import { signal } from '../test-stage.ts'
import { objections } from './preflight.ts'

const accountUrl = 'https://ca.example/account/1'
const directory = async () => ({ caaIdentities: ['ca.example'] })
// Of the CA nothing but its directory is asked for.
const issuer = { name: 'ca', acme: { directory }, accountUrl } as unknown as Issuer

const finding = (code: string, retryable = false, level = 'failure') =>
  ({
    ...{ check: 'caa', name: 'a.example', level, code, retryable },
    ...{ saw: `saw ${code}`, actor: 'operator', remedy: 'Correct it.' },
  }) as Finding
const refusal = {
  ...{ code: 'ERR_DNS_PROVIDER_AUTH', reason: 'no', remedy: 'r', retryable: false },
  actor: 'operator' as const,
}
const fine: Finding = { check: 'zone', name: 'a.example', level: 'ok', saw: 'fine' }

function stage(
  mode: Parameters<typeof objections>[0],
  findings: readonly Finding[] = [],
  claims: Readonly<Record<string, 'yes' | 'perhaps'>> = {},
) {
  const asked: unknown[] = []
  const logged: unknown[] = []
  const preflight: Preflight = async (names, options) => {
    const { write, ...rest } = options
    asked.push([...names, rest, typeof write === 'function' && (await write('a.example'))])
    return [fine, ...findings]
  }
  const log = { warn: ({ code }: { code: string }) => logged.push(code) }
  const refusalOf = async () => refusal
  const claimed = async () => (name: string) => claims[name] ?? 'no'
  const object = objections(mode, { preflight, refusalOf, claimed, log: log as never })
  return { asked, logged, run: () => object(['a.example'], issuer, signal) }
}

test('the checks know the CA, our account and what the zone’s provider said, and write nothing', async () => {
  const { run, asked } = stage('enforce')

  expect(await run()).toBeUndefined()
  expect(asked).toEqual([
    ['a.example', { ca: { identities: ['ca.example'], accountUrl } }, refusal],
  ])
})

test('a warning is logged, and no more', async () => {
  const { run, logged } = stage('enforce', [finding('ERR_DNS_TXT_CROWDED', false, 'warning')])

  expect(await run()).toBeUndefined()
  expect(logged).toEqual(['ERR_DNS_TXT_CROWDED'])
})

test('of several failures one that does not pass decides, and all are told', async () => {
  const failures = [finding('ERR_DNS_SERVFAIL', true), finding('ERR_CAA_FORBIDS')]
  const { run } = stage('enforce', failures)

  expect(await run()).toEqual({
    ...{ code: 'ERR_CAA_FORBIDS', actor: 'operator', remedy: 'Correct it.', retryable: false },
    reason: 'a.example: saw ERR_CAA_FORBIDS; a.example: saw ERR_DNS_SERVFAIL',
  })
})

test('who wants to be warned only is not stopped', async () => {
  const { run, logged } = stage('warn', [finding('ERR_CAA_FORBIDS')])

  expect(await run()).toBeUndefined()
  expect(logged).toEqual(['ERR_CAA_FORBIDS'])
})

test('who wants no preflight has none', async () => {
  const { run, asked } = stage('off')

  expect(await run()).toBeUndefined()
  expect(asked).toEqual([])
})

describe('a name that is claimed', () => {
  const missing = { ...finding('ERR_DNS_ZONE_NOT_CONFIGURED'), check: 'zone' as const }

  test.each([
    ['yes', []],
    ['perhaps', ['ERR_DNS_ZONE_NOT_CONFIGURED']],
  ] as const)('is not stopped by DNS: %s', async (answer, expected) => {
    const { run, logged } = stage('enforce', [missing], { 'a.example': answer })

    expect(await run()).toBeUndefined()
    expect(logged).toEqual(expected)
  })

  test('is by CAA, which the CA looks at all the same', async () => {
    const { run } = stage('enforce', [finding('ERR_CAA_FORBIDS')], { 'a.example': 'yes' })

    expect(await run()).toMatchObject({ code: 'ERR_CAA_FORBIDS' })
  })
})
