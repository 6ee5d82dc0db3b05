import { expect, test } from 'vitest'
import { accountLabel } from './account-label.ts'

test('the label of dns-account-01 is that of the draft’s own account', () => {
  expect(accountLabel('https://example.com/acme/acct/ExampleAccount')).toBe('_ujmmovf2vn55tgye')
})
