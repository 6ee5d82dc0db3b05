import {
  ChallengeFailed,
  ChallengePending,
  ChallengePresented,
  type MessageOf,
  type PresentChallenge,
  type Problem,
} from '@certwire/contracts'
import type { Propagation, Zones } from '@certwire/dns'
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
    const report = await untilComplete(deps.propagation, records, signal)
    return report.complete
      ? [ChallengePresented(orderId, { generation, records })]
      : [pending(message, deps, LOOK_AGAIN_MS, true, notPropagated(report))]
  } catch (error) {
    signal.throwIfAborted()
    const problem = dnsProblem(error)
    return problem.retryable
      ? [pending(message, deps, TRY_AGAIN_MS, written, problem)]
      : [ChallengeFailed(orderId, { generation, problem })]
  }
}

function pending(
  { orderId, data: { generation, records } }: Message,
  { clock }: Deps,
  delayMs: number,
  written: boolean,
  problem: Problem,
) {
  const until = new Date(clock().getTime() + delayMs).toISOString()
  return ChallengePending(orderId, { generation, records, written, until, problem })
}
