import { createServer, type RequestListener } from 'node:http'
import { Secret } from '@certwire/secrets'
import { describe, expect, onTestFinished, test } from 'vitest'
import { z } from 'zod'
import { connectApi } from './api.ts'
import { CliError } from './cli-error.ts'

const Answer = z.object({ ok: z.literal(true) })
const token = Secret.of('t0ken')

/** A server that answers like this, and what a person is told meanwhile. */
async function stage(listener: RequestListener, signal = new AbortController().signal) {
  const server = createServer(listener).listen(0, '127.0.0.1')
  onTestFinished(() => {
    server.close()
    server.closeAllConnections()
  })
  await new Promise((resolve) => server.once('listening', resolve))
  const address = server.address()
  const url = `http://127.0.0.1:${typeof address === 'object' ? address?.port : 0}`
  const said: string[] = []
  return { api: connectApi({ url, token, signal, say: (line) => said.push(line) }), said, server }
}

const answering = (status: number, body: string) =>
  stage((_, response) => void response.writeHead(status).end(body))

test('a call has the token, and its answer is checked', async () => {
  const { api } = await stage(({ url, headers }, response) => {
    const right = url === '/api/v1/orders' && headers.authorization === 'Bearer t0ken'
    response.end(JSON.stringify({ ok: right }))
  })

  expect(await api.get('/orders', Answer)).toEqual({ ok: true })
})

test.each([
  [400, 'usage'],
  [401, 'auth'],
  [404, 'notFound'],
  [409, 'conflict'],
  [422, 'usage'],
  [503, 'unreachable'],
  [500, 'failure'],
])('a problem of status %d is %s, in its own words', async (status, exit) => {
  const problem = { code: 'ERR_X', detail: 'Seen.', remedy: 'Do this.' }
  const { api } = await answering(status, JSON.stringify(problem))

  await expect(api.get('/', Answer)).rejects.toMatchObject({
    code: 'ERR_X',
    message: 'Seen. Do this.',
    exit,
  })
})

test.each([
  ['HTML', 200, '<html>'],
  ['other JSON', 200, '{"ok":false}'],
  ['another error page', 404, 'not found'],
])('%s is of another server', async (_, status, body) => {
  const { api } = await answering(status, body)

  await expect(api.get('/', Answer)).rejects.toMatchObject({ code: 'ERR_API_ANSWER' })
})

test('nobody there is told with what to do', async () => {
  const { api, server } = await answering(200, '')
  await new Promise((resolve) => server.close(resolve))

  await expect(api.get('/', Answer)).rejects.toMatchObject({
    ...{ code: 'ERR_API_UNREACHABLE', exit: 'unreachable' },
    message: expect.stringContaining('certwire up'),
  })
})

test('Ctrl-C ends a call that gets no answer', async () => {
  const stop = new AbortController()
  const { api } = await stage(() => {}, stop.signal)
  const reason = new CliError('ERR_INTERRUPTED', 'Stopped.', 'interrupted')

  const call = api.get('/', Answer)
  stop.abort(reason)

  await expect(call).rejects.toBe(reason)
})

describe('a stream', () => {
  test('that cannot be opened at first is an error', async () => {
    const { api } = await answering(401, JSON.stringify({ code: 'ERR_HTTP_TOKEN', detail: 'No.' }))
    const events = api.events(new URLSearchParams(), new AbortController().signal)

    await expect(events.next()).rejects.toMatchObject({ code: 'ERR_HTTP_TOKEN', exit: 'auth' })
  })

  test('that is no stream of events is of another server', async () => {
    const { api } = await answering(200, 'data: hello\n\n')
    const events = api.events(new URLSearchParams(), new AbortController().signal)

    await expect(events.next()).rejects.toMatchObject({ code: 'ERR_API_ANSWER' })
  })
})
