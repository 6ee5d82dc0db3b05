import type { SandboxCaCall } from './control.ts'
import type { SandboxCaOperation } from './operation.ts'
import { retryAt } from './retry-after.ts'

type Writable<T> = { -readonly [Key in keyof T]: T[Key] }

/** A call that is not over. */
export type OpenCall = Writable<SandboxCaCall>

export interface Journal {
  readonly calls: readonly SandboxCaCall[]
  open(what: Opening): OpenCall
  /** Notes the answer. Its Retry-After is about the resource at `location`, if it has one, unless it is of a limit. */
  answered(call: OpenCall, address: string, answer: Answer): void
}

interface Opening {
  readonly operation: SandboxCaOperation
  readonly url: string
  readonly account: string | undefined
  readonly address: string
}

interface Answer {
  readonly status: number
  readonly problem?: string | undefined
  readonly retryAfter?: string | undefined
  readonly location?: string | undefined
  readonly isOfLimit?: boolean
}

const mostWaits = 50_000

/** Keeps at least so many calls, and forgets the older ones a batch at a time. */
export function createJournal(keptCalls: number, clock: () => Date): Journal {
  const calls: OpenCall[] = []
  const waits = openWaits()
  return {
    calls,
    open: ({ operation, url, account, address }) => {
      const at = clock()
      const call: OpenCall = { at, operation, url, outcome: 'pending' }
      if (account !== undefined) call.account = account
      if (waits.isOn(keyOf(url, account, address), at)) call.early = true
      if (calls.length >= 2 * keptCalls) calls.splice(0, calls.length - keptCalls)
      calls.push(call)
      return call
    },
    answered: (call, address, { status, problem, retryAfter, location, isOfLimit }) => {
      call.status = status
      if (problem !== undefined) call.problem = problem
      if (retryAfter === undefined) return
      call.retryAfter = retryAfter
      const until = retryAt(retryAfter, clock())
      if (until && !isOfLimit) waits.add(keyOf(location ?? call.url, call.account, address), until)
    },
  }
}

/** Clients of their own are told of their own waits. */
function keyOf(url: string, account: string | undefined, address: string) {
  return `${url} ${account ?? address}`
}

/** Who was told to come again when; the oldest of too many are forgotten. */
function openWaits() {
  const until = new Map<string, Date>()
  return {
    add: (key: string, at: Date) => {
      until.delete(key)
      until.set(key, at)
      const [oldest] = until.keys()
      if (until.size > mostWaits && oldest !== undefined) until.delete(oldest)
    },
    isOn: (key: string, now: Date) => {
      const at = until.get(key)
      if (!at) return false
      if (at > now) return true
      until.delete(key)
      return false
    },
  }
}
