import type { Problem } from '@certwire/contracts'

type Says = Pick<Problem, 'actor' | 'remedy' | 'retryable'>

const operator = (remedy: string): Says => ({ actor: 'operator', remedy, retryable: false })
const passing = (remedy: string): Says => ({ actor: 'nobody', remedy, retryable: true })

const ANOTHER_EAB =
  'Get another one from the CA and add it with "certwire eab add", or configure it; then retry.'

/** What keeps an account of ours from being used, by its code: who must act, what to do, and whether waiting helps. */
export const accountProblems = {
  ERR_ISSUER_UNKNOWN: operator('Correct the issuer in the configuration.'),
  ERR_ACCOUNT_MISSING: passing(
    'None: the first order registers it, as does "certwire account register …".',
  ),
  ERR_ACCOUNT_REGISTERING: passing('None: it is tried again.'),
  ERR_ACCOUNT_ROLLOVER: passing('None: it goes on as soon as the key is changed.'),
  ERR_ACCOUNT_DEACTIVATED: operator(
    'Register another account with "certwire account register … --new", then retry.',
  ),
  ERR_ACCOUNT_REFUSED: operator(
    'Ask the CA why; if the account is gone for good, register another with "certwire account register … --new", then retry.',
  ),
  ERR_ACCOUNT_BUSY: operator(
    'Wait until these orders have been validated, or cancel them; then try again.',
  ),
  ERR_ACCOUNT_EXISTS: operator('Use the account that is there, or say --new to leave it for good.'),
  ERR_ACCOUNT_UNKNOWN_KEY: operator(
    'See that the key is the one of an account at this very directory.',
  ),
  ERR_ACCOUNT_URL: operator('Import without the URL, or with the key that belongs to it.'),
  ERR_ACCOUNT_KEY_CHANGED: operator(
    'Remove accountKey from the configuration, or take it with "certwire account import".',
  ),
  ERR_ACCOUNT_EAB_CHANGED: operator(
    'None if this account is the one that is wanted; else "certwire account register … --new" uses the other EAB.',
  ),
  ERR_ACCOUNT_CONTACT_CHANGED: operator('Tell the CA with "certwire account update".'),
  ERR_EAB_REQUIRED: operator(
    'Get an EAB from the CA and add it with "certwire eab add", or configure eab.kid and eab.hmacKey of this issuer; then retry.',
  ),
  ERR_EAB_USED: operator(ANOTHER_EAB),
  ERR_EAB_EXPIRED: operator(ANOTHER_EAB),
  ERR_EAB_UNKNOWN: operator(
    'See that the kid is whole, of this directory (staging has its own) and not expired; then retry.',
  ),
  ERR_EAB_MAC: operator(
    'Copy the MAC key from the CA once more, as it is, and see that it is the one of this kid; then retry.',
  ),
  ERR_EAB_ENCODING: operator(
    'Copy the MAC key from the CA as it is, in base64url, without quotes; then retry.',
  ),
  ERR_EAB_REFUSED: operator(
    'See at the CA that the kid and the MAC key belong together, are unused and not expired; then retry.',
  ),
  ERR_EAB_EXISTS: operator('Remove it first if it was added wrongly.'),
  ERR_EAB_KEPT: operator('None: what is known of it keeps it from being sent again.'),
  ERR_EAB_NOT_FOUND: operator('Look for it with "certwire eab list".'),
} satisfies Record<`ERR_${string}`, Says>

export type AccountProblemCode = keyof typeof accountProblems
