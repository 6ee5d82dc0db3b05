import {
  ChallengeFailed,
  ChallengePending,
  ChallengePresented,
  type MessageOf,
  type PresentChallenge,
  type Problem,
} from '@certwire/contracts'
import { DnsProviderError, type Propagation, type Zones } from '@certwire/dns'
import { dnsProblem, notPropagated } from './problems.ts'
import { untilComplete } from './until-complete.ts'

interface Deps {
  readonly zones: Zones
  readonly propagation: Propagation
  readonly clock: () => Date
}

type Message = MessageOf<typeof PresentChallenge>

const LOOK_AGAIN_MS = 3000
const TRY_AGAIN_MS = 30_000

/** Writes the records, unless that was done before, and waits a moment until every server of their zones has them. */
export async function present(message: Message, deps: Deps, signal: AbortSignal) {
  const { orderId, data } = message
  const { generation, records, written } = data
  try {
    if (!written) await deps.zones.present(records, signal)
    const report = await untilComplete(deps, records, signal)
    if (report.complete) return [ChallengePresented(orderId, { generation, records })]
    const until = deps.clock().getTime() + LOOK_AGAIN_MS
    return [pending(message, until, true, notPropagated(report))]
  } catch (error) {
    signal.throwIfAborted()
    const problem = dnsProblem(error)
    if (!problem.retryable) return [ChallengeFailed(orderId, { generation, problem })]
    const until = Math.max(deps.clock().getTime() + TRY_AGAIN_MS, askedFor(error))
    return [pending(message, until, written, problem)]
  }
}

/** A provider that throttles may say when it wants to be asked again. */
const askedFor = (error: unknown) =>
  (error instanceof DnsProviderError && error.retryAfter?.getTime()) || 0

function pending(
  { orderId, data: { generation, records } }: Message,
  until: number,
  written: boolean,
  problem: Problem,
) {
  const at = new Date(until).toISOString()
  return ChallengePending(orderId, { generation, records, written, until: at, problem })
}
