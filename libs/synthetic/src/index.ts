export { people, personAt } from './people.js';
export type { RegisterSeed } from './people.js';
export { sampleQuestions } from './questions.js';
export type { QuestionSample, SampleQuestion } from './questions.js';
