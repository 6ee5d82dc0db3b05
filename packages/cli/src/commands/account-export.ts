import { AccountExport } from '@certwire/contracts'
import { z } from 'zod'
import { command } from '../command.ts'
import { IssuerInput } from '../input.ts'
import { replaceFile } from '../replace-file.ts'

export const accountExport = command({
  name: 'account export',
  summary: 'Write the key of an account (mode 0600), for another client.',
  arguments: [['<issuer>', 'the issuer']],
  options: [
    ['--out <file>', 'where the key goes'],
    ['--format <format>', 'pem or jwk (pem)'],
  ],
  examples: ['certwire account export letsencrypt --format jwk --out private_key.json'],
  input: z.strictObject({
    issuer: IssuerInput,
    out: z.string('--out is missing'),
    format: z.enum(['pem', 'jwk'], 'must be pem or jwk').default('pem'),
  }),
  run: async ({ issuer, out, format }, { api, print, say }) => {
    const path = `/accounts/${issuer}/export`
    const { key, url } = await (await api()).post(path, AccountExport, { format })
    const file = await replaceFile(out, key.endsWith('\n') ? key : `${key}\n`, 0o600)
    say('Whoever has this file can order, revoke and deactivate as this account.')
    print.one({ issuer, file, ...(url !== undefined && { url }) }, [
      ['Issuer', (row) => row.issuer],
      ['Account', (row) => row.url ?? 'not registered'],
      ['File', (row) => row.file],
    ])
  },
})
