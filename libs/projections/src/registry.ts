import { alerts } from './alerts/alerts.projection';
import { leadTimes } from './alerts/lead-times.projection';
import { buyers } from './buyers/buyers.projection';
import { flags } from './conditions/flags.projection';
import { holds } from './conditions/holds.projection';
import { securities } from './conditions/securities.projection';
import { decisions } from './decisions/decisions.projection';
import { scores } from './buyers/scores.projection';
import { countries } from './countries/countries.projection';
import { exposure } from './exposure/exposure.projection';
import { claims } from './insurance/claims.projection';
import { policies } from './insurance/policies.projection';
import type { Projection } from './kernel';
import { limitProposals } from './limits/limit-proposals.projection';
import { limits } from './limits/limits.projection';
import { openItems } from './open-items/open-items.projection';
import { reviews } from './reviews/reviews.projection';
import { sales } from './sales/sales.projection';
import { settingVersions } from './settings/settings.projection';
import { thresholds } from './thresholds/thresholds.projection';

/** All read models that queries are answered from. */
export const READ_MODELS: readonly Projection[] = [
  buyers,
  limits,
  openItems,
  exposure,
  sales,
  policies,
  claims,
  settingVersions,
  decisions,
  limitProposals,
  securities,
  flags,
  holds,
  thresholds,
  scores,
  alerts,
  leadTimes,
  reviews,
  countries,
];
