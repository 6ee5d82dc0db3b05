import { createServer } from 'node:net'
import { expect, onTestFinished, test } from 'vitest'
import { listening } from './listening.ts'

const listen = (port: number) =>
  new Promise<number>((resolve, reject) => {
    const server = createServer()
    onTestFinished(() => void server.close())
    server.on('error', reject).listen(port, '127.0.0.1', () => {
      const address = server.address()
      resolve(typeof address === 'object' && address ? address.port : 0)
    })
  })

test('a port that is taken is told with who wanted it and what to do', async () => {
  const port = await listen(0)

  const taken = listening('the HTTP API', 'http.port', port, () => listen(port))

  await expect(taken).rejects.toMatchObject({
    ...{ code: 'ERR_PORT_TAKEN', exit: 'conflict' },
    message: `Port ${port} of the HTTP API is taken, perhaps by another Certwire. Stop that one, or choose another port: http.port.`,
  })
})

test('any other error is left as it is', async () => {
  const error = Object.assign(new Error('no'), { code: 'EADDRINUSE', syscall: 'connect' })

  await expect(listening('it', 'port', 1, () => Promise.reject(error))).rejects.toBe(error)
})
