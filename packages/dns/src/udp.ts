import { createSocket } from 'node:dgram'
import { isIP } from 'node:net'
import type { ServerAddress } from './server-address.ts'

/**
 * Sends one datagram from a fresh port and resolves with the first that `read` makes something of; what it throws
 * rejects. Only datagrams of the server asked are seen. Waits until the signal aborts.
 */
export async function askUdp<T>(
  { address, port }: ServerAddress,
  request: Buffer,
  read: (message: Buffer) => T | undefined,
  signal: AbortSignal,
): Promise<T> {
  signal.throwIfAborted()
  const { promise, resolve, reject } = Promise.withResolvers<T>()
  const aborted = () => reject(signal.reason)
  signal.addEventListener('abort', aborted, { once: true })
  const socket = createSocket(isIP(address) === 6 ? 'udp6' : 'udp4')
  socket.on('error', reject)
  socket.on('message', (message) => {
    try {
      const answer = read(message)
      if (answer !== undefined) resolve(answer)
    } catch (error) {
      reject(error)
    }
  })
  // Connected, so that the kernel drops what others send and reports a closed port.
  socket.connect(port, address, () => {
    socket.send(request, (error) => {
      if (error) reject(error)
    })
  })
  try {
    return await promise
  } finally {
    signal.removeEventListener('abort', aborted)
    socket.close()
  }
}
