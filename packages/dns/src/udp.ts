import { createSocket } from 'node:dgram'
import { isIP } from 'node:net'
import type { ServerAddress } from './server-address.ts'

/**
 * Sends one datagram from a fresh port, and resolves with the first that `read` makes something of; what it throws
 * rejects. Only datagrams of the server asked are seen. Waits until the signal aborts; while it does, the same is sent
 * again after each of `againMs`.
 */
export async function askUdp<T>(
  { address, port }: ServerAddress,
  request: Buffer,
  read: (message: Buffer) => T | undefined,
  signal: AbortSignal,
  againMs: readonly number[] = [],
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
  const send = () =>
    socket.send(request, (error) => {
      if (error) reject(error)
    })
  const timers: NodeJS.Timeout[] = []
  socket.on('connect', () => {
    send()
    timers.push(...againMs.map((ms) => setTimeout(send, ms)))
  })
  // Connected, so that the kernel drops what others send and reports a closed port. Where that fails (no IPv6 here, an
  // address that nobody can have) it is an error event, unless a callback takes it.
  socket.connect(port, address)
  try {
    return await promise
  } finally {
    for (const timer of timers) clearTimeout(timer)
    signal.removeEventListener('abort', aborted)
    socket.close()
  }
}
