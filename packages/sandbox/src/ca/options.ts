import type { SandboxCaEab } from './bindings.ts'
import type { SandboxCaHook } from './control.ts'
import type { SandboxCaLimits } from './limits/limits.ts'
import type { ChallengeType } from './method.ts'
import type { SandboxCaOperation } from './operation.ts'
import type { SandboxCaProfile } from './profile.ts'
import type { SandboxCaRetryAfter } from './retry-after.ts'
import type { SandboxCaState } from './state.ts'

export interface SandboxCaOptions {
  readonly host?: string
  readonly port?: number
  /** `ip:port`, asked directly for the records of challenges, in their order. */
  readonly dnsServers: readonly string[]
  /** Made anew when it is left out. */
  readonly state?: SandboxCaState
  /** By kid, each an HMAC key in base64url or more; given, every new account needs one of them. */
  readonly eab?: Readonly<Record<string, string | SandboxCaEab>>
  /** 90 by default, where no profile says otherwise. */
  readonly validityDays?: number
  /** By name; the first one is that of orders that name none. Without any, an order's profile is ignored. */
  readonly profiles?: Readonly<Record<string, SandboxCaProfile>>
  /** Lets an order take over what its account has proven already, as many public CAs do; false by default. */
  readonly reusesAuthorizations?: boolean
  /** Answers a new order with the open one for the same names, if there is one, and with this status. */
  readonly reusesOrders?: 200 | 201
  /** Parent domains, and addresses, that need no proof: names at and below them are valid from birth. */
  readonly claims?: readonly string[]
  /** Domains that are certified for nobody, with all below them. */
  readonly blocked?: readonly string[]
  /** Takes orders for addresses (RFC 8738), as far as they are claimed: it validates none. */
  readonly takesAddresses?: boolean
  /** Honours notBefore and notAfter, within what the profile allows; false by default, they are refused then. */
  readonly honoursDates?: boolean
  /** What an authorization offers; `['dns-01']` by default. `dns-persist-01` needs `caaIdentities`. */
  readonly challenges?: readonly ChallengeType[]
  /** All authorizations of an order have the same token. */
  readonly repeatsTokens?: boolean
  /** What the directory says that CAA records call it. */
  readonly caaIdentities?: readonly string[]
  /** Looks at CAA records (RFC 8659) before it issues. */
  readonly checksCaa?: boolean
  /** Given, a new account has to agree to it. */
  readonly termsOfService?: string
  readonly requiresContact?: boolean
  /** Of the keys of accounts; all that it knows by default. */
  readonly algorithms?: readonly string[]
  /** RFC 9773; true by default. */
  readonly renewalInfo?: boolean
  readonly limits?: SandboxCaLimits
  /** By operation, where that answers with a Retry-After. */
  readonly retryAfter?: Readonly<Partial<Record<SandboxCaOperation, SandboxCaRetryAfter>>>
  /** How long an order is `processing` once it is finalized; 0 by default. */
  readonly processingMs?: number
  /** Sees every call at every phase. */
  readonly onCall?: SandboxCaHook
  /** So many calls at least are in `calls`; 20,000 by default. */
  readonly keptCalls?: number
  /**
   * So many finished orders at least are known, each with its authorizations and its certificate, and so many lines of
   * each list of the ledger; 100,000 by default.
   */
  readonly keptOrders?: number
  readonly clock?: () => Date
}
