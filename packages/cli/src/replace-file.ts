import { chmod, rename, writeFile } from 'node:fs/promises'

/** Whole or not at all: a server that reloads in this moment must not see half a key. */
export async function replaceFile(file: string, content: string, mode: number): Promise<string> {
  const draft = `${file}.${process.pid}.new`
  await writeFile(draft, content, { mode })
  // `mode` above counts only for a file that is new.
  await chmod(draft, mode)
  await rename(draft, file)
  return file
}
