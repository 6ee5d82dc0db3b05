/**
 * The configured CAs with our accounts there: registered once, kept sealed, found by every process; and what a CA's
 * problem means for an order.
 */
export { caProblem, meaningOf, type Verdict } from './ca-problem.ts'
export { type Answers, anAuthorization, anOrder, aProblem, fakeCa } from './fake-ca.ts'
export { connectIssuers, type Issuer, type Issuers } from './issuers.ts'
export { accountUrlOf, directoryOf } from './look-up.ts'
export { pollOrder } from './poll-order.ts'
