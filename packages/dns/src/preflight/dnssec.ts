import { DnsQueryError } from '../query-error.ts'
import type { Recursive } from '../recursive.ts'
import { failure, ok, type Verdict, warning } from './finding.ts'
import { isKnown, type Target } from './target.ts'

/**
 * Whether a resolver that validates hides the name, or what its CNAMEs lead to. Where the zone was found, resolvers have
 * answered for all of it; where one fails, it is asked once more without a check.
 */
export async function dnssecCheck(
  { at }: Target,
  resolve: Recursive,
  signal: AbortSignal,
): Promise<Verdict | undefined> {
  if (isKnown(at)) return ok(at.configured ? 'the servers of the zone are configured' : 'not bogus')
  if (at.because === 'no resolver') return warning('ERR_DNS_LOOKUP_FAILED', `not seen: ${at.saw}`)
  if (at.because !== 'servfail' || at.asked === undefined) return undefined
  return (await isBogus(at.asked, resolve, signal))
    ? failure('ERR_DNSSEC_BOGUS', `SERVFAIL for ${at.asked}, but an answer when it is not checked`)
    : undefined
}

/** RFC 4035 §5.5: what is bogus is SERVFAIL, unless whoever asks checks it himself. */
async function isBogus(name: string, resolve: Recursive, signal: AbortSignal): Promise<boolean> {
  const says = (checkingDisabled: boolean) =>
    resolve({ name, type: 'SOA' }, signal, { checkingDisabled }).then(
      () => 'an answer',
      (error: unknown) => {
        if (error instanceof DnsQueryError) return error.unanswered?.rcode
        throw error
      },
    )
  return (await says(false)) === 'SERVFAIL' && (await says(true)) === 'an answer'
}
