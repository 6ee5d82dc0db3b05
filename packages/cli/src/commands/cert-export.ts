import { z } from 'zod'
import { command } from '../command.ts'
import { exportCertificate } from '../export-certificate.ts'
import { CertificateIdInput } from '../input.ts'

export const certExport = command({
  name: 'cert export',
  summary: 'Write a certificate, its key (mode 0600) and its root into a folder.',
  arguments: [['<id>', 'the certificate']],
  options: [['--out <dir>', 'the folder, made if it is missing (this one)']],
  examples: ['certwire cert export crt_9c1b… --out /etc/ssl/www'],
  input: z.strictObject({ id: CertificateIdInput, out: z.string().default('.') }),
  run: async ({ id, out }, { api, print }) => {
    const files = await exportCertificate(await api(), id, out)
    print.rows(files, [['file', ({ file }) => file]])
  },
})
