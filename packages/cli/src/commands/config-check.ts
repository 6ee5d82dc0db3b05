import { z } from 'zod'
import { command } from '../command.ts'

export const configCheck = command({
  name: 'config check',
  summary:
    'Check certwire.yaml, the environment and secret files, and list everything that is wrong.',
  input: z.strictObject({}),
  run: async (_, { config, print }) => {
    const { defaultIssuer, issuers } = await config()
    const found = { ok: true, defaultIssuer, issuers: Object.keys(issuers) }
    print.one(found, [
      ['Configuration', () => 'ok'],
      ['Default issuer', () => defaultIssuer],
    ])
  },
})
