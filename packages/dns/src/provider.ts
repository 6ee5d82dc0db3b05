import type { z } from 'zod'
import { guarded } from './challenge-guard.ts'

/** A TXT record by what it is. The name has no trailing dot; its case does not matter, that of the value does. */
export interface TxtValue {
  readonly name: string
  readonly value: string
}

/** Opaque: only `settled` of the provider that gave it understands it. */
type ChangeId = string

export interface TxtChange {
  readonly add: readonly TxtValue[]
  readonly remove: readonly TxtValue[]
}

/**
 * A host of zones, where we may write TXT records.
 *
 * `change` is idempotent: adding a value that is there and removing one that is gone both succeed. It is atomic where
 * the vendor can do that; where it cannot, a change that rejects may be done in part, and repeating it completes it. A
 * removal takes exactly this name *and* value: the process that cleans up is rarely the one that presented, a wildcard
 * shares its name with the apex, and values that are not ours stay. It resolves once the vendor has accepted the
 * change, which says nothing about propagation; a vendor that knows when its own servers have it offers `settled` as
 * well. Both reject with a `DnsProviderError`, or with the signal's reason.
 */
export interface DnsProvider {
  change(zone: string, change: TxtChange, signal: AbortSignal): Promise<ChangeId>
  settled?(id: ChangeId, signal: AbortSignal): Promise<boolean>
}

/** What a provider takes from outside. */
export interface DnsProviderContext {
  readonly clock: () => Date
  readonly fetch: typeof fetch
}

type DnsProviderDefinition<Name extends string, Config extends z.ZodObject> = {
  /** As it stands in `provider:` of the configuration. */
  readonly name: Name
  readonly summary: string
  /** A strict object; a secret is marked with `.meta({ secret: true })`. */
  readonly config: Config
  readonly connect: (config: z.infer<Config>, context: DnsProviderContext) => DnsProvider
}

/**
 * Declares a vendor: one file in `providers/` and one line in its index. What it connects is guarded: no provider ever
 * sees anything but challenge records of its zone, in canonical spelling and each once.
 */
export function dnsProvider<Name extends string, Config extends z.ZodObject>(
  definition: DnsProviderDefinition<Name, Config>,
): DnsProviderDefinition<Name, Config> {
  const { connect } = definition
  return { ...definition, connect: (config, context) => guarded(connect(config, context)) }
}
