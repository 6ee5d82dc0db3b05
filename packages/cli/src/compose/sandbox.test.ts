import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { type Config, loadConfig } from '@certwire/config'
import { expect, onTestFinished, test } from 'vitest'
import { Accepted } from '../accepted.ts'
import { connectApi } from '../api.ts'
import { awaitOrder } from '../await-order.ts'
import { startSandbox } from './sandbox.ts'
import { up } from './up.ts'

/** All in one process, on ports and in a folder of its own. */
async function configure(own: Partial<Config['sandbox']>): Promise<Config> {
  const cwd = await mkdtemp(join(tmpdir(), 'certwire-cli-'))
  onTestFinished(() => rm(cwd, { recursive: true }))
  const env = { CERTWIRE_HTTP_PORT: '0', CERTWIRE_LOG_LEVEL: 'silent' }
  const config = await loadConfig({ env, cwd })
  return { ...config, sandbox: { ...config.sandbox, caPort: 0, dnsPort: 0, ...own } }
}

/** Starts, requests, ends; how the order ended. */
async function issuedOnce(config: Config) {
  const { signal } = new AbortController()
  const running = await up(config)
  try {
    const api = connectApi({ ...running, signal, say: () => undefined })
    const { orderId } = await api.post('/requests', Accepted, { names: ['a.example.test'] })
    return await awaitOrder(api, orderId, () => undefined, signal, 100)
  } finally {
    await running.close()
  }
}

/** A port of the CA that stays the same when it starts anew. */
async function withPort(config: Config): Promise<Config> {
  const { config: running, close } = await startSandbox(config)
  await close()
  const caPort = Number(new URL(String(running.issuers.sandbox?.directory)).port)
  return { ...config, sandbox: { ...config.sandbox, caPort } }
}

test.each(['plain', 'atlas', 'letsencrypt'] as const)(
  'the CA like %s issues at the first request, and after it has started anew',
  async (like) => {
    const config = await withPort(await configure({ like, processingSeconds: 0 }))

    const orders = [await issuedOnce(config), await issuedOnce(config)]

    expect(orders.map(({ problem }) => problem)).toEqual([undefined, undefined])
    expect(orders.map(({ phase }) => phase)).toEqual(['issued', 'issued'])
  },
)

test('what was registered at a plain CA is registered anew, with an EAB, at one like Atlas', async () => {
  const plain = await withPort(await configure({}))
  const atlas = { ...plain.sandbox, like: 'atlas', processingSeconds: 0 } as const
  await issuedOnce(plain)

  expect(await issuedOnce({ ...plain, sandbox: atlas })).toMatchObject({ phase: 'issued' })
})
