import { z } from 'zod'
import { Problem } from './problem.ts'
import { Instant } from './values.ts'

/** Something about an account that somebody should know, though it works. */
const Notice = Problem.pick({ code: true, reason: true, remedy: true })

/** What a person or program sees of an issuer's account. No key is in it. */
export const AccountView = z
  .object({
    issuer: z.string(),
    directory: z.string(),
    state: z.enum(['none', 'unregistered', 'registering', 'valid', 'rollover', 'deactivated']),
    url: z.string().optional(),
    /** Of its key: RFC 7638. */
    thumbprint: z.string().optional(),
    contact: z.array(z.string()),
    eabKid: z.string().optional(),
    registeredAt: Instant.optional(),
    deactivatedAt: Instant.optional(),
    /** URLs of the accounts that this one took the place of, the last one first. */
    former: z.array(z.string()),
    notices: z.array(Notice),
  })
  .meta({ id: 'AccountView' })
export type AccountView = z.infer<typeof AccountView>

/** An External Account Binding without its MAC key. */
export const EabView = z
  .object({
    id: z.string(),
    issuer: z.string(),
    kid: z.string(),
    state: z.enum(['unused', 'used', 'expired']),
    source: z.enum(['config', 'added']),
    owner: z.string().optional(),
    reusable: z.boolean(),
    addedAt: Instant,
    expiresAt: Instant.optional(),
    usedAt: Instant.optional(),
    accountUrl: z.string().optional(),
    /** The CA's last no to it. */
    refused: z.object({ at: Instant, code: z.string() }).optional(),
  })
  .meta({ id: 'EabView' })
export type EabView = z.infer<typeof EabView>

/** The account's private key, for another client. */
export const AccountExport = z.object({
  issuer: z.string(),
  directory: z.string(),
  url: z.string().optional(),
  format: z.enum(['pem', 'jwk']),
  key: z.string(),
})
export type AccountExport = z.infer<typeof AccountExport>
