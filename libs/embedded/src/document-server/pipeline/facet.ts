import { refuse } from '../errors';
import { Doc, shapeOf } from '../values/doc';
import type { Value } from '../values/types';
import { compilePipeline } from './pipeline';
import { collector, connect, Stage, Surroundings } from './stage';

const FORBIDDEN = ['$facet', '$out', '$merge', '$collStats', '$indexStats', '$geoNear', '$changeStream'];

/** Compiles `$facet`: several pipelines over the same documents, in one pass. */
export const compileFacet = (spec: Value, outer: Surroundings): Stage => {
  if (!(spec instanceof Doc) || spec.size === 0) return refuse(40169, 'the $facet specification must be a non-empty object');
  const pipelines = [...spec.entries()].map(([name, stages]) => {
    if (!Array.isArray(stages)) return refuse(40170, `arguments to $facet must be arrays, ${name} is not`);
    for (const stage of stages as readonly Value[])
      if (stage instanceof Doc && FORBIDDEN.includes(stage.shape.names[0] ?? ''))
        refuse(40600, `${stage.shape.names[0] as string} is not allowed to be used within a $facet stage`);
    return compilePipeline(stages as readonly Value[], outer).stages;
  });
  const shape = shapeOf(spec.shape.names);
  return (next, frame) => {
    const results = pipelines.map((): Doc[] => []);
    const sinks = pipelines.map((stages, i) => connect(stages, collector(results[i] as Doc[]), frame));
    const done = sinks.map(() => false);
    return {
      push: (d) => {
        sinks.forEach((sink, i) => {
          if (!done[i]) done[i] = sink.push(d);
        });
        return done.every(Boolean);
      },
      end: () => {
        for (const sink of sinks) sink.end();
        next.push(new Doc(shape, results));
        next.end();
      },
    };
  };
};
