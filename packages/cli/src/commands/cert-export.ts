import { CertificateId } from '@certwire/contracts'
import { z } from 'zod'
import { command } from '../command.ts'
import { exportCertificate } from '../export-certificate.ts'

export const certExport = command({
  name: 'cert export',
  summary: 'Write a certificate, its key (mode 0600) and its root into a folder.',
  arguments: [['<id>', 'the certificate']],
  options: [['--out <dir>', 'the folder (made if it is missing)']],
  input: z.strictObject({ id: CertificateId, out: z.string().default('.') }),
  run: async ({ id, out }, { api, print }) => {
    const files = await exportCertificate(await api(), id, out)
    print.rows(files, [['file', ({ file }) => file]])
  },
})
