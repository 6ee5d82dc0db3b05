import { chmod, mkdir, rename, writeFile } from 'node:fs/promises'
import { join, resolve } from 'node:path'
import { CertificateExport, type CertificateId } from '@certwire/contracts'
import type { Api } from './api.ts'

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

/** Whole or not at all: a server that reloads in this moment must not see half a key. */
async function replaceFile(file: string, content: string, mode: number): Promise<string> {
  const draft = `${file}.${process.pid}.new`
  await writeFile(draft, content, { mode })
  // `mode` above counts only for a file that is new.
  await chmod(draft, mode)
  await rename(draft, file)
  return file
}
