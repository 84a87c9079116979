import type { Command } from 'commander';

/** Adds one command, with its subcommands, to the program. */
export type AddCommand = (program: Command) => void;

/**
 * Every command and the module it lives in. A module is imported only when its command is asked for, or when all
 * are needed (help, completion, a mistyped word), so that a command starts without the weight of the others.
 */
export const COMMANDS: Readonly<Record<string, () => Promise<AddCommand>>> = {
  adopt: async () => (await import('./adopt/adopt.ts')).addAdoptCommand,
  apply: async () => (await import('./change/apply.ts')).addApplyCommand,
  balance: async () => (await import('./operate/balance.ts')).addBalanceCommand,
  check: async () => (await import('./check.ts')).addCheckCommand,
  completion: async () => (await import('./completion.ts')).addCompletionCommand,
  confirm: async () => (await import('./change/confirm.ts')).addConfirmCommand,
  describe: async () => (await import('./look/describe.ts')).addDescribeCommand,
  doctor: async () => (await import('./doctor.ts')).addDoctorCommand,
  drift: async () => (await import('./change/drift.ts')).addDriftCommand,
  drill: async () => (await import('./drill.ts')).addDrillCommand,
  events: async () => (await import('./look/events.ts')).addEventsCommand,
  explain: async () => (await import('./explain.ts')).addExplainCommand,
  fmt: async () => (await import('./fmt.ts')).addFmtCommand,
  get: async () => (await import('./look/get.ts')).addGetCommand,
  history: async () => (await import('./change/history.ts')).addHistoryCommand,
  import: async () => (await import('./import.ts')).addImportCommand,
  init: async () => (await import('./init.ts')).addInitCommand,
  lab: async () => (await import('./lab.ts')).addLabCommand,
  lint: async () => (await import('./lint.ts')).addLintCommand,
  logs: async () => (await import('./look/logs.ts')).addLogsCommand,
  names: async () => (await import('./names.ts')).addNamesCommand,
  node: async () => (await import('./node.ts')).addNodeCommand,
  notify: async () => (await import('./operate/notify.ts')).addNotifyCommand,
  pause: async () => (await import('./operate/pause.ts')).addPauseCommand,
  pki: async () => (await import('./pki.ts')).addPkiCommand,
  pod: async () => (await import('./pod.ts')).addPodCommand,
  plan: async () => (await import('./plan.ts')).addPlanCommand,
  render: async () => (await import('./render.ts')).addRenderCommand,
  resume: async () => (await import('./operate/resume.ts')).addResumeCommand,
  rollback: async () => (await import('./change/rollback.ts')).addRollbackCommand,
  report: async () => (await import('./report.ts')).addReportCommand,
  schema: async () => (await import('./schema.ts')).addSchemaCommand,
  server: async () => (await import('./operate/server.ts')).addServerCommand,
  status: async () => (await import('./status.ts')).addStatusCommand,
  switchover: async () => (await import('./operate/switchover.ts')).addSwitchoverCommand,
  top: async () => (await import('./top/top.ts')).addTopCommand,
  ui: async () => (await import('./ui/ui.ts')).addUiCommand,
  validate: async () => (await import('./validate.ts')).addValidateCommand,
};
