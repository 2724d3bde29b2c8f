import { fieldReader, visitPath } from '../values/paths';
import { Leaf, Node, passes, Predicate } from './nodes';

const compileLeaf = (node: Leaf): Predicate => {
  const { names, test } = node;
  if (names.length > 1) return (d) => visitPath(d, names, 0, (v) => passes(node, v));
  const read = fieldReader(node.path);
  return (d) => {
    const v = read(d);
    return typeof v === 'object' && v !== null ? passes(node, v) : test(v);
  };
};

/** Turns a parsed filter into a function. */
export const compileNode = (node: Node): Predicate => {
  switch (node.kind) {
    case 'leaf':
      return compileLeaf(node);
    case 'constant':
      return () => node.value;
    case 'expr':
      return node.test;
    case 'not': {
      const inner = compileNode(node.node);
      return (d, frame) => !inner(d, frame);
    }
    default:
      return compileMany(node.kind, node.nodes.map(compileNode));
  }
};

const compileMany = (kind: 'and' | 'or' | 'nor', tests: readonly Predicate[]): Predicate => {
  const [a, b, c] = tests;
  if (kind === 'or') return (d, frame) => tests.some((test) => test(d, frame));
  if (kind === 'nor') return (d, frame) => !tests.some((test) => test(d, frame));
  if (!a) return () => true;
  if (!b) return a;
  if (!c) return (d, frame) => a(d, frame) && b(d, frame);
  if (tests.length === 3) return (d, frame) => a(d, frame) && b(d, frame) && c(d, frame);
  return (d, frame) => tests.every((test) => test(d, frame));
};
