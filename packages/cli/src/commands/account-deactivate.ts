import { AccountView } from '@certwire/contracts'
import { z } from 'zod'
import { accountFields } from '../account-views.ts'
import { CliError } from '../cli-error.ts'
import { command } from '../command.ts'
import { IssuerInput } from '../input.ts'

export const accountDeactivate = command({
  name: 'account deactivate',
  summary: 'Deactivate the account of an issuer at the CA, for ever; its orders then fail.',
  arguments: [['<issuer>', 'the issuer']],
  options: [['--yes', 'because you mean it']],
  examples: ['certwire account deactivate globalsign-atlas --yes'],
  input: z.strictObject({ issuer: IssuerInput, yes: z.boolean().default(false) }),
  run: async ({ issuer, yes }, { api, print }) => {
    if (!yes)
      throw new CliError(
        'ERR_USAGE',
        `The account of ${issuer} never comes back. Say --yes if you mean it.`,
        'usage',
      )
    const account = await (await api()).post(`/accounts/${issuer}/deactivate`, AccountView)
    print.one(account, accountFields)
  },
})
