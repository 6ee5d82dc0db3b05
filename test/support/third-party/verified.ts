import assert from 'node:assert/strict'
import { createPrivateKey, X509Certificate } from 'node:crypto'
import { readFile, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { run } from './third-party.ts'

/** The serial number of a leaf whose key, names and chain up to the root are right in the eyes of OpenSSL; else throws. */
export async function verifiedSerial(
  { chain, key }: { readonly chain: string; readonly key: string },
  { folder, names }: { readonly folder: string; readonly names: readonly string[] },
  rootPem: string,
): Promise<string> {
  const root = join(folder, 'root.pem')
  await writeFile(root, rootPem)
  await run('openssl', ['verify', '-x509_strict', '-CAfile', root, '-untrusted', chain, chain])
  const leaf = new X509Certificate(await readFile(chain))
  assert.ok(leaf.checkPrivateKey(createPrivateKey(await readFile(key))), 'the key is of the leaf')
  const sans = leaf.subjectAltName?.split(', ').sort()
  assert.deepEqual(sans, names.map((name) => `DNS:${name}`).sort())
  return leaf.serialNumber
}
