import type { Rule } from '../../../base/rule.ts';
import { hostOf, isLoopback } from '../../is-loopback.ts';
import type { PatroniSubject } from './subject.ts';

export const postgresqlOnLoopback: Rule<PatroniSubject> = {
  code: 'patroni/postgresql-on-loopback',
  severity: 'error',
  title: 'Replicas cannot reach this PostgreSQL',
  why: 'Replicas stream from the address that the primary publishes; when that is a loopback address each one asks itself, no replica follows, and there is nothing to fail over to.',
  source:
    'Patroni documentation, "YAML Configuration Settings": postgresql.listen, postgresql.connect_address',
  find({ patroni }) {
    return ['postgresql/listen', 'postgresql/connect_address'].flatMap((key) => {
      const setting = patroni.settings.get(key);
      const value = setting?.value;
      if (setting === undefined || value === undefined) return [];
      // `listen` may name several addresses: `127.0.0.1,10.0.0.1:5432`.
      if (!value.split(',').every((address) => isLoopback(hostOf(address)))) return [];
      return [
        {
          at: setting.at,
          message: `${key.replace('/', '.')} is ${value}: no replica and no client on another machine reaches this PostgreSQL.`,
          remedy: key.endsWith('listen')
            ? 'listen on an address of the network (0.0.0.0:5432).'
            : 'write the address of this node that the others reach.',
        },
      ];
    });
  },
};
