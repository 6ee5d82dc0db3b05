import { CertificateView } from '@certwire/contracts'
import { z } from 'zod'
import { command } from '../command.ts'
import { certificateColumns } from '../views.ts'

const Answer = z.object({ certificates: z.array(CertificateView) })

export const certList = command({
  name: 'cert list',
  summary: 'List certificates, newest first.',
  options: [['--limit <n>', 'at most this many (200 at most)']],
  input: z.strictObject({ limit: z.coerce.number().int().min(1).max(200).default(50) }),
  run: async ({ limit }, { api, print }) => {
    const { certificates } = Answer.parse(await (await api()).get(`/certificates?limit=${limit}`))
    print.rows(certificates, certificateColumns(new Date()))
  },
})
