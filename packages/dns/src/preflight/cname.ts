import { failure, ok, type Verdict, warning } from './finding.ts'
import { isKnown, type Nowhere, type Target } from './target.ts'

/** Whether the CNAMEs of the challenge name end, and where something is. */
export function cnameCheck({ challenge, at }: Target): Verdict | undefined {
  if (!isKnown(at)) return lost(at)
  if (!at.certain)
    return failure('ERR_DNS_LOOKUP_FAILED', `no server of its zone says what is at ${at.name}`)
  return ok(at.name === challenge ? 'no CNAME' : `CNAME to ${at.name}`)
}

function lost({ because, saw }: Nowhere): Verdict | undefined {
  switch (because) {
    case 'loop':
      return failure('ERR_DNS_CNAME_LOOP', saw)
    case 'dangling':
      return failure('ERR_DNS_CNAME_DANGLING', saw)
    case 'servfail':
      return failure('ERR_DNS_LOOKUP_FAILED', saw)
    case 'no resolver':
      return warning('ERR_DNS_LOOKUP_FAILED', `not seen: ${saw}`)
    default:
      return undefined
  }
}
