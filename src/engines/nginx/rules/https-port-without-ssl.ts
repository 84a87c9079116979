import type { Rule } from '../../../base/rule.ts';
import { argSpan } from '../grammar/spans.ts';
import { isWhole, ownOf, settingOf } from '../meaning/in-force.ts';
import { listensOf } from '../meaning/listens.ts';
import type { NginxSubject } from './subject.ts';

export const httpsPortWithoutSsl: Rule<NginxSubject> = {
  code: 'nginx/https-port-without-ssl',
  severity: 'error',
  title: 'Port 443 without ssl',
  why: 'nginx speaks plain HTTP on this socket: browsers that open https:// get a protocol error, and whatever does get through is not encrypted.',
  source: 'nginx.org, "Configuring HTTPS servers"; nginx -t 1.22.1 accepts it',
  find: ({ nginx }) => {
    const listens = listensOf(nginx).filter(({ params }) => !params.includes('quic'));
    // One server's "ssl" makes the socket speak TLS for all that share it.
    const encrypted = new Set(
      listens.filter(({ params }) => params.includes('ssl')).map(({ socket }) => socket),
    );
    return listens.flatMap(({ server, port, socket, params, directive }) => {
      if (port !== 443 || server.protocol !== 'http' || encrypted.has(socket)) return [];
      if (params.includes('proxy_protocol') || params.includes('udp')) return [];
      if (settingOf(server, 'ssl')?.args[0] === 'on' || ownOf(server, 'include').length > 0) return [];
      const hasCertificate = settingOf(server, 'ssl_certificate') !== undefined;
      // Another file may say "ssl" for the same socket.
      if (!hasCertificate && !isWhole(server)) return [];
      const at = argSpan(directive, 0);
      const behind = { ...at, line: at.endLine, column: at.endColumn };
      return [
        {
          at,
          message: `This server listens on ${socket} without "ssl": it speaks plain HTTP where clients expect HTTPS.`,
          remedy: hasCertificate
            ? 'write "ssl" behind it.'
            : 'write "ssl" behind it and give an ssl_certificate and its key.',
          ...(hasCertificate ? { fix: [{ span: behind, text: ' ssl' }] } : {}),
        },
      ];
    });
  },
};
