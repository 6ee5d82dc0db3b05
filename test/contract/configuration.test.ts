import { randomBytes } from 'node:crypto'
import { mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { loadConfig } from '@certwire/config'
import { startSandboxHvca } from '@certwire/sandbox'
import { expect, onTestFinished, test } from 'vitest'

const page = await readFile(new URL('../../docs/configuration.md', import.meta.url), 'utf8')
const [, ...examples] = page.slice(page.indexOf('## Examples')).split('\n### ')

const hvca = await startSandboxHvca()
await hvca.close()

/** What is in the files that the examples name, by the end of their names. */
const contents: readonly [end: string, content: string][] = [
  ['hmac-key', randomBytes(32).toString('base64url')],
  ['hvca-certificate', hvca.clientCertificatePem],
  ['hvca-client-key', hvca.clientKeyPem],
  ['kek', randomBytes(32).toString('base64')],
  ['nats-url', 'nats://nats.example:4222'],
  ['mongodb-uri', 'mongodb://mongo.example/certwire?replicaSet=rs0'],
  ['whsec', `whsec_${randomBytes(32).toString('base64')}`],
  ['', 'some-text-of-no-form'],
]

const block = (text: string, language: string) =>
  text.match(new RegExp(`\`\`\`${language}\n([^]*?)\`\`\``))?.[1] ?? ''

async function load(example: string) {
  const cwd = await mkdtemp(join(tmpdir(), 'certwire-example-'))
  onTestFinished(() => rm(cwd, { recursive: true }))
  await mkdir(join(cwd, 'secrets'))
  await writeFile(join(cwd, 'certwire.yaml'), block(example, 'yaml'))
  for (const [file] of example.matchAll(/secrets\/[a-z-]+/g)) {
    const [, content = ''] = contents.find(([end]) => file.endsWith(end)) ?? []
    await writeFile(join(cwd, file), `${content}\n`, { mode: 0o600 })
  }
  const env = [...block(example, 'sh').matchAll(/^(\w+)=(.*)$/gm)].map(([, name, value]) => [
    name,
    value,
  ])
  return loadConfig({ env: Object.fromEntries(env), cwd })
}

test('the page has examples', () => {
  expect(examples).toHaveLength(6)
})

test.each(examples)('%.40s: the example is a configuration', async (example) => {
  const { defaultIssuer, dns, sandbox } = await load(example)

  expect(defaultIssuer === 'sandbox').toBe(sandbox.like !== 'plain')
  expect([...dns.zones, ...sandbox.claims].length).toBeGreaterThan(0)
})
