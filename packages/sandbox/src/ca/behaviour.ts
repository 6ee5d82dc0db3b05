import type { SandboxCaBend } from './bend.ts'
import type { SandboxCaProblem, SandboxCaScript } from './control.ts'
import { type NextOnes, nextOnes } from './next-ones.ts'
import type { SandboxCaOperation } from './operation.ts'
import type { SandboxCaOptions } from './options.ts'
import type { SandboxCaRetryAfter } from './retry-after.ts'

/** What the CA does otherwise than it should, or later. */
export interface Behaviour {
  readonly scripts: NextOnes<SandboxCaScript>
  readonly failures: NextOnes<SandboxCaProblem>
  readonly bends: NextOnes<SandboxCaBend>
  readonly retryAfter: Map<SandboxCaOperation, SandboxCaRetryAfter>
  processingMs: number
  validating: { readonly ms: number; readonly error: SandboxCaProblem | undefined }
  /** Undefined where there are none to agree to. */
  terms: string | undefined
}

export function behaviourOf(options: SandboxCaOptions): Behaviour {
  const { retryAfter = {}, processingMs = 0, termsOfService } = options
  // Whoever wrote the object used the operations as its keys.
  const forms = Object.entries(retryAfter) as [SandboxCaOperation, SandboxCaRetryAfter][]
  return {
    scripts: nextOnes(),
    failures: nextOnes(),
    bends: nextOnes(),
    retryAfter: new Map(forms),
    processingMs,
    validating: { ms: 0, error: undefined },
    terms: termsOfService,
  }
}
