import { PEOPLE } from '../support/lab-stand-in.ts';
import { testWazuhLab } from '../support/test-wazuh-lab.ts';

for (const person of PEOPLE) testWazuhLab(person);
