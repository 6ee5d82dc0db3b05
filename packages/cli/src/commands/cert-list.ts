import { CertificateView } from '@certwire/contracts'
import { z } from 'zod'
import { command } from '../command.ts'
import { LimitInput, TenantInput } from '../input.ts'
import { list } from '../list.ts'
import { certificateColumns } from '../views.ts'

const what = { path: '/certificates', key: 'certificates', row: CertificateView }

export const certList = command({
  name: 'cert list',
  summary: 'List certificates, newest first.',
  options: [
    ['--limit <n>', 'at most this many (50)'],
    ['--tenant <id>', 'of another tenant than the default one'],
  ],
  examples: ['certwire cert list', 'certwire cert list -o yaml'],
  input: z.strictObject({ limit: LimitInput, tenant: TenantInput.optional() }),
  run: ({ limit, tenant }, context) => {
    const query = tenant === undefined ? {} : { tenant }
    return list({ ...what, columns: certificateColumns(new Date()), query }, limit, context)
  },
})
