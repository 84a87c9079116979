/**
 * A contract's type after it went through JSON: what may be undefined is left out (in a list it is null), and lists can
 * be written. The schemas of answers are held to it by the compiler, so that contract and description cannot differ.
 */
export type Wire<Type> = unknown extends Type
  ? Type
  : Type extends readonly (infer Element)[]
    ? (Wire<Exclude<Element, undefined>> | (undefined extends Element ? null : never))[]
    : Type extends object
      ? { -readonly [Key in Sure<Type>]: Wire<Type[Key]> } & {
          -readonly [Key in Exclude<keyof Type, Sure<Type>>]?:
            | Wire<Exclude<Type[Key], undefined>>
            | undefined;
        }
      : Type;

/** The keys that JSON always has. */
type Sure<Type> = {
  [Key in keyof Type]-?: unknown extends Type[Key] ? Key : undefined extends Type[Key] ? never : Key;
}[keyof Type];

/** `true` when each of two types may stand for the other, and neither has a key more, not even one that may be missing. */
export type Same<One, Other> = [One] extends [Other]
  ? [Other] extends [One]
    ? [Whole<One>] extends [Whole<Other>]
      ? [Whole<Other>] extends [Whole<One>]
        ? true
        : false
      : false
    : false
  : false;

/** With every key that may be missing. */
type Whole<Type> = unknown extends Type
  ? Type
  : Type extends readonly (infer Element)[]
    ? Whole<Element>[]
    : Type extends object
      ? { [Key in keyof Type]-?: Whole<Exclude<Type[Key], undefined>> }
      : Type;
