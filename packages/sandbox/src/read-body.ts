import type { IncomingMessage } from 'node:http'

/**
 * The whole body, sent with a length or in chunks; nothing once it is larger than the limit, and the rest is then left
 * unread, so the connection must be closed.
 */
export async function readBody(
  request: IncomingMessage,
  limitBytes: number,
): Promise<Buffer | undefined> {
  const chunks: Buffer[] = []
  let size = 0
  const { promise, resolve, reject } = Promise.withResolvers<Buffer | undefined>()
  request.on('data', (chunk: Buffer) => {
    size += chunk.length
    if (size <= limitBytes) chunks.push(chunk)
    else resolve(undefined)
  })
  request.on('end', () => resolve(Buffer.concat(chunks)))
  request.on('error', reject)
  request.on('close', () => reject(new Error('The client went away.')))
  return await promise
}
