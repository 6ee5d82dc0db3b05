import { execFile } from 'node:child_process'
import { env, stdout } from 'node:process'
import { promisify } from 'node:util'

/**
 * Moto's server, a double of AWS: the one `CERTWIRE_MOTO` names, or that on the PATH. What was found or is missing is
 * printed. Nothing if there is none.
 */
export async function findMoto(): Promise<string | undefined> {
  // biome-ignore lint/style/noProcessEnv: no configuration of the product, and tests have no other.
  const named = env.CERTWIRE_MOTO
  const binary = named ?? 'moto_server'
  const runs = await promisify(execFile)(binary, ['--help']).then(
    () => true,
    () => false,
  )
  if (named && !runs) throw new Error(`CERTWIRE_MOTO names ${named}, which does not run`)
  stdout.write(
    runs
      ? `using ${binary}\n`
      : "skipped: moto_server is not on PATH (pip install 'moto[server]')\n",
  )
  return runs ? binary : undefined
}
