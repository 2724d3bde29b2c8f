import type { Server, UntypedHandleCall } from '@grpc/grpc-js';
import { MemberInfo, ClusterInfo, EndPoint } from '@eventstore/db-client/generated/gossip_pb';
import { SupportedMethod, SupportedMethods } from '@eventstore/db-client/generated/serverfeatures_pb';
import { Empty, UUID } from '@eventstore/db-client/generated/shared_pb';
import { DeleteReq, ReadReq, TombstoneReq } from '@eventstore/db-client/generated/streams_pb';
import type { Store } from '../storage/store';
import { append, remove } from './append';
import { batchAppend } from './batch-append';
import { read } from './read';
import { readAppendMessage, readBatchMessage } from './requests';

/** The version that the server says it is: the one that its answers were compared with. */
const VERSION = '23.10.8';
const STREAMS = 'event_store.client.streams.Streams';
const FEATURES = 'event_store.client.server_features.ServerFeatures';
const GOSSIP = 'event_store.client.gossip.Gossip';

interface Message {
  serializeBinary(): Uint8Array;
}

interface Method {
  readonly read: (bytes: Buffer) => unknown;
  readonly takesStream?: boolean;
  readonly givesStream?: boolean;
  readonly handle: UntypedHandleCall;
}

/** The handlers answer bytes: what is hot is encoded by hand, and the rest before it is handed over. */
const register = (server: Server, service: string, methods: Readonly<Record<string, Method>>): void => {
  const definition = Object.fromEntries(
    Object.entries(methods).map(([name, { read: requestDeserialize, takesStream = false, givesStream = false }]) => [
      name,
      {
        path: `/${service}/${name}`,
        requestStream: takesStream,
        responseStream: givesStream,
        requestSerialize: (): Buffer => Buffer.alloc(0),
        requestDeserialize,
        responseSerialize: (bytes: Buffer): Buffer => bytes,
        responseDeserialize: (bytes: Buffer): Buffer => bytes,
      },
    ]),
  );
  server.addService(definition, Object.fromEntries(Object.entries(methods).map(([name, { handle }]) => [name, handle])));
};

const constant =
  (make: () => Message): UntypedHandleCall =>
  (_call: unknown, answer: (error: null, bytes: Buffer) => void) =>
    answer(null, Buffer.from(make().serializeBinary()));

const features = (): Message => {
  const method = (service: string, name: string, known: readonly string[] = []): SupportedMethod => {
    const supported = new SupportedMethod();
    supported.setServiceName(service);
    supported.setMethodName(name);
    supported.setFeaturesList([...known]);
    return supported;
  };
  const answer = new SupportedMethods();
  answer.setEventStoreServerVersion(VERSION);
  answer.setMethodsList([
    method(STREAMS, 'read', ['position', 'events']),
    ...['append', 'batchappend', 'delete', 'tombstone'].map((name) => method(STREAMS, name)),
    method(FEATURES, 'getsupportedmethods'),
    method(GOSSIP, 'read'),
  ]);
  return answer;
};

/** A cluster of one, which leads. */
const gossip = (id: string, host: string, port: number): Message => {
  const uuid = new UUID();
  uuid.setString(id);
  const endPoint = new EndPoint();
  endPoint.setAddress(host);
  endPoint.setPort(port);
  const member = new MemberInfo();
  member.setInstanceId(uuid);
  member.setTimeStamp(`${Date.now()}0000`);
  member.setState(MemberInfo.VNodeState.LEADER);
  member.setIsAlive(true);
  member.setHttpEndPoint(endPoint);
  const cluster = new ClusterInfo();
  cluster.setMembersList([member]);
  return cluster;
};

/** Who the server is, for clients that look for the leader. */
export interface Member {
  readonly id: string;
  readonly host: string;
  port: number;
}

/** Adds the services that the store answers for; all other calls are answered as not implemented. */
export const addServices = (server: Server, store: Store, member: Member): void => {
  register(server, STREAMS, {
    Read: { read: (bytes) => ReadReq.deserializeBinary(bytes), givesStream: true, handle: read(store) },
    Append: { read: readAppendMessage, takesStream: true, handle: append(store) },
    BatchAppend: { read: readBatchMessage, takesStream: true, givesStream: true, handle: batchAppend(store) },
    Delete: { read: (bytes) => DeleteReq.deserializeBinary(bytes), handle: remove(store, false) },
    Tombstone: { read: (bytes) => TombstoneReq.deserializeBinary(bytes), handle: remove(store, true) },
  });
  const readEmpty = (bytes: Buffer): Empty => Empty.deserializeBinary(bytes);
  register(server, FEATURES, { GetSupportedMethods: { read: readEmpty, handle: constant(features) } });
  register(server, GOSSIP, { Read: { read: readEmpty, handle: constant(() => gossip(member.id, member.host, member.port)) } });
};
