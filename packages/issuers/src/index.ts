/**
 * The configured CAs with our accounts there: registered once, kept sealed, found by every process; and what a CA's
 * problem means for an order.
 */

export { caAction, caProblem, meaningOf, type Verdict } from './answers/ca-problem.ts'
export { courteous } from './answers/courteous.ts'
export { isUnanswered, lessonOf } from './answers/heard.ts'
export { pollOrder } from './answers/poll-order.ts'
export { type AccountDesk, connectAccountDesk } from './desk/account-desk.ts'
export { type Answers, anAuthorization, anOrder, aProblem, fakeCa } from './fake-ca.ts'
export { IssuerError } from './issuer-error.ts'
export { connectIssuers, type Issuer, type Issuers } from './issuers.ts'
export { accountUrlOf, connectUnknown, directoryOf } from './look-up.ts'
export { openHvca } from './open-hvca.ts'
export { revocation } from './revocation.ts'
export { type RevokeByKey, revokeByKey } from './revoke-by-key.ts'
