import type { ZoneState } from '@certwire/documents'
import { expect, test } from 'vitest'
import { zoneRefusals } from './zone-refusals.ts'

const refusal = {
  ...{ code: 'ERR_DNS_PROVIDER_AUTH', reason: 'no', remedy: 'r', retryable: false },
  actor: 'operator' as const,
}

function stage() {
  let now = 0
  const states = new Map<string, ZoneState>()
  const get = async (zone: string) => states.get(zone)
  const refuse = (_id: string) =>
    states.set(_id, { _id, version: 1, holder: 'h', until: '', refusal })
  const pass = (ms: number) => {
    now += ms
  }
  return { refusalOf: zoneRefusals({ get }, () => new Date(now)), refuse, pass, states }
}

test('what the solver has noted is known, for a second also when it is over', async () => {
  const { refusalOf, refuse, pass, states } = stage()
  refuse('a.example')
  expect([await refusalOf('a.example'), await refusalOf('b.example')]).toEqual([refusal, undefined])

  states.clear()
  expect(await refusalOf('a.example')).toEqual(refusal)
  pass(1000)
  expect(await refusalOf('a.example')).toBeUndefined()
})

test('a store that fails is asked again', async () => {
  let fails = true
  const get = async () => {
    if (fails) throw new Error('not now')
    return undefined
  }
  const refusalOf = zoneRefusals({ get }, () => new Date(0))
  await expect(refusalOf('a.example')).rejects.toThrow('not now')

  fails = false
  expect(await refusalOf('a.example')).toBeUndefined()
})
