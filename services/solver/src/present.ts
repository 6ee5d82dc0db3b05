import {
  ChallengeFailed,
  ChallengePending,
  ChallengePresented,
  type MessageOf,
  type PresentChallenge,
  type Problem,
} from '@certwire/contracts'
import type { ServerReport } from '@certwire/dns'
import { type HoldDeps, hold } from './hold.ts'
import type { RecordDocument } from './ledger/record-documents.ts'
import { type LookDeps, look } from './look.ts'
import { dnsProblem, notPropagated, notWritten } from './problems.ts'
import { withoutStanding } from './standing.ts'
import { untilComplete } from './until-complete.ts'
import { untilMarked } from './until-marked.ts'
import type { Leases } from './writer/leases.ts'
import type { ZoneWriters } from './writer/zone-writers.ts'

interface Deps extends HoldDeps, LookDeps {
  readonly writers: ZoneWriters
  readonly leases: Leases
  readonly clock: () => Date
}

type Message = MessageOf<typeof PresentChallenge>

/** As many as the event may have; those that lag come first. */
const MOST_SERVERS = 50
const TRY_AGAIN_MS = 30_000
/** While nothing is known to be wrong; the longer it takes, the more seldom is it looked at. */
const LOOK_AGAIN_MS = { shortest: 1000, longest: 30_000 }

/** Has the records written, and waits a moment until every server of their zones has them. */
export async function present(message: Message, deps: Deps, signal: AbortSignal) {
  try {
    return await presented(message, deps, signal)
  } catch (error) {
    signal.throwIfAborted()
    const problem = dnsProblem(error)
    return problem.retryable
      ? [pending(message, deps.clock().getTime() + TRY_AGAIN_MS, problem)]
      : [failed(message, problem)]
  }
}

async function presented(message: Message, deps: Deps, signal: AbortSignal) {
  const { orderId, data } = message
  const { generation, issuer, records } = data
  const wanting = await withoutStanding(records, issuer, deps, signal)
  const held = await hold(wanting, { orderId, generation }, deps, signal)
  // Told to be done with before this came: there is nobody to answer.
  if (!held) return []
  const kept = await untilMarked(held, deps, signal, isDecided)
  const problem = kept.find((record) => record.problem)?.problem
  if (problem) return [failed(message, problem)]
  const waiting = kept.find((record) => !isDecided(record))
  if (waiting) return [await inQueue(message, waiting, deps)]
  const report = await untilComplete(() => look(kept, issuer, deps, signal), deps.clock, signal)
  if (report.complete) return [ChallengePresented(orderId, { generation, records })]
  return [pending(message, lookAgainAt(kept, deps.clock()), notPropagated(report), report.servers)]
}

const isDecided = ({ state, problem }: RecordDocument) => state === 'held' || problem !== undefined

/** The vendor takes no change at all for now, or the writer of the zone has more to do. */
async function inQueue(message: Message, { zone }: RecordDocument, { leases, clock }: Deps) {
  const { trouble } = await leases.obstacle(zone)
  const { problem, retryAt } = trouble ?? { problem: notWritten(zone) }
  const soon = clock().getTime() + LOOK_AGAIN_MS.shortest
  return pending(message, Math.max(soon, Date.parse(retryAt ?? '') || 0), problem)
}

function lookAgainAt(kept: readonly RecordDocument[], now: Date): number {
  const since = Math.min(...kept.map(({ acceptedAt }) => Date.parse(acceptedAt ?? '') || 0))
  const { shortest, longest } = LOOK_AGAIN_MS
  return now.getTime() + Math.min(Math.max((now.getTime() - since) / 4, shortest), longest)
}

const failed = ({ orderId, data: { generation } }: Message, problem: Problem) =>
  ChallengeFailed(orderId, { generation, problem })

function pending(
  { orderId, data: { generation, records } }: Message,
  until: number,
  problem: Problem,
  servers: readonly ServerReport[] = [],
) {
  const at = new Date(until).toISOString()
  const seen = servers.length > 0 ? { servers: servers.slice(0, MOST_SERVERS) } : {}
  return ChallengePending(orderId, { generation, records, until: at, problem, ...seen })
}
