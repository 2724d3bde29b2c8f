import { refuse } from '../errors';
import { compileExpression } from '../expression';
import type { Scope } from '../expression';
import { Doc } from '../values/doc';
import { truthy } from '../values/numbers';
import { Maybe, Regex, Value } from '../values/types';
import { compileNode } from './compile';
import { leaf, Leaf, Node, passes, wholeLeaf } from './nodes';
import { parseOperator } from './operators';
import { regexTest } from './regex';
import { equals, Test } from './tests';

const conjunction = (nodes: readonly Node[]): Node => (nodes.length === 1 ? (nodes[0] as Node) : { kind: 'and', nodes });

const logical = (name: '$and' | '$or' | '$nor', operand: Value, scope: Scope): Node => {
  if (!Array.isArray(operand) || operand.length === 0) return refuse(2, `${name} argument must be a non-empty array`);
  const nodes = (operand as readonly Value[]).map((part) =>
    part instanceof Doc ? parseFilter(part, scope) : refuse(2, '$or/$and/$nor entries need to be full objects'),
  );
  return name === '$and' ? conjunction(nodes) : { kind: name === '$or' ? 'or' : 'nor', nodes };
};

const topLevel = (name: string, operand: Value, scope: Scope): Node | undefined => {
  switch (name) {
    case '$and':
    case '$or':
    case '$nor':
      return logical(name, operand, scope);
    case '$comment':
      return undefined;
    case '$expr': {
      const { run } = compileExpression(operand, scope);
      return { kind: 'expr', test: (d, frame) => truthy(run(d, frame)) };
    }
    case '$alwaysTrue':
    case '$alwaysFalse':
      return { kind: 'constant', value: name === '$alwaysTrue' };
    case '$where':
    case '$text':
    case '$jsonSchema':
      return refuse(2, `this server does not support ${name}`);
    default:
      return refuse(
        2,
        `unknown top level operator: ${name}. If you have a field name that starts with a '$' symbol, consider using $getField or $setField.`,
      );
  }
};

/** Whether a document is a set of operators rather than a value to compare with. */
export const isOperators = (v: Maybe): v is Doc => {
  const first = v instanceof Doc ? v.shape.names[0] : undefined;
  return first !== undefined && first.startsWith('$') && !['$ref', '$id', '$db'].includes(first);
};

const operators = (path: string, conditions: Doc, scope: Scope): Node[] => {
  const nodes: Node[] = [];
  for (const [name, operand] of conditions.entries()) {
    if (name === '$options') {
      if (!conditions.has('$regex')) refuse(2, '$options needs a $regex');
    } else if (name === '$not') nodes.push({ kind: 'not', node: negated(path, operand, scope) });
    else if (name === '$elemMatch') nodes.push(elemMatchLeaf(path, operand, scope));
    else nodes.push(name === '$all' ? all(path, operand, scope) : parseOperator(path, name, operand, conditions));
  }
  return nodes;
};

const negated = (path: string, operand: Value, scope: Scope): Node => {
  if (operand instanceof Regex) return leaf(path, '$regex', operand, regexTest(operand));
  if (!(operand instanceof Doc)) return refuse(2, '$not needs a regex or a document');
  if (operand.size === 0) return refuse(2, '$not cannot be empty');
  const [first = ''] = operand.shape.names;
  return isOperators(operand) ? conjunction(operators(path, operand, scope)) : refuse(2, `unknown operator: ${first}`);
};

/** The conditions on one path: operators, a regular expression, or a value to equal. */
export const parseCondition = (path: string, condition: Value, scope: Scope): Node => {
  if (isOperators(condition)) return conjunction(operators(path, condition, scope));
  if (condition instanceof Regex) return leaf(path, '$regex', condition, regexTest(condition));
  return leaf(path, '$eq', condition, equals(condition));
};

/** Parses a filter, refusing whatever it does not know, whether or not there are documents to apply it to. */
export const parseFilter = (filter: Doc, scope: Scope): Node => {
  const nodes: Node[] = [];
  for (let i = 0; i < filter.size; i++) {
    const name = filter.shape.names[i] as string;
    const value = filter.values[i] as Value;
    const node = name.startsWith('$') ? topLevel(name, value, scope) : parseCondition(name, value, scope);
    if (node) nodes.push(node);
  }
  return conjunction(nodes);
};

const LOGICAL = ['$and', '$or', '$nor', '$expr', '$comment'];
const ELEMENT = 'v';

/** A test of one element: conditions on the element itself, or a filter on the document it is. */
export const elementTest = (condition: Doc, scope: Scope): Test => {
  if (isOperators(condition) && !LOGICAL.includes(condition.shape.names[0] as string)) {
    const node = parseCondition(ELEMENT, condition, scope);
    return (v) => holds(node, v);
  }
  const test = compileNode(parseFilter(condition, scope));
  return (v) => v instanceof Doc && test(v, []);
};

/** Evaluates conditions on one path against the value there. */
const holds = (node: Node, v: Maybe): boolean => {
  switch (node.kind) {
    case 'leaf':
      return passes(node, v);
    case 'not':
      return !holds(node.node, v);
    case 'and':
      return node.nodes.every((part) => holds(part, v));
    default:
      return false;
  }
};

const elemMatchLeaf = (path: string, operand: Value, scope: Scope): Leaf => {
  if (!(operand instanceof Doc)) return refuse(2, '$elemMatch needs an Object');
  const element = elementTest(operand, scope);
  return { ...wholeLeaf(path, '$elemMatch', operand, (v) => Array.isArray(v) && (v as Value[]).some(element)), element };
};

const all = (path: string, operand: Value, scope: Scope): Node => {
  if (!Array.isArray(operand)) return refuse(2, '$all needs an array');
  const wanted = operand as readonly Value[];
  if (wanted.length === 0) return { kind: 'constant', value: false };
  const nodes = wanted.map((one) => {
    if (one instanceof Doc && one.shape.names[0] === '$elemMatch') return elemMatchLeaf(path, one.values[0] as Value, scope);
    if (isOperators(one)) return refuse(2, 'no $ expressions in $all');
    return one instanceof Regex ? leaf(path, '$regex', one, regexTest(one)) : leaf(path, '$eq', one, equals(one));
  });
  return { kind: 'and', nodes };
};
