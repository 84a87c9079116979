/**
 * For `sh -c` where Holdfast is installed and its daemon runs: what `holdfast top` draws on a terminal, and the first line of
 * the page that `holdfast ui` serves.
 */
export const INSTALLED_SCREENS = `
TERM=xterm script -qec 'stty rows 30 cols 100; timeout --foreground -k 2 8 holdfast top' /dev/null </dev/null
holdfast ui --port 8701 &
ui=$!
/usr/lib/holdfast/node -e '
  const until = Date.now() + 10000;
  const ask = () => fetch("http://127.0.0.1:8701/").then((page) => page.text()).then(
    (text) => console.log(text.slice(0, 200)),
    () => Date.now() < until && setTimeout(ask, 100));
  ask();'
kill $ui
`;

/** @param told what `INSTALLED_SCREENS` printed */
export function hasBothScreens(told: string): boolean {
  return /SERVING|DEGRADED|Verdict/.test(told) && /<!doctype html>/i.test(told);
}
