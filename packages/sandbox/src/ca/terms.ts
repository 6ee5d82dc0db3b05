import type { Account, Ca } from './ca.ts'
import { AcmeProblem } from './problem.ts'

/** RFC 8555 §7.3.3: where there are terms of service, nobody gets anything without having agreed to these. */
export function assertAgreed({ behaviour: { terms } }: Ca, account: Account | undefined): void {
  if (terms === undefined || account?.agreedTo === terms) return
  const detail = account
    ? 'the terms of service have changed and want a new agreement'
    : 'a new account has to agree to the terms of service'
  throw new AcmeProblem(403, 'userActionRequired', detail, {
    instance: terms,
    links: [[terms, 'terms-of-service']],
  })
}
