import type { Impact } from '../../src/release/plan/impact.ts';
import type { Tone } from './headline.ts';

const IMPACTS: Readonly<Record<Impact, readonly [words: string, tone: Tone]>> = {
  none: ['nothing that runs notices', 'good'],
  runtime: ['at run time, no reload', 'good'],
  'new-listener': ['a new listener', 'good'],
  reload: ['a reload', 'warn'],
  'vip-moves': ['a VIP moves', 'bad'],
  'vip-interrupted': ['a VIP is interrupted', 'bad'],
};

export function impactWords(impact: Impact): string {
  return IMPACTS[impact][0];
}

export function impactTone(impact: Impact): Tone {
  return IMPACTS[impact][1];
}
