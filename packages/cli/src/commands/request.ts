import { readFile } from 'node:fs/promises'
import { KeyType, OrderId } from '@certwire/contracts'
import { z } from 'zod'
import { awaitOrder, endOf } from '../await-order.ts'
import { CliError } from '../cli-error.ts'
import { command } from '../command.ts'
import type { Context } from '../context.ts'
import { exportCertificate } from '../export-certificate.ts'
import { showProgress } from '../progress.ts'
import { orderFields } from '../views.ts'

const Answer = z.object({ orderId: OrderId })

const Input = z.strictObject({
  names: z.array(z.string()).default([]),
  issuer: z.string().optional(),
  key: KeyType.optional(),
  csr: z.string().optional(),
  wait: z.boolean().default(false),
  out: z.string().optional(),
})

export const request = command({
  name: 'request',
  summary: 'Request a certificate for names, or for a CSR.',
  arguments: [['[names...]', 'DNS names; a wildcard in quotes']],
  options: [
    ['--issuer <name>', 'who issues; the default issuer otherwise'],
    ['--key <type>', `the key's type: ${KeyType.options.join(', ')} (p256)`],
    ['--csr <file>', 'your own CSR in PEM: then the key stays with you'],
    ['--wait', 'until it is issued or has failed'],
    ['--out <dir>', 'wait, then write fullchain.pem, privkey.pem and ca.pem there'],
  ],
  examples: [
    "certwire request example.com '*.example.com' --wait",
    'certwire request --csr my.csr',
  ],
  input: Input,
  run: async ({ names, csr, wait, out, ...choice }, context) => {
    if (names.length === 0 && csr === undefined)
      throw new CliError('ERR_USAGE', 'Give at least one name, or a CSR with --csr.', 'usage')
    const body = { names, ...choice, ...(csr !== undefined && { csr: await readCsr(csr) }) }
    const start = new Date()
    const { orderId } = Answer.parse(await (await context.api()).post('/requests', body))
    if (!wait && out === undefined)
      return context.print.one({ orderId }, [['Order', () => orderId]])
    return follow(orderId, start, out, context)
  },
})

async function follow(orderId: OrderId, start: Date, out: string | undefined, context: Context) {
  const { say, signal, isTerminal } = context
  const api = await context.api()
  await showProgress((onEvent) => awaitOrder(api, orderId, start, onEvent, signal), {
    ...{ isTerminal, say, start },
  })
  const order = await endOf(api, orderId)
  if (order.certificate && out !== undefined)
    for (const { file } of await exportCertificate(api, order.certificate.certificateId, out))
      say(`wrote ${file}`)
  context.print.one(order, orderFields(new Date()))
}

async function readCsr(file: string): Promise<string> {
  try {
    return await readFile(file, 'utf8')
  } catch (cause) {
    throw new CliError(
      'ERR_CSR_FILE',
      `The CSR file ${file} cannot be read: ${(cause as Error).message}`,
      'usage',
    )
  }
}
