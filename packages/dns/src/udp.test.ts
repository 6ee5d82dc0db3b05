import { createSocket } from 'node:dgram'
import { expect, onTestFinished, test } from 'vitest'
import { askUdp } from './udp.ts'

const request = Buffer.from('question')
const read = (message: Buffer) => message

test('an address that the system does not send to rejects with why', async () => {
  const broadcast = { address: '255.255.255.255', port: 53 }

  const asking = askUdp(broadcast, request, read, AbortSignal.timeout(2000))

  await expect(asking).rejects.toMatchObject({ code: 'EACCES' })
})

test('a datagram that is lost is sent again, and its answer taken', async () => {
  const server = createSocket('udp4')
  onTestFinished(() => void server.close())
  const received: Buffer[] = []
  server.on('message', (message, { port, address }) => {
    if (received.push(message) > 1) server.send('answer', port, address)
  })
  await new Promise<void>((listening) => server.bind(0, '127.0.0.1', listening))

  const answer = await askUdp(server.address(), request, read, AbortSignal.timeout(2000), [10, 20])

  expect(String(answer)).toBe('answer')
  expect(received.map(String)).toEqual(['question', 'question'])
})

test('a question that is cancelled while its host is looked up rejects with the reason', async () => {
  const cancelled = new AbortController()

  const asking = askUdp({ address: 'localhost', port: 53 }, request, read, cancelled.signal)
  cancelled.abort(new Error('shutting down'))

  await expect(asking).rejects.toThrow('shutting down')
  // Nothing of the socket is left that could still go wrong.
  await new Promise((resolve) => setTimeout(resolve, 50))
})
