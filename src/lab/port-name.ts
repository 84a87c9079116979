/** The kernel's limit for interface names. */
const LONGEST = 15;

/** A name for the switch's end of a member's cable: `MEMBER-INTERFACE`, shortened and numbered where it must be. */
export function portName(member: string, interfaceName: string, used: ReadonlySet<string>): string {
  const whole = `${member}-${interfaceName}`;
  if (whole.length <= LONGEST && !used.has(whole)) return whole;
  for (let number = 1; ; number += 1) {
    const tail = `-${number}`;
    const name = `${whole.slice(0, LONGEST - tail.length)}${tail}`;
    if (!used.has(name)) return name;
  }
}
