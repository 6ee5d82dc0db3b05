import { stdout } from 'node:process'
import { run } from './tools.ts'

/**
 * The version of a DNS server that is here, with nsupdate and dig beside it; undefined when it is not. What was found or
 * is missing is printed.
 */
export async function findDnsServer(program: string, debian: string): Promise<string | undefined> {
  const programs = [program, 'nsupdate']
  const [version, tool] = await Promise.all(programs.map(versionOf))
  const missing = programs.filter((_, at) => ![version, tool][at])
  const install = `apt-get install ${debian} bind9-dnsutils`
  stdout.write(
    missing.length === 0
      ? `using ${program} ${version}\n`
      : `skipped: ${missing.join(' and ')} not on PATH (${install})\n`,
  )
  return missing.length === 0 ? version : undefined
}

async function versionOf(program: string): Promise<string | undefined> {
  const told = await run('sh', ['-c', '"$0" -V 2>&1', program]).catch(() => '')
  return /\d+\.\d+(\.\d+)?/.exec(told)?.[0]
}
