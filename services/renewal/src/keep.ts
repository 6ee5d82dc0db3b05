import type { CertIssued, MessageOf } from '@certwire/contracts'
import type { CertificateDocument } from '@certwire/documents'
import { firstRenewal, type Renewal } from '@certwire/domain'
import { type Cursor, type Platform, pageAfter } from '@certwire/runtime'
import { type Collection, insertOnce } from '@certwire/store'

interface Keeping extends Pick<Platform, 'clock' | 'random'> {
  readonly renewals: Collection<Renewal>
}

/** A certificate was issued: from now on somebody looks after it. */
export async function keep(
  { tenantId, orderId, data: { names, certificate } }: MessageOf<typeof CertIssued>,
  { renewals, clock, random }: Keeping,
): Promise<[]> {
  const issued = { tenantId, orderId, names, certificate }
  await insertOnce(renewals, firstRenewal(issued, clock(), random))
  return []
}

const PAGE = 500
/** Between two walks through everything. */
const REST_MS = 6 * 60 * 60_000

/**
 * Finds the certificates that nobody looks after, because the event was lost, a page with each call. The walk may be
 * lost at any moment: then it begins again.
 */
export function reconciler(
  { renewals, clock, random }: Keeping,
  certificates: Pick<Collection<CertificateDocument>, 'find'>,
): () => Promise<void> {
  let cursor: Cursor | undefined
  let restsUntil = 0
  return async () => {
    const now = clock()
    if (now.getTime() < restsUntil) return
    const from = cursor ?? { at: now.toISOString() }
    const page = await pageAfter(certificates, 'expiry', { limit: PAGE }, from, expiry)
    const [first, last] = [page.at(0), page.at(-1)]
    if (first && last) {
      const range = { from: first.notAfter, to: last.notAfter, limit: 2 * PAGE }
      const known = new Set((await renewals.find('expiry', range)).map(({ _id }) => _id))
      for (const { _id, facts: certificate, ...rest } of page)
        if (!known.has(_id))
          await insertOnce(renewals, firstRenewal({ ...rest, certificate }, now, random))
      cursor = { at: last.notAfter, id: last._id }
    }
    if (page.length === PAGE) return
    cursor = undefined
    restsUntil = now.getTime() + REST_MS
  }
}

const expiry = ({ notAfter }: CertificateDocument): string => notAfter
