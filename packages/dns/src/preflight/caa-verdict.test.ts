import { describe, expect, test } from 'vitest'
import { caaProperty } from './caa-property.ts'
import { caaVerdict } from './caa-verdict.ts'

const accountUrl = 'https://ca.example/account/1'
const ca = { identities: ['ca.example', 'CA.example.net'], accountUrl }

function says(
  records: readonly string[],
  { wildcard = false, of = ca as Partial<typeof ca> } = {},
) {
  const properties = records.map((record) => caaProperty(record))
  const asked = { wildcard, place: 'example.com' }
  const verdict = caaVerdict(properties, asked, { identities: [], ...of })
  return verdict.level === 'ok' ? 'ok' : `${verdict.level} ${verdict.code}`
}

test.each([
  ['our name', ['0 issue ca.example']],
  ['our name among others', ['0 issue other.example', '0 issue ca.example.net']],
  ['our name in other letters', ['0 ISSUE CA.Example']],
  ['only whom to report to', ['0 iodef mailto:a@example.com']],
  ['only wildcards', ['0 issuewild ;']],
  ['a property that we do not know, but may ignore', ['0 future x', '0 issue ca.example']],
  ['a critical one that is well known', ['128 issue ca.example']],
])('records with %s permit', (_what, records) => {
  expect(says(records)).toBe('ok')
})

test.each([
  ['another name', ['0 issue other.example'], 'ERR_CAA_FORBIDS'],
  ['a name that only ends like ours', ['0 issue xca.example'], 'ERR_CAA_FORBIDS'],
  ['no name', ['0 issue ;'], 'ERR_CAA_FORBIDS'],
  ['nothing at all', ['0 issue '], 'ERR_CAA_FORBIDS'],
  ['our name in a value that is malformed', ['0 issue ca.example; %%'], 'ERR_CAA_FORBIDS'],
  ['a critical property that we do not know', ['128 future x'], 'ERR_CAA_CRITICAL'],
])('records with %s forbid', (_what, records, code) => {
  expect(says(records)).toBe(`failure ${code}`)
})

describe('for a wildcard', () => {
  test.each([
    ['issuewild is all that counts', ['0 issue ca.example', '0 issuewild other.example'], false],
    ['issuewild may permit what issue does not', ['0 issue ;', '0 issuewild ca.example'], true],
    ['issue counts where there is no other', ['0 issue ca.example'], true],
  ])('%s', (_what, records, permitted) => {
    expect(says(records, { wildcard: true })).toBe(permitted ? 'ok' : 'failure ERR_CAA_FORBIDS')
  })
})

describe('a record with parameters', () => {
  test.each([
    ['our account', `accounturi=${accountUrl}`, 'ok'],
    ['another account', 'accounturi=https://ca.example/account/2', 'failure ERR_CAA_ACCOUNT'],
    ['two accounts', `accounturi=${accountUrl}; accounturi=x`, 'failure ERR_CAA_ACCOUNT'],
    ['our method among others', 'validationmethods=http-01,dns-01', 'ok'],
    ['another method', 'validationmethods=http-01', 'failure ERR_CAA_METHOD'],
    ['what we do not know', 'policy=ev', 'ok'],
    ['space around them', ` validationmethods = dns-01 ; accounturi = ${accountUrl} ;`, 'ok'],
  ])('that name %s', (_what, parameters, expected) => {
    expect(says([`0 issue ca.example;${parameters}`])).toBe(expected)
  })

  test('stands beside one without', () => {
    expect(says(['0 issue ca.example; accounturi=x', '0 issue ca.example'])).toBe('ok')
  })

  test('for an account is a warning as long as we do not know ours', () => {
    const of = { identities: ['ca.example'] }

    expect(says(['0 issue ca.example; accounturi=x'], { of })).toBe('warning ERR_CAA_ACCOUNT')
  })
})

describe('a CA that does not say who it is', () => {
  test.each([
    ['is doubtful where somebody is named', ['0 issue ca.example'], 'warning ERR_CAA_FORBIDS'],
    ['is not permitted where nobody is', ['0 issue ;'], 'failure ERR_CAA_FORBIDS'],
    ['is permitted where there is nothing', [], 'ok'],
  ])('%s', (_what, records, expected) => {
    expect(says(records, { of: {} })).toBe(expected)
  })
})
