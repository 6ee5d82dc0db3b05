import { isUint8Array } from 'node:util/types'
import { CommandError } from './command-error.ts'
import { type Fields, fieldsOf } from './fields.ts'

const MAX_SESSIONS = 10_000

/** What the newest write of a session did; `reply` is missing if it changed nothing. */
export interface Answer {
  readonly session: string
  readonly txnNumber: number
  readonly reply?: Fields
}

/** The newest write of each session. It is kept beside the documents, so that a restart does not forget it. */
export class Answers {
  readonly #last = new Map<string, Answer>()

  of(session: string): Answer | undefined {
    return this.#last.get(session)
  }

  keep(answer: Answer) {
    this.#last.delete(answer.session)
    this.#last.set(answer.session, answer)
    const [oldest] = this.#last.keys()
    if (this.#last.size > MAX_SESSIONS && oldest !== undefined) this.#last.delete(oldest)
  }
}

interface Memory {
  answerOf(session: string): Answer | undefined
  keep(answer: Answer): void
}

/**
 * A write that comes again with the same session and transaction number is answered as the first time and not applied
 * twice; one that comes after a newer one is refused. What changed nothing is not remembered and runs again.
 */
export function answerOnce(memory: Memory, command: Fields, run: () => Fields): Fields {
  const session = sessionOf(command)
  const { txnNumber } = command
  if (session === undefined || typeof txnNumber !== 'number') return run()
  const known = memory.answerOf(session)
  if (known && txnNumber < known.txnNumber) throw tooOld(txnNumber, known.txnNumber)
  if (known?.txnNumber === txnNumber && known.reply) return known.reply
  const reply = run()
  const isApplied = !reply.writeErrors && Number(reply.n) > 0
  memory.keep({ session, txnNumber, ...(isApplied && { reply }) })
  return reply
}

function tooOld(txnNumber: number, newest: number) {
  const message = `Retryable write with txnNumber ${txnNumber} is prohibited because a newer one with txnNumber ${newest} has already started on this session`
  return new CommandError(225, 'TransactionTooOld', message)
}

function sessionOf({ lsid }: Fields) {
  const { id } = fieldsOf(lsid)
  const bytes = fieldsOf(id).buffer
  return isUint8Array(bytes) ? Buffer.from(bytes).toString('hex') : undefined
}
