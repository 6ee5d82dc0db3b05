import { expect, test } from 'vitest'
import { claimOver } from './claim-over.ts'
import type { Claim } from './hvca.ts'

const now = new Date('2026-11-24T12:00:00Z')
const inDays = (days: number) => new Date(now.getTime() + days * 86_400_000)
const claim = (domain: string, changes: Partial<Claim> = {}): Claim => ({
  ...{ domain, status: 'VERIFIED', expiresAt: inDays(30) },
  ...changes,
})

test.each([
  ['example.com', 'example.com', true],
  ['www.example.com', 'example.com', true],
  ['a.b.example.com', 'example.com', true],
  ['*.example.com', 'example.com', true],
  ['*.www.example.com', 'example.com', true],
  ['badexample.com', 'example.com', false],
  ['example.com', 'www.example.com', false],
  ['example.org', 'example.com', false],
])('%s below a claim of %s: %s', (name, domain, expected) => {
  expect(claimOver(name, [claim(domain)], now) !== undefined).toBe(expected)
})

test.each([
  ['that is pending', { status: 'PENDING' }],
  ['that has ended', { expiresAt: inDays(0) }],
])('a claim %s does not count', (_, changes) => {
  expect(claimOver('example.com', [claim('example.com', changes)], now)).toBeUndefined()
})

test('a claim without an end does not count', () => {
  const { expiresAt: _, ...endless } = claim('example.com')

  expect(claimOver('example.com', [endless], now)).toBeUndefined()
})

test.each([
  ['example.com', true],
  ['www.example.com', false],
  ['*.example.com', false],
])('a claim by HTTP covers its own name: %s %s', (name, expected) => {
  const claims = [claim('example.com', { method: 'HTTP' })]

  expect(claimOver(name, claims, now) !== undefined).toBe(expected)
})

test('of several the one that lasts longest counts', () => {
  const claims = [claim('example.com'), claim('a.example.com', { expiresAt: inDays(90) })]

  expect(claimOver('b.a.example.com', claims, now)?.domain).toBe('a.example.com')
})
