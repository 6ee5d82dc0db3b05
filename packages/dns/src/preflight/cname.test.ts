import { expect, test } from 'vitest'
import { challenge, resolved, server, stage } from '../test-support/preflight-stage.ts'

const target = 'www.acme.example.net'
const leads = (to: string) => ({ ...server, [`NS ${challenge}`]: [`CNAME ${to}`] })
const ledTo = (to: string) => ({ '192.0.2.1': leads(to), '192.0.2.2': leads(to) })
const net = { name: 'example.net' }

test('a CNAME into a zone of ours is fine', async () => {
  const { run } = stage({
    zones: [net],
    world: {
      ...ledTo(target),
      '192.0.2.3': {
        ...{ 'SOA example.net': ['SOA'], [`NS ${target}`]: ['authority @example.net SOA'] },
      },
    },
  })

  const findings = await run()

  expect(findings.filter(({ level }) => level !== 'ok')).toEqual([])
  expect(findings.map(({ saw }) => saw)).toContain(`CNAME to ${target}`)
})

test('one that does not end is a failure', async () => {
  const { says } = stage({ world: ledTo(challenge) })

  expect(await says('cname')).toMatch(/^failure ERR_DNS_CNAME_LOOP: The CNAMEs of .* do not end/)
  expect(await says('zone')).toMatch(/^ok/)
})

test.each([
  ['no such name below a top-level domain', 'x.gone.net', ['authority @net SOA']],
  ['not even that', 'x.gone.nowhere', []],
])('one that ends where no zone is, for there is %s, dangles', async (_why, to, lines) => {
  const recursive = { ...resolved, 'NS net': ['NS ns.net'], 'A ns.net': ['A 192.0.2.8'] }
  const { says } = stage({
    world: { ...ledTo(to), recursive, '192.0.2.8': { [`NS ${to}`]: lines } },
  })

  expect(await says('cname')).toMatch(/^failure ERR_DNS_CNAME_DANGLING: /)
})

test('one that ends in a zone of others is no zone of ours', async () => {
  const there = { 'SOA example.net': ['SOA'], [`NS ${target}`]: ['authority @example.net SOA'] }
  const { says } = stage({ world: { ...ledTo(target), '192.0.2.3': there } })

  expect(await says('zone')).toBe(
    `failure ERR_DNS_ZONE_NOT_CONFIGURED: CNAME to ${target} in the zone example.net, which is not configured`,
  )
})

test('a name that is in no zone of ours is told', async () => {
  const { says } = stage({ zones: [net] })

  expect(await says('zone')).toBe(
    `failure ERR_DNS_ZONE_NOT_CONFIGURED: no zone is configured for ${challenge}`,
  )
})

test('without a resolver nobody knows, which may pass', async () => {
  const { run } = stage({ zones: [net], world: { recursive: 'unreachable' } })

  expect((await run()).find(({ check }) => check === 'zone')).toMatchObject({
    ...{ level: 'failure', code: 'ERR_DNS_LOOKUP_FAILED', retryable: true },
  })
})

test('servers that do not say what is there leave it open where to write', async () => {
  const silent = { ...server, [`NS ${challenge}`]: ['SERVFAIL'] }
  const { run } = stage({ world: { '192.0.2.1': silent, '192.0.2.2': silent } })

  expect((await run()).find(({ check }) => check === 'cname')).toMatchObject({
    ...{ level: 'failure', code: 'ERR_DNS_LOOKUP_FAILED', retryable: true },
  })
})

test('a resolver that fails at the name alone is a failure that may pass', async () => {
  const { run } = stage({ world: { recursive: { ...resolved, 'NS example.com': ['SERVFAIL'] } } })

  expect((await run()).find(({ check }) => check === 'cname')).toMatchObject({
    ...{ level: 'failure', code: 'ERR_DNS_LOOKUP_FAILED', retryable: true },
  })
})

test('where no zone is ever looked up, it is none of ours for good', async () => {
  const { run } = stage({
    zones: [{ ...net, authoritative: ['192.0.2.3:53'] }],
    world: { recursive: 'unreachable' },
  })

  expect((await run()).find(({ check }) => check === 'zone')).toMatchObject({
    ...{ level: 'failure', code: 'ERR_DNS_ZONE_NOT_CONFIGURED', retryable: false },
  })
})
