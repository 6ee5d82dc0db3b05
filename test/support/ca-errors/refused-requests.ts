import { type CaPlace, caErrorOf } from '@certwire/domain'
import { misbehave, type SandboxCaOperation } from '@certwire/sandbox'
import {
  noAccount,
  type Provocation,
  plainly,
  plays,
  refusedAfterwards,
  rowOf,
} from './provocation.ts'

type Extras = Parameters<typeof misbehave.problem>[3] & {
  readonly detail?: string
  /** So many calls of the operation go well before. */
  readonly after?: number
}

const PAUSED =
  'Your account is temporarily prevented from requesting certificates for a.example.test. Please visit: https://ca.example/unpause'
const urn = (kind: string) => `urn:ietf:params:acme:error:${kind}`

/** The CA refuses a request with a problem document. */
function refused(
  [kind, status, operation]: readonly [string, number, SandboxCaOperation],
  at: CaPlace,
  { detail = 'as the test wants it', after = 0, ...extras }: Extras = {},
): Provocation {
  return {
    row: caErrorOf({ type: urn(kind), detail, status }, at),
    how: `${operation}: ${status} ${kind}`,
    ...(after > 0 && { before: noAccount }),
    arrange: plays(operation, misbehave.problem(status, kind, detail, extras), after),
  }
}

/** Something answers that is no CA. */
const page = (status: number, operation: SandboxCaOperation, at: CaPlace): Provocation => ({
  row: caErrorOf({ type: 'about:blank', detail: '', status }, at),
  how: `${operation}: ${status} and a page in HTML`,
  arrange: plays(operation, misbehave.htmlError(status)),
})

const name = { type: 'dns', value: 'a.example.test' }
const parts = {
  subproblems: [
    { type: urn('caa'), detail: 'it may not', identifier: name },
    { type: urn('rejectedIdentifier'), detail: 'it must not', identifier: name },
  ],
}

/** A 429 that says nothing more ends no order, wherever it comes. */
const limited: readonly Provocation[] = [
  ...(['newOrder', 'challenge', 'order', 'finalize', 'certificate'] as const).map((operation) =>
    page(429, operation, 'order'),
  ),
  { ...page(429, 'newAccount', 'account'), before: noAccount },
  { ...page(429, 'revokeCert', 'revocation'), revokes: true },
]

// The first newAccount asks whether there is one.
const ofAccount = { after: 1 }

export const refusedRequests: readonly Provocation[] = [
  ...limited,
  refused(['badNonce', 400, 'newOrder'], 'newOrder'),
  refused(['rateLimited', 429, 'newOrder'], 'newOrder', { retryAfter: '3600' }),
  refused(['rateLimited', 429, 'newOrder'], 'newOrder', { detail: PAUSED }),
  refused(['serverInternal', 500, 'newOrder'], 'newOrder'),
  refused(['serverInternal', 500, 'finalize'], 'finalize'),
  refused(['serverInternal', 500, 'order'], 'order'),
  refused(['conflict', 409, 'newOrder'], 'newOrder'),
  refused(['conflict', 409, 'finalize'], 'finalize'),
  refused(['conflict', 409, 'order'], 'order'),
  page(502, 'newOrder', 'newOrder'),
  page(503, 'finalize', 'finalize'),
  page(504, 'order', 'order'),
  page(408, 'newOrder', 'newOrder'),
  page(425, 'newOrder', 'newOrder'),
  refused(['caa', 403, 'newOrder'], 'newOrder'),
  refused(['externalAccountRequired', 403, 'newOrder'], 'newOrder'),
  refused(['unauthorized', 401, 'newAccount'], 'account', ofAccount),
  refused(['unauthorized', 403, 'newOrder'], 'newOrder'),
  refused(['invalidContact', 400, 'newAccount'], 'account', ofAccount),
  refused(['unsupportedContact', 400, 'newAccount'], 'account', ofAccount),
  refused(['badSignatureAlgorithm', 400, 'newOrder'], 'newOrder', { algorithms: ['EdDSA'] }),
  refused(['badPublicKey', 400, 'newOrder'], 'newOrder'),
  refused(['badPublicKey', 400, 'finalize'], 'finalize'),
  refused(['badCSR', 400, 'finalize'], 'finalize'),
  refused(['unsupportedIdentifier', 400, 'newOrder'], 'newOrder'),
  refused(['unauthorized', 403, 'order'], 'order'),
  refused(['malformed', 404, 'order'], 'order'),
  refused(['malformed', 410, 'order'], 'order'),
  refused(['of-tomorrow', 404, 'order'], 'order'),
  page(410, 'order', 'order'),
  refused(['malformed', 404, 'certificate'], 'certificate'),
  refused(['unauthorized', 403, 'certificate'], 'certificate'),
  page(410, 'certificate', 'certificate'),
  refused(['malformed', 405, 'newOrder'], 'newOrder'),
  refused(['of-tomorrow', 403, 'newOrder'], 'newOrder'),
  {
    ...refused(['compound', 403, 'newOrder'], 'newOrder', parts),
    ...{ row: rowOf('compound'), decidedBy: rowOf('rejectedIdentifier') },
    how: 'newOrder: 403 compound of caa and rejectedIdentifier',
  },
  {
    row: rowOf('orderNotReady'),
    how: 'finalize: done, and answered 403 orderNotReady',
    arrange: plays('finalize', refusedAfterwards(misbehave.problem(403, 'orderNotReady', 'no'))),
  },
  ...[
    refused(['alreadyRevoked', 400, 'revokeCert'], 'revocation'),
    refused(['badRevocationReason', 400, 'revokeCert'], 'revocation'),
    refused(['unauthorized', 403, 'revokeCert'], 'revocation'),
  ].map((one) => ({ ...one, revokes: true as const })),
  {
    row: rowOf('no CA'),
    how: 'newOrder: 200 and a text that is no order',
    arrange: plays('newOrder', plainly(200)),
  },
]
