/** A file and where it lay in what was dropped or picked, with "/" between the parts. */
export interface PickedFile {
  readonly path: string;
  readonly file: File;
}

/** Files of a drop. Folders are walked; the entries must be taken while the drop event runs, so nothing is awaited before. */
export async function filesOfDrop(transfer: DataTransfer): Promise<PickedFile[]> {
  const entries = Array.from(transfer.items, (item) => item.webkitGetAsEntry()).filter((entry) => entry !== null);
  const loose = entries.length === 0 ? Array.from(transfer.files) : [];
  const picked: PickedFile[] = loose.map((file) => ({ path: file.name, file }));
  for (const entry of entries) await walk(entry, '', picked);
  return picked;
}

/** Files of an input; a picked folder gives paths that start with the folder's name. */
export function filesOfInput(input: HTMLInputElement): PickedFile[] {
  return Array.from(input.files ?? [], (file) => ({ path: file.webkitRelativePath || file.name, file }));
}

async function walk(entry: FileSystemEntry, prefix: string, into: PickedFile[]): Promise<void> {
  const path = prefix + entry.name;
  if (entry.isFile) {
    into.push({ path, file: await fileOf(entry as FileSystemFileEntry) });
    return;
  }
  for (const child of await childrenOf(entry as FileSystemDirectoryEntry)) await walk(child, `${path}/`, into);
}

function fileOf(entry: FileSystemFileEntry): Promise<File> {
  return new Promise((resolve, reject) => entry.file(resolve, reject));
}

/** A reader gives at most 100 entries at a time and an empty list at the end. */
async function childrenOf(directory: FileSystemDirectoryEntry): Promise<FileSystemEntry[]> {
  const reader = directory.createReader();
  const children: FileSystemEntry[] = [];
  for (;;) {
    const some = await new Promise<FileSystemEntry[]>((resolve, reject) => reader.readEntries(resolve, reject));
    if (some.length === 0) return children;
    children.push(...some);
  }
}
