import type { BudgetProfile } from './profile.ts'

const HOUR = 3_600_000
const DAY = 24 * HOUR

/** What is known of CAs by name of the profile. Which issuer has which is configuration. */
export const budgetProfiles = {
  /** Let's Encrypt, as it documents itself in August 2026. */
  letsencrypt: {
    accounts: { count: 10, perMs: 3 * HOUR },
    orders: { count: 300, perMs: 3 * HOUR },
    certificatesPerDomain: { count: 50, perMs: 7 * DAY },
    certificatesPerSet: { count: 5, perMs: 7 * DAY },
    failures: { count: 5, perMs: HOUR },
    failuresToPause: 1152,
    exemptsRenewals: true,
    requests: {
      newNonce: { perSecond: 20, burst: 10 },
      newAccount: { perSecond: 5, burst: 15 },
      newOrder: { perSecond: 300, burst: 200 },
      revokeCert: { perSecond: 10, burst: 100 },
      renewalInfo: { perSecond: 1000, burst: 100 },
      directory: { perSecond: 40, burst: 40 },
      other: { perSecond: 250, burst: 125 },
    },
  },
  /** What guides to GlobalSign Atlas say of its sandbox; GlobalSign publishes no figures. */
  'atlas-guide': {
    accounts: { count: 10, perMs: HOUR },
    orders: { count: 50, perMs: HOUR },
    challenges: { count: 100, perMs: HOUR },
  },
  /** Nothing is known but what the CA's Retry-After teaches. */
  learned: {},
} satisfies Record<string, BudgetProfile>
