import { createHash, createPublicKey } from 'node:crypto'
import { TenantId } from '@certwire/contracts'
import { readCsr } from '@certwire/pki'
import { expect, test } from 'vitest'
import { connectKeys } from './keys.ts'
import { names, orderId, stage } from './test-stage.ts'

const wanted = {
  ...{ orderId, tenantId: TenantId.parse('default'), generation: 1 },
  ...{ names, type: 'p256' as const },
}

test('no CSR leaves before its key is kept', async () => {
  const { documents, sealer } = await stage()
  const insert = () => Promise.reject(new Error('the disk is full'))
  const keys = connectKeys({ ...documents, insert }, sealer)

  await expect(keys.prepare(wanted)).rejects.toThrow('full')
})

test('a command that runs twice at once makes one key', async () => {
  const { keys } = await stage()

  const [one, other] = await Promise.all([keys.prepare(wanted), keys.prepare(wanted)])

  expect(one).toBe(other)
})

test.each(['p256', 'p384', 'rsa2048'] as const)(
  'a CSR is for the %s key that is kept',
  async (type) => {
    const { keys } = await stage()

    const csr = await keys.prepare({ ...wanted, type })

    const kept = (await keys.find('ord_1.1')) ?? expect.fail('no key is kept')
    const spki = spkiOf((await keys.open(kept)).reveal())
    expect(readCsr(csr)).toEqual({ names, keyType: type, spki })
  },
)

test('a key is sealed where it is kept, and opens for its own tenant only', async () => {
  const { keys } = await stage()
  await keys.prepare(wanted)

  const kept = (await keys.find('ord_1.1')) ?? expect.fail('no key is kept')
  const foreign = keys.open({ ...kept, tenantId: TenantId.parse('someone-else') })

  expect(JSON.stringify(kept)).not.toContain('PRIVATE KEY')
  await expect(foreign).rejects.toMatchObject({ code: 'ERR_SEALED_TAMPERED' })
})

/** SHA-256 of the public key that belongs to a private one in PEM. */
function spkiOf(pem: string): string {
  const spki = createPublicKey(pem).export({ type: 'spki', format: 'der' })
  return createHash('sha256').update(spki).digest('base64')
}
