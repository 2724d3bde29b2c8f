import { AlertsController, alertsHandler, reviewsHandler } from './alerts.controller';
import { AgingController, agingHandler } from './aging.controller';
import { ConditionsController, flagsHandler, holdsHandler, securitiesHandler } from './conditions.controller';
import { DecisionsController, decisionsHandler, limitProposalsHandler, limitRequestsHandler } from './decisions.controller';
import { buyerHandler, BuyersController, buyersHandler, monitoringHandler, scoresHandler } from './buyers.controller';
import { CountriesController, countriesHandler, countryHandler } from './countries.controller';
import { DsoController, dsoHandler, dsoTrendHandler } from './dso.controller';
import { ExposureController, exposureHandler, exposuresHandler } from './exposure.controller';
import { HistoryController, HistoryHandler } from './history.controller';
import { claimHandler, claimsHandler, InsuranceController, policyHandler } from './insurance.controller';
import { invoiceHandler, invoicesHandler, ItemsController, paymentHandler } from './items.controller';
import { limitHistoryHandler, LimitsController, limitsHandler } from './limits.controller';
import { holdQueueHandler, orderHandler, OrdersController, ordersHandler } from './orders.controller';
import { creditPolicyHandler, scorecardHandler, SettingsController } from './settings.controller';
import { gradesHandler, ThresholdsController, thresholdsHandler } from './thresholds.controller';

/** The routes of all queries. */
export const readControllers = [
  AgingController,
  DsoController,
  ExposureController,
  ItemsController,
  LimitsController,
  OrdersController,
  DecisionsController,
  ConditionsController,
  ThresholdsController,
  InsuranceController,
  SettingsController,
  BuyersController,
  AlertsController,
  CountriesController,
  HistoryController,
];

/** The bus handlers of all queries. */
export const readHandlers = [
  agingHandler,
  dsoHandler,
  dsoTrendHandler,
  exposureHandler,
  exposuresHandler,
  invoicesHandler,
  invoiceHandler,
  paymentHandler,
  limitsHandler,
  limitHistoryHandler,
  ordersHandler,
  orderHandler,
  holdQueueHandler,
  limitRequestsHandler,
  limitProposalsHandler,
  decisionsHandler,
  securitiesHandler,
  flagsHandler,
  holdsHandler,
  thresholdsHandler,
  gradesHandler,
  policyHandler,
  claimHandler,
  claimsHandler,
  creditPolicyHandler,
  scorecardHandler,
  buyerHandler,
  buyersHandler,
  scoresHandler,
  monitoringHandler,
  alertsHandler,
  reviewsHandler,
  countriesHandler,
  countryHandler,
  HistoryHandler,
];
