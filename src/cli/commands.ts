import type { Command } from 'commander';

/** Adds one command, with its subcommands, to the program. */
export type AddCommand = (program: Command) => void;

/**
 * Every command and the module it lives in. A module is imported only when its command is asked for, or when all
 * are needed (help, completion, a mistyped word), so that a command starts without the weight of the others.
 */
export const COMMANDS: Readonly<Record<string, () => Promise<AddCommand>>> = {
  check: async () => (await import('./check.ts')).addCheckCommand,
  completion: async () => (await import('./completion.ts')).addCompletionCommand,
  drill: async () => (await import('./drill.ts')).addDrillCommand,
  explain: async () => (await import('./explain.ts')).addExplainCommand,
  import: async () => (await import('./import.ts')).addImportCommand,
  fmt: async () => (await import('./fmt.ts')).addFmtCommand,
  init: async () => (await import('./init.ts')).addInitCommand,
  lab: async () => (await import('./lab.ts')).addLabCommand,
  lint: async () => (await import('./lint.ts')).addLintCommand,
  pki: async () => (await import('./pki.ts')).addPkiCommand,
  plan: async () => (await import('./plan.ts')).addPlanCommand,
  render: async () => (await import('./render.ts')).addRenderCommand,
  report: async () => (await import('./report.ts')).addReportCommand,
  schema: async () => (await import('./schema.ts')).addSchemaCommand,
  status: async () => (await import('./status.ts')).addStatusCommand,
  validate: async () => (await import('./validate.ts')).addValidateCommand,
};
