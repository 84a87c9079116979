import { PEOPLE } from '../support/lab-stand-in.ts';
import { testWazuhLab } from '../support/test-wazuh-lab.ts';

// Most people have no root; that root can do the same is tried where there is more time (tests/endurance).
const [person] = PEOPLE.toReversed();
if (person !== undefined) testWazuhLab(person);
