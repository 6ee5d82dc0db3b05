import { globSync, readFileSync } from 'node:fs'
import { expect, test } from 'vitest'

const root = new URL('../../', import.meta.url).pathname
const sources = globSync('{packages,services}/*/src/**/*.ts', { cwd: root })
  .filter((file) => !/\.(test|suite)\.ts$|\/test-|^packages\/(sandbox|testkit)\//.test(file))
  .map((file) => ({ file, text: readFileSync(`${root}${file}`, 'utf8') }))

const providers = 'packages/dns/src/providers/'
const solver = 'services/solver/src/writer/write-batch.ts'
const dryWrite = 'packages/dns/src/preflight/dry-write.ts'
const guard = 'packages/dns/src/challenge-guard.ts'

/** What changes a zone, and the only places that say it. */
const writes: readonly (readonly [what: string, words: RegExp, places: readonly string[]])[] = [
  ['Route 53', /@aws-sdk\/client-route-53|ChangeResourceRecordSets/, [`${providers}route53/`]],
  [
    'Cloudflare',
    /(from |import\()'cloudflare[/']|\bdns\.records\b|\/dns_records/,
    [`${providers}cloudflare/`],
  ],
  ['the opcode of UPDATE', /\b5 << 11\b/, ['packages/dns/src/rfc2136/']],
  ['an UPDATE', /rfc2136\/update\.ts'/, [`${providers}rfc2136.ts`]],
  ['a request for a record', /\bpostJson\b/, [providers, 'packages/dns/src/provider-http.ts']],
  ['a change', /\bprovider\.change\(/, [solver, dryWrite, guard]],
  // Made of the CNAMEs that servers have answered with, kept in the ledger, and judged by the guard.
  ['the target of a CNAME', /\bvia:/, ['packages/dns/src/placement.ts', solver, dryWrite, guard]],
]

test.each(writes)('%s is written in its place, and nowhere else', (_what, words, places) => {
  const found = sources.filter(({ text }) => words.test(text)).map(({ file }) => file)

  expect(found).not.toEqual([])
  expect(found.filter((file) => !places.some((place) => file.startsWith(place)))).toEqual([])
})
