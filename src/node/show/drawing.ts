export type Look = 'live' | 'ready' | 'broken' | 'out' | 'unseen';

export interface Box {
  readonly id: string;
  readonly kind: 'clients' | 'vip' | 'node' | 'pool' | 'server';
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
  readonly title: string;
  /** Small lines below the title, each with how it is. */
  readonly lines: readonly { readonly text: string; readonly look: Look }[];
  readonly look: Look;
  /** The view that tells more. */
  readonly to: string;
}

export interface Edge {
  readonly id: string;
  readonly from: { readonly x: number; readonly y: number };
  readonly to: { readonly x: number; readonly y: number };
  readonly look: Look;
  readonly label: string;
  /** Where the label stands. Default: at the end. */
  readonly isAtStart?: boolean;
}

export interface Drawing {
  readonly width: number;
  readonly height: number;
  readonly boxes: readonly Box[];
  readonly edges: readonly Edge[];
  /** In words, for who does not see it. */
  readonly words: string;
}
