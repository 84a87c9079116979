import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { nginxSubject, placesOf } from '../../../../tests/support/lint-subjects.ts';
import { addHeaderDropped } from './add-header-dropped.ts';

const find = (text: string) => addHeaderDropped.find(nginxSubject(text));

describe('addHeaderDropped', () => {
  it('fires at the first header of the lower level', () => {
    const text = `server {
  add_header X-Frame-Options DENY;
  add_header X-Other 1;
  add_header Strict-Transport-Security max-age=1;
  location / {
    root /x;
    add_header Cache-Control no-store;
    add_header A b;
  }
}`;
    const findings = find(text);
    assert.deepEqual(placesOf(findings), ['7:5']);
    assert.equal(
      findings[0]?.message,
      'This block has an add_header of its own and so loses X-Frame-Options, Strict-Transport-Security from line 2.',
    );
    assert.equal(
      findings[0]?.remedy,
      'repeat the add_header lines of the block around it here, or include them from one file in both.',
    );
  });

  it('looks past levels without any', () => {
    const text = `http { add_header x-frame-options DENY;
 server { location / { location /a { add_header A b; } } } }`;
    const findings = find(text);
    assert.deepEqual(placesOf(findings), ['2:38']);
    assert.equal(
      findings[0]?.message,
      'This block has an add_header of its own and so loses x-frame-options from line 1.',
    );
    assert.equal(
      findings[0]?.remedy,
      'repeat the add_header lines of the block around it here, or include them from one file in both.',
    );
  });

  it('says nothing where they are repeated', () => {
    assert.deepEqual(
      find(
        `server { add_header X-Frame-Options DENY; location / { add_header x-frame-options SAMEORIGIN; add_header A b; } }`,
      ),
      [],
    );
  });

  it('says nothing where nothing protective is lost', () => {
    assert.deepEqual(find(`server { add_header X-Other 1; location / { add_header A b; } }`), []);
  });

  it('says nothing where an include may repeat them', () => {
    assert.deepEqual(
      find(`server { add_header X-Frame-Options DENY; location / { include h.conf; add_header A b; } }`),
      [],
    );
  });

  it('says nothing where they are merged', () => {
    assert.deepEqual(
      find(
        `server { add_header_inherit merge; add_header X-Frame-Options DENY; location / { add_header A b; } }`,
      ),
      [],
    );
  });

  it('says nothing where the lower level has none', () => {
    assert.deepEqual(find(`server { add_header X-Frame-Options DENY; location / { root /x; } }`), []);
  });
});
