import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { type Config, loadConfig } from '@certwire/config'
import { expect, onTestFinished, test } from 'vitest'
import { CliError } from '../cli-error.ts'
import { serviceNames } from './services.ts'
import { up } from './up.ts'

/** A process without the sandbox, in a folder and on ports of its own. */
async function configure(env: Record<string, string> = {}): Promise<Config> {
  const cwd = await mkdtemp(join(tmpdir(), 'certwire-cli-'))
  onTestFinished(() => rm(cwd, { recursive: true }))
  const own = {
    CERTWIRE_HTTP_PORT: '0',
    CERTWIRE_LOG_LEVEL: 'silent',
    CERTWIRE_DEFAULT_ISSUER: 'letsencrypt',
  }
  return loadConfig({ env: { ...own, ...env }, cwd })
}

async function started(config: Config) {
  const running = await up(config)
  onTestFinished(() => running.close())
  return running
}

test('what is up answers, and is gone when it is closed', async () => {
  const running = await up(await configure())

  const ready = await fetch(`${running.url}/readyz`)
  await running.close()

  expect(ready.status).toBe(200)
  await expect(fetch(`${running.url}/readyz`)).rejects.toThrow()
})

test('a folder that another has is told as such', async () => {
  const config = await configure()
  await started(config)

  await expect(up(config)).rejects.toMatchObject({
    ...{ code: 'ERR_STORE_IN_USE', exit: 'conflict' },
    message: expect.stringContaining('CERTWIRE_DATA_DIR'),
  })
})

test('a port that is taken undoes everything: the folder is free again', async () => {
  const { url } = await started(await configure())
  const config = await configure()
  const taken = { ...config, http: { ...config.http, port: Number(new URL(url).port) } }

  await expect(up(taken)).rejects.toMatchObject({ code: 'ERR_PORT_TAKEN' })

  await started(config)
})

test('a port of webhooks that is taken is told by its own name', async () => {
  const { url } = await started(await configure())
  const config = await configure()
  const listen = { host: '127.0.0.1', port: Number(new URL(url).port) }
  const ca = { kind: 'digicert', issuer: 'letsencrypt', unsigned: false, map: {} } as const
  const taken = { ...config, webhooks: { ...config.webhooks, listen, sources: { ca } } }

  await expect(up(taken)).rejects.toMatchObject({
    ...{ code: 'ERR_PORT_TAKEN', message: expect.stringContaining('webhooks.listen.port') },
  })
})

test.each([
  ['a service that there is not', ['slover'], 'ERR_SERVICE_UNKNOWN'],
  ['half of the services alone', ['solver'], 'ERR_PROCESS_ALONE'],
  ['one service named often', serviceNames.map(() => 'solver'), 'ERR_PROCESS_ALONE'],
])('%s is refused before anything starts', async (_, names, code) => {
  await expect(up(await configure(), names)).rejects.toMatchObject({ code, exit: 'usage' })
})

test('a stop before it is up is heard, though no bus ever answers', async () => {
  const config = await configure({ NATS_URL: 'nats://127.0.0.1:1' })
  const stop = new AbortController()
  const reason = new CliError('ERR_INTERRUPTED', 'Stopped.', 'interrupted')

  const starting = up(config, serviceNames, stop.signal)
  const ended = expect(starting).rejects.toBe(reason)
  await sleep(50)
  stop.abort(reason)

  await ended
})
