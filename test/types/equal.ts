/** Whether two types are identical, down to what is optional: `true satisfies Equal<One, Other>`. */
export type Equal<One, Other> =
  (<Value>(value: Value) => Value extends One ? 1 : 2) extends <Value>(
    value: Value,
  ) => Value extends Other ? 1 : 2
    ? true
    : false
