import { type FileHandle, open } from 'node:fs/promises'
import {
  type AsyncBuffer,
  type ColumnMetaData,
  type FileMetaData,
  parquetSchema,
  type RowGroup,
} from 'hyparquet'
import { parquetHeader } from 'hyparquet/src/column.js'

interface PageLocation {
  readonly offset: bigint
  readonly compressed_page_size: number
  readonly first_row_index: bigint
}

/** Bytes in which a page's header lies. Writers keep the two values in it below 4 KiB each, or leave them out. */
const HEADER_BYTES = 16 * 1024

/** A file to be read in pieces; what lies behind its end is cut off. */
export async function openPieces(path: string): Promise<{ file: AsyncBuffer; handle: FileHandle }> {
  const handle = await open(path)
  const { size } = await handle.stat()
  const slice = async (start: number, end = size): Promise<ArrayBuffer> => {
    const bytes = new Uint8Array(Math.max(0, Math.min(end, size) - start))
    for (let at = 0; at < bytes.length; ) {
      const { bytesRead } = await handle.read(bytes, at, bytes.length - at, start + at)
      if (bytesRead === 0) throw new Error('the file ends before its footer says so')
      at += bytesRead
    }
    return bytes.buffer
  }
  return { file: { byteLength: size, slice }, handle }
}

/** Whether a column has one value a row. Of other columns a page does not say which rows are in it. */
export function isFlat({ path_in_schema: path }: ColumnMetaData, metadata: FileMetaData): boolean {
  const column = parquetSchema(metadata).children.find(({ element }) => element.name === path[0])
  return path.length === 1 && column?.element.repetition_type !== 'REPEATED'
}

/**
 * Where the pages of a row group's flat columns lie, by the columns' names, in the shape of Parquet's offset index, which
 * most files lack. Without it all of a column would be read from the disk for a few of its rows. A column whose page
 * headers make no sense is left out: what is wrong with it the decoder tells better.
 */
export async function pagesOf(
  file: AsyncBuffer,
  group: RowGroup,
  metadata: FileMetaData,
): Promise<Record<string, PageLocation[]>> {
  const found: Record<string, PageLocation[]> = {}
  for (const { meta_data: column } of group.columns) {
    if (!column || !isFlat(column, metadata)) continue
    const pages = await pagesOfColumn(file, column).catch(() => [])
    if (pages.length > 0) found[column.path_in_schema.join('.')] = pages
  }
  return found
}

async function pagesOfColumn(file: AsyncBuffer, column: ColumnMetaData): Promise<PageLocation[]> {
  const pages: PageLocation[] = []
  let at = Number(column.dictionary_page_offset || column.data_page_offset)
  const end = at + Number(column.total_compressed_size)
  let rows = 0
  while (at < end) {
    const reader = { view: new DataView(await file.slice(at, Math.min(at + HEADER_BYTES, end))), offset: 0 }
    const header = parquetHeader(reader)
    const size = reader.offset + header.compressed_page_size
    if (!(size > 0)) throw new Error('a page without a size')
    if (header.type !== 'DICTIONARY_PAGE') {
      pages.push({ offset: BigInt(at), compressed_page_size: size, first_row_index: BigInt(rows) })
      rows += header.data_page_header_v2?.num_rows ?? header.data_page_header?.num_values ?? 0
    }
    at += size
  }
  return pages
}
