import type { SandboxCaOperation, VendorPhase } from '@certwire/sandbox'

/** A moment in the life of a registration at which the process is killed. */
export interface EabCrashPoint {
  readonly label: string
  /** The CA's own view of it: this call, counted from the first of its kind, in this phase. */
  readonly at?: {
    readonly operation: SandboxCaOperation
    readonly time: number
    readonly phase: VendorPhase
  }
  /** Then so long after that, or after the process began, at random. */
  readonly withinMs?: number
}

const newAccount = (time: number, phase: VendorPhase) => ({
  at: { operation: 'newAccount', time, phase } as const,
})

/** The first newAccount asks whether the account is there, which it is not, so that it applies nothing; the second has the EAB. */
export const eabCrashPoints: readonly EabCrashPoint[] = [
  { label: 'at random from the start', withinMs: 100 },
  {
    label: 'key stored, CA not asked',
    at: { operation: 'directory', time: 1, phase: 'received' },
  },
  { label: 'look-up received', ...newAccount(1, 'received') },
  { label: 'look-up answered', ...newAccount(1, 'replied') },
  { label: 'EAB being claimed', ...newAccount(1, 'replied'), withinMs: 20 },
  { label: 'EAB received, not applied', ...newAccount(2, 'received') },
  { label: 'account made, reply lost', ...newAccount(1, 'applied') },
  { label: 'reply sent, URL unstored', ...newAccount(2, 'replied') },
  { label: 'URL and EAB being stored', ...newAccount(2, 'replied'), withinMs: 20 },
  { label: 'all stored', ...newAccount(2, 'replied'), withinMs: 400 },
]
