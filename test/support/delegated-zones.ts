import { setTimeout as sleep } from 'node:timers/promises'
import { startBindResolver, type startKnot } from '@certwire/testkit'
import { type GroundOptions, ZONE } from './ground.ts'
import { rfc2136Zone } from './rfc2136-zone.ts'

/** Where CNAMEs of `ZONE` lead. */
export const TARGETS = 'targets.test'

/** A record that was added. The value of a TXT is without quotes. */
export interface Added {
  readonly zone: string
  readonly name: string
  readonly type: string
  readonly value: string
}

/** `ZONE` and `TARGETS`, each on a server with a key of its own, and a resolver of both for the CA. */
export interface DelegatedZones {
  readonly elsewhere: NonNullable<GroundOptions['elsewhere']>
  /** Every record that was ever added, by the servers' journals. */
  added(): Promise<Added[]>
  /** The TXT records that are there, once there are none or after half a minute. */
  left(): Promise<{ readonly name: string; readonly value: string }[]>
  stop(): Promise<void>
}

const SETTLE_MS = 30_000

export async function startDelegatedZones(
  start: typeof startKnot,
  aliases: readonly string[],
): Promise<DelegatedZones> {
  await using started = new AsyncDisposableStack()
  const main = started.adopt(await start({ [ZONE]: aliases }), (one) => one.stop())
  const other = started.adopt(await start({ [TARGETS]: [] }), (one) => one.stop())
  const resolver = started.adopt(await startBindResolver([main, other]), (one) => one.stop())
  const all = started.move()
  const added = async (zone: string, { journal }: typeof main) =>
    (await journal(zone)).flatMap(({ op, name, type, data }) =>
      op === 'add' ? [{ zone, name, type, value: data.replace(/^"(.*)"$/, '$1') }] : [],
    )
  const left = async () => [...(await main.txtRecords()), ...(await other.txtRecords())]
  return {
    elsewhere: {
      zones: [rfc2136Zone(ZONE, main), rfc2136Zone(TARGETS, other)],
      dnsServer: resolver.address,
    },
    added: async () => [...(await added(ZONE, main)), ...(await added(TARGETS, other))],
    left: async () => {
      const end = Date.now() + SETTLE_MS
      while ((await left()).length > 0 && Date.now() < end) await sleep(100)
      return left()
    },
    stop: () => all.disposeAsync(),
  }
}
