import type { ReconciliationView } from '@certwire/contracts'
import type { CertificateDocument } from '@certwire/documents'
import type { Hvca, IssuedCertificate, Listed } from '@certwire/hvca'
import type { Collection } from '@certwire/store'

const DAY_MS = 86_400_000
const AT_ONCE = 500
const MOST = 20_000

interface Span {
  readonly from: Date
  readonly to: Date
}

type Certificates = Pick<Collection<CertificateDocument>, 'find'>

/**
 * Compares what the CA says it issued on our account with what is kept here, by serial number. Both sides are read for
 * a day more at either end, for a certificate is kept some time after it is issued and is often dated back a little.
 */
export async function reconcile(
  issuer: string,
  span: Span,
  { hvca, certificates }: { hvca: Pick<Hvca, 'issued'>; certificates: Certificates },
  signal: AbortSignal,
): Promise<ReconciliationView> {
  const from = new Date(span.from.getTime() - DAY_MS)
  const to = new Date(span.to.getTime() + DAY_MS)
  const [theirs, ours] = await Promise.all([
    hvca.issued(from, to, signal),
    keptSince(from, issuer, certificates, signal),
  ])
  return {
    issuer,
    from: span.from.toISOString(),
    to: span.to.toISOString(),
    ...compared(span, theirs, ours),
  }
}

function compared(
  { from, to }: Span,
  theirs: Listed<IssuedCertificate>,
  ours: Listed<CertificateDocument>,
) {
  const isWithin = (at: Date | undefined) => at === undefined || (at >= from && at <= to)
  const there = new Map(theirs.items.map((one) => [one.serial, one]))
  const here = new Map(ours.items.map((one) => [serialOf(one), one]))
  const inSpan = [...here].filter(([, { facts }]) => isWithin(new Date(facts.notBefore)))
  return {
    both: inSpan.filter(([serial]) => there.has(serial)).length,
    onlyThere: [...there.values()]
      .filter(({ serial, notBefore }) => isWithin(notBefore) && !here.has(serial))
      .map(({ serial, notBefore, notAfter }) => ({
        serial,
        ...(notBefore && { notBefore: notBefore.toISOString() }),
        ...(notAfter && { notAfter: notAfter.toISOString() }),
      })),
    onlyHere: inSpan
      .filter(([serial]) => !there.has(serial))
      .map(
        ([
          serial,
          {
            _id: certificateId,
            orderId,
            names,
            facts: { notBefore },
          },
        ]) => ({
          ...{ serial, certificateId, orderId, names, notBefore },
        }),
      ),
    isWhole: theirs.isWhole && ours.isWhole,
  }
}

/** A certificate is kept after it was issued, however long. */
async function keptSince(
  from: Date,
  issuer: string,
  certificates: Certificates,
  signal: AbortSignal,
): Promise<Listed<CertificateDocument>> {
  const all = new Map<string, CertificateDocument>()
  let at = from.toISOString()
  for (let limit = AT_ONCE; all.size < MOST; ) {
    signal.throwIfAborted()
    const before = all.size
    const found = await certificates.find('issuer', { equal: [issuer], from: at, limit })
    for (const certificate of found) all.set(certificate._id, certificate)
    if (found.length < limit) return { items: [...all.values()], isWhole: true }
    // Where more than a page was kept in one moment, a larger page gets beyond it.
    if (all.size === before) limit *= 2
    at = found.at(-1)?.createdAt ?? at
  }
  return { items: [...all.values()], isWhole: false }
}

const serialOf = ({ facts }: CertificateDocument): string =>
  facts.serial.toUpperCase().replace(/^0+(?=.)/, '')
