import * as z from 'zod';
import { say } from './fields.ts';

const IN_CLEAR = say(
  'spec/secret-in-clear',
  'A secret stands in the spec in clear text; specs are copied, mailed and kept in version control.',
  'write { env: NAME } or { file: /path } and put the value there, on the nodes.',
);

// The finding never repeats the value: someone may have pasted the secret itself.
const env = z
  .string()
  .superRefine((value, context) => {
    if (/^[A-Za-z_][A-Za-z0-9_]{0,127}$/.test(value)) return;
    context.addIssue({
      code: 'custom',
      message: say(
        'spec/bad-secret-reference',
        'This is not the name of an environment variable.',
        'use letters, digits and "_", not beginning with a digit.',
      ),
    });
  })
  .optional()
  .meta({
    description:
      'Name of a variable in the environment of the foundation on each node; under `notify` and `wazuh`, of the node daemon.',
  });

const file = z
  .string()
  .superRefine((value, context) => {
    if (/^\/[^\s"'<>]{1,199}$/u.test(value)) return;
    context.addIssue({
      code: 'custom',
      message: say(
        'spec/bad-secret-reference',
        'This is not the absolute path of a file.',
        'write the whole path, beginning with "/", without blanks or quotes.',
      ),
    });
  })
  .optional()
  .meta({ description: 'Absolute path of a file on each node; its first line is the value.' });

/** A reference: the value itself never stands in a spec. */
export const secret = z
  .strictObject(
    { env, file },
    {
      error: (issue) => {
        if (issue.code === 'unrecognized_keys') return 'env file';
        return issue.code === 'invalid_type' && issue.input !== undefined && issue.input !== null
          ? IN_CLEAR
          : undefined;
      },
    },
  )
  .superRefine((value, context) => {
    const given = [value.env, value.file].filter((reference) => reference !== undefined).length;
    if (given === 1) return;
    const message =
      given === 0
        ? say('spec/missing-key', 'Neither "env" nor "file" is given.', 'add "env" or "file".')
        : say('spec/choose-one', '"env" and "file" are both given.', 'keep one of them.');
    context.addIssue({ code: 'custom', message });
  });
