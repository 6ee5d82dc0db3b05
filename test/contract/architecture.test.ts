import { globSync, readFileSync } from 'node:fs'
import { dirname } from 'node:path'
import { expect, test } from 'vitest'

const root = new URL('../../', import.meta.url).pathname

/** Who may know whom. What is not listed knows nothing of ours. */
const mayKnow: Readonly<Record<string, readonly string[]>> = {
  'packages/config': ['acme', 'dns', 'secrets'],
  'packages/documents': ['contracts', 'domain', 'store'],
  'packages/domain': ['contracts'],
  'packages/issuers': ['acme', 'config', 'contracts', 'secrets', 'store'],
  'packages/runtime': ['bus', 'config', 'contracts', 'secrets', 'store'],
  'services/finalization': ['acme', 'contracts', 'issuers', 'runtime'],
  'services/ops': ['contracts', 'documents', 'domain', 'runtime', 'store'],
  'services/ordering': [
    ...['acme', 'contracts', 'documents', 'domain', 'issuers', 'pki', 'runtime', 'store'],
  ],
  'services/solver': ['config', 'contracts', 'dns', 'runtime'],
  'services/storage': ['config', 'contracts', 'documents', 'pki', 'runtime', 'secrets', 'store'],
  'services/validation': ['acme', 'contracts', 'issuers', 'runtime'],
}

/** Foreign libraries have one door. */
const doors: Readonly<Record<string, string>> = {
  mongodb: 'packages/store',
  nats: 'packages/bus',
  '@nats-io/jetstream': 'packages/bus',
  'acme-client': 'packages/acme',
  pkijs: 'packages/pki',
}

interface Manifest {
  readonly dependencies?: Readonly<Record<string, string>>
}
const manifests = globSync('{packages,services}/*/package.json', { cwd: root }).map((file) => {
  const manifest: Manifest = JSON.parse(readFileSync(`${root}${file}`, 'utf8'))
  return { place: dirname(file), needs: Object.keys(manifest.dependencies ?? {}) }
})

test('there is something to look at', () => {
  expect(manifests.length).toBeGreaterThan(15)
})

// The command line composes all of it.
test.each(manifests.filter(({ place }) => place !== 'packages/cli'))(
  '$place knows only whom it may know',
  ({ place, needs }) => {
    const ours = needs.filter((name) => name.startsWith('@certwire/'))
    const allowed = (mayKnow[place] ?? []).map((name) => `@certwire/${name}`)

    expect(ours.filter((name) => !allowed.includes(name))).toEqual([])
  },
)

test.each(manifests)('$place takes foreign libraries through their doors', ({ place, needs }) => {
  expect(needs.filter((name) => doors[name] !== undefined && doors[name] !== place)).toEqual([])
})
