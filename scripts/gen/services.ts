import type { Contract } from '@certwire/contracts'
import { finalization } from '@certwire/finalization'
import { ops } from '@certwire/ops'
import { ordering } from '@certwire/ordering'
import { renewal } from '@certwire/renewal'
import { solver } from '@certwire/solver'
import { storage } from '@certwire/storage'
import { validation } from '@certwire/validation'
import { webhook } from '@certwire/webhook'

/** As much of a service as the documents tell. */
export interface ServiceFacts {
  readonly name: string
  readonly handlers: readonly { readonly contract: Contract; readonly sends: readonly Contract[] }[]
  /** What it reads of everything that is said. */
  readonly taps: readonly { readonly filter: string }[]
  /** What it says otherwise than as an answer: what ordering says is in the order table. */
  readonly says: readonly Contract[]
  /** Everything it says. */
  readonly sends: readonly Contract[]
}

export const services: readonly ServiceFacts[] = [
  ...[ordering, solver, validation, finalization, storage, webhook, renewal, ops],
].map(({ name, handlers, taps, says }) => ({
  ...{ name, handlers, taps, says },
  sends: [...new Set([...handlers.flatMap(({ sends }) => sends), ...says])],
}))
