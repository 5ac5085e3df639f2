import type { Operation, StoredDocument, Unit } from './state.ts';

/** A unit with the document it is a piece of: tags and metadata are the document's. */
export interface Found {
  readonly bank: string;
  readonly document: StoredDocument;
  readonly unit: Unit;
}

/** One document as lists show it: everything but the text. */
export function listedDocument(bank: string, document: StoredDocument, matchedFields: readonly string[]) {
  return {
    ...commonFields(bank, document),
    text_length: [...document.text].length,
    matched_fields: matchedFields,
  };
}

/** One document with its text. */
export function fullDocument(bank: string, document: StoredDocument) {
  return {
    ...commonFields(bank, document),
    original_text: document.text,
    nodes_by_fact_type: { world: document.units.length, experience: 0, observation: 0 },
    observation_scopes: null,
    attachments: null,
  };
}

function commonFields(bank: string, document: StoredDocument) {
  return {
    id: document.id,
    bank_id: bank,
    content_hash: document.hash,
    created_at: document.createdAt,
    updated_at: document.updatedAt,
    memory_unit_count: document.units.length,
    retain_params: document.retainParams,
    document_metadata: document.metadata,
    tags: document.tags,
  };
}

/** One unit as the list of units shows it. */
export function listedUnit({ bank, document, unit }: Found) {
  return {
    ...unitFields({ bank, document, unit }),
    date: unit.mentionedAt ?? '',
    fact_type: 'world',
    entities: '',
    proof_count: 1,
    consolidated_at: null,
    consolidation_failed_at: null,
    state: 'valid',
    invalidation_reason: null,
    invalidated_at: null,
    edited_at: null,
    updated_at: document.updatedAt,
    source_memory_ids: [],
  };
}

export interface Scores {
  readonly final: number;
  /** Null when the unit was not found by its meaning. */
  readonly semantic: number | null;
  /** Null when the unit was not found by its words. */
  readonly keyword: number | null;
}

/** One unit as recall shows it. */
export function recalledUnit(found: Found, scores: Scores) {
  return {
    ...unitFields(found),
    type: 'world',
    entities: null,
    source_fact_ids: null,
    scores: { ...scores, reranker: null },
    attachments: null,
  };
}

function unitFields({ bank, document, unit }: Found) {
  return {
    id: unit.id,
    text: unit.text,
    context: unit.context,
    occurred_start: null,
    occurred_end: null,
    mentioned_at: unit.mentionedAt,
    document_id: document.id,
    metadata: document.metadata ?? {},
    chunk_id: `${bank}_${document.id}_${unit.index}`,
    tags: document.tags,
  };
}

/** State of an accepted retain; an unknown id is not an error for Hindsight. */
export function operationStatus(id: string, operation: Operation | undefined) {
  const status = operation?.done ? 'completed' : 'pending';
  const type = operation ? 'batch_retain' : null;
  return {
    operation_id: id,
    id,
    status: operation ? status : 'not_found',
    operation_type: type,
    task_type: type,
    mental_model_id: null,
    created_at: operation?.createdAt ?? null,
    updated_at: operation?.updatedAt ?? null,
    completed_at: operation?.done ? operation.updatedAt : null,
    error_message: null,
    retry_count: operation ? 0 : null,
    next_retry_at: null,
    progress: null,
    result_metadata: operation ? { items_count: operation.items.length } : null,
    details: null,
    child_operations: null,
    task_payload: null,
  };
}
