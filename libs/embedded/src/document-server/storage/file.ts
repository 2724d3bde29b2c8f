import { FileHandle, open } from 'node:fs/promises';

/** The operations on a file that the log needs; tests give one that fails. */
export interface LogFile {
  write(bytes: Uint8Array, position: number): Promise<void>;
  read(into: Buffer, position: number): Promise<number>;
  size(): Promise<number>;
  truncate(size: number): Promise<void>;
  sync(): Promise<void>;
  close(): Promise<void>;
}

export type OpenFile = (path: string) => Promise<LogFile>;

const writeAll = async (handle: FileHandle, bytes: Uint8Array, position: number): Promise<void> => {
  let done = 0;
  while (done < bytes.length) done += (await handle.write(bytes, done, bytes.length - done, position + done)).bytesWritten;
};

/** Opens a file for reading and writing, making it when it does not exist. */
export const openFile: OpenFile = async (path) => {
  const handle = await open(path, 'r+').catch((error: NodeJS.ErrnoException) => {
    if (error.code === 'ENOENT') return open(path, 'w+');
    throw error;
  });
  return {
    write: (bytes, position) => writeAll(handle, bytes, position),
    read: async (into, position) => (await handle.read(into, 0, into.length, position)).bytesRead,
    size: async () => (await handle.stat()).size,
    truncate: (size) => handle.truncate(size),
    sync: () => handle.datasync(),
    close: () => handle.close(),
  };
};

/** Makes a rename or a new file in the folder durable. */
export const syncFolder = async (path: string): Promise<void> => {
  const handle = await open(path, 'r');
  try {
    await handle.sync();
  } finally {
    await handle.close();
  }
};
