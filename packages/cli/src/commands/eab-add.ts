import { EabView } from '@certwire/contracts'
import { z } from 'zod'
import { eabColumns } from '../account-views.ts'
import { command } from '../command.ts'
import { IssuerInput } from '../input.ts'
import { readSecret } from '../secret-input.ts'

const Input = z.strictObject({
  issuer: IssuerInput,
  kid: z.string(),
  hmacFile: z.string('--hmac-file is missing'),
  owner: z.string().optional(),
  expires: z.string().optional(),
  reusable: z.boolean().default(false),
})

export const eabAdd = command({
  name: 'eab add',
  summary: 'Keep an External Account Binding for the next account of an issuer.',
  arguments: [
    ['<issuer>', 'the issuer whose account it is for'],
    ['<kid>', 'the key id that the CA gave'],
  ],
  options: [
    ['--hmac-file <file>', 'the MAC key in base64url, as the CA gave it; - for stdin'],
    ['--owner <text>', 'whose it is: a tenant, or any words'],
    ['--expires <instant>', 'when the CA lets it expire, as 2026-12-31T00:00:00Z'],
    ['--reusable', 'the CA takes it for any number of accounts'],
  ],
  examples: [
    'certwire eab add globalsign-atlas 5bb9… --hmac-file ./hmac --owner team-web',
    'certwire eab add google 1a2b… --hmac-file - --expires 2026-12-08T09:00:00Z < hmac',
  ],
  input: Input,
  run: async ({ hmacFile, expires, ...given }, { api, print }) => {
    const hmacKey = await readSecret(hmacFile, 'the MAC key')
    const expiresAt = expires === undefined ? {} : { expiresAt: asInstant(expires) }
    const added = await (await api()).post('/eabs', EabView, { ...given, ...expiresAt, hmacKey })
    print.one(added, eabColumns)
  },
})

/** As the API writes instants; what is none the API refuses by its own words. */
const asInstant = (text: string): string => {
  const at = new Date(text)
  return Number.isNaN(at.getTime()) ? text : at.toISOString()
}
