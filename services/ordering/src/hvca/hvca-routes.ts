import { Instant, type IssuerAccountView } from '@certwire/contracts'
import type { CertificateDocument } from '@certwire/documents'
import { type Claim, HvcaError } from '@certwire/hvca'
import { HttpProblem } from '@certwire/runtime'
import type { Collection } from '@certwire/store'
import type { FastifyInstance } from 'fastify'
import { z } from 'zod'
import { inTime } from '../in-time.ts'
import type { HvcaAccount, HvcaAccounts } from './hvca.ts'
import { reconcile } from './reconcile.ts'

interface Deps {
  readonly hvca: Pick<HvcaAccounts, 'of'>
  readonly issuers: { readonly names: readonly string[] }
  readonly certificates: Pick<Collection<CertificateDocument>, 'find'>
  readonly clock: () => Date
}

interface Issuer {
  Params: { name: string }
}

const DEFAULT_SPAN_MS = 30 * 86_400_000

const Query = z.strictObject({ from: Instant.optional(), to: Instant.optional() })

/** What the CA's own API tells of an issuer's account: asked anew each time, and read only. */
export function hvcaRoutes(app: FastifyInstance, { hvca, issuers, certificates, clock }: Deps) {
  const accountOf = (name: string): HvcaAccount => {
    const account = hvca.of(name)
    if (account) return account
    throw issuers.names.includes(name) ? withoutHvca(name) : unknownIssuer
  }
  app.get<Issuer>('/issuers/:name/hvca', ({ params: { name } }) => {
    const account = accountOf(name)
    return asking((signal) => viewOf(name, account, signal))
  })
  app.get<Issuer>('/issuers/:name/hvca/reconciliation', ({ params: { name }, query }) => {
    const account = accountOf(name)
    const span = spanOf(query, clock())
    return asking((signal) => reconcile(name, span, { hvca: account.hvca, certificates }, signal))
  })
}

async function viewOf(
  issuer: string,
  { hvca }: HvcaAccount,
  signal: AbortSignal,
): Promise<IssuerAccountView> {
  const [quota, counters, { items, isWhole }] = await Promise.all([
    hvca.quota(signal),
    hvca.counters(signal),
    hvca.claims(signal),
  ])
  return { issuer, quota, ...counters, claims: items.map(claimView), isWhole }
}

const claimView = ({ domain, status, expiresAt, assertBy }: Claim) => ({
  ...{ domain, status },
  ...(expiresAt && { expiresAt: expiresAt.toISOString() }),
  ...(assertBy && { assertBy: assertBy.toISOString() }),
})

function spanOf(query: unknown, now: Date): { from: Date; to: Date } {
  const parsed = Query.safeParse(query)
  const to = new Date(parsed.data?.to ?? now.toISOString())
  const from = new Date(parsed.data?.from ?? to.getTime() - DEFAULT_SPAN_MS)
  if (parsed.success && from <= to) return { from, to }
  throw new HttpProblem(
    400,
    'ERR_HTTP_INVALID',
    'The span from "from" to "to" is none.',
    'Give both as instants (RFC 3339 in UTC), the earlier one first.',
  )
}

const asking = <T>(ask: (signal: AbortSignal) => Promise<T>): Promise<T> =>
  inTime(ask, late, refusalOf)

const late = new HttpProblem(503, 'ERR_HVCA_TIMEOUT', 'HVCA did not answer in time.', 'Try again.')

/** It is not the caller's fault what HVCA says. */
function refusalOf(error: unknown): unknown {
  if (!(error instanceof HvcaError)) return error
  const { code, message, remedy, retryable } = error
  return new HttpProblem(retryable ? 503 : 502, code, message, remedy)
}

const unknownIssuer = new HttpProblem(
  404,
  'ERR_ISSUER_UNKNOWN',
  'There is no such issuer.',
  'Name one of the configuration.',
)

const withoutHvca = (name: string) =>
  new HttpProblem(
    404,
    'ERR_ISSUER_HVCA',
    `The issuer ${name} has no API that tells of its account.`,
    `Give it issuers.${name}.hvca, if it is GlobalSign Atlas.`,
  )
