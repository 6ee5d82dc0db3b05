import { expect, test } from 'vitest'
import type { DnsProvider, TxtChange } from '../provider.ts'
import { DnsProviderError, type DnsProviderErrorCode } from '../provider-error.ts'
import { challenge, stage } from '../test-support/preflight-stage.ts'

/** A provider that refuses additions, removals or neither; `changes` is all it was asked for. */
function writable(code?: DnsProviderErrorCode, refuses: keyof TxtChange = 'add', records = 1000) {
  const changes: TxtChange[] = []
  const provider: DnsProvider = {
    capacity: { records },
    change: async (_zone, change) => {
      changes.push(change)
      if (code && change[refuses].length > 0) throw new DnsProviderError(code, 'The vendor: no.')
      return '1'
    },
  }
  return { ...stage({ zones: [{ provider }], write: 'dry' }), changes }
}

test('a value that nobody waits for is written and taken away', async () => {
  const { run, changes } = writable()

  await run()

  const record = { name: challenge, via: challenge, value: expect.stringMatching(/^[\w-]{43}$/) }
  expect(changes).toEqual([
    { add: [record], remove: [] },
    { add: [], remove: changes[0]?.add },
  ])
})

test('names of one zone are written together, as many as the provider takes', async () => {
  const { run, changes } = writable(undefined, 'add', 2)

  await run('a.example.com', '*.a.example.com', 'b.example.com', 'c.example.com')

  expect(changes.map(({ add, remove }) => [add.length, remove.length])).toEqual([
    ...[
      [2, 0],
      [0, 2],
      [1, 0],
      [0, 1],
    ],
  ])
})

test.each([
  ['ERR_DNS_PROVIDER_AUTH', 1],
  ['ERR_DNS_PROVIDER_ZONE', 1],
  // What came of it is not known.
  ['ERR_DNS_PROVIDER_UNREACHABLE', 2],
] as const)('a provider that says %s is quoted', async (code, calls) => {
  const { says, changes } = writable(code)

  expect(await says('write')).toBe(
    `failure ${code}: a TXT record cannot be written: The vendor: no.`,
  )
  expect(changes).toHaveLength(calls)
})

test('a value that cannot be removed is told', async () => {
  const { says } = writable('ERR_DNS_PROVIDER_AUTH', 'remove')

  expect(await says('write')).toMatch(/cannot be removed, and is still there: The vendor: no\.$/)
})

test('nothing is written unless it is asked for', async () => {
  const { run, provider } = stage()

  await run()

  expect(provider.records).toEqual([])
})
