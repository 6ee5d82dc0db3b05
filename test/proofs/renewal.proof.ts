import { randomUUID } from 'node:crypto'
import { type CertificateDocument, certificates } from '@certwire/documents'
import { ariCertId } from '@certwire/pki'
import { type Cursor, pageAfter } from '@certwire/runtime'
import { seeded } from '../support/random.ts'
import { DAY, estate, lifetimes, outages } from '../support/renewal/estate.ts'
import { mishaps } from '../support/renewal/mishaps.ts'
import { type Simulation, simulation } from '../support/renewal/simulation.ts'
import { vector } from '../support/renewal/vector.ts'
import { verdict } from '../support/renewal/verdict.ts'
import { type Measured, type ProofRun, proof } from './proof.ts'
import { table } from './table.ts'

const DAYS = 400
/** The first requests come over so long, below what the CA's limits allow. */
const ENROLMENT_MS = 2 * DAY
const REVOCATION_DAY = 200

export const renewal = proof({
  name: 'renewal',
  claim: `${DAYS} simulated days, 1,000 certificates of 6 to 199 days at two CAs, one with ARI, that are away for up to 24 h every few weeks, messages lost, and on day ${REVOCATION_DAY} a mass revocation whose plan nobody approves: none expires, none is renewed before its time, no call is refused by Let's Encrypt's limits or comes before a Retry-After. RFC 9773's certificate has the id that the RFC gives it.`,
  run: async ({ seed, say }) => {
    const began = performance.now()
    const random = seeded(seed)
    const start = Math.floor(Date.now() / 1000) * 1000
    const away = outages(start, DAYS, random)
    const { isLost, counts } = mishaps(random)
    const isAway = (time: number) => away.some(([from, to]) => from <= time && time < to)
    const policy = { massRenewal: 'approve' as const }
    const on = await simulation({ start, random, isAway, isLost, policy })
    try {
      await enrol(on, start)
      await pass(on, start, REVOCATION_DAY, say)
      const revoked = revokeAll(on)
      await pass(on, start, DAYS, say)
      const seconds = Math.round((performance.now() - began) / 1000)
      const more = { outages: away.length, ...counts, seconds }
      return judged(on, { end: start + DAYS * DAY, revoked }, more)
    } finally {
      await on.close()
    }
  },
})

async function enrol({ bus, passUntil }: Simulation, start: number): Promise<void> {
  for (const { name, profile, issuer, at } of estate(start, ENROLMENT_MS)) {
    await passUntil(at)
    const wishes = { profile: { name: profile, required: true } }
    const body = JSON.stringify({ names: [name], issuer, wishes })
    await bus.publish([{ subject: 'cert.requested', id: randomUUID(), body }])
  }
}

async function pass(on: Simulation, start: number, until: number, say: ProofRun['say']) {
  for (let day = 20; day <= until; day += 20) {
    await on.passUntil(start + day * DAY)
    const issued = Object.values(on.cas).map(({ ledger }) => ledger.issued.length)
    say(`day ${day}: ${issued.join(' and ')} certificates issued`)
  }
}

/** The CA with ARI wants everything that it has issued replaced: its windows are over. */
function revokeAll({ cas: { ari }, clock }: Simulation) {
  const at = clock().getTime()
  const [start, end] = [new Date(at - 2 * DAY), new Date(at - DAY)]
  ari.setRenewalInfo('all', { start, end, explanationURL: 'https://ca.test/incident' })
  return { at, issuer: 'ari' }
}

async function judged(
  on: Simulation,
  when: Pick<Parameters<typeof verdict>[0], 'end' | 'revoked'>,
  more: Measured['figures'],
): Promise<Measured> {
  const all = await stored(on)
  const found = verdict({ certificates: all, ...when })
  const calls = Object.values(on.cas).flatMap((ca) => ca.calls)
  const refusedByLimits = calls.filter(({ problem }) => problem === 'rateLimited').length
  const beforeRetryAfter = calls.filter(({ early }) => early).length
  const rfc9773 = ariCertId(vector.certificate) ?? 'none'
  const wrong = found.expired + found.early + found.unreplaced + refusedByLimits + beforeRetryAfter
  return {
    ok: wrong === 0 && found.lineages === 1000 && rfc9773 === vector.id,
    figures: { days: DAYS, ...found, refusedByLimits, beforeRetryAfter, ...more, rfc9773 },
    table: table(
      lifetimes.map((one) => {
        const issued = all.filter(({ names }) => names[0]?.startsWith(`www.d${one.days}-`)).length
        return { ...one, renewals: issued - one.certificates }
      }),
    ),
  }
}

/** Everything that storage has ever kept. */
async function stored({ store }: Simulation): Promise<CertificateDocument[]> {
  const collection = await store.open(certificates)
  const all: CertificateDocument[] = []
  const at = ({ notAfter }: CertificateDocument) => notAfter
  for (let cursor: Cursor | undefined; ; ) {
    const page = await pageAfter(collection, 'expiry', { limit: 1000 }, cursor, at)
    all.push(...page)
    const last = page.at(-1)
    if (page.length < 1000 || !last) return all
    cursor = { at: last.notAfter, id: last._id }
  }
}
