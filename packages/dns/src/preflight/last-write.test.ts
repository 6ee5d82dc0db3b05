import { expect, test } from 'vitest'
import { stage } from '../test-support/preflight-stage.ts'

test('a zone that could not be written is told, and nothing is written', async () => {
  const asked: string[] = []
  const { says, provider } = stage({
    write: async (zone) => {
      asked.push(zone)
      return { code: 'ERR_DNS_PROVIDER_AUTH', reason: 'no access' }
    },
  })

  expect(await says('write')).toBe(
    'failure ERR_DNS_PROVIDER_AUTH: the zone could not be written: no access',
  )
  expect([asked, provider.records]).toEqual([['example.com'], []])
})

test('one of which nothing is known may be fine', async () => {
  expect(await stage({ write: async () => undefined }).says('write')).toBe(
    'ok: nothing is known against it',
  )
})
