import { contracts, durableOf } from '@certwire/contracts'
import { finalization } from '@certwire/finalization'
import { ops } from '@certwire/ops'
import { ordering } from '@certwire/ordering'
import { renewal } from '@certwire/renewal'
import { solver } from '@certwire/solver'
import { storage } from '@certwire/storage'
import { validation } from '@certwire/validation'
import { webhook } from '@certwire/webhook'
import { expect, test } from 'vitest'

const services = [ordering, solver, validation, finalization, storage, webhook, renewal, ops]
const seats = services.flatMap(({ name, handlers }) =>
  handlers.map(({ contract }) => ({ service: name, contract, durable: durableOf(name, contract) })),
)
const all = Object.values(contracts)
const ofKind = (kind: string) => all.filter((contract) => contract.kind === kind)
const takersOf = (type: string) =>
  seats.filter(({ contract }) => contract.type === type).map(({ service }) => service)

test.each(ofKind('command'))('$type is taken once, by the service that it names', ({ type }) => {
  expect(takersOf(type)).toEqual([type.split('.')[0]])
})

/** RFC 8555 §7.6: whoever has the key that a certificate is revoked with. */
const ofEitherKey = ['certificate.revoked', 'revocation.deferred', 'revocation.refused']

test.each(ofKind('event'))('$type is said by one service', ({ type }) => {
  const speakers = services.filter(({ handlers, says }) =>
    [...handlers.flatMap(({ sends }) => sends), ...says].some((sent) => sent.type === type),
  )

  expect(speakers).toHaveLength(ofEitherKey.includes(type) ? 2 : 1)
})

test.each(ofKind('request'))('$type is taken by ordering', ({ type }) => {
  expect(takersOf(type)).toEqual(['ordering'])
})

test('every handler has a durable of its own, short enough for NATS', () => {
  const durables = seats.map(({ durable }) => durable)

  expect(durables.filter((name, index) => durables.indexOf(name) !== index)).toEqual([])
  expect(durables.filter((name) => name.length > 32)).toEqual([])
})
