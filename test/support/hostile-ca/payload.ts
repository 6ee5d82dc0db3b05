import type { SandboxCa, SandboxCaOperation } from '@certwire/sandbox'

export type Script = Parameters<SandboxCa['answerNext']>[0]

/** How the CA says it: in place of every answer to these operations, or by what it does otherwise. */
export interface Saying {
  readonly operations: readonly SandboxCaOperation[]
  readonly script?: Script
  readonly arrange?: (ca: SandboxCa) => void
}

/** Something that a CA says to one order, and where. */
export interface Payload extends Saying {
  readonly what: string
  readonly where: string
  /** It takes as long as the client is patient. */
  readonly isSlow?: true
}

export const saying = (script: Script, ...operations: SandboxCaOperation[]): Saying => ({
  ...{ script, operations },
})
