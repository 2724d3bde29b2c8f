/** Levels of authority, the lowest first. */
export const APPROVAL_LEVELS = ['clerk', 'supervisor', 'manager', 'director'] as const;

export type ApprovalLevel = (typeof APPROVAL_LEVELS)[number];

/** A person who decides, and the authority with which. */
export interface Approver {
  readonly name: string;
  readonly level: ApprovalLevel;
}

/** Whether the authority is at least the one that is needed. */
export const reaches = (level: ApprovalLevel, needed: ApprovalLevel): boolean =>
  APPROVAL_LEVELS.indexOf(level) >= APPROVAL_LEVELS.indexOf(needed);
