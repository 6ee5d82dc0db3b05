import type { ChildProcess } from 'node:child_process'
import { once } from 'node:events'
import { mkdtemp, rm } from 'node:fs/promises'
import { createConnection } from 'node:net'
import { tmpdir } from 'node:os'
import { extname, join } from 'node:path'
import { execPath } from 'node:process'
import { fileURLToPath } from 'node:url'
import { endChild, freePort, startChild } from '../child.ts'

/** The double as a process of its own, for clients in several. Its address and data stay the same over every restart. */
export interface MongoDoubleProcess {
  readonly uri: string
  /** Resolves when it takes connections. */
  start(): Promise<void>
  /** `kill -9`. Resolves when the process is gone; what it confirmed stays. */
  kill(): Promise<void>
  /** Ends the process and deletes its data. */
  stop(): Promise<void>
}

export async function startMongoDoubleProcess(): Promise<MongoDoubleProcess> {
  const folder = await mkdtemp(join(tmpdir(), 'certwire-mongo-'))
  const port = await freePort()
  // The program beside this file is .ts from source and .js from dist.
  const main = fileURLToPath(new URL(`./main${extname(import.meta.url)}`, import.meta.url))
  const args = [main, '--port', `${port}`, '--data', join(folder, 'data.bson')]
  let child: ChildProcess | undefined
  const start = async () => {
    child = await startChild(
      execPath,
      ['--conditions=certwire-source', ...args],
      // It ends when the channel does, so that nothing is left of a test that was killed.
      { stdio: ['ignore', 'ignore', 'inherit', 'ipc'] },
      () => connect(port),
    )
    child.channel?.unref()
  }
  await start()
  return {
    uri: `mongodb://127.0.0.1:${port}/certwire?replicaSet=rs0`,
    start,
    kill: () => endChild(child),
    stop: async () => {
      await endChild(child)
      await rm(folder, { recursive: true, force: true })
    },
  }
}

async function connect(port: number) {
  const socket = createConnection(port, '127.0.0.1')
  try {
    await once(socket, 'connect')
  } finally {
    socket.destroy()
  }
}
