import { commandsOf, REFUSALS } from '@usance/domain';
import { relative, sep } from 'node:path';
import ts from 'typescript';
import type { Catalogue, Entry } from './catalogue';
import { objectOf, schemaOf, sentenceOf } from './type-schema';

/**
 * Reads the catalogue out of the domain's source: every type `X = DomainEvent<'X', …>` is an event, every exported type with
 * the name of a command is its payload; their docstrings say what they mean. Needs the source and the compiler: a tool of
 * development, whose result is kept.
 */
export const readDomain = (root: string): Catalogue => {
  const folder = `${root}/libs/domain/src`;
  const files = ts.sys.readDirectory(folder, ['.ts'], ['**/*.spec.ts']);
  const program = ts.createProgram(files, {
    target: ts.ScriptTarget.ES2023,
    module: ts.ModuleKind.CommonJS,
    strict: true,
    noEmit: true,
  });
  const checker = program.getTypeChecker();
  const types = files.flatMap((file) => exportedTypes(program.getSourceFile(file), checker, contextOf(relative(folder, file))));
  const commands = [...commandsOf().keys()].map((name) => {
    const found = types.find((type) => type.name === name && !eventOf(type.declaration));
    if (!found) throw new Error(`no exported type says what ${name} holds`);
    return entry(found, checker);
  });
  const events = types.flatMap((type) => {
    const event = eventOf(type.declaration);
    return event ? [{ ...entry(type, checker, event.data), name: event.name }] : [];
  });
  return { commands: byName(commands), events: byName(events), refusals: REFUSALS };
};

interface ExportedType {
  readonly name: string;
  readonly context: string;
  readonly symbol: ts.Symbol;
  readonly declaration: ts.TypeAliasDeclaration | ts.InterfaceDeclaration;
}

const contextOf = (file: string): string => file.split(sep)[0] ?? '';

const byName = (entries: readonly Entry[]): Entry[] =>
  entries.toSorted((a, b) => a.context.localeCompare(b.context) || a.name.localeCompare(b.name));

const exportedTypes = (file: ts.SourceFile | undefined, checker: ts.TypeChecker, context: string): ExportedType[] =>
  (file?.statements ?? []).flatMap((declaration) => {
    if (!ts.isTypeAliasDeclaration(declaration) && !ts.isInterfaceDeclaration(declaration)) return [];
    const symbol = checker.getSymbolAtLocation(declaration.name);
    return symbol ? [{ name: declaration.name.text, context, symbol, declaration }] : [];
  });

const eventOf = (declaration: ExportedType['declaration']): { name: string; data: ts.TypeNode } | undefined => {
  if (!ts.isTypeAliasDeclaration(declaration) || !ts.isTypeReferenceNode(declaration.type)) return undefined;
  const { typeName, typeArguments: [name, data] = [] } = declaration.type;
  if (typeName.getText() !== 'DomainEvent' || !name || !data || !ts.isLiteralTypeNode(name) || !ts.isStringLiteral(name.literal))
    return undefined;
  return { name: name.literal.text, data };
};

const entry = ({ name, context, symbol, declaration }: ExportedType, checker: ts.TypeChecker, data?: ts.TypeNode): Entry => {
  const description = sentenceOf(symbol, checker);
  if (description === '') throw new Error(`${name} does not say what it means`);
  if (data) return { name, context, description, schema: schemaOf(data, checker) };
  const schema = ts.isTypeAliasDeclaration(declaration)
    ? schemaOf(declaration.type, checker)
    : objectOf(checker.getTypeAtLocation(declaration), declaration, checker);
  return { name, context, description, schema };
};
