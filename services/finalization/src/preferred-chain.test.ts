import type { AcmePort } from '@certwire/acme'
import { createSandboxCaState } from '@certwire/sandbox'
import { expect, test } from 'vitest'
import { downloadPreferred } from './preferred-chain.ts'

const { intermediate } = await createSandboxCaState()
const [ours, other] = [intermediate.certificate, intermediate.alternateCertificate]
const never = new AbortController().signal

/** What is chosen of these chains, the first of which the CA gives unless asked, and how many are downloaded. */
async function chosen(preferred: string | undefined, chains: readonly (string | Error)[]) {
  let downloads = 0
  const certificate: AcmePort['certificate'] = async (url) => {
    downloads += 1
    const chain = chains[Number(url)] ?? ''
    if (chain instanceof Error) throw chain
    return { chain, alternates: url === '0' ? chains.slice(1).map((_, at) => String(at + 1)) : [] }
  }
  return { ...(await downloadPreferred({ certificate }, '0', preferred, never)), downloads }
}

test.each([
  ['nobody prefers another', undefined, [ours, other], { chain: ours, downloads: 1 }],
  ['it is the one that is preferred', 'Certwire Sandbox Root', [ours, other], { chain: ours }],
  ['no other ends so', 'Nobody', [ours, other], { chain: ours, isDefault: true, downloads: 2 }],
  ['no chain can be read', 'Nobody', ['CHAIN'], { chain: 'CHAIN', isDefault: true }],
])("the CA's own choice is taken when %s", async (_, preferred, chains, expected) => {
  expect(await chosen(preferred, chains)).toMatchObject({ isDefault: false, ...expected })
})

test('the chain whose top the preferred root has issued is taken', async () => {
  const root = 'Certwire Sandbox Alternate Root'

  expect(await chosen(root, [ours, other])).toMatchObject({ chain: other, isDefault: false })
  expect(await chosen(root, [ours, new Error('gone'), other])).toMatchObject({ chain: other })
})

test('a CA that offers very many is not asked for all of them', async () => {
  expect(await chosen('Nobody', Array(50).fill(ours))).toMatchObject({ downloads: 6 })
})

test('whoever has to stop does not go on', async () => {
  const stop = new AbortController()
  const certificate = async () => {
    stop.abort(new Error('stop'))
    return { chain: ours, alternates: ['1'] }
  }

  await expect(downloadPreferred({ certificate }, '0', 'Nobody', stop.signal)).rejects.toThrow(
    'stop',
  )
})
