import { useState } from 'react';
import type { Block, Cell } from '../../slack/blocks/block.ts';
import { keyed } from './react-helpers.ts';

type Table = Extract<Block, { type: 'data_table' }>;

interface Order {
  column: number;
  isDown: boolean;
}

const textOf = (cell: Cell | undefined): string => (cell && 'text' in cell ? cell.text : '');

/** By value where all cells of the column have one, else by letters. */
const sorted = (rows: readonly Cell[][], { column, isDown }: Order): readonly Cell[][] => {
  const cells = rows.map((row) => row[column]);
  const isNumeric = cells.every((cell) => cell?.type === 'raw_number');
  const numberOf = (row: readonly Cell[]): number => {
    const cell = row[column];
    return cell?.type === 'raw_number' ? cell.value : 0;
  };
  const upwards = rows.toSorted((a, b) =>
    isNumeric ? numberOf(a) - numberOf(b) : textOf(a[column]).localeCompare(textOf(b[column])),
  );
  return isDown ? upwards.toReversed() : upwards;
};

const Head = ({ name, order, onSort }: { name: string; order: boolean | undefined; onSort: () => void }) => (
  <th scope="col" aria-sort={order === undefined ? 'none' : order ? 'descending' : 'ascending'}>
    <button type="button" onClick={onSort}>
      {name}
      <span aria-hidden="true">{order === undefined ? '' : order ? ' ▼' : ' ▲'}</span>
    </button>
  </th>
);

const DEFAULT_ROWS = 5;

/** A table whose columns sort and whose rows come in pages. */
export const DataTable = ({ block }: { block: Table }) => {
  const [order, setOrder] = useState<Order>();
  const [page, setPage] = useState(0);
  const [head = [], ...rows] = block.rows;
  const size = block.page_size ?? DEFAULT_ROWS;
  const pages = Math.ceil(rows.length / size);
  const named = block.row_header_column_index ?? 0;
  const sort = (column: number) => {
    setPage(0);
    setOrder((before) => ({ column, isDown: before?.column === column && !before.isDown }));
  };
  const shown = (order ? sorted(rows, order) : rows).slice(page * size, (page + 1) * size);
  return (
    <div className="data-table">
      <div className="data-table-rows">
        <table>
          <caption>{block.caption}</caption>
          <thead>
            <tr>
              {keyed(head).map(({ item, key }, column) => (
                <Head
                  key={key}
                  name={textOf(item)}
                  order={order?.column === column ? order.isDown : undefined}
                  onSort={() => sort(column)}
                />
              ))}
            </tr>
          </thead>
          <tbody>
            {keyed(shown).map(({ item: row, key: rowKey }) => (
              <tr key={rowKey}>
                {keyed(row).map(({ item, key }, column) =>
                  column === named ? (
                    <th key={key} scope="row">
                      <div>{textOf(item)}</div>
                    </th>
                  ) : (
                    <td key={key}>
                      <div>{textOf(item)}</div>
                    </td>
                  ),
                )}
              </tr>
            ))}
          </tbody>
        </table>
      </div>
      {pages > 1 && (
        <nav aria-label={`Pages of ${block.caption}`}>
          <button type="button" disabled={page === 0} onClick={() => setPage(page - 1)}>
            Rows before
          </button>
          <span>
            {page + 1} of {pages}
          </span>
          <button type="button" disabled={page === pages - 1} onClick={() => setPage(page + 1)}>
            Rows after
          </button>
        </nav>
      )}
    </div>
  );
};
