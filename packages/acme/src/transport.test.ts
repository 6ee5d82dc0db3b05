import { once } from 'node:events'
import type { ServerResponse } from 'node:http'
import { createServer } from 'node:net'
import { expect, test } from 'vitest'
import { generateAccountKey } from './account-key.ts'
import { connectAcme } from './connect.ts'
import { failureOf, now, signal, stage } from './test-stage.ts'

const slow: Record<string, (response: ServerResponse) => unknown> = {
  silence: () => undefined,
  half: (response) => response.writeHead(201, { 'content-length': '999' }).write('{'),
  drops: (response) => {
    const drops = setInterval(() => response.write(' '), 20)
    response.on('close', () => clearInterval(drops))
  },
}

test.concurrent('silence, half an answer and an answer in drops end in time, and what became of an order is unknown', async () => {
  const is = await stage({ connectMs: 500, totalMs: 500 })
  // With a connection and a nonce for each, so that only the orders are slow.
  await Promise.all(Object.keys(slow).map(() => is.acme.order(`${is.origin}/order/1`, signal)))
  is.ca.misbehave(({ payload }, response) => {
    const { identifiers } = payload as { identifiers: [{ value: string }] }
    slow[identifiers[0].value]?.(response)
    return true
  })

  const asked = Object.keys(slow).map((name) => failureOf(is.acme.newOrder([name], signal)))

  for (const failure of await Promise.all(asked))
    expect(failure).toMatchObject({
      ...{ code: 'ERR_CA_TIMEOUT', retryable: true, outcomeUnknown: true },
    })
  expect(is.ca.paths('POST').filter((path) => path === '/new-order')).toHaveLength(3)
  await is.close()
})

test.concurrent('a server that never speaks TLS ends in time', async () => {
  const mute = createServer().listen(0, '127.0.0.1')
  await once(mute, 'listening')
  const { port } = mute.address() as { port: number }
  const directory = `https://127.0.0.1:${port}/directory`
  const options = { accountKey: generateAccountKey(), userAgent: 'x', clock: () => now }
  const acme = connectAcme({ directory, ...options, timeouts: { connectMs: 9000, totalMs: 300 } })

  expect(await failureOf(acme.directory(signal))).toMatchObject({
    ...{ code: 'ERR_CA_TIMEOUT', retryable: true, outcomeUnknown: false },
  })
  await acme.close()
  mute.close()
})
