export { people, personAt, recordAt, records, truthAt } from './people.js';
export type { Recording, RegisterSeed } from './people.js';
export { USUAL_FLAWS } from './flaws.js';
export type { RegisterFlaws } from './flaws.js';
export { sampleQuestions } from './questions.js';
export type { QuestionSample, SampleQuestion } from './questions.js';
