import type { CertificateDocument } from '@certwire/documents'
import { DAY } from './estate.ts'

const HOUR = DAY / 24

export interface Verdict {
  readonly lineages: number
  readonly renewals: number
  /** Certificates that ended before their successor was there. */
  readonly expired: number
  /** Renewals before their time, whoever asked for them. */
  readonly early: number
  /** Certificates that the CA wanted replaced at once, … */
  readonly rushed: number
  /** … those that were not, within two days, … */
  readonly unreplaced: number
  /** … and when the last one was. */
  readonly lastRushed_h: number
  /** The least that was left of a life when its successor was there, in per cent. */
  readonly leastLeft_pct: number
  readonly mostInAnHour: number
}

interface Judged {
  readonly certificates: readonly CertificateDocument[]
  readonly end: number
  /** When a CA wanted everything that it had issued replaced. */
  readonly revoked: { readonly at: number; readonly issuer: string }
}

/** A certificate, and when its successor was there: never, of the last one. */
interface Held {
  readonly certificate: CertificateDocument
  readonly until: number
}

/** By what storage has, and by the rules as RFC 9773 and the README of renewal have them, written down once more. */
export function verdict({ certificates, end, revoked }: Judged): Verdict {
  const lineages = [...Map.groupBy(certificates, ({ names }) => names.join()).values()].map(inOrder)
  const all = lineages.flat()
  const renewals = all.filter(({ until }) => until < Infinity)
  const isRushed = ({ certificate, until }: Held) =>
    certificate.issuer === revoked.issuer && stored(certificate) <= revoked.at && until > revoked.at
  const rushed = all.filter(isRushed).map(({ until }) => (until - revoked.at) / HOUR)
  const early = renewals.filter((one) => one.until < earliest(one.certificate) && !isRushed(one))
  const expired = all.filter((one) => expiry(one.certificate) <= Math.min(one.until, end))
  const hours = Map.groupBy(renewals, ({ until }) => Math.floor(until / HOUR))
  return {
    ...{ lineages: lineages.length, renewals: renewals.length },
    ...{ expired: expired.length, early: early.length },
    ...{ rushed: rushed.length, unreplaced: rushed.filter((after) => after > 48).length },
    lastRushed_h: Math.ceil(Math.max(...rushed)),
    leastLeft_pct: Math.floor(100 * Math.min(...renewals.map(shareLeft))),
    mostInAnHour: Math.max(...[...hours.values()].map(({ length }) => length)),
  }
}

function inOrder(lineage: readonly CertificateDocument[]): Held[] {
  const sorted = lineage.toSorted((a, b) => stored(a) - stored(b))
  return sorted.map((certificate, n) => {
    const next = sorted[n + 1]
    return { certificate, until: next ? stored(next) : Infinity }
  })
}

const shareLeft = ({ certificate, until }: Held): number =>
  (expiry(certificate) - until) / lifeOf(certificate)

/** Two thirds of its life, half of a short one; a hundredth sooner where the CA's window begins there. */
function earliest(certificate: CertificateDocument): number {
  const life = lifeOf(certificate)
  const reserve = life <= 10 * DAY ? life / 2 : life / 3
  const window = certificate.issuer === 'ari' ? life / 100 + 1000 : 0
  return expiry(certificate) - reserve - window
}

const expiry = ({ notAfter }: CertificateDocument): number => Date.parse(notAfter)
const lifeOf = (one: CertificateDocument): number => expiry(one) - Date.parse(one.facts.notBefore)
const stored = ({ createdAt }: CertificateDocument): number => Date.parse(createdAt)
