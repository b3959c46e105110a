import { ReceivedQuestions } from '../answer/received-questions.store.js';
import { RecordRecipients } from '../answer/record-recipients.store.js';
import { KeptContent } from '../courier/kept-content.js';
import { OutboxStore } from '../courier/outbox.store.js';
import { NoteNotifications } from '../notify/note-notifications.js';
import { NotificationStore } from '../notify/notification.store.js';
import { NotifyDue } from '../notify/notify-due.js';
import { EndExtract } from '../extract/end-extract.js';
import { ExtractStore } from '../extract/extract.store.js';
import { RecallStore } from '../recall/recall.store.js';
import { SendRecall } from '../recall/send-recall.js';
import type { Records } from '../records.js';
import { AnnounceChange } from './announce-change.js';
import { AnnounceImport } from './announce-import.js';
import { CorrectPerson } from './correct-person.js';
import { CreatePerson } from './create-person.js';
import { ImportRegister } from './import-register.js';
import { MergePersons } from './merge-persons.js';
import { PersonHistory } from './person-history.store.js';
import { RebuildSearch } from './rebuild-search.js';
import { RegisterImports } from './register-import.store.js';
import { RegisterStore } from './register.store.js';
import { RemovePerson } from './remove-person.js';
import { SearchRebuildStore } from './search-rebuild.store.js';
import { SplitPerson } from './split-person.js';
import { StatisticsStore } from './statistics.store.js';
import { TakeStatistics } from './take-statistics.js';
import { ViewHistory } from './view-history.js';

/** What every change of the register does beside. */
export function announceChange({ log, home }: Pick<Records, 'log' | 'home'>): AnnounceChange {
  const recalls = new RecallStore();
  const send = new SendRecall(recalls, new OutboxStore(new KeptContent(log)), log, home);
  const notify = new NoteNotifications(new NotificationStore(), log, home);
  return new AnnounceChange(
    ...([
      new RecordRecipients(log),
      new PersonHistory(),
      new ReceivedQuestions(),
      recalls,
      send,
      notify,
      new EndExtract(new ExtractStore(log), log, home),
      home,
    ] as const),
  );
}

/** The verbs that write to the register, for the commands and the node's loops. */
export function registerVerbs({ database, log, home }: Pick<Records, 'database' | 'log' | 'home'>) {
  const register = new RegisterStore();
  const history = new PersonHistory();
  const takeStatistics = new TakeStatistics(database, new StatisticsStore(), home);
  const announce = announceChange({ log, home });
  const announceImport = new AnnounceImport(register, history, announce, home);
  const recording = [database, register, history, announce, log, home] as const;
  return {
    importRegister: new ImportRegister(
      database,
      register,
      new RegisterImports(),
      announceImport,
      takeStatistics,
      log,
      home,
    ),
    takeStatistics,
    rebuildSearch: new RebuildSearch(database, new SearchRebuildStore(), takeStatistics),
    createPerson: new CreatePerson(database, register, announce, log),
    correctPerson: new CorrectPerson(...recording),
    mergePersons: new MergePersons(...recording),
    splitPerson: new SplitPerson(...recording),
    notifyDue: new NotifyDue(database, register, new NoteNotifications(new NotificationStore(), log, home), home),
    viewHistory: new ViewHistory(database, history, log),
    removePerson: new RemovePerson(database, register, history, announce, log),
  };
}
