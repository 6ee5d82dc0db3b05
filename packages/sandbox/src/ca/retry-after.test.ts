import { expect, test } from 'vitest'
import type { SandboxCaRetryAfter } from './retry-after.ts'
import { retryAt } from './retry-after.ts'
import { csr } from './test-csr.ts'
import { readyOrder, testSandbox } from './test-sandbox.ts'

const now = new Date('2026-11-28T15:00:00Z')

test.each<[SandboxCaRetryAfter, string | undefined]>([
  [0, '0'],
  [86_400, '86400'],
  [3_000_000, '3000000'],
  [{ dateIn: 90 }, 'Sat, 28 Nov 2026 15:01:30 GMT'],
  ['soon', 'soon'],
  ['', ''],
  [null, undefined],
])('the form %j is sent as %j', async (form, header) => {
  await using sandbox = await testSandbox({
    processingMs: 1000,
    retryAfter: { order: form },
    clock: () => now,
  })
  const client = await sandbox.registered()
  const order = await readyOrder(sandbox, client, 'example.test')
  await client.post(order.body.finalize, { csr: (await csr(['example.test'])).csr })
  const { headers } = await client.post(order.url)
  expect(headers['retry-after']).toBe(header)
})

test('a test changes the form, and has it as usual again', async () => {
  await using sandbox = await testSandbox({ clock: () => now })
  const client = await sandbox.registered()
  const order = await readyOrder(sandbox, client, 'example.test')
  sandbox.ca.processingFor(5000, order.url)
  sandbox.ca.setRetryAfter('finalize', 'soon')
  const { headers } = await client.post(order.body.finalize, {
    csr: (await csr(['example.test'])).csr,
  })
  sandbox.ca.setRetryAfter('order', 7)
  const changed = await client.post(order.url)
  sandbox.ca.setRetryAfter('order', undefined)
  const usual = await client.post(order.url)
  expect([headers, changed.headers, usual.headers].map((each) => each['retry-after'])).toEqual([
    'soon',
    '7',
    '5',
  ])
})

test('a client that goes by the header knows when, if the header says it', () => {
  expect(retryAt('60', now)).toEqual(new Date('2026-11-28T15:01:00Z'))
  expect(retryAt('Sat, 28 Nov 2026 15:01:30 GMT', now)).toEqual(new Date('2026-11-28T15:01:30Z'))
  expect([retryAt('soon', now), retryAt('', now)]).toEqual([undefined, undefined])
})
