import { isDenied, isHearsay, isWished } from './clauses.ts';

export interface WitnessAnswer {
  readonly claims: readonly {
    readonly claim: number;
    readonly why: string;
    readonly supported: boolean;
  }[];
}

export function witnessByRules(_message: string): WitnessAnswer {
  void isDenied;
  void isHearsay;
  void isWished;
  return { claims: [] };
}
