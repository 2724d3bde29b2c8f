import { basicStages } from './basic';
import { compileFacet } from './facet';
import { compileLookup, compileUnionWith } from './lookup';
import { orderingStages, registerStages } from './pipeline';
import { compileWindow } from './window';

registerStages(basicStages);
registerStages(orderingStages);
registerStages({
  $facet: (value, outer) => compileFacet(value, outer),
  $lookup: (value, outer) => compileLookup(value, outer),
  $unionWith: (value, outer) => compileUnionWith(value, outer),
  $setWindowFields: (value, outer) => compileWindow(value, outer.scope),
});

export { compilePipeline, pipelinePlan, runPipeline } from './pipeline';
export type { Pipeline } from './pipeline';
export type { Surroundings } from './stage';
