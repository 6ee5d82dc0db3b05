import { expect, test } from 'vitest'
import { load, wrong } from './test-folder.ts'

test('the sandbox is a plain CA unless something else is said', async () => {
  const { sandbox } = await load({})

  expect(sandbox).toEqual({
    ...{ caPort: 14_043, dnsPort: 15_353, zones: ['example.test'] },
    ...{ like: 'plain', claims: [] },
  })
})

test('it takes after a CA, with its own times', async () => {
  const own = { like: 'atlas', claims: ['Claimed.test'], processingSeconds: 0, validityDays: 0.25 }

  expect((await load({ yaml: JSON.stringify({ sandbox: own }) })).sandbox).toMatchObject(own)
})

test.each([
  ['like', 'pebble'],
  ['claims', '["*.example.test"]'],
  ['processingSeconds', '-1'],
  ['processingSeconds', '2592001'],
  ['validityDays', '0'],
  ['validityDays', '1001'],
])('its %s is not %s', async (key, value) => {
  const findings = await wrong({ yaml: `sandbox:\n  ${key}: ${value}` })

  expect(findings.map((one) => one.replace(/\[0\]/, ''))).toEqual([
    `sandbox.${key} ERR_CONFIG_INVALID`,
  ])
})
