import { Argument, Command as Commander, Option } from 'commander'
import { CliError } from './cli-error.ts'
import type { Command } from './command.ts'
import { commands, nouns } from './commands/index.ts'
import type { Context, Streams } from './context.ts'
import { helpAfter } from './help-after.ts'
import { type Format, formats } from './print.ts'
import { version } from './version.ts'

type MakeContext = (format: Format) => Context

/** The command line as commander has it, made from the commands' own data. */
export function createProgram(makeContext: MakeContext, { out, err }: Streams): Commander {
  const program = new Commander('certwire')
    .description('TLS certificates over ACME with External Account Binding.')
    .version(version)
    .addHelpText('after', helpAfter)
    .configureOutput({ writeOut: out, writeErr: err, outputError: () => undefined })
    .exitOverride()
    .showSuggestionAfterError()
  for (const command of commands) add(parentOf(program, command), command, makeContext)
  return program
}

/** The noun that a verb hangs under; a command of one word hangs under the program itself. */
function parentOf(program: Commander, { name }: Command): Commander {
  const [noun, verb] = name.split(' ')
  if (verb === undefined || noun === undefined) return program
  const found = program.commands.find((group) => group.name() === noun)
  return found ?? program.command(noun).description(nouns[noun] ?? '')
}

function add(parent: Commander, command: Command, makeContext: MakeContext): void {
  const verb = command.name.split(' ').at(-1) ?? command.name
  const added = parent.command(verb).description(command.summary)
  for (const argument of command.arguments ?? []) added.addArgument(new Argument(...argument))
  for (const option of command.options ?? []) added.addOption(optionOf(...option))
  const output = new Option('-o, --output <format>', 'how data looks').choices(formats)
  added.addOption(output.default('table'))
  const examples = command.examples.map((example) => `\n  ${example}`).join('')
  added.addHelpText('after', `\nExamples:${examples}`)
  added.action(async () => {
    const { output: format, ...options } = added.opts()
    const names = added.registeredArguments.map((argument) => argument.name())
    const given = Object.fromEntries(names.map((name, index) => [name, added.processedArgs[index]]))
    await command.run(parse(command, { ...given, ...options }), makeContext(format))
  })
}

function optionOf(flags: string, description: string, many?: 'many'): Option {
  const option = new Option(flags, description)
  return many ? option.argParser((value, all: string[] = []) => [...all, value]) : option
}

function parse(command: Command, values: Record<string, unknown>) {
  const present = Object.entries(values).filter(([, value]) => value !== undefined)
  const parsed = command.input.safeParse(Object.fromEntries(present))
  if (parsed.success) return parsed.data
  const found = parsed.error.issues.map(({ path, message }) => `${path.join('.')} ${message}`)
  const help = `See "certwire ${command.name} --help".`
  throw new CliError('ERR_USAGE', `${found.join('; ')}. ${help}`, 'usage')
}
