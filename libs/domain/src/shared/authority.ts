/** A level of authority. */
export type ApprovalLevel = 'clerk' | 'supervisor' | 'manager' | 'director';

/** Levels of authority, the lowest first. */
export const APPROVAL_LEVELS: readonly ApprovalLevel[] = ['clerk', 'supervisor', 'manager', 'director'];

/** A person who decides, and the authority with which. */
export interface Approver {
  readonly name: string;
  readonly level: ApprovalLevel;
}

/** Whether the authority is at least the one that is needed. */
export const reaches = (level: ApprovalLevel, needed: ApprovalLevel): boolean =>
  APPROVAL_LEVELS.indexOf(level) >= APPROVAL_LEVELS.indexOf(needed);
