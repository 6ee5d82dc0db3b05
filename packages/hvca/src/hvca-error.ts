interface Rule {
  readonly actor: 'operator' | 'ca' | 'nobody'
  readonly remedy: string
  /** Whether the same call may succeed later with nobody acting. */
  readonly retryable: boolean
}

const operator = (remedy: string): Rule => ({ actor: 'operator', remedy, retryable: false })
const passing = (actor: 'ca' | 'nobody', remedy: string): Rule => ({
  actor,
  remedy,
  retryable: true,
})

/** Everything that HVCA may answer but what was asked for, who must act, and what they do. */
const rules = {
  ERR_HVCA_AUTH: operator(
    'See that the API key and secret are of the service in the Atlas portal, and not revoked.',
  ),
  ERR_HVCA_QUOTA: operator('Have the quota of the account raised in the Atlas portal.'),
  ERR_HVCA_CLAIM_EXPIRED: operator('Reassert the claim of the domain in the Atlas portal.'),
  ERR_HVCA_VALIDATION: operator('Correct what HVCA names.'),
  ERR_HVCA_REFUSED: operator(
    'See whether the URL is that of HVCA version 2, and the client certificate that of the Atlas portal.',
  ),
  ERR_HVCA_REDIRECT: operator('Give the URL at which HVCA itself answers.'),
  ERR_HVCA_TLS: operator(
    'See that the client certificate and its key are those of the Atlas portal and not expired, and that whoever answers is HVCA.',
  ),
  ERR_HVCA_MALFORMED: operator('See whether something stands between here and HVCA.'),
  ERR_HVCA_BODY_TOO_LARGE: operator('See whether something stands between here and HVCA.'),
  ERR_HVCA_RATE_LIMITED: passing('nobody', 'None: it is asked again later.'),
  ERR_HVCA_PENDING: passing('nobody', 'None: it is asked again later.'),
  ERR_HVCA_BUSY: passing('ca', 'None: it is asked again later.'),
  ERR_HVCA_TIMEOUT: passing('ca', 'If it stays, see whether HVCA can be reached from here.'),
  // A server may end the connection of a client certificate that it does not know without a word.
  ERR_HVCA_UNREACHABLE: passing(
    'ca',
    'If it stays, see whether HVCA can be reached from here, and whether it knows the client certificate.',
  ),
} satisfies Record<string, Rule>

export type HvcaErrorCode = keyof typeof rules

/** HVCA could not be asked, or did not answer what was asked. Its message has no secret. */
export class HvcaError extends Error {
  override readonly name = 'HvcaError'
  readonly code: HvcaErrorCode
  readonly actor: Rule['actor']
  readonly remedy: string
  readonly retryable: boolean
  /** When HVCA wants to be asked again at the earliest, at most a day from now. */
  readonly retryAfter?: Date

  constructor(
    code: HvcaErrorCode,
    message: string,
    { cause, retryAfter }: { cause?: unknown; retryAfter?: Date | undefined } = {},
  ) {
    super(message, cause === undefined ? undefined : { cause })
    const { actor, remedy, retryable } = rules[code]
    this.code = code
    this.actor = actor
    this.remedy = remedy
    this.retryable = retryable
    if (retryAfter) this.retryAfter = retryAfter
  }
}
