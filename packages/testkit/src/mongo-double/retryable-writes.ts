import { isUint8Array } from 'node:util/types'
import { type Fields, fieldsOf } from './fields.ts'

const MAX_SESSIONS = 10_000

/**
 * A write that comes again with the same session and transaction number is answered as the first time and not applied
 * twice. Only what was applied is remembered, as on a real server: a write that failed runs again.
 */
export function retryableWrites() {
  const last = new Map<string, { txnNumber: number; reply: Fields }>()
  return (command: Fields, run: () => Fields): Fields => {
    const session = sessionOf(command)
    const { txnNumber } = command
    if (session === undefined || typeof txnNumber !== 'number') return run()
    const known = last.get(session)
    if (known?.txnNumber === txnNumber) return known.reply
    const reply = run()
    if (!reply.writeErrors) {
      last.delete(session)
      last.set(session, { txnNumber, reply })
      const [oldest] = last.keys()
      if (last.size > MAX_SESSIONS && oldest !== undefined) last.delete(oldest)
    }
    return reply
  }
}

function sessionOf({ lsid }: Fields) {
  const { id } = fieldsOf(lsid)
  const bytes = fieldsOf(id).buffer
  return isUint8Array(bytes) ? Buffer.from(bytes).toString('hex') : undefined
}
