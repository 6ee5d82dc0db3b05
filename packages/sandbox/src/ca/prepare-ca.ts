import { behaviourOf } from './behaviour.ts'
import { bindingsOf } from './bindings.ts'
import type { Ca } from './ca.ts'
import { createIssuer } from './issuance.ts'
import { emptyLedger } from './ledger.ts'
import { createLimiter } from './limits/limiter.ts'
import { createLookUp } from './look-up.ts'
import { Nonces } from './nonces.ts'
import type { SandboxCaOptions } from './options.ts'
import { policyOf } from './policy.ts'
import type { SandboxCaState } from './state.ts'

type Around = Pick<Ca, 'clock' | 'signal'>

/** A CA that nobody has asked anything yet, once it is known where it is. Throws for options that make none. */
export function prepareCa(options: SandboxCaOptions, state: SandboxCaState, around: Around) {
  const parts = {
    ...around,
    nonces: new Nonces(),
    accounts: new Map(),
    accountsByKey: new Map(),
    orders: new Map(),
    authorizations: new Map(),
    certificates: new Map(),
    ledger: emptyLedger(),
    issuer: createIssuer(state),
    bindings: bindingsOf(options),
    policy: policyOf(options),
    behaviour: behaviourOf(options),
    limiter: createLimiter(options.limits ?? {}, around.clock),
    lookUp: createLookUp(options.dnsServers),
  }
  return (origin: string): Ca => ({ origin, ...parts })
}
