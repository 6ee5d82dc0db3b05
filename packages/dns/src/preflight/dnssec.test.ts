import { expect, test } from 'vitest'
import { challenge, name, resolved, server, stage } from '../test-support/preflight-stage.ts'

const bogus = { recursive: { ...resolved, 'SOA www.example.com': ['bogus'] } }

test('a name that only an unchecked answer has is bogus', async () => {
  const { run } = stage({ world: bogus })

  expect((await run()).find(({ check }) => check === 'dnssec')).toMatchObject({
    ...{ level: 'failure', code: 'ERR_DNSSEC_BOGUS', retryable: false },
    saw: `SERVFAIL for ${name}, but an answer when it is not checked`,
  })
})

test('so is a zone that its CNAME leads to', async () => {
  const to = 'x.acme.example.net'
  const leads = { ...server, [`NS ${challenge}`]: [`CNAME ${to}`] }
  const recursive = { ...resolved, 'SOA acme.example.net': ['bogus'] }
  const { says } = stage({ world: { recursive, '192.0.2.1': leads, '192.0.2.2': leads } })

  expect(await says('dnssec')).toMatch(/^failure ERR_DNSSEC_BOGUS: SERVFAIL for acme.example.net/)
})

test('a resolver that fails either way does not say that it is bogus', async () => {
  const recursive = { ...resolved, 'SOA www.example.com': ['SERVFAIL'] }
  const { says } = stage({ world: { recursive } })

  expect(await says('dnssec')).toBeUndefined()
  expect(await says('cname')).toMatch(/^failure ERR_DNS_LOOKUP_FAILED/)
})

test('servers that are configured do not validate', async () => {
  const { says } = stage({ world: bogus, zones: [{ authoritative: ['192.0.2.1'] }] })

  expect(await says('dnssec')).toBe('ok: the servers of the zone are configured')
})
