import type { CertificateFacts } from '@certwire/contracts'
import { earlier } from './deadline.ts'

const DAY = 24 * 60 * 60_000

/** A lifetime of at most so long is renewed at its half, a longer one at two thirds. */
const SHORT_LIVED = 10 * DAY

/** Of the reserve, the time between the renewal that is due and the end: how much chance may use up, … */
const JITTER = 1 / 10
/** … how much the CA's window may, … */
const WINDOW = 1 / 3
/** … and after how much something is wrong and is said. */
const WARNING = 1 / 2

/** How long before the end a warning follows every day, at most. */
const LAST_STRETCH = 7 * DAY

type Life = Pick<CertificateFacts, 'notBefore' | 'notAfter'>

interface Reserve {
  readonly due: number
  readonly end: number
  readonly life: number
}

function reserveOf({ notBefore, notAfter }: Life): Reserve {
  const [start, end] = [Date.parse(notBefore), Date.parse(notAfter)]
  const life = end - start
  return { due: start + (life <= SHORT_LIVED ? life / 2 : (life * 2) / 3), end, life }
}

const into = ({ due, end }: Reserve, share: number): string => text(due + (end - due) * share)
const text = (time: number): string => new Date(time).toISOString()

/** Before this instant nothing but the CA or a person makes it be renewed. */
export const dueOf = (life: Life): string => into(reserveOf(life), 0)

/** When it is renewed where the CA says nothing: never early, and not with all that were issued in the same minute. */
export const renewalOf = (life: Life, random: number): string =>
  into(reserveOf(life), JITTER * random)

/** Later than this no window of the CA can put the renewal off: what follows is for trouble. */
export const latestOf = (life: Life): string => into(reserveOf(life), WINDOW)

/** When it is said that a certificate is not renewed yet: once while there is time, then every day near the end. */
export function warningsOf(life: Life): string[] {
  const reserve = reserveOf(life)
  const last: string[] = []
  for (
    let at = reserve.end - Math.min(LAST_STRETCH, reserve.life / 10);
    at < reserve.end;
    at += DAY
  )
    last.push(text(at))
  return [into(reserve, WARNING), ...last]
}

/** The first look at a new certificate: soon, but not with all the others that were issued with it. */
export function firstLookOf(life: Life, now: Date, random: number): string {
  const minutes = 5 + 25 * random
  return earlier(text(now.getTime() + minutes * 60_000), dueOf(life))
}
