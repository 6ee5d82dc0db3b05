import { contracts } from '@certwire/contracts'
import { finalization } from '@certwire/finalization'
import { ops } from '@certwire/ops'
import { ordering } from '@certwire/ordering'
import { solver } from '@certwire/solver'
import { storage } from '@certwire/storage'
import { validation } from '@certwire/validation'
import { expect, test } from 'vitest'

const services = [ordering, solver, validation, finalization, storage, ops]
const all = Object.values(contracts)
const ofKind = (kind: string) => all.filter((contract) => contract.kind === kind)

test.each(ofKind('command'))('$type is taken by the one service that it names', ({ type }) => {
  const takers = services.filter(({ handlers }) => handlers.some((h) => h.contract.type === type))

  expect(takers.map(({ name }) => name)).toEqual([type.split('.')[0]])
})

test.each(ofKind('event'))('$type is said by one service', ({ type }) => {
  const speakers = services.filter(({ handlers, says }) =>
    [...handlers.flatMap(({ sends }) => sends), ...says].some((sent) => sent.type === type),
  )

  expect(speakers).toHaveLength(1)
})

test.each(ofKind('request'))('$type is taken by ordering', ({ type }) => {
  expect(ordering.handlers.filter(({ contract }) => contract.type === type)).toHaveLength(1)
})
