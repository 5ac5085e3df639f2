/** Tells somebody how long a named part of the work took, whether it succeeded or not. */
export type TimeStage = <T>(stage: string, work: Promise<T>) => Promise<T>;

/** Tells nobody. */
export const untimed: TimeStage = (_stage, work) => work;
