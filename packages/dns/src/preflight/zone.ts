import type { Zones } from '../zones.ts'
import { failure, ok, type Verdict } from './finding.ts'
import { isKnown, type Target } from './target.ts'

/** Whether we have a provider for the zone that the record goes to. */
export function zoneCheck({ all }: Zones) {
  // Where no zone is ever looked up, being blind is how it is, and does not pass.
  const isBlindForGood = all.every(({ authoritative }) => authoritative !== 'delegation')
  return (target: Target) => verdictOn(target, isBlindForGood)
}

function verdictOn({ challenge, at, zone }: Target, isBlindForGood: boolean): Verdict | undefined {
  if (zone) return ok(`${zone.name} is configured`)
  if (isKnown(at)) return failure('ERR_DNS_ZONE_NOT_CONFIGURED', noneFor(at, challenge))
  // Where the record goes is not known, and why not is another check's business.
  if (at.because === 'servfail' || at.because === 'loop' || at.because === 'dangling')
    return undefined
  const saw = `no zone is configured for ${challenge}, and no CNAME is seen: ${at.saw}`
  // Its CNAME may lead into one, as soon as somebody can be asked.
  const mayPass = at.because === 'no resolver' && !isBlindForGood
  return failure(mayPass ? 'ERR_DNS_LOOKUP_FAILED' : 'ERR_DNS_ZONE_NOT_CONFIGURED', saw)
}

const noneFor = ({ name, zone }: { name: string; zone?: string }, challenge: string): string =>
  name === challenge
    ? `no zone is configured for ${challenge}`
    : `CNAME to ${name}${zone === undefined ? '' : ` in the zone ${zone}`}, which is not configured`
