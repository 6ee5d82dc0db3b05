import { connectBudgets } from '@certwire/budgets'
import {
  AuthorizationInvalid,
  AuthorizationPending,
  AuthorizationValid,
  ValidateOrder,
} from '@certwire/contracts'
import { connectIssuers, courteous } from '@certwire/issuers'
import { on, type Platform, service } from '@certwire/runtime'
import { validate } from './validate.ts'

export const validation = service({
  name: 'validation',
  connect: async (platform: Platform) => ({
    ...platform,
    issuers: await connectIssuers(platform),
    budgets: await connectBudgets(platform),
  }),
  handlers: [
    on(
      ValidateOrder,
      [AuthorizationValid, AuthorizationPending, AuthorizationInvalid],
      courteous(validate, AuthorizationPending),
    ),
  ],
  close: ({ issuers }) => issuers.close(),
})
