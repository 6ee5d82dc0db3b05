import { AccountView } from '@certwire/contracts'
import { z } from 'zod'
import { accountFields } from '../account-views.ts'
import { command } from '../command.ts'
import { IssuerInput } from '../input.ts'
import { readSecret } from '../secret-input.ts'

export const accountImport = command({
  name: 'account import',
  summary: 'Take over an account that another client has made, by its key.',
  arguments: [['<issuer>', 'the issuer at whose directory the account is']],
  options: [
    ['--key-file <file>', 'PEM, or a JWK like certbot’s private_key.json; - for stdin'],
    ['--url <url>', 'what has to be the URL of the account'],
    ['--new', 'in the place of the account that is there'],
  ],
  examples: [
    'certwire account import letsencrypt --key-file private_key.json',
    'certwire account import zerossl --key-file - --new < lego.key',
  ],
  input: z.strictObject({
    issuer: IssuerInput,
    keyFile: z.string('--key-file is missing'),
    url: z.string().optional(),
    new: z.boolean().default(false),
  }),
  run: async ({ issuer, keyFile, url, new: anew }, { api, print }) => {
    const key = await readSecret(keyFile, 'the account key')
    const body = { key, anew, ...(url !== undefined && { url }) }
    const account = await (await api()).post(`/accounts/${issuer}/import`, AccountView, body)
    print.one(account, accountFields)
  },
})
