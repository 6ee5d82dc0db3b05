import { zoneOf } from '../placement.ts'
import { failure, ok, type Verdict } from './finding.ts'
import { isKnown, type Target } from './target.ts'
import { type TroubleCode, troubles } from './troubles.ts'

/** What the provider of a zone said when it last refused to have it written; nothing where it takes changes. */
export type RefusalOf = (
  zone: string,
) => Promise<{ readonly code: string; readonly reason: string } | undefined>

/** Whether whoever wrote the zone last was allowed to: for those who write nothing themselves. */
export function lastWriteCheck(refusalOf: RefusalOf) {
  return async ({ at, zone }: Target): Promise<Verdict | undefined> => {
    if (!zone || !isKnown(at)) return undefined
    const refusal = await refusalOf(zoneOf(at, zone.name))
    if (!refusal) return ok('nothing is known against it')
    const saw = `the zone could not be written: ${refusal.reason}`
    return failure(isCode(refusal.code) ? refusal.code : 'ERR_DNS_PROVIDER_REFUSED', saw)
  }
}

const isCode = (code: string): code is TroubleCode => Object.hasOwn(troubles, code)
