import { describe, expect, test } from 'vitest'
import { missing, now, refusal, stage } from '../accounts/test-registration.ts'

describe('what a CA has against an EAB is told apart by its words', () => {
  test.each([
    ['the kid of the binding is not one of this CA', 'ERR_EAB_UNKNOWN', 'unused'],
    [
      'Unknown external account binding (EAB) key. This may be due to the EAB key expiring',
      ...(['ERR_EAB_UNKNOWN', 'unused'] as const),
    ],
    [
      'the field "kid" references a key that is not known to the ACME server',
      'ERR_EAB_UNKNOWN',
      'unused',
    ],
    ['the account is not awaiting external account binding', 'ERR_EAB_USED', 'used'],
    ['the binding has been used for another account already', 'ERR_EAB_USED', 'used'],
    ['the binding has expired', 'ERR_EAB_EXPIRED', 'expired'],
    ['external account binding JWS verification error: square/go-jose', 'ERR_EAB_MAC', 'unused'],
    ['made with the text of the MAC key', 'ERR_EAB_ENCODING', 'unused'],
    ['no', 'ERR_EAB_REFUSED', 'unused'],
  ])('%s', async (detail, code, state) => {
    const { register, kept } = await stage()

    expect((await register([missing, refusal(detail), missing])).result).toBe(code)
    const { claimedBy, ...eab } = (await kept()) ?? expect.fail('no EAB is kept')
    expect(eab).toMatchObject({ state, refused: { at: now.toISOString(), code } })
    expect(claimedBy).toBeUndefined()
  })

  test('with malformed only where it is about the binding', async () => {
    const { register } = await stage()
    const bad = await register([missing, refusal('bad binding', 'malformed'), missing])
    const other = await register([missing, refusal('bad request', 'malformed'), missing])

    expect([bad.result, other.result]).toEqual(['ERR_EAB_REFUSED', 'ERR_ACME_MALFORMED'])
  })
})
