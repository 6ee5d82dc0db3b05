import { expect, test } from 'vitest'
import { stage } from '../test-stage.ts'

const at = '2026-11-24T12:00:00.000Z'
const source = {
  ...{ name: 'ca', kind: 'atlas', issuer: 'globalsign-atlas', path: '/webhooks/ca' },
  ...{ verify: ['hmac', 'source-range'] },
}
const subscriber = {
  ...{ id: 'sub_1', url: 'https://hooks.example.com/', events: ['cert.issued'], state: 'disabled' },
  disabledAt: at,
}
const delivery = {
  ...{ id: 'msg_1', subscriber: 'sub_1', tenant: 'default', type: 'cert.issued', attempts: 2 },
  ...{ state: 'pending', createdAt: at, nextAt: at, problem: 'It answered with HTTP 500.' },
}
const answers = {
  'GET /webhooks/sources': { sources: [source] },
  'GET /webhooks/subscribers': { subscribers: [subscriber] },
  'GET /webhooks/deliveries': { deliveries: [delivery] },
  'POST /webhooks/test': { sent: [{ subscriber: 'sub_1', delivery: 'msg_2' }] },
  'POST /webhooks/subscribers/sub_1/enable': {
    ...subscriber,
    state: 'active',
    disabledAt: undefined,
  },
}

test.each([
  ['sources', /ca +atlas +globalsign-atlas +\/webhooks\/ca +hmac, source-range +never/],
  ['subscribers', /sub_1 .* all +disabled since 2026-11-24T12:00:00.000Z/],
  ['deliveries', /msg_1 .* pending .* 2 +2026-11-24T12:00:00.000Z +It answered with HTTP 500\./],
  ['test', /sub_1 +msg_2/],
])('webhook %s shows what there is', async (command, line) => {
  const { run } = stage({ answers })

  expect((await run('webhook', command)).stdout).toMatch(line)
})

test('one that was disabled is enabled', async () => {
  const { run } = stage({ answers })

  expect((await run('webhook', 'enable', 'sub_1')).stdout).toMatch(/^state +active$/m)
})

test.each([
  ['sources', { sources: [] }],
  ['subscribers', { subscribers: [] }],
  ['deliveries', { deliveries: [] }],
])('that there are no %s is said', async (command, none) => {
  const { run } = stage({ answers: { [`GET /webhooks/${command}`]: none } })

  expect((await run('webhook', command)).stderr).toBe('there are none\n')
})
