import type { Contract } from '@certwire/contracts'
import type { Definition, Handler, Tap } from './definition.ts'
import type { Platform } from './platform.ts'
import { type Started, start } from './start.ts'

/** A service whose collaborators are its own affair, so that services fit into one list. */
export interface Service {
  readonly name: string
  readonly handlers: readonly Handler<never>[]
  readonly taps: readonly Pick<Tap<never>, 'name' | 'filter'>[]
  readonly says: readonly Contract[]
  start(platform: Platform): Promise<Started>
}

/** Handlers, taps, jobs and routes say what they need; `connect` has to provide all of it, or does not compile. */
export const service = <Deps>(definition: Definition<Deps>): Service => ({
  name: definition.name,
  handlers: definition.handlers,
  taps: definition.taps ?? [],
  says: definition.says ?? [],
  start: (platform) => start(definition, platform),
})
