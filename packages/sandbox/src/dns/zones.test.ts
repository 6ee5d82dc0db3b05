import { expect, test } from 'vitest'
import type { SandboxRecord } from './record.ts'
import { createZones } from './zones.ts'

const at = new Date('2026-11-24T12:00:00Z')
const zones = () => createZones(['example.test', 'deep.example.test'], () => at)
const txt = (value: string, name = 'a.example.test'): SandboxRecord => ({
  name,
  type: 'TXT',
  value,
})

test('adding a value that is there and removing one that is gone change nothing', () => {
  const held = zones()

  held.change({ add: [txt('v')] })
  held.change({ add: [txt('v', 'A.Example.test.')], remove: [txt('w')] })
  held.change({ remove: [txt('v')] })
  held.change({ remove: [txt('v')] })

  expect(held.journal).toEqual([
    { op: 'add', ...txt('v'), at },
    { op: 'remove', ...txt('v'), at },
  ])
  expect(held.list()).toEqual([])
  expect(held.exists('a.example.test')).toBe(false)
})

test('a removal takes exactly its value', () => {
  const held = zones()

  held.change({ add: [txt('apex'), txt('wildcard')] })
  held.change({ remove: [txt('apex')] })

  expect(held.list()).toEqual([txt('wildcard')])
})

test('a change with one bad record changes nothing at all', () => {
  const held = zones()
  const bad: SandboxRecord[] = [
    txt('v', 'a.example.com'),
    txt('v', 'sp ace.example.test'),
    txt('v', `${'x'.repeat(64)}.example.test`),
    { name: 'a.example.test', type: 'A', value: '300.1.1.1' },
    { name: 'a.example.test', type: 'CAA', value: 'letsencrypt.org' },
    { name: 'a.example.test', type: 'CAA', value: '0 not-a-tag "ca.example"' },
    { name: 'a.example.test', type: 'CNAME', value: '' },
  ]

  for (const record of bad) {
    expect(() => held.change({ add: [txt('good'), record] })).toThrow(
      expect.objectContaining({ code: 'ERR_SANDBOX_DNS_RECORD' }),
    )
  }
  expect(held.journal).toEqual([])
})

test('the closest zone holds a name', () => {
  expect(zones().originOf('x.deep.example.test')).toBe('deep.example.test')
  expect(zones().originOf('x.example.test')).toBe('example.test')
  expect(zones().originOf('example.org')).toBe(undefined)
})

test('the journal keeps the latest changes and does not grow for ever', () => {
  const held = zones()
  for (let at = 0; at < 100_000; at++) {
    held.change({ add: [txt(`${at}`)] })
    held.change({ remove: [txt(`${at}`)] })
  }
  expect(held.changes()).toBe(200_000)
  expect(held.journal.length).toBe(100_000)
  expect(held.journal.at(-1)).toEqual({ op: 'remove', ...txt('99999'), at })
})
