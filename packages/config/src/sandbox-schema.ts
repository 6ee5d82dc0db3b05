import { ZoneName } from '@certwire/dns'
import { z } from 'zod'
import { Port } from './port.ts'

/**
 * HMAC keys by kid of the external accounts that the sandbox's CA knows with `like: atlas`. They guard nothing: the first
 * one is for its own issuer, the other one for whatever else is to be rehearsed there.
 */
export const sandboxEabs = {
  sandbox: 'c2FuZGJveC1vZi1jZXJ0d2lyZS1pdHMtb3duLWtleS0',
  rehearsal: 'cmVoZWFyc2FsLW9mLXNvbWVib2R5LWVsc2Uta2V5LTE',
} as const

export const sandbox = {
  caPort: Port.default(14_043).describe('The port of the sandbox’s CA; 0 takes a free one.'),
  dnsPort: Port.default(15_353).describe('The port of its DNS server, UDP and TCP.'),
  zones: z.array(ZoneName).max(100).default(['example.test']).describe('The zones that it serves.'),
  like: z
    .enum(['plain', 'atlas', 'letsencrypt'])
    .default('plain')
    .describe(
      'Which CA it takes after: `atlas` wants External Account Binding and a contact, and knows neither ARI nor profiles; `letsencrypt` has that CA’s limits and profiles.',
    ),
  claims: z
    .array(ZoneName)
    .max(100)
    .default([])
    .describe(
      'Domains that it wants no proof of, with all below them: their orders are born `ready`. Certwire itself looks for their zones all the same, unless `dns.preflight` is `off`.',
    ),
  processingSeconds: z
    .int()
    .min(0)
    .max(2_592_000)
    .optional()
    .describe('How long its orders are `processing`: none unless given, 5 with `like: atlas`.'),
  validityDays: z
    .number()
    .min(0.1)
    .max(1000)
    .optional()
    .describe(
      'How long its certificates are valid where the request names no profile, 0.25 being six hours: 90 unless given.',
    ),
}
