import assert from 'node:assert/strict';
import { test } from 'node:test';
import { keepalivedSubject, placesOf } from '../../../../tests/support/lint-subjects.ts';
import { realServerWithoutChecker } from './real-server-without-checker.ts';

test('one of two', () => {
  const text = `virtual_server 10.0.0.5 80 {
  real_server 10.0.1.1 80 {
    TCP_CHECK {
    }
  }
  real_server 10.0.1.2 80 {
    weight 1
  }
}
`;
  const found = realServerWithoutChecker.find(keepalivedSubject(text));
  assert.deepEqual(placesOf(found), ['6:3']);
  assert.equal(
    found[0]?.message,
    'Nothing checks the real server 10.0.1.2 80: when it dies, one of 2 connections goes on being sent to it.',
  );
  assert.equal(
    found[0]?.remedy,
    'write a checker into its block: HTTP_GET, SSL_GET, TCP_CHECK, MISC_CHECK, …',
  );
});

test('every checker is one, and a single server has no other to take over', () => {
  const text = `virtual_server 10.0.0.5 80 {
  real_server 10.0.1.1 80 {
    HTTP_GET {
    }
  }
  real_server 10.0.1.2 80 {
    MISC_CHECK {
    }
  }
}
virtual_server 10.0.0.6 80 {
  real_server 10.0.1.2 80 {
  }
}
`;
  const found = realServerWithoutChecker.find(keepalivedSubject(text));
  assert.deepEqual(placesOf(found), []);
});

test('what is included is not known', () => {
  const text = `virtual_server 10.0.0.5 80 {
  real_server 10.0.1.1 80 {
  include check
  }
  real_server 10.0.1.2 80 {
  }
}
`;
  const found = realServerWithoutChecker.find(keepalivedSubject(text));
  assert.deepEqual(placesOf(found), []);
});
