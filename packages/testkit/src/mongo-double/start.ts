import { once } from 'node:events'
import { createServer, type Server as NetServer, type Socket } from 'node:net'
import type { Server } from './commands/command.ts'
import { serveConnection } from './connection.ts'
import { type Fault, faults } from './faults.ts'
import { commandRunner } from './run-command.ts'
import { openStorage } from './storage.ts'

const LOG_SIZE = 10_000

interface MongoDoubleOptions {
  /** An ephemeral one if left out. */
  readonly port?: number
  /** A journal that outlives the process; memory only if left out. */
  readonly dataFile?: string
}

export interface MongoDouble {
  readonly uri: string
  /** Names of the commands that came in, oldest first; the last 10,000, without heartbeats. */
  readonly commands: readonly string[]
  fail(fault: Fault): void
  /** Cuts every connection and takes no new ones until `accept`; what is stored stays. */
  refuse(): Promise<void>
  accept(): Promise<void>
  close(): Promise<void>
}

/**
 * A MongoDB server, as far as our driver and adapter can tell: the primary of a replica set of one on 127.0.0.1,
 * with unique and partial indexes, validators, sessions and retryable writes. It goes wrong on request.
 */
export async function startMongoDouble(options: MongoDoubleOptions = {}): Promise<MongoDouble> {
  const storage = openStorage(options.dataFile)
  const pending = faults()
  const log: string[] = []
  let port = options.port ?? 0
  const address = () => `127.0.0.1:${port}`
  const state: Server = { storage, cursors: new Map(), address, nextCursor: 1 }
  const run = commandRunner(state)
  const door = listener((socket) => {
    serveConnection(socket, {
      run,
      takeFault: (name) => {
        record(log, name)
        return pending.take(name)
      },
    })
  })
  const accept = async () => {
    port = await door.open(port)
  }
  await accept()
  return {
    uri: `mongodb://${address()}/certwire?replicaSet=rs0`,
    commands: log,
    fail: pending.add,
    refuse: door.shut,
    accept,
    close: async () => {
      await door.shut()
      storage.close()
    },
  }
}

function record(log: string[], name: string) {
  if (/^(hello|ismaster)$/i.test(name)) return
  log.push(name)
  if (log.length > LOG_SIZE) log.shift()
}

/** A port that can be shut, which cuts every connection, and opened again. */
function listener(onConnection: (socket: Socket) => void) {
  const sockets = new Set<Socket>()
  let server: NetServer | undefined
  return {
    open: async (port: number) => {
      server = createServer((socket) => {
        sockets.add(socket)
        socket.on('close', () => sockets.delete(socket))
        onConnection(socket)
      })
      server.listen(port, '127.0.0.1')
      await once(server, 'listening')
      const bound = server.address()
      return typeof bound === 'object' && bound ? bound.port : port
    },
    shut: async () => {
      const shutting = server
      server = undefined
      if (!shutting) return
      shutting.close()
      for (const socket of sockets) socket.destroy()
      await once(shutting, 'close')
    },
  }
}
