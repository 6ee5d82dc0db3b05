import type { ZoneState } from '@certwire/documents'
import { type Collection, insertOnce } from '@certwire/store'

/** What stands in the way of a zone's changes, as far as anybody knows. */
export type Obstacle = Pick<ZoneState, 'trouble' | 'refusal'>

/** The right to write a zone, until it ends or is lost. */
export interface Lease {
  /** Aborts when somebody else may have the zone: what was not sent by then is not sent. */
  readonly lost: AbortSignal
  readonly obstacle: Obstacle
  /** Keeps it for others to see, where it is news. */
  setObstacle(obstacle: Obstacle): Promise<void>
  end(): Promise<void>
}

export interface Leases {
  /** Nothing while another process has it. */
  take(zone: string): Promise<Lease | undefined>
  obstacle(zone: string): Promise<Obstacle>
}

const LEASE_MS = 5000
const RENEW_MS = 1500

/**
 * One writer per zone in the whole cluster, by compare-and-set on the lease's version. A process that was killed is
 * succeeded after five seconds. Clocks that differ by more let two write at once, which providers bear: a change says
 * what it wants to be true, and what was marked meanwhile is not marked again.
 */
export function connectLeases(
  collection: Collection<ZoneState>,
  { holder, clock }: { holder: string; clock: () => Date },
): Leases {
  const until = () => new Date(clock().getTime() + LEASE_MS).toISOString()
  const claim = async (zone: string): Promise<ZoneState | undefined> => {
    const known = await collection.get(zone)
    const now = clock().toISOString()
    if (known && known.holder !== holder && known.until > now) return undefined
    const next = { ...known, _id: zone, version: (known?.version ?? 0) + 1, holder, until: until() }
    const isOurs = known ? await collection.replace(next) : await insertOnce(collection, next)
    return isOurs ? next : undefined
  }
  return {
    obstacle: async (zone) => obstacleOf(await collection.get(zone)),
    take: async (zone) => {
      const claimed = await claim(zone)
      return claimed && hold(collection, claimed, until)
    },
  }
}

/** Renews it until it ends. Writes go one after the other, for each is made from the one before. */
function hold(collection: Collection<ZoneState>, claimed: ZoneState, until: () => string): Lease {
  const lost = new AbortController()
  let current = claimed
  let last: Promise<void> = Promise.resolve()
  const write = (next: (state: ZoneState) => ZoneState) => {
    last = last.then(async () => {
      const state = { ...next(current), version: current.version + 1 }
      const isOurs = await collection.replace(state).catch(() => false)
      if (isOurs) current = state
      else lost.abort(new Error('the lease of the zone is lost'))
    })
    return last
  }
  const renewing = setInterval(() => void write((it) => ({ ...it, until: until() })), RENEW_MS)
  return {
    lost: lost.signal,
    get obstacle() {
      return obstacleOf(current)
    },
    setObstacle: async (obstacle) => {
      if (JSON.stringify(obstacleOf(current)) === JSON.stringify(obstacle)) return
      await write(({ trouble: _, refusal: __, ...it }) => ({ ...it, ...obstacle, until: until() }))
    },
    end: async () => {
      clearInterval(renewing)
      if (!lost.signal.aborted) await write((it) => ({ ...it, until: new Date(0).toISOString() }))
    },
  }
}

const obstacleOf = ({ trouble, refusal }: Partial<ZoneState> = {}): Obstacle => ({
  ...(trouble && { trouble }),
  ...(refusal && { refusal }),
})
