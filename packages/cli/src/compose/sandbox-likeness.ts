import { type Config, type IssuerConfig, sandboxEabs } from '@certwire/config'
import { canonical } from '@certwire/dns'
import {
  atlasLike,
  letsencryptLimits,
  letsencryptProfiles,
  type SandboxCaOptions,
} from '@certwire/sandbox'
import { Secret } from '@certwire/secrets'

type Sandbox = Config['sandbox']

/** What the sandbox's CA is like, and what our issuer there knows of it, as of the CA that it takes after. */
interface Likeness {
  readonly ca: Partial<SandboxCaOptions>
  readonly issuer: Partial<IssuerConfig>
}

const [[kid, hmacKey] = ['', '']] = Object.entries(sandboxEabs)

const likenesses: Readonly<Record<Sandbox['like'], Likeness>> = {
  plain: { ca: {}, issuer: {} },
  atlas: {
    ca: atlasLike({ eab: sandboxEabs }),
    issuer: { contact: ['mailto:pki@example.test'], eab: { kid, hmacKey: Secret.of(hmacKey) } },
  },
  letsencrypt: {
    ca: { limits: letsencryptLimits, profiles: letsencryptProfiles },
    issuer: { limits: 'letsencrypt' },
  },
}

// It may run for weeks.
const keptOrders = 10_000

/** The CA as the configuration wants it. */
export function sandboxCaOptions(sandbox: Sandbox): Partial<SandboxCaOptions> {
  const { like, claims, processingSeconds, validityDays } = sandbox
  const { ca } = likenesses[like]
  return {
    ...{ ...ca, keptOrders, claims: claims.map(canonical) },
    ...(processingSeconds !== undefined && { processingMs: processingSeconds * 1000 }),
    ...(validityDays !== undefined && lasting(ca, validityDays)),
  }
}

/** Of orders that name no profile; those that do have what its name stands for. */
function lasting({ profiles = {} }: Partial<SandboxCaOptions>, validityDays: number) {
  const [usual] = Object.entries(profiles)
  if (!usual) return { validityDays }
  const [name, profile] = usual
  return { profiles: { ...profiles, [name]: { ...profile, validityHours: validityDays * 24 } } }
}

/** What our issuer has beside the CA's place and roots. */
export const sandboxIssuer = ({ like }: Sandbox): Partial<IssuerConfig> => likenesses[like].issuer
