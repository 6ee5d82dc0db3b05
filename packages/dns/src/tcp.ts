import { connect } from 'node:net'
import type { ServerAddress } from './server-address.ts'

const LENGTH = 2

/** Sends one message and resolves with the first that comes back, both with the length in front (RFC 1035 §4.2.2). */
export async function askTcp(
  { address, port }: ServerAddress,
  request: Buffer,
  signal: AbortSignal,
): Promise<Buffer> {
  signal.throwIfAborted()
  const { promise, resolve, reject } = Promise.withResolvers<Buffer>()
  const aborted = () => reject(signal.reason)
  signal.addEventListener('abort', aborted, { once: true })
  const socket = connect({ host: address, port })
  let received = Buffer.alloc(0)
  socket.on('error', reject)
  socket.on('close', () => reject(new Error('closed before the answer was complete')))
  socket.on('data', (chunk) => {
    received = Buffer.concat([received, chunk])
    const end = received.length < LENGTH ? Infinity : LENGTH + received.readUInt16BE(0)
    if (received.length >= end) resolve(received.subarray(LENGTH, end))
  })
  const length = Buffer.alloc(LENGTH)
  length.writeUInt16BE(request.length)
  socket.write(Buffer.concat([length, request]))
  try {
    return await promise
  } finally {
    signal.removeEventListener('abort', aborted)
    socket.destroy()
  }
}
