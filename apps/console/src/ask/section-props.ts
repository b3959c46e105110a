import type { Catalogue } from '../api/shapes.js';
import type { QuestionForm } from './question-form.js';

/** What each section of the form is given. */
export interface SectionProps {
  readonly form: QuestionForm;
  readonly change: (form: QuestionForm) => void;
  readonly catalogue: Catalogue;
  /** The sentence to show at a field, once it has been told. */
  readonly faultOf: (field: string) => string | undefined;
}
