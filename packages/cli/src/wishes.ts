import { z } from 'zod'

/** What may be wished for beside names and key, as options of a command. */
export const wishOptions = [
  ['--profile <name>', 'the CA’s profile; "NAME:preferred" does without it where there is none'],
  ['--preferred-chain <cn>', 'the common name of the root that the chain should end in'],
  ['--not-before <instant>', 'when it shall begin (RFC 3339), where the CA allows that'],
  ['--not-after <instant>', 'when it shall end'],
] as const

const instant = z.iso
  .datetime({ offset: true, error: 'must be an instant, as 2026-12-24T18:00:00Z' })
  .transform((text) => new Date(text).toISOString())

export const wishInputs = {
  profile: z.string().optional(),
  preferredChain: z.string().min(1).max(200).optional(),
  notBefore: instant.optional(),
  notAfter: instant.optional(),
}

const PREFERRED = ':preferred'

/** As the API takes them; nothing if there are none. */
export function wishesOf(input: z.infer<z.ZodObject<typeof wishInputs>>) {
  const { profile, preferredChain, notBefore, notAfter } = input
  const wishes = {
    ...(profile !== undefined && { profile: profileOf(profile) }),
    ...(preferredChain !== undefined && { preferredChain }),
    ...(notBefore !== undefined && { notBefore }),
    ...(notAfter !== undefined && { notAfter }),
  }
  return Object.keys(wishes).length > 0 ? wishes : undefined
}

const profileOf = (text: string) =>
  text.endsWith(PREFERRED)
    ? { name: text.slice(0, -PREFERRED.length), required: false }
    : { name: text }
