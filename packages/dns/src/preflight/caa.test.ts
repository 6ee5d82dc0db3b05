import { expect, test } from 'vitest'
import { name, resolved, server, stage } from '../test-support/preflight-stage.ts'

const saying = (lines: Record<string, string[]>) =>
  stage({ world: { recursive: { ...resolved, ...lines } } })

test('the closest records count, whatever is above them', async () => {
  const { says } = saying({ [`CAA ${name}`]: ['CAA 0 issue other.example'] })

  expect(await says('caa')).toBe(
    `failure ERR_CAA_FORBIDS: ${name} has issue "other.example", and the CA is ca.example`,
  )
})

test('without any the climb goes on to the top', async () => {
  const { run, asked } = saying({ 'CAA example.com': [] })

  expect((await run()).find(({ check }) => check === 'caa')?.saw).toBe('no CAA record')
  expect(asked.filter((one) => one.startsWith('recursive CAA'))).toHaveLength(3)
})

test('an alias has the records of where it leads', async () => {
  const alias = ['CNAME www.example.net', '@www.example.net CAA 0 issue ;']
  const { says } = saying({ [`CAA ${name}`]: alias })

  expect(await says('caa')).toBe(`failure ERR_CAA_FORBIDS: ${name} has issue ";"`)
})

test('what is above the end of an alias does not count', async () => {
  const { says } = saying({
    [`CAA ${name}`]: ['CNAME www.example.net'],
    'CAA example.net': ['CAA 0 issue ;'],
  })

  expect(await says('caa')).toMatch(/^ok: example.com has issue "ca.example"/)
})

test('servers that are configured are asked, and where they lead away, the resolvers', async () => {
  const { says, asked } = stage({
    zones: [{ authoritative: ['192.0.2.1'] }],
    world: {
      '192.0.2.1': { ...server, [`CAA ${name}`]: ['CNAME www.example.net'] },
      recursive: { ...resolved, 'CAA www.example.net': ['CAA 0 issue ;'] },
    },
  })

  expect(await says('caa')).toMatch(/^failure ERR_CAA_FORBIDS/)
  expect(asked).not.toContain(`recursive CAA ${name}`)
})

test.each([
  ['a resolver', saying({ 'CAA example.com': ['SERVFAIL'] })],
  [
    'a configured server',
    stage({
      zones: [{ authoritative: ['192.0.2.1'] }],
      world: { '192.0.2.1': { ...server, 'CAA example.com': ['SERVFAIL'] } },
    }),
  ],
])('SERVFAIL from %s is a failure that may pass', async (_who, { run }) => {
  expect((await run()).find(({ check }) => check === 'caa')).toMatchObject({
    ...{ level: 'failure', code: 'ERR_CAA_LOOKUP', retryable: true },
  })
})

test('records further up do not matter where closer ones are found', async () => {
  const { says } = saying({ 'CAA com': ['SERVFAIL'] })

  expect(await says('caa')).toMatch(/^ok/)
})
