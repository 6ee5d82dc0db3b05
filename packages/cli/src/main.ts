import { cli } from './cli.ts'
import { processContext } from './process-context.ts'

// Whoever reads through `head` has seen enough.
for (const stream of [process.stdout, process.stderr])
  stream.on('error', ({ code }: NodeJS.ErrnoException) => process.exit(code === 'EPIPE' ? 0 : 1))

process.exitCode = await cli(process.argv.slice(2), processContext, {
  out: (text) => void process.stdout.write(text),
  err: (text) => void process.stderr.write(text),
})
