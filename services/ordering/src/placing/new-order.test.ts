import { type AcmePort, CaError, type Directory, type Order } from '@certwire/acme'
import type { Wishes } from '@certwire/contracts'
import { anOrder, aProblem } from '@certwire/issuers'
import { expect, test } from 'vitest'
import { signal } from '../test-stage.ts'
import { newOrder } from './new-order.ts'

const replaces = 'aYhba4dGQEHhs3uEe6CuLN4ByNQ.AIdlQyE'
const preferred = { name: 'short', required: false }
const required = { name: 'short', required: true }
const replaced = aProblem('alreadyReplaced', 409)
const refused = aProblem('invalidProfile')
const unknown = new CaError('ERR_CA_PROFILE_UNKNOWN', 'The CA has no profile of this name.')

const directory: Directory = {
  ...{ newNonce: '', newAccount: '', newOrder: '' },
  ...{ externalAccountRequired: false, caaIdentities: [] },
}

/** What the CA is asked for, one request after the other, and what becomes of it. */
async function placed(wishes: Wishes, answers: readonly (Order | Error)[]) {
  const asked: unknown[] = []
  const acme: Pick<AcmePort, 'newOrder' | 'directory'> = {
    directory: async () => directory,
    newOrder: async (_names, _signal, options) => {
      const answer = answers[asked.push(options) - 1]
      if (answer instanceof Error || !answer) throw answer
      return answer
    },
  }
  // Nothing else is asked of it.
  const issuer = { acme: acme as AcmePort }
  const result = await newOrder(issuer, ['a.example'], wishes, signal).catch((error) => error)
  return { asked, result }
}

test('everything that is wished for is asked for', async () => {
  const dates = { notBefore: '2026-12-01T00:00:00.000Z', notAfter: '2026-12-08T00:00:00.000Z' }

  const { asked } = await placed({ ...dates, profile: required, replaces }, [anOrder()])

  expect(asked).toEqual([{ ...dates, profile: 'short', replaces }])
})

test('a certificate that is replaced already is not named a second time', async () => {
  const { asked, result } = await placed({ profile: required, replaces }, [replaced, anOrder()])

  expect([asked[1], result]).toEqual([{ profile: 'short' }, anOrder()])
})

test.each([
  ['the CA refuses', refused],
  ['the directory does not have', unknown],
])('a preferred profile that %s is left out', async (_, error) => {
  const { asked, result } = await placed({ profile: preferred, replaces }, [error, anOrder()])

  expect([asked[1], result]).toEqual([{ replaces }, anOrder()])
})

test('a required one is not', async () => {
  const { asked, result } = await placed({ profile: required }, [refused])

  expect([asked.length, result]).toEqual([1, refused])
})

test('both may go, each once', async () => {
  const answers = [replaced, refused, replaced]

  const { asked, result } = await placed({ profile: preferred, replaces }, answers)

  expect([asked[2], asked.length, result]).toEqual([{}, 3, replaced])
})

test('what else the CA says is for others to judge', async () => {
  const limited = aProblem('rateLimited', 429)

  expect(await placed({ profile: preferred, replaces }, [limited])).toMatchObject({
    result: limited,
  })
})
