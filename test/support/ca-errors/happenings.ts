import { caSituation } from '@certwire/domain'
import { misbehave } from '@certwire/sandbox'
import { ZONE } from '../stage.ts'
import { issuedBefore, noAccount, type Provocation, plays, rowOf } from './provocation.ts'

const { altered, hangUp, lostReply } = misbehave
const profiles = { classic: { description: 'the usual one', validityHours: 90 * 24 } }
const wishing = (required: boolean) => async () => ({
  wishes: { profile: { name: 'short', required } },
})
const nothing = () => undefined

/** An order that looks so, and is not to be looked at again at once. */
const looking = (change: object) =>
  altered(
    (body) => ({ ...body, ...change }),
    (headers) => ({ ...headers, 'retry-after': '60' }),
  )

const withShort = altered((body) => ({
  ...body,
  meta: { ...body.meta, profiles: { short: 'for six days' } },
}))

/** What the CA does by itself, and what becomes of answers and orders. */
export const happenings: readonly Provocation[] = [
  {
    row: rowOf('accountDoesNotExist'),
    how: 'the CA has forgotten the account',
    arrange: ({ ca }) => ca.forgetAccounts(),
  },
  {
    row: rowOf('userActionRequired'),
    how: 'the CA has new terms',
    ca: { termsOfService: 'https://ca.example/terms/1' },
    arrange: ({ ca }) => ca.changeTerms('https://ca.example/terms/2'),
  },
  {
    row: rowOf('rejectedIdentifier'),
    how: 'the CA certifies one of the names for nobody',
    ca: { blocked: [`refused.${ZONE}`] },
    before: async () => ({ names: [`a.${ZONE}`, `refused.${ZONE}`] }),
    arrange: nothing,
  },
  {
    row: rowOf('alreadyReplaced'),
    how: 'another order has replaced the certificate',
    before: async (on) => {
      const replaces = await issuedBefore(on, `before.${ZONE}`)
      await issuedBefore(on, `before.${ZONE}`, { replaces })
      return { names: [`before.${ZONE}`], wishes: { replaces } }
    },
    arrange: nothing,
  },
  {
    row: rowOf('invalidProfile'),
    how: 'a preferred profile is in the directory, and refused',
    ca: { profiles },
    before: wishing(false),
    arrange: ({ ca }) => ca.answerNext(withShort, { operation: 'directory', times: 100 }),
  },
  {
    row: caSituation('profile unknown', 'newOrder'),
    how: 'a required profile is not in the directory',
    ca: { profiles },
    before: wishing(true),
    arrange: nothing,
  },
  {
    row: caSituation('profile unknown', 'newOrder'),
    how: 'a preferred profile is not in the directory',
    ca: { profiles },
    before: wishing(false),
    arrange: nothing,
  },
  {
    row: caSituation('lost reply', 'account'),
    how: 'newAccount: done, and the answer lost',
    before: noAccount,
    arrange: plays('newAccount', lostReply, 1),
  },
  {
    row: caSituation('lost reply', 'newOrder'),
    how: 'newOrder: done, and the answer lost',
    arrange: plays('newOrder', lostReply),
  },
  {
    row: caSituation('lost reply', 'finalize'),
    how: 'finalize: done, and the answer lost',
    arrange: plays('finalize', lostReply),
  },
  {
    row: caSituation('lost reply', 'order'),
    how: 'challenge: the connection is cut',
    arrange: plays('challenge', hangUp),
  },
  {
    row: caSituation('no answer', 'order'),
    how: 'order: the connection is cut',
    arrange: plays('order', hangUp),
  },
  {
    row: caSituation('order invalid', 'validation'),
    how: 'the order is invalid and nobody says why',
    arrange: plays('order', looking({ status: 'invalid' })),
  },
  {
    row: caSituation('order expired', 'validation'),
    how: 'the order is pending beyond its end',
    arrange: plays('order', looking({ status: 'pending', expires: new Date(0) })),
  },
  {
    row: caSituation('authorization over', 'validation'),
    how: 'an authorization has expired',
    arrange: (on) => {
      plays('order', looking({ status: 'invalid' }))(on)
      plays('authorization', looking({ status: 'expired' }), 1)(on)
    },
  },
]
