import type { z } from 'zod'
import { guarded } from './challenge-guard.ts'

/** A TXT record by what it is. The name has no trailing dot; its case does not matter, that of the value does. */
export interface TxtValue {
  readonly name: string
  readonly value: string
  /** The challenge name whose CNAMEs end at `name` (RFC 8555 §8.4); absent where `name` is one itself. */
  readonly via?: string
}

/** Opaque: only `settled` of the provider that gave it understands it. */
export type ChangeId = string

export interface TxtChange {
  readonly add: readonly TxtValue[]
  readonly remove: readonly TxtValue[]
}

/** What a change may carry, additions and removals together. Who has more makes several changes. */
export interface Capacity {
  readonly records: number
  /**
   * How long changes of one zone may be kept apart under load, so that each carries more: what the vendor's quota is
   * worth. As soon as it can, unless given.
   */
  readonly spacingMs?: number
}

/**
 * A host of zones, where we may write TXT records.
 *
 * `change` is idempotent: adding a value that is there and removing one that is gone both succeed. It is atomic where
 * the vendor can do that; where it cannot, a change that rejects may be done in part, and repeating it completes it. A
 * removal takes exactly this name *and* value: the process that cleans up is rarely the one that presented, a wildcard
 * shares its name with the apex, and values that are not ours stay. It resolves once the vendor has accepted the
 * change, which says nothing about propagation; a vendor that knows when its own servers have it offers `settled` as
 * well, and gives no id where it found nothing to change: what was changed before may still be on its way. Both reject with a `DnsProviderError`, or with the signal's reason.
 */
export interface DnsProvider {
  readonly capacity: Capacity
  change(zone: string, change: TxtChange, signal: AbortSignal): Promise<ChangeId | undefined>
  settled?(id: ChangeId, signal: AbortSignal): Promise<boolean>
  /** The names of the servers that the vendor has the zone on: what it has to be delegated to. */
  nameServers?(zone: string, signal: AbortSignal): Promise<readonly string[]>
}

/** What a provider takes from outside. */
export interface DnsProviderContext {
  readonly clock: () => Date
  readonly fetch: typeof fetch
  /** The names of the servers that a zone is delegated to: they tell zones of one name apart. */
  readonly nameServers: (zone: string, signal: AbortSignal) => Promise<readonly string[]>
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
