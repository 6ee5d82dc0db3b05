import type { VendorPhase } from '@certwire/sandbox'

export type Stage = 'present' | 'clean-up'

/** A moment in the life of a record at which the solver is killed, as the vendor sees it. */
export interface CrashPoint {
  readonly label: string
  readonly stage: Stage
  readonly sight: Sight['kind']
  readonly phase: VendorPhase
}

/** Something of a zone that is going on at a vendor. */
export interface Sight {
  readonly kind: 'list' | 'change' | 'wait'
  readonly phase: VendorPhase
  readonly zone: string
  /** When that began which is waited for. */
  readonly since?: number
}

export const crashPoints: readonly CrashPoint[] = [
  at('intent stored', 'present', 'list', 'received'),
  at('change received, not applied', 'present', 'change', 'received'),
  at('change applied, reply lost', 'present', 'change', 'applied'),
  at('reply sent, change id unstored', 'present', 'change', 'replied'),
  at('in the wait', 'present', 'wait', 'received'),
  at('removal intent stored', 'clean-up', 'list', 'received'),
  at('removal received, not applied', 'clean-up', 'change', 'received'),
  at('removal applied, reply lost', 'clean-up', 'change', 'applied'),
  at('removal replied, not forgotten', 'clean-up', 'change', 'replied'),
]

function at(label: string, stage: Stage, sight: Sight['kind'], phase: VendorPhase): CrashPoint {
  return { label, stage, sight, phase }
}
