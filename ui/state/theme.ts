import { signal } from '@preact/signals';

type Theme = 'dark' | 'light';

const KEY = 'holdfast-theme';
const kept = localStorage.getItem(KEY);

/** Dark unless the browser or its user says otherwise. */
export const theme = signal<Theme>(
  kept === 'dark' || kept === 'light'
    ? kept
    : matchMedia('(prefers-color-scheme: light)').matches
      ? 'light'
      : 'dark',
);

export function applyTheme(): void {
  document.documentElement.dataset['theme'] = theme.value;
}

export function turnTheme(): void {
  theme.value = theme.value === 'dark' ? 'light' : 'dark';
  localStorage.setItem(KEY, theme.value);
  applyTheme();
}
