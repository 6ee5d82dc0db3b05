import { execFile } from 'node:child_process'
import { join } from 'node:path'

/** The content as Biome wants it in that place. JSON below `generated` is nobody's to format. */
export function formatted(root: string, place: string, content: string): Promise<string> {
  if (place.endsWith('.json')) return Promise.resolve(content)
  const biome = join(root, 'node_modules', '.bin', 'biome')
  return new Promise((resolve, reject) => {
    const args = ['format', `--stdin-file-path=${place}`]
    const child = execFile(biome, args, { cwd: root }, (error, stdout) =>
      error ? reject(error) : resolve(stdout),
    )
    child.stdin?.end(content)
  })
}
