import { once } from 'node:events'
import { createServer, type Server } from 'node:net'
import { setTimeout as sleep } from 'node:timers/promises'
import {
  type MongoDouble,
  type NatsServer,
  startMongoDouble,
  startNatsServer,
} from '@certwire/testkit'
import { afterEach, beforeEach, describe, expect, onTestFinished, test } from 'vitest'
import { type CliFolder, type CliProcess, cliFolder } from '../support/cli-process.ts'
import { onNatsServers } from '../support/nats.ts'

const PATIENCE_MS = 10_000
const own = { CERTWIRE_DEFAULT_ISSUER: 'letsencrypt', CERTWIRE_API_TOKEN: 'a-token-for-this-test' }
const kek = { CERTWIRE_KEK: Buffer.alloc(32, 7).toString('base64') }

let folder: CliFolder

beforeEach(async () => {
  folder = await cliFolder()
})
afterEach(() => folder.close())

/** Ends it as an orchestrator does; how it ended, and whether in time. */
async function terminated(child: CliProcess) {
  const before = performance.now()
  child.kill('SIGTERM')
  const code = await child.exit
  return { code, inTime: performance.now() - before < PATIENCE_MS }
}

/** Asks for a certificate, and does not wait for the answer: it is under way now. */
async function request() {
  const headers = {
    authorization: `Bearer ${own.CERTWIRE_API_TOKEN}`,
    'content-type': 'application/json',
  }
  const body = JSON.stringify({ names: ['a.example.org'] })
  void fetch(`${folder.url}/api/v1/requests`, { method: 'POST', headers, body }).catch(() => {})
  await sleep(300)
}

onNatsServers('a process whose bus goes away', ({ binary }) => {
  let nats: NatsServer
  let running: CliProcess

  beforeEach(async () => {
    nats = await startNatsServer({ binary })
    running = folder.run(['up'], { ...own, NATS_URL: nats.url })
    await running.until(/"msg":"up"/)
  })
  afterEach(async () => {
    running.kill('SIGKILL')
    nats.resume()
    await nats.stop()
  })

  test('ends in time all the same when that is gone', async () => {
    await nats.kill()

    expect(await terminated(running)).toEqual({ code: 0, inTime: true })
  })

  test('ends in time all the same when that is silent and a request waits for it', async () => {
    await nats.pause()
    await request()

    expect(await terminated(running)).toEqual({ code: 0, inTime: true })
  })

  test('every line that it wrote is JSON', async () => {
    await terminated(running)

    const lines = running.stderr
      .trim()
      .split('\n')
      .map((line) => JSON.parse(line))
    expect(lines.map(({ msg }) => msg)).toEqual(
      expect.arrayContaining(['nats: connected', 'up', 'drained']),
    )
  })
})

describe('a process that is told to end before it is up', () => {
  test('does so, though its bus never answers', async () => {
    const running = folder.run(['up'], { ...own, NATS_URL: 'nats://127.0.0.1:1' })
    await running.until(/nats: unreachable/)

    expect(await terminated(running)).toEqual({ code: 143, inTime: true })
  })

  test('does so, though its store never answers', async () => {
    const silent = await listener()
    const uri = `mongodb://127.0.0.1:${silent.port}/?directConnection=true&serverSelectionTimeoutMS=3000`
    const running = folder.run(['up'], { ...own, ...kek, MONGODB_URI: uri })
    await silent.asked

    expect(await terminated(running)).toEqual({ code: 143, inTime: true })
  })
})

describe('a process whose store goes away', () => {
  let mongo: MongoDouble

  beforeEach(async () => {
    mongo = await startMongoDouble()
  })
  afterEach(() => mongo.close())

  test('says so at /readyz, and ends in time all the same', async () => {
    const running = folder.run(['up'], { ...own, ...kek, MONGODB_URI: mongo.uri })
    onTestFinished(() => running.kill('SIGKILL'))
    await running.until(/"msg":"up"/)
    await mongo.refuse()

    const ready = await fetch(`${folder.url}/readyz`)

    expect(ready.status).toBe(503)
    expect(await ready.json()).toMatchObject({
      checks: { bus: 'ok', store: expect.not.stringMatching(/^ok$/) },
    })
    expect(await terminated(running)).toEqual({ code: 0, inTime: true })
  })
})

test('a store that is not there is told, with its own exit code', async () => {
  const running = folder.run(['up'], {
    ...own,
    ...kek,
    MONGODB_URI: 'mongodb://127.0.0.1:1/?directConnection=true&serverSelectionTimeoutMS=500',
  })

  expect(await running.exit).toBe(7)
  expect(running.stderr).toMatch(/^error: ERR_STORE_UNAVAILABLE: /m)
})

/** Takes connections and never says a word. */
async function listener() {
  const asked = Promise.withResolvers<void>()
  const server: Server = createServer((socket) => {
    socket.on('error', () => {})
    asked.resolve()
  }).listen(0, '127.0.0.1')
  await once(server, 'listening')
  onTestFinished(() => void server.close())
  const address = server.address()
  return { port: typeof address === 'object' && address ? address.port : 0, asked: asked.promise }
}
