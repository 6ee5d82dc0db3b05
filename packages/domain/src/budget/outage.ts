/**
 * What is known of a CA that does not answer; times are milliseconds since 1970. While it is down one order at a time
 * asks it, and the others wait for what that one hears. Afterwards they come back slowly at first, and twice as fast
 * every few seconds.
 */
export interface Outage {
  /** Calls in a row that it has not answered, and when the first of them was. */
  readonly unanswered: number
  readonly since: number
  /** How long it is left alone between two calls; 0 as long as it does not count as down. */
  readonly pauseMs: number
  /** When the next one may be made, if it is down. */
  readonly probeAt: number
  /** When it answered again, and how many have been let through and were told a time since. */
  readonly recovery?: Recovery | undefined
  /** How many were told to wait for the next probe. */
  readonly told: number
}

interface Recovery {
  readonly since: number
  readonly passed: number
  readonly told: number
}

/** So many in a row, and for so long or as many: a few orders that a CA cannot stomach do not keep the others away. */
const DOWN_AFTER = 6
const DOWN_AFTER_MS = 10_000
const SURELY_DOWN_AFTER = 20
const FIRST_PROBE_MS = 30_000
const LONGEST_PROBE_MS = 2 * 60_000
/** A probe that is not heard of is over by then. */
const PROBE_PATIENCE_MS = 60_000

/** Orders in the first second after an outage; the rate doubles with each step, and after the last one nobody is held back. */
const FIRST_PER_SECOND = 1
const STEP_MS = 20_000
const STEPS = 5
const RAMP_MS = STEPS * STEP_MS
/** Whoever was told to come and does not is not waited for. */
const LONGEST_RAMP_MS = 10 * 60_000
const LAST_PER_SECOND = FIRST_PER_SECOND * 2 ** STEPS
const PER_STEP = (FIRST_PER_SECOND * STEP_MS) / 1000 / Math.LN2

/** Passes, as a probe or not, or waits. */
export type Passage =
  | { readonly passes: true; readonly isProbe: boolean; readonly next: Outage | undefined }
  | { readonly passes: false; readonly until: number; readonly next: Outage }

const isDown = ({ pauseMs }: Outage): boolean => pauseMs > 0

export function passage(outage: Outage | undefined, now: number): Passage {
  if (!outage || (!isDown(outage) && !outage.recovery))
    return { passes: true, isProbe: false, next: outage }
  return outage.recovery ? whileRecovering(outage, outage.recovery, now) : whileDown(outage, now)
}

function whileDown(outage: Outage, now: number): Passage {
  if (now >= outage.probeAt) {
    const next = { ...outage, probeAt: now + PROBE_PATIENCE_MS, told: 0 }
    return { passes: true, isProbe: true, next }
  }
  const told = outage.told + 1
  // As if the probe were answered: then each of them comes in its place of the ramp.
  const until = Math.ceil(outage.probeAt + rampTime(told))
  return { passes: false, until, next: { ...outage, told } }
}

function whileRecovering(outage: Outage, recovery: Recovery, now: number): Passage {
  const { since, passed } = recovery
  const elapsed = now - since
  // As long as others were told to come, nobody passes them by.
  const mostMs = recovery.told > passed ? LONGEST_RAMP_MS : RAMP_MS
  if (elapsed >= mostMs) return { passes: true, isProbe: false, next: undefined }
  if (passed + 1 <= rampCount(elapsed)) {
    const next = { ...outage, recovery: { ...recovery, passed: passed + 1 } }
    return { passes: true, isProbe: false, next }
  }
  const told = Math.max(recovery.told, passed) + 1
  const until = Math.ceil(since + rampTime(told))
  return { passes: false, until, next: { ...outage, recovery: { ...recovery, told } } }
}

/** How many may have passed so long after the CA came back. */
function rampCount(elapsedMs: number): number {
  const beyond = Math.max(0, elapsedMs - RAMP_MS)
  const within = (elapsedMs - beyond) / STEP_MS
  return PER_STEP * (2 ** within - 1) + (beyond * LAST_PER_SECOND) / 1000
}

/** When the so-manyth of them passes: those that the ramp is too short for follow as fast as it has become. */
function rampTime(place: number): number {
  const beyond = place - rampCount(RAMP_MS)
  return beyond > 0
    ? RAMP_MS + (beyond * 1000) / LAST_PER_SECOND
    : STEP_MS * Math.log2(1 + place / PER_STEP)
}

/** A call was not answered. Those that were under way when the CA went down say nothing new. */
export function unanswered(outage: Outage | undefined, isProbe: boolean, now: number): Outage {
  if (outage && isDown(outage) && !isProbe) return outage
  const { unanswered: before, since, pauseMs, recovery } = outage ?? heard(now)
  const count = before + 1
  // Who has just come back and is silent again is down at once.
  const isKnown = pauseMs > 0 || recovery !== undefined
  const pause = isKnown || isEnough(count, now - since) ? nextPause(pauseMs) : 0
  return { unanswered: count, since, pauseMs: pause, probeAt: now + pause, told: 0 }
}

const heard = (now: number): Outage => ({
  ...{ unanswered: 0, since: now, pauseMs: 0, probeAt: now, told: 0 },
})

const isEnough = (count: number, forMs: number): boolean =>
  count >= SURELY_DOWN_AFTER || (count >= DOWN_AFTER && forMs >= DOWN_AFTER_MS)

const nextPause = (pauseMs: number): number =>
  pauseMs === 0 ? FIRST_PROBE_MS : Math.min(2 * pauseMs, LONGEST_PROBE_MS)

/** A call was answered, whatever the answer. */
export function answered(outage: Outage, now: number): Outage | undefined {
  if (outage.recovery) return outage
  if (!isDown(outage)) return undefined
  return { ...outage, unanswered: 0, pauseMs: 0, recovery: { since: now, passed: 0, told: 0 } }
}
