import type { CaErrorRow, CaPlace } from './row.ts'
import { another, operator, passes, requester } from './says.ts'

const atAccount: readonly CaPlace[] = ['account']
/** Nothing but a CSR has another key than the account's. */
const bySignature: readonly CaPlace[] = ['account', 'newOrder', 'order', 'revocation']
const atNewOrder: readonly CaPlace[] = ['newOrder']
const atRevocation: readonly CaPlace[] = ['revocation']
/** The order was there when it was asked for last. */
const ofAnOrder: readonly CaPlace[] = ['order', 'finalize', 'issuance']

const atCertificate: readonly CaPlace[] = ['certificate']

const gone = another('the CA no longer has it, so ')

/** Errors of our account, and of the operator's: all orders of the issuer meet them. */
const accountRows: readonly CaErrorRow[] = [
  {
    error: 'accountDoesNotExist',
    action: 'register-again',
    says: another('the account is registered again, and '),
  },
  {
    error: 'externalAccountRequired',
    action: 'stop-issuer',
    says: operator('Configure eab.kid and eab.hmacKey of this issuer, then retry.'),
  },
  {
    error: 'unauthorized',
    at: atAccount,
    action: 'stop-issuer',
    says: operator(
      'See that eab.kid and eab.hmacKey are right, unused and not expired; then retry.',
    ),
  },
  {
    // It may be about what is ordered, as a profile that is not for everybody.
    error: 'unauthorized',
    at: atNewOrder,
    action: 'fail',
    says: operator(
      'See at the CA that the account is not deactivated and may order such certificates, and that the EAB key is right; then retry.',
    ),
  },
  {
    error: 'userActionRequired',
    action: 'stop-issuer',
    says: operator(
      'Do what the CA asks for at the page it names, as to accept new terms; then retry.',
    ),
  },
  {
    error: 'invalidContact',
    action: 'stop-issuer',
    says: operator('Correct the contact of this issuer, then retry.'),
  },
  {
    error: 'unsupportedContact',
    action: 'stop-issuer',
    says: operator('Give this issuer a contact of another kind, then retry.'),
  },
  {
    error: 'badSignatureAlgorithm',
    action: 'stop-issuer',
    says: operator('Give this issuer an account key of a type that the CA takes, then retry.'),
  },
  {
    error: 'badPublicKey',
    at: bySignature,
    action: 'stop-issuer',
    says: operator('Give this issuer an account key of another type, then retry.'),
  },
]

/** Errors of what was requested. */
const requestRows: readonly CaErrorRow[] = [
  {
    error: 'badPublicKey',
    action: 'fail',
    says: requester('Request with another key type, or with a CSR for another key.'),
  },
  {
    error: 'badCSR',
    action: 'fail',
    says: requester('Request with another key type, or with a corrected CSR.'),
  },
  {
    error: 'rejectedIdentifier',
    action: 'fail',
    says: requester('Request without the names that the CA refuses.'),
  },
  {
    error: 'unsupportedIdentifier',
    action: 'fail',
    says: requester('Request without the names that the CA does not support.'),
  },
  {
    error: 'alreadyReplaced',
    action: 'without-replaces',
    says: another('the certificate is replaced already, and '),
  },
  ...['invalidProfile', 'profile unknown'].map((error) => ({
    ...{ error, action: 'without-profile' as const },
    says: requester('Request one of the profiles that the CA has, or let it be left out.'),
  })),
]

/** Errors that end what was begun at the CA. */
const orderRows: readonly CaErrorRow[] = [
  {
    error: 'unauthorized',
    at: ofAnOrder,
    action: 'new-order',
    says: another('the order is not ours any more, so '),
  },
  { error: 'orderNotReady', action: 'ask-order', says: another() },
  ...(['malformed', 'unknown'] as const).flatMap((error) => [
    { error, at: ofAnOrder, status: [404, 404] as const, action: 'new-order' as const, says: gone },
    { error, at: ofAnOrder, status: [410, 410] as const, action: 'new-order' as const, says: gone },
  ]),
  // It is issued already: another order were a second one.
  ...['malformed', 'unauthorized', 'unknown'].map((error) => ({
    ...{ error, at: atCertificate, status: [401, 410] as const, action: 'wait' as const },
    says: passes('None: the certificate is asked for again.'),
    waitMs: 60_000,
  })),
  { error: 'order invalid', action: 'new-order', says: another() },
  { error: 'order expired', action: 'new-order', says: another() },
  { error: 'authorization over', action: 'new-order', says: another() },
]

const revocationRows: readonly CaErrorRow[] = [
  {
    error: 'alreadyRevoked',
    action: 'accept-as-done',
    says: passes('None: it is revoked.'),
  },
  {
    error: 'badRevocationReason',
    at: atRevocation,
    action: 'without-reason',
    says: operator('Revoke without a reason, or with another one.'),
  },
  {
    error: 'unauthorized',
    at: atRevocation,
    action: 'fail',
    says: operator(
      "Revoke with the certificate's own key, or at the account that it was issued to.",
    ),
  },
]

/** What nobody knows better than the CA's own words. */
const otherRows: readonly CaErrorRow[] = [
  {
    error: 'compound',
    action: 'by-subproblem',
    says: operator('See what the CA says, then retry.'),
  },
  { error: 'malformed', action: 'fail', says: operator('See what the CA says, then retry.') },
  { error: 'unknown', action: 'fail', says: operator('See what the CA says, then retry.') },
  {
    error: 'no CA',
    action: 'fail',
    says: operator('Correct the issuer in the configuration, or report it to the CA.'),
  },
]

export const endingRows: readonly CaErrorRow[] = [
  ...accountRows,
  ...requestRows,
  ...revocationRows,
  ...orderRows,
  ...otherRows,
]
