import { inFlight } from './in-flight.ts'
import type { Query } from './query.ts'
import { isSilence } from './query-error.ts'
import { resolverName } from './resolver.ts'

interface Lane {
  running: number
  answers: number
  readonly waiting: { go(): void; giveUp(error: unknown): void }[]
}

/** As many questions as any server takes at once. */
const MOST_TO_ONE = 16
/** Each has a socket. */
const MOST_TO_ALL = 512

/**
 * Lets each server be waited for only by those who ask it. When a question has got no answer, and nothing else has come
 * from its server meanwhile, those who wait for their turn there share the failure: one after another they would learn
 * the same.
 */
export function inLanes(query: Query): Query {
  const lanes = new Map<string, Lane>()
  const turn = inFlight(MOST_TO_ALL)
  return async (server, ...rest) => {
    const key = resolverName(server)
    const lane = lanes.get(key) ?? { running: 0, answers: 0, waiting: [] }
    lanes.set(key, lane)
    await enter(lane)
    const { answers } = lane
    try {
      const answer = await turn(() => query(server, ...rest))
      lane.answers += 1
      return answer
    } catch (error) {
      if (isSilence(error) && lane.answers === answers) giveUp(lane, error)
      throw error
    } finally {
      leave(lane)
      if (lane.running === 0) lanes.delete(key)
    }
  }
}

async function enter(lane: Lane): Promise<void> {
  if (lane.running < MOST_TO_ONE) {
    lane.running += 1
    return
  }
  const { promise, resolve, reject } = Promise.withResolvers<void>()
  lane.waiting.push({ go: resolve, giveUp: reject })
  await promise
}

/** Whoever is next takes over the place. */
function leave(lane: Lane): void {
  const next = lane.waiting.shift()
  if (next) next.go()
  else lane.running -= 1
}

function giveUp(lane: Lane, error: unknown): void {
  for (const one of lane.waiting.splice(0)) one.giveUp(error)
}
