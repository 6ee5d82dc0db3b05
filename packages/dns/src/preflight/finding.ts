import { printable } from '../printable.ts'
import { type TroubleCode, troubles } from './troubles.ts'

export type Check = 'zone' | 'cname' | 'delegation' | 'dnssec' | 'caa' | 'txt' | 'write'

interface Fine {
  readonly level: 'ok'
  /** What was seen, in bounded, printable text. */
  readonly saw: string
}

/** A failure keeps a certificate from being issued; a warning may, or says that something could not be seen from here. */
interface Trouble {
  readonly level: 'warning' | 'failure'
  /** Stable. */
  readonly code: TroubleCode
  readonly saw: string
  readonly actor: 'requester' | 'operator' | 'dns-provider'
  readonly remedy: string
  /** Whether it may pass with nobody acting. */
  readonly retryable: boolean
}

/** What a check says. */
export type Verdict = Fine | Trouble

/** What a check says of a name. */
export type Finding = Verdict & { readonly check: Check; readonly name: string }

const LONGEST = 600

export const ok = (saw: string): Verdict => ({ level: 'ok', saw: printable(saw, LONGEST) })

export const warning = (code: TroubleCode, saw: string): Verdict => trouble('warning', code, saw)

export const failure = (code: TroubleCode, saw: string): Verdict => trouble('failure', code, saw)

const trouble = (level: Trouble['level'], code: TroubleCode, saw: string): Verdict => ({
  ...{ level, code, saw: printable(saw, LONGEST) },
  ...troubles[code],
})
