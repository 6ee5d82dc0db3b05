import { spawn } from 'node:child_process'
import { constants } from 'node:os'

const LOOK_FOR_PARENT_MS = 1000

/**
 * Runs a program to its end and passes on the signals that this process gets. Gives its exit code, 128 + n if signal n
 * ended it, 127 with the error if it did not start, and what it wrote unless that went elsewhere.
 */
export function run(command, args, options) {
  const child = spawn(command, args, options)
  const output = []
  for (const stream of [child.stdout, child.stderr]) stream?.on('data', (part) => output.push(part))
  const stop = passOnSignals(child)
  return new Promise((resolve) => {
    const end = (code, error) => {
      stop()
      resolve({ code, error, output: Buffer.concat(output).toString() })
    }
    child.on('error', (error) => end(127, error))
    child.on('close', (code, signal) => end(code ?? 128 + constants.signals[signal]))
  })
}

function passOnSignals(child) {
  const handlers = ['SIGINT', 'SIGTERM', 'SIGHUP'].map((signal) => [signal, pass(child, signal)])
  for (const [signal, handler] of handlers) process.on(signal, handler)
  const unwatch = watchNpm(() => child.kill('SIGTERM'))
  return () => {
    unwatch()
    for (const [signal, handler] of handlers) process.off(signal, handler)
  }
}

/** A terminal gives Ctrl-C to the child as well, for which a second one means "at once": there it is only waited for. */
const pass = (child, signal) => () => {
  if (signal === 'SIGINT' && process.stdin.isTTY) return
  child.kill(signal)
}

/** npm hands its SIGTERM to the shell between us, which dies of it and tells nobody. */
function watchNpm(onGone) {
  if (process.env.npm_lifecycle_event === undefined) return () => {}
  const parent = process.ppid
  const timer = setInterval(() => {
    if (process.ppid === parent) return
    clearInterval(timer)
    onGone()
  }, LOOK_FOR_PARENT_MS)
  return () => clearInterval(timer)
}
