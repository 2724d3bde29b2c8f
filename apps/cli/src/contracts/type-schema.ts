import ts from 'typescript';
import type { JsonSchema } from './catalogue';

/** The compiler's kinds of values. */
const PLAIN: readonly (readonly [ts.TypeFlags, JsonSchema])[] = [
  [ts.TypeFlags.String, { type: 'string' }],
  [ts.TypeFlags.Number, { type: 'number' }],
  [ts.TypeFlags.Boolean, { type: 'boolean' }],
  [ts.TypeFlags.Unknown, {}],
  [ts.TypeFlags.Null, { enum: [null] }],
];

/** The project's own types that stand for a kind of value, as they are in JSON. */
const KNOWN: Readonly<Record<string, JsonSchema>> = {
  Money: { $ref: '#/$defs/Money' },
  CalendarDate: { type: 'string', format: 'date' },
};

const KEYWORDS = new Map<ts.SyntaxKind, JsonSchema>([
  [ts.SyntaxKind.StringKeyword, { type: 'string' }],
  [ts.SyntaxKind.NumberKeyword, { type: 'number' }],
  [ts.SyntaxKind.BooleanKeyword, { type: 'boolean' }],
  [ts.SyntaxKind.UnknownKeyword, {}],
]);

/** The first paragraph of a declaration's docstring, on one line. */
export const sentenceOf = (symbol: ts.Symbol, checker: ts.TypeChecker): string =>
  (ts.displayPartsToString(symbol.getDocumentationComment(checker)).split(/\n\s*\n/)[0] ?? '').replace(/\s+/g, ' ').trim();

/** A written type as JSON Schema. Throws on a type that no JSON value has. */
export const schemaOf = (node: ts.TypeNode, checker: ts.TypeChecker): JsonSchema => {
  const keyword = KEYWORDS.get(node.kind);
  if (keyword) return keyword;
  if (ts.isParenthesizedTypeNode(node) || ts.isTypeOperatorNode(node)) return schemaOf(node.type, checker);
  if (ts.isArrayTypeNode(node)) return { type: 'array', items: schemaOf(node.elementType, checker) };
  if (ts.isTupleTypeNode(node)) return tupleOf(node, checker);
  if (ts.isLiteralTypeNode(node)) return { enum: [literal(node)] };
  if (ts.isUnionTypeNode(node)) return unionOf(node, checker);
  if (ts.isTypeReferenceNode(node)) return referenceOf(node, checker);
  return objectOf(checker.getTypeAtLocation(node), node, checker);
};

const referenceOf = (node: ts.TypeReferenceNode, checker: ts.TypeChecker): JsonSchema => {
  const known = KNOWN[node.typeName.getText()];
  if (known) return known;
  const declaration = resolved(checker.getSymbolAtLocation(node.typeName), checker)?.declarations?.[0];
  if (declaration && ts.isTypeAliasDeclaration(declaration) && !declaration.typeParameters)
    return schemaOf(declaration.type, checker);
  return objectOf(checker.getTypeAtLocation(node), node, checker);
};

const resolved = (symbol: ts.Symbol | undefined, checker: ts.TypeChecker): ts.Symbol | undefined =>
  symbol && symbol.flags & ts.SymbolFlags.Alias ? checker.getAliasedSymbol(symbol) : symbol;

const literal = ({ literal: value }: ts.LiteralTypeNode): unknown => {
  if (ts.isStringLiteral(value)) return value.text;
  if (ts.isNumericLiteral(value)) return Number(value.text);
  return value.kind === ts.SyntaxKind.NullKeyword ? null : value.kind === ts.SyntaxKind.TrueKeyword;
};

/** A list of a fixed length, all of one kind. */
const tupleOf = ({ elements }: ts.TupleTypeNode, checker: ts.TypeChecker): JsonSchema => ({
  type: 'array',
  items: anyOf(elements.map((element) => schemaOf(element, checker))),
  minItems: elements.length,
  maxItems: elements.length,
});

const unionOf = (node: ts.UnionTypeNode, checker: ts.TypeChecker): JsonSchema =>
  anyOf(node.types.filter(({ kind }) => kind !== ts.SyntaxKind.UndefinedKeyword).map((member) => schemaOf(member, checker)));

/** What one of the schemas allows; literals as one enumeration. */
const anyOf = (schemas: readonly JsonSchema[]): JsonSchema => {
  const others = new Map(schemas.filter((schema) => !schema.enum).map((schema) => [JSON.stringify(schema), schema]));
  const literals = schemas.flatMap((schema) => schema.enum ?? []);
  const all = [...others.values(), ...(literals.length > 0 ? [{ enum: literals }] : [])];
  return all.length === 1 ? all[0]! : { anyOf: all };
};

/** A type as the compiler resolved it: what a generic's parameter stands for is not written where it is used. */
const schemaOfType = (type: ts.Type, at: ts.Node, checker: ts.TypeChecker): JsonSchema => {
  const plain = PLAIN.find(([flag]) => (type.flags & flag) !== 0);
  if (plain) return plain[1];
  if (type.isStringLiteral() || type.isNumberLiteral()) return { enum: [type.value] };
  if (type.isUnion()) return anyOf(type.types.filter(isDefined).map((member) => schemaOfType(member, at, checker)));
  if (!checker.isArrayType(type)) return KNOWN[type.getSymbol()?.name ?? ''] ?? objectOf(type, at, checker);
  const [item] = checker.getTypeArguments(type as ts.TypeReference);
  return { type: 'array', items: schemaOfType(item!, at, checker) };
};

const isDefined = ({ flags }: ts.Type): boolean => (flags & ts.TypeFlags.Undefined) === 0;

const isGeneric = (node: ts.Node, checker: ts.TypeChecker): boolean =>
  (ts.isTypeReferenceNode(node) && checker.getTypeAtLocation(node).isTypeParameter()) ||
  (ts.forEachChild(node, (child) => isGeneric(child, checker)) ?? false);

/** The object's fields, inherited ones too; of a union of objects, those of each; of a record, what it holds under any name. */
export const objectOf = (type: ts.Type, at: ts.Node, checker: ts.TypeChecker): JsonSchema => {
  if (type.isUnion()) return schemaOfType(type, at, checker);
  const record = checker.getIndexInfoOfType(type, ts.IndexKind.String);
  if (record) return { type: 'object', additionalProperties: schemaOfType(record.type, at, checker) };
  const fields = checker.getPropertiesOfType(type).map((property): [string, JsonSchema, boolean] => {
    const declaration = property.declarations?.[0];
    if (!declaration || !ts.isPropertySignature(declaration) || !declaration.type)
      throw new Error(`${property.name} of ${at.getText().slice(0, 80)} is no plain field`);
    const description = sentenceOf(property, checker);
    const optional = (property.flags & ts.SymbolFlags.Optional) !== 0;
    const schema = isGeneric(declaration.type, checker)
      ? schemaOfType(checker.getTypeOfSymbolAtLocation(property, at), at, checker)
      : schemaOf(declaration.type, checker);
    return [property.name, { ...schema, ...(description && { description }) }, !optional];
  });
  if (fields.length === 0) throw new Error(`no fields in ${at.getText().slice(0, 80)}`);
  return {
    type: 'object',
    properties: Object.fromEntries(fields.map(([name, schema]) => [name, schema])),
    required: fields.filter(([, , required]) => required).map(([name]) => name),
    additionalProperties: false,
  };
};
