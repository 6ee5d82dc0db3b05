import type { SandboxCaLimits } from './limits.ts'

const second = 1000
const hour = 3600 * second
const day = 24 * hour

/** Let's Encrypt's published figures of August 2026. A bucket of requests holds the burst and flows back at the rate. */
export const letsencryptLimits: SandboxCaLimits = {
  accounts: { count: 10, perMs: 3 * hour },
  orders: { count: 300, perMs: 3 * hour },
  certificatesPerDomain: { count: 50, perMs: 7 * day },
  certificatesPerSet: { count: 5, perMs: 7 * day },
  failures: { count: 5, perMs: hour },
  failuresToPause: 1152,
  requests: {
    newNonce: requests(20, 10),
    newAccount: requests(5, 15),
    newOrder: requests(300, 200),
    revokeCert: requests(10, 100),
    renewalInfo: requests(1000, 100),
    directory: requests(40, 40),
    other: requests(250, 125),
  },
}

/** The figures that guides to GlobalSign Atlas give for its sandbox; GlobalSign publishes none. */
export const atlasGuideLimits: SandboxCaLimits = {
  accounts: { count: 10, perMs: hour },
  orders: { count: 50, perMs: hour },
  challenges: { count: 100, perMs: hour },
}

function requests(perSecond: number, burst: number) {
  return { count: burst, perMs: (burst / perSecond) * second }
}
