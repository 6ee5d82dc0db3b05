import { once } from 'node:events'
import type { IncomingMessage } from 'node:http'
import { Agent, get } from 'node:https'
import { expect, test } from 'vitest'
import type { SandboxCaScript } from '../control.ts'
import { type TestSandbox, testSandbox } from '../test-sandbox.ts'
import { endlessBody, gzipBomb, hugeBody, slowDrip } from './bodies.ts'

const megabyte = 1e6

/** The octets of the directory on the wire, as long as they are fewer than the limit. */
async function received({ ca }: TestSandbox, script: SandboxCaScript, limit: number) {
  ca.answerNext(script)
  const request = get(ca.directoryUrl, { agent: new Agent({ ca: ca.tlsCaPem }) })
  const [incoming]: IncomingMessage[] = await once(request, 'response')
  let octets = 0
  for await (const chunk of incoming ?? []) {
    octets += chunk.length
    if (octets >= limit) break
  }
  return { octets, headers: incoming?.headers }
}

test('a huge body has the size that it says', async () => {
  await using sandbox = await testSandbox()
  const { octets, headers } = await received(sandbox, hugeBody(2 * megabyte + 7), 1e9)
  expect([octets, headers?.['content-length']]).toEqual([2 * megabyte + 7, `${2 * megabyte + 7}`])
})

test('a gzip bomb is small on the wire', async () => {
  await using sandbox = await testSandbox()
  const { octets, headers } = await received(sandbox, gzipBomb(20 * megabyte), 1e9)
  expect(headers?.['content-encoding']).toBe('gzip')
  expect(octets).toBeLessThan(megabyte / 10)
})

test('an endless body goes on until its reader leaves, and the CA goes on', async () => {
  await using sandbox = await testSandbox()
  const { octets } = await received(sandbox, endlessBody, 10 * megabyte)
  expect(octets).toBeGreaterThanOrEqual(10 * megabyte)
  expect((await sandbox.registered()).kid).toBeDefined()
})

test('a slow drip comes a character at a time', async () => {
  await using sandbox = await testSandbox()
  const { octets } = await received(sandbox, slowDrip(5), 4)
  expect(octets).toBe(4)
})
