import { mkdir } from 'node:fs/promises'
import { join, resolve } from 'node:path'
import { CertificateExport, type CertificateId } from '@certwire/contracts'
import type { Api } from './api.ts'
import { replaceFile } from './replace-file.ts'

/** Writes `fullchain.pem`, `privkey.pem` where the key is ours, and `ca.pem` where the root is known. */
export async function exportCertificate(
  api: Api,
  id: CertificateId,
  out: string,
): Promise<{ file: string }[]> {
  const path = `/certificates/${id}/export`
  const { fullchain, privateKey, ca } = await api.get(path, CertificateExport)
  await mkdir(out, { recursive: true })
  const files: [string, string | undefined, number][] = [
    ['fullchain.pem', fullchain, 0o644],
    ['privkey.pem', privateKey, 0o600],
    ['ca.pem', ca, 0o644],
  ]
  const written: { file: string }[] = []
  for (const [name, content, mode] of files) {
    if (content === undefined) continue
    written.push({ file: await replaceFile(join(resolve(out), name), content, mode) })
  }
  return written
}
