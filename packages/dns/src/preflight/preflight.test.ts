import { describe, expect, test } from 'vitest'
import { name, stage } from '../test-support/preflight-stage.ts'

test('of a healthy name nothing but good is said', async () => {
  const { run } = stage({ write: 'dry' })

  expect((await run()).map(({ check, level, saw }) => [check, level, saw])).toEqual([
    ['zone', 'ok', 'example.com is configured'],
    ['delegation', 'ok', 'example.com on ns1.example.com, ns2.example.com'],
    ['cname', 'ok', 'no CNAME'],
    ['dnssec', 'ok', 'not bogus'],
    ['txt', 'ok', '0 TXT values, 0 bytes'],
    ['caa', 'ok', 'example.com has issue "ca.example"'],
    ['write', 'ok', 'a TXT record was written and removed'],
  ])
})

test('a name and its wildcard have one challenge name, and a CAA check each', async () => {
  const { run } = stage()

  const findings = await run(name, `*.${name}`, name.toUpperCase())

  expect(findings.filter(({ check }) => check === 'delegation')).toHaveLength(1)
  expect(findings.filter(({ check }) => check === 'caa').map((one) => one.name)).toEqual([
    ...[name, `*.${name}`],
  ])
})

test('what two names share is looked up once', async () => {
  const { run, asked } = stage()

  await run(name, 'api.example.com')

  const twice = asked.filter((question, index) => asked.indexOf(question) < index)
  expect(twice.filter((question) => !question.startsWith('recursive SOA'))).toEqual([])
})

test('a resolver is never asked for the challenge name', async () => {
  const { run, asked } = stage({ write: 'dry' })

  await run()

  expect(asked.filter((question) => /^recursive .*_acme-challenge/.test(question))).toEqual([])
})

test('who gives up is obeyed', async () => {
  const { stopped } = stage()

  await expect(stopped()).rejects.toThrow('enough')
})

describe('without a resolver', () => {
  test('what cannot be seen is a warning', async () => {
    const { run } = stage({ world: { recursive: 'unreachable' } })

    const findings = await run()

    expect(findings.map(({ check, level }) => `${check} ${level}`)).toEqual([
      ...['zone ok', 'cname warning', 'dnssec warning', 'caa warning'],
    ])
  })

  test('a zone whose servers are configured is seen whole, up to its apex', async () => {
    const zones = [{ authoritative: ['192.0.2.1'] }]
    const { run, asked } = stage({ zones, world: { recursive: 'unreachable' } })

    expect((await run()).filter(({ level }) => level !== 'ok')).toEqual([])
    expect(asked.filter((question) => question.startsWith('recursive'))).toEqual([])
    expect(asked).toContain('192.0.2.1 CAA example.com')
  })

  test('one that only ever says SERVFAIL says nothing of the name', async () => {
    const always = new Proxy({}, { get: () => ['SERVFAIL'] })
    const { run } = stage({ world: { recursive: always } })

    expect((await run()).filter(({ level }) => level === 'failure')).toEqual([])
  })
})
