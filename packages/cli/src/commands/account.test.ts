import { mkdtemp, readFile, rm, stat, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, onTestFinished, test } from 'vitest'
import { stage } from '../test-stage.ts'

const account = {
  ...{ issuer: 'ca', directory: 'https://ca.example/directory', state: 'valid', contact: [] },
  ...{ url: 'https://ca.example/account/1', eabKid: 'kid-1', former: [] },
  notices: [{ code: 'ERR_ACCOUNT_EAB_CHANGED', reason: 'It was kid-1.', remedy: 'None.' }],
}
const eab = {
  ...{ id: 'eab_1', issuer: 'ca', kid: 'kid-2', state: 'unused', source: 'added', owner: 'team-a' },
  ...{ reusable: true, addedAt: '2026-11-24T12:00:00.000Z' },
}

async function folder() {
  const path = await mkdtemp(join(tmpdir(), 'certwire-cli-'))
  onTestFinished(() => rm(path, { recursive: true }))
  const put = async (name: string, content: string) => {
    await writeFile(join(path, name), content)
    return join(path, name)
  }
  return { path, put }
}

test('accounts are listed, and one is shown with what is configured otherwise', async () => {
  const answers = { 'GET /accounts': { accounts: [account] }, 'GET /accounts/ca': account }
  const { run } = stage({ answers })

  expect((await run('account', 'list')).stdout).toMatch(
    /ca +valid +https:\S+ +kid-1 +ERR_ACCOUNT_EAB/,
  )
  expect((await run('account', 'show', 'ca')).stdout).toMatch(
    /Notice +ERR_ACCOUNT_EAB_CHANGED: It was kid-1. None.\n/,
  )
})

test.each([
  [['register', 'ca'], '', { anew: false }],
  [['register', 'ca', '--new'], '', { anew: true }],
  [['rollover', 'ca'], '/rollover', undefined],
  [['deactivate', 'ca', '--yes'], '/deactivate', undefined],
  [['update', 'ca'], '/contact', { agreeToTerms: false }],
  [
    ['update', 'ca', '--contact', 'mailto:a@b.example', '--agree-terms'],
    '/contact',
    { contact: ['mailto:a@b.example'], agreeToTerms: true },
  ],
])('account %j', async (args, path, body) => {
  const { run, calls } = stage({ answers: { [`POST /accounts/ca${path}`]: account } })

  expect((await run('account', ...args)).code).toBe(0)
  expect(calls).toEqual([{ call: `POST /accounts/ca${path}`, body }])
})

test('what cannot be undone is not done without a word', async () => {
  const { run, calls } = stage()

  expect((await run('account', 'deactivate', 'ca')).code).toBe(2)
  expect(calls).toEqual([])
})

test('a key is imported from a file', async () => {
  const { put } = await folder()
  const { run, calls } = stage({ answers: { 'POST /accounts/ca/import': account } })

  await run('account', 'import', 'ca', '--key-file', await put('key.json', '{"kty":"EC"}\n'))

  expect(calls[0]?.body).toEqual({ key: '{"kty":"EC"}', anew: false })
})

test('an exported key is for its owner’s eyes, and is printed nowhere', async () => {
  const { path } = await folder()
  const out = join(path, 'key.pem')
  const { run } = stage({
    answers: { 'POST /accounts/ca/export': { ...account, format: 'pem', key: 'KEY' } },
  })

  const { stdout, stderr } = await run('account', 'export', 'ca', '--out', out)

  expect(await readFile(out, 'utf8')).toBe('KEY\n')
  expect((await stat(out)).mode & 0o777).toBe(0o600)
  expect(stdout + stderr).not.toContain('KEY')
  expect(stderr).toContain('Whoever has this file')
})

test('EABs are listed', async () => {
  const { run } = stage({ answers: { 'GET /eabs': { eabs: [eab] } } })

  expect((await run('eab', 'list')).stdout).toMatch(/eab_1 +ca +kid-2 +unused, reusable +team-a/)
})

test('an EAB is added with its MAC key from a file, and removed', async () => {
  const { put } = await folder()
  const { run, calls } = stage({
    answers: { 'POST /eabs': eab, 'POST /eabs/eab_1/remove': eab },
  })
  const file = await put('hmac', 'MAC\n')

  await run('eab', 'add', 'ca', 'kid-2', '--hmac-file', file, '--expires', '2026-12-31T00:00:00Z')
  await run('eab', 'remove', 'eab_1')

  expect(calls).toEqual([
    {
      call: 'POST /eabs',
      body: {
        ...{ issuer: 'ca', kid: 'kid-2', hmacKey: 'MAC', reusable: false },
        expiresAt: '2026-12-31T00:00:00.000Z',
      },
    },
    { call: 'POST /eabs/eab_1/remove', body: undefined },
  ])
})

test.each([
  ['a file that is not there', '/nowhere/hmac'],
  ['no file at all', undefined],
  ['an empty one', ''],
])('%s is no MAC key', async (_, name) => {
  const { put } = await folder()
  const file = name === '' ? await put('hmac', '\n') : name
  const { run, calls } = stage()

  const { code } = await run('eab', 'add', 'ca', 'kid', ...(file ? ['--hmac-file', file] : []))

  expect([code, calls]).toEqual([2, []])
})
