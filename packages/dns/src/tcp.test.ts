import { once } from 'node:events'
import { type AddressInfo, createServer, type Socket } from 'node:net'
import { expect, onTestFinished, test } from 'vitest'
import { askTcp } from './tcp.ts'

async function serverThatSends(...pieces: Buffer[]) {
  const send = async (socket: Socket) => {
    for (const piece of pieces) {
      socket.write(piece)
      await new Promise(setImmediate)
    }
    socket.end()
  }
  const server = createServer((socket) => void send(socket))
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  onTestFinished(() => void server.close())
  // An AddressInfo because it listens on an IP address.
  return { address: '127.0.0.1', port: (server.address() as AddressInfo).port }
}

const signal = new AbortController().signal

test('a message in pieces is put together, and what follows it is dropped', async () => {
  const server = await serverThatSends(
    Buffer.from([0]),
    Buffer.from([5]),
    Buffer.from('he'),
    Buffer.from('llo, more'),
  )

  expect(String(await askTcp(server, Buffer.from('question'), signal))).toBe('hello')
})

test('a connection that ends in the middle rejects', async () => {
  const server = await serverThatSends(Buffer.from([0, 5]), Buffer.from('he'))

  await expect(askTcp(server, Buffer.from('question'), signal)).rejects.toThrow('closed before')
})
