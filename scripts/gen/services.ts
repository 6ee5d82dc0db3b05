import type { Contract } from '@certwire/contracts'
import { finalization } from '@certwire/finalization'
import { ops } from '@certwire/ops'
import { ordering } from '@certwire/ordering'
import { solver } from '@certwire/solver'
import { storage } from '@certwire/storage'
import { validation } from '@certwire/validation'

/** As much of a service as the documents tell. */
export interface ServiceFacts {
  readonly name: string
  readonly receives: readonly Contract[]
  readonly sends: readonly Contract[]
}

/** What ordering says is in the order table, and not in what a handler returns. */
export async function loadServices(): Promise<ServiceFacts[]> {
  return [ordering, solver, validation, finalization, storage, ops].map(
    ({ name, handlers, says }) => ({
      name,
      receives: handlers.map(({ contract }) => contract),
      sends: [...new Set([...handlers.flatMap(({ sends }) => sends), ...says])],
    }),
  )
}
