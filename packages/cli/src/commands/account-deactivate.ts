import { AccountView } from '@certwire/contracts'
import { z } from 'zod'
import { accountPath } from '../account-path.ts'
import { accountFields } from '../account-views.ts'
import { CliError } from '../cli-error.ts'
import { command } from '../command.ts'

export const accountDeactivate = command({
  name: 'account deactivate',
  summary: 'Deactivate the account of an issuer at the CA, for ever; its orders then fail.',
  arguments: [['<issuer>', 'the issuer']],
  options: [['--yes', 'that it cannot be undone is known']],
  examples: ['certwire account deactivate globalsign-atlas --yes'],
  input: z.strictObject({ issuer: z.string(), yes: z.boolean().default(false) }),
  run: async ({ issuer, yes }, { api, print }) => {
    if (!yes) throw new CliError('ERR_USAGE', 'This cannot be undone: say --yes.', 'usage')
    const account = await (await api()).post(`${accountPath(issuer)}/deactivate`, AccountView)
    print.one(account, accountFields)
  },
})
