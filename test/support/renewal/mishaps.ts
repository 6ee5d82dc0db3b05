import { CertExpiring, CertIssued, CertRequested, Envelope, typeOf } from '@certwire/contracts'

/** One in fifty. */
const LOST = 0.02

/** A bus that loses what a renewal begins with: that a certificate was issued, and that another is wanted. */
export function mishaps(random: () => number) {
  const counts = { lostIssued: 0, lostRequests: 0, saidExpiring: 0 }
  const isLost = ({ body }: { readonly body: string }): boolean => {
    const envelope = Envelope.safeParse(JSON.parse(body))
    // What upstream asks for here is no CloudEvent, and arrives.
    const type = envelope.success ? typeOf(envelope.data.type) : ''
    if (type === CertExpiring.type) counts.saidExpiring += 1
    const isLosable = type === CertIssued.type || type === CertRequested.type
    if (!isLosable || random() >= LOST) return false
    counts[type === CertIssued.type ? 'lostIssued' : 'lostRequests'] += 1
    return true
  }
  return { isLost, counts }
}
