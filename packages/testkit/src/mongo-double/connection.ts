import type { Socket } from 'node:net'
import { setTimeout as delay } from 'node:timers/promises'
import type { Fault } from './faults.ts'
import type { Fields } from './fields.ts'
import { parseRequest, takeMessages } from './wire.ts'

export interface Behaviour {
  run(name: string, command: Fields): Fields
  takeFault(name: string): Fault | undefined
}

/** Answers what comes in over one socket, one command after the other, as badly as its faults say. */
export function serveConnection(socket: Socket, behaviour: Behaviour) {
  const closed = new AbortController()
  let rest: Buffer = Buffer.alloc(0)
  let turn = Promise.resolve()
  socket.setNoDelay(true)
  socket.on('error', () => socket.destroy())
  socket.on('close', () => closed.abort())
  socket.on('data', (chunk) => {
    try {
      rest = takeMessages(Buffer.concat([rest, chunk]), (message) => {
        turn = turn
          .then(() => answer(socket, message, behaviour, closed.signal))
          .catch(() => {
            socket.destroy()
          })
      })
    } catch {
      socket.destroy()
    }
  })
}

async function answer(socket: Socket, message: Buffer, behaviour: Behaviour, signal: AbortSignal) {
  const { command, reply } = parseRequest(message)
  const name = Object.keys(command)[0] ?? ''
  const fault = behaviour.takeFault(name)
  // A late effect comes even when the client has gone, as it does on a server.
  if (fault?.kind === 'late' && fault.effect === 'late') await delay(fault.delayMs)
  const refused =
    fault?.kind === 'not-primary' || (fault?.kind === 'drop' && fault.when === 'before')
  const body = refused ? notPrimary(command) : behaviour.run(name, command)
  if (fault?.kind === 'drop') {
    socket.destroy()
    return
  }
  if (fault?.kind === 'late' && fault.effect !== 'late') {
    await delay(fault.delayMs, undefined, { signal })
  }
  if (socket.writable) socket.write(reply({ ...body, ...unconfirmed(fault) }))
}

function unconfirmed(fault: Fault | undefined): Fields {
  if (fault?.kind === 'write-concern-timeout') return { writeConcernError: WRITE_CONCERN_TIMEOUT }
  if (fault?.kind === 'stepped-down')
    return { writeConcernError: STEPPED_DOWN, errorLabels: RETRYABLE }
  return {}
}

const RETRYABLE = ['RetryableWriteError']

const WRITE_CONCERN_TIMEOUT = {
  code: 64,
  codeName: 'WriteConcernTimeout',
  errmsg: 'waiting for replication timed out',
  errInfo: { wtimeout: true },
}

const STEPPED_DOWN = {
  code: 11602,
  codeName: 'InterruptedDueToReplStateChange',
  errmsg: 'operation was interrupted',
}

function notPrimary({ txnNumber }: Fields): Fields {
  return {
    ok: 0,
    code: 10107,
    codeName: 'NotWritablePrimary',
    errmsg: 'not primary',
    ...(txnNumber !== undefined && { errorLabels: RETRYABLE }),
  }
}
