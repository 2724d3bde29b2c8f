import { addDays, decider, Refusal, type CalendarDate, type Decide, type DomainEvent } from '@usance/domain';

/** The day that the business lives in was moved forward by hand. */
export type BusinessDayMoved = DomainEvent<'BusinessDayMoved', { readonly day: CalendarDate }>;

/** The business day when it is moved by hand: none until it was first set. */
export interface BusinessDayState {
  readonly day?: CalendarDate;
}

/** Moves the business day forward. The same day again is nothing to do. Refused with DAY_IN_THE_PAST and DAY_TOO_FAR. */
export interface MoveBusinessDay {
  readonly clock: string;
  readonly day: CalendarDate;
}

/** The most days that the business day moves at once: ten years. */
export const FURTHEST_DAYS = 3660;

/** The one clock of an installation: stream `businessDay-usance.clock`. */
export const CLOCK = { category: 'businessDay', seller: 'usance', id: 'clock' } as const;

export const moveBusinessDay: Decide<BusinessDayState, MoveBusinessDay, BusinessDayMoved> = ({ day: current }, { day }) => {
  if (current === undefined) return [{ type: 'BusinessDayMoved', data: { day } }];
  if (day === current) return [];
  if (day < current) throw new Refusal('DAY_IN_THE_PAST', { day: current, requested: day });
  const furthest = addDays(current, FURTHEST_DAYS);
  if (day > furthest) throw new Refusal('DAY_TOO_FAR', { day: current, requested: day, furthest });
  return [{ type: 'BusinessDayMoved', data: { day } }];
};

export const evolve = (_state: BusinessDayState, event: BusinessDayMoved): BusinessDayState => {
  switch (event.type) {
    case 'BusinessDayMoved':
      return { day: event.data.day };
  }
};

/** The context of the business day. It belongs to the installation, not to a seller, so it is no part of the sellers' model. */
export const businessDay = decider<BusinessDayState, BusinessDayMoved>()({
  category: CLOCK.category,
  stateVersion: 1,
  id: 'clock',
  initial: {},
  evolve,
  commands: { MoveBusinessDay: moveBusinessDay },
});
