// Made by `npm run api-types` from the description of the domestic API; a test compares.
export interface paths {
  '/api/v1/approvals': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    /**
     * Requests and queries that wait for you to approve them
     * @description Asked by others of your authority, for what your role may ask itself; what lapses first at first. It names no person who is asked about, and no case.
     */
    get: operations['listApprovals'];
    put?: never;
    post?: never;
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/api/v1/approvals/{id}': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    /**
     * See what waits for you to approve it
     * @description Written into the log as VIEW before the first byte; the person is found by it.
     */
    get: operations['viewApproval'];
    put?: never;
    post?: never;
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/api/v1/catalogue': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    /**
     * The codes of a question with their names, and the terms between this country and each other
     * @description What a form offers. Whether a question may be asked is decided by the policy when it is asked.
     */
    get: operations['viewCatalogue'];
    put?: never;
    post?: never;
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/api/v1/clerk/notifications': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    /**
     * Convictions of nationals elsewhere that no machine may place
     * @description Oldest first, at most 50, each with those of the register who may be the person, weighed line by line. Written into the log as VIEW before the first byte.
     */
    get: operations['clerkNotifications'];
    put?: never;
    post?: never;
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/api/v1/clerk/notifications/{id}/decision': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    get?: never;
    put?: never;
    /**
     * Say whose conviction it is, or why it is nobody’s
     * @description STORED or REFUSED is said to the other country, and stands in both logs.
     */
    post: operations['clerkDecideNotification'];
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/api/v1/clerk/notifications/count': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    /**
     * How many notifications wait
     * @description A number alone, so it is no entry of the log: a page that shows it looks at nobody.
     */
    get: operations['clerkNotificationCount'];
    put?: never;
    post?: never;
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/api/v1/clerk/questions/{id}': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    /**
     * See a question that waits, with the candidates of the register
     * @description The candidates as the register has them now, each weighed line by line, and how many of their convictions may go for this purpose. Written into the log as VIEW before the first byte; each candidate is found by it.
     */
    get: operations['clerkQuestion'];
    put?: never;
    post?: never;
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/api/v1/clerk/questions/{id}/assignment': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    get?: never;
    put?: never;
    /**
     * Assign a question to yourself, to a colleague, or to nobody
     * @description Whoever decides a question has it.
     */
    post: operations['clerkAssign'];
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/api/v1/clerk/questions/{id}/comments': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    get?: never;
    put?: never;
    /**
     * Say something about a question to your colleagues
     * @description It stays in this country.
     */
    post: operations['clerkComment'];
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/api/v1/clerk/questions/{id}/decision': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    get?: never;
    put?: never;
    /**
     * Decide a question that is assigned to you
     * @description PERSON: it is this candidate; what the policy lets go is sent. PARTIAL: the same, and the asker is told which archives could not be looked through; not where nothing may go, and not for an extract. NOBODY: none of them. CANNOT_TELL: the asker is told in a band how many may be meant. ASK: the asker is asked for more (RAI). What the policy refuses can only be refused. Of whoever has nothing that may go, NO_RECORD is said whatever is chosen.
     */
    post: operations['clerkDecide'];
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/api/v1/clerk/questions/{id}/delay': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    get?: never;
    put?: never;
    /**
     * Tell the asking country that it will take longer (RDL)
     * @description The legal deadline stays what it is. Without a clerk it is said when 70 % of the time has gone.
     */
    post: operations['clerkDelay'];
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/api/v1/clerk/questions/{id}/release': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    get?: never;
    put?: never;
    /**
     * Release what another clerk, or the machine, has decided; or return it
     * @description Whoever has decided it does not release it. It is made anew from policy and register as they are now.
     */
    post: operations['clerkRelease'];
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/api/v1/clerk/queue': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    /**
     * Questions of other countries that wait for a clerk
     * @description Urgent ones first, then by deadline; at most 200. It names nobody and no case, so it is no entry of the log. AMBIGUOUS: several persons may be meant. INFORMATION: too little is told, ask for more. CONFIRM_REFUSAL: the policy refuses by a rule that nobody has verified. RELEASE: decided, and another clerk has to agree.
     */
    get: operations['clerkQueue'];
    put?: never;
    post?: never;
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/api/v1/clerk/searches': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    /**
     * Your saved searches
     * @description By name.
     */
    get: operations['clerkSearches'];
    put?: never;
    /**
     * Save a search of the queue under a name
     * @description The same name replaces it.
     */
    post: operations['clerkSaveSearch'];
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/api/v1/clerk/searches/{name}': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    get?: never;
    put?: never;
    post?: never;
    /**
     * Forget a saved search
     * @description Yours alone.
     */
    delete: operations['clerkForgetSearch'];
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/api/v1/drafts': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    /**
     * Your requests that are not sent
     * @description The last changed first. It names nobody and no case, so it is no entry of the log.
     */
    get: operations['listDrafts'];
    put?: never;
    /**
     * Keep a request that is not finished
     * @description Nothing of it is executed, and nobody else sees it. It is stored encrypted, and lapses when it is not changed for a time that the operator sets (30 days).
     */
    post: operations['keepDraft'];
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/api/v1/drafts/{id}': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    /**
     * See a draft of yours, or what of yours waits for approval
     * @description Written into the log as VIEW before the first byte.
     */
    get: operations['viewDraft'];
    /**
     * Change a draft
     * @description The whole request takes the place of what was written.
     */
    put: operations['changeDraft'];
    post?: never;
    /**
     * Discard a draft, or take back what waits for approval
     * @description What was written is gone.
     */
    delete: operations['discardDraft'];
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/api/v1/drafts/{id}/submission': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    get?: never;
    put?: never;
    /**
     * Submit a draft
     * @description Checked in full and asked as `POST /api/v1/requests` (or queries) does, under the id of the draft; where the policy wants a second person it waits for one.
     */
    post: operations['submitDraft'];
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/api/v1/evidence': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    get?: never;
    put?: never;
    /**
     * Take the evidence of one exchange out as a page for a judge
     * @description What was signed, the receipts, the entries of this log with their proofs, and the directories by which they are judged: `crex verify evidence` says what it is worth. An auditor names the mandate; a prosecutor gets that of requests of their own. Written into the log as VIEW, with the legal ground, before its first byte.
     */
    post: operations['makeEvidence'];
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/api/v1/log/alarms': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    /**
     * See what the operator is called for, and when the log was checked last
     * @description What is open first, then what was, newest first. docs/operate.md says what each kind means. Written into the log as ACCESS_TO_LOG before its first byte.
     */
    get: operations['viewAlarms'];
    put?: never;
    post?: never;
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/api/v1/log/disclosure-reports': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    get?: never;
    put?: never;
    /**
     * Report to a person who saw their record, when, why, for whom and by what right
     * @description At most 1200 days and 2000 entries. Written into the log as ACCESS_TO_LOG before its first byte.
     */
    post: operations['reportDisclosures'];
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/api/v1/log/disclosure-reports/pdf': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    get?: never;
    put?: never;
    /**
     * The same report as PDF/A, to be handed to the person
     * @description Names authorities and no official; unsealed: the proof is the log. Written into the log as ACCESS_TO_LOG before its first byte.
     */
    post: operations['printDisclosures'];
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/api/v1/log/entries': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    get?: never;
    put?: never;
    /**
     * Search the log, newest first
     * @description All that is given must match; of a list, any. Persons, officials and cases are found by keyed pseudonyms, as long as their part is not erased. At most 1200 days. Parts stay closed. Written into the log as ACCESS_TO_LOG before its first byte.
     */
    post: operations['searchLog'];
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/api/v1/log/entries/{eventId}/{type}': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    /**
     * Read one entry, its parts opened, with its proof
     * @description The proof is a file that stock transparency-log tools read. Written into the log as ACCESS_TO_LOG before its first byte.
     */
    get: operations['readLogEntry'];
    put?: never;
    post?: never;
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/api/v1/log/exports': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    get?: never;
    put?: never;
    /**
     * Take entries out as one file that verifies offline
     * @description Format: docs/protocol/log-export.md. At most 10000 entries of 400 days; a file without its end line was cut off. Written into the log as ACCESS_TO_LOG before its first byte.
     */
    post: operations['exportLog'];
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/api/v1/log/reconciliations': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    /**
     * See how far the messages with each country are reconciled, and what differed
     * @description Of each pair and numbering epoch the last run that was compared, and one that still waits. Written into the log as ACCESS_TO_LOG before its first byte.
     */
    get: operations['viewReconciliations'];
    put?: never;
    post?: never;
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/api/v1/log/reviews': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    /**
     * Uses of an exceptional purpose (C5) that wait to be reviewed
     * @description Questions of our officials and answers of ours that said what the register holds; what is due first at first, at most 200. Each is to be reviewed within 72 hours. Written into the log as ACCESS_TO_LOG before its first byte.
     */
    get: operations['listReviews'];
    put?: never;
    post?: never;
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/api/v1/log/reviews/{eventId}': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    get?: never;
    put?: never;
    /**
     * Judge a use of an exceptional purpose, once
     * @description Written into the log as REVIEW. NOT_JUSTIFIED calls the operator. Whoever asked, approved, decided or released it does not review it.
     */
    post: operations['reviewUse'];
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/api/v1/log/statistics': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    get?: never;
    put?: never;
    /**
     * Count entries by day, type, country, purpose, legal basis and outcome
     * @description At most 400 days. Small cells stay as they are: who may call this may read every entry. What a country gives to others suppresses cells under 10. Written into the log as ACCESS_TO_LOG before its first byte.
     */
    post: operations['countLog'];
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/api/v1/log/unusual': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    get?: never;
    put?: never;
    /**
     * See what is unusual in what officials did
     * @description At most 31 days and 10000 acts: questions, searches, looks, refused sign-ins. By fixed rules: far more on a day than is usual; at night or on days off; one person looked for again and again; refused sign-ins. It opens who did it, never whom it was about. Written into the log as ACCESS_TO_LOG before its first byte.
     */
    post: operations['viewUnusual'];
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/api/v1/log/witnesses': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    /**
     * See which countries vouch for the log, by which keys, and how far
     * @description With these keys a proof of an entry is judged; the directory is where they come from. Written into the log as ACCESS_TO_LOG before its first byte.
     */
    get: operations['viewWitnesses'];
    put?: never;
    post?: never;
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/api/v1/logs/{path}': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    /**
     * Read the disclosure log of this country as files
     * @description The layout of C2SP tlog-tiles, so that stock clients of transparency logs can be pointed here: the newest `<origin>/checkpoint` with its cosignatures, hashes as `<origin>/tile/<level>/<index>[.p/<width>]`, entries as `<origin>/tile/entries/<index>[.p/<width>]`. Every bundle of entries that is read is logged as an access (ACCESS_TO_LOG) before its first byte.
     */
    get: operations['readLogFile'];
    put?: never;
    post?: never;
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/api/v1/members': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    /**
     * How the other countries are
     * @description By the directory and by each country’s own signed word. Nothing about anybody.
     */
    get: operations['listMembers'];
    put?: never;
    post?: never;
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/api/v1/operations/keys': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    /**
     * The keys and certificates of this country, and until when what it publishes lasts
     * @description Counts, states and times; nothing about anybody, so reading it is no entry of the log.
     */
    get: operations['viewKeys'];
    put?: never;
    post?: never;
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/api/v1/operations/log': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    /**
     * The own log: placed, signed, cosigned, checked; and the logs of others
     * @description Counts, states and times; nothing about anybody, so reading it is no entry of the log.
     */
    get: operations['viewLogState'];
    put?: never;
    post?: never;
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/api/v1/operations/outages': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    /**
     * The outages of this node that are announced and not over
     * @description Counts, states and times; nothing about anybody, so reading it is no entry of the log.
     */
    get: operations['listOutages'];
    put?: never;
    /**
     * Announce an outage of this node to all members
     * @description Counts, states and times; nothing about anybody, so reading it is no entry of the log.
     */
    post: operations['planOutage'];
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/api/v1/operations/outages/end': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    get?: never;
    put?: never;
    /**
     * Take an outage back, or end the one that is under way
     * @description Counts, states and times; nothing about anybody, so reading it is no entry of the log.
     */
    post: operations['endOutage'];
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/api/v1/operations/state': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    /**
     * How this node is: checks, loops, queues, deadlines, alarms
     * @description Counts, states and times; nothing about anybody, so reading it is no entry of the log.
     */
    get: operations['viewOperations'];
    put?: never;
    post?: never;
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/api/v1/queries': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    get?: never;
    put?: never;
    /**
     * Ask other countries whether they hold something about a person
     * @description One answer a country: a hit, no hit, more information needed, or refused. A hit says that a question for the same purpose would tell something; what it is, only a question tells. Where the policy wants a second person it waits for one (`unsent`). The same query under the same key is put once, however often it is sent.
     */
    post: operations['queryCountries'];
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/api/v1/queries/{id}': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    /**
     * See what the countries said to a query of yours
     * @description A hit is logged as an access (VIEW), before its first byte.
     */
    get: operations['viewQuery'];
    put?: never;
    post?: never;
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/api/v1/queries/{id}/events': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    /**
     * Follow where each country stands
     * @description Server-sent events: `state` with country, state and the time it was seen, all at first and then each change; `end` when no state will change any more. No word about the person, and none of what was answered.
     */
    get: operations['followQuery'];
    put?: never;
    post?: never;
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/api/v1/register/search': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    get?: never;
    put?: never;
    /**
     * Search the own register for a person
     * @description Looks for the one person whom a subject describes, by the rules and with the decision by which other countries are answered. Tell as much of the subject as is known, and leave out what is not: a name alone finds somebody only if it is rare. Of a name give the parts (`given`, `surname1`, `surname2`) where they are known, and always `full`; kind `legal` for the name in use, `alias` and others beside it. `birthDate` may be a year, a month or a day. Spelling, order and missing parts may differ from the register; the answer weighs them (`explanation`, bits of evidence).
     *
     *     To measure accuracy: send one subject a call; count MATCH with the right `personId` as found, MATCH with another one as wrong, and look for the right `personId` among `candidates` of SEVERAL; send subjects that are not in the register, too: they should be NONE. `limit` 50 lists all there is. The register is loaded with the command `import` (docs/operate.md); a subject of the same `personId` is what was imported. Searches may run side by side.
     *
     *     Written into the log as SEARCH, with the subject in its erasable part, before the first byte of the answer.
     */
    post: operations['searchRegister'];
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/api/v1/request-searches': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    /**
     * Your saved searches of your requests
     * @description By name. They hold words of lists alone, so looking at them is no entry of the log.
     */
    get: operations['listRequestSearches'];
    put?: never;
    /**
     * Save a search of your requests under a name
     * @description The same name replaces it.
     */
    post: operations['saveRequestSearch'];
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/api/v1/request-searches/{name}': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    get?: never;
    put?: never;
    post?: never;
    /**
     * Forget a saved search
     * @description Yours alone.
     */
    delete: operations['forgetRequestSearch'];
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/api/v1/requests': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    /**
     * Your requests, and the answers that you have not looked at
     * @description The newest first, at most 100. What for, states and times: it names nobody, and is no entry of the log. You are reminded of an answer that you have not looked at for five working days.
     */
    get: operations['listRequests'];
    put?: never;
    /**
     * Ask other countries about a person
     * @description Writes the question, its log entries and the messages in one transaction and answers; the messages leave afterwards. Where the policy wants a second person it waits for one (`unsent`), and nothing leaves before. The same question under the same key is asked once, however often it is sent.
     */
    post: operations['askCountries'];
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/api/v1/requests/{id}': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    /**
     * See what became of a request of yours
     * @description An answer with records is logged as an access (VIEW), before its first byte.
     */
    get: operations['viewRequest'];
    put?: never;
    post?: never;
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/api/v1/requests/{id}/approval': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    get?: never;
    put?: never;
    /**
     * Approve or reject what waits for a second person
     * @description Of a request or a query. APPROVE: it is sent, if the policy, as it is now, still allows it; who approved stands in the log entries of its questions. REJECT: it is a draft of its author again, with your reason. Whoever asks does not decide, and nobody of another authority.
     */
    post: operations['decideOnRequest'];
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/api/v1/requests/{id}/asked': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    /**
     * See what you have asked, in a request or in a query
     * @description Written into the log as VIEW before the first byte; the person is found by it. Not there before it has left.
     */
    get: operations['viewAsked'];
    put?: never;
    post?: never;
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/api/v1/requests/{id}/disseminations': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    get?: never;
    put?: never;
    /**
     * Record that an answer was passed on to another authority of this country
     * @description One entry in the log for each call (SECONDARY_DISSEMINATION), found by the person and both cases.
     */
    post: operations['recordDissemination'];
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/api/v1/requests/{id}/events': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    /**
     * Follow where each country stands
     * @description Server-sent events: `state` with country, state and the time it was seen, all at first and then each change; `end` when no state will change any more. No word about the person, and none of what was answered.
     */
    get: operations['followRequest'];
    put?: never;
    post?: never;
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/api/v1/requests/{id}/extract': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    /**
     * A certified extract (PDF)
     * @description Judged anew before it is shown; each look is an entry of the log.
     */
    get: operations['viewExtract'];
    put?: never;
    post?: never;
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/api/v1/requests/{id}/extract/proof': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    /** The proof that the log of its country names an extract (C2SP tlog-proof, the entry as its extra data) */
    get: operations['proveExtract'];
    put?: never;
    post?: never;
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/api/v1/requests/{id}/extracts': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    /** The certified extracts that came with the answers, and what was found of each */
    get: operations['listExtracts'];
    put?: never;
    post?: never;
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/api/v1/requests/{id}/questions/{country}/cancellation': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    get?: never;
    put?: never;
    /**
     * Take a question back
     * @description What has not left ends at once; else the question is CANCELLED when the other country says so.
     */
    post: operations['cancelQuestion'];
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/api/v1/requests/{id}/questions/{country}/information': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    get?: never;
    put?: never;
    /**
     * Tell a country what it has asked back for, or that it cannot be had
     * @description With the whole subject as it is known now. The country has its time to answer again, in full.
     */
    post: operations['informCountry'];
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/api/v1/statistics': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    /**
     * What the members have published of a month
     * @description Counts of questions by pair of countries, signed by the country that counted. No number under ten is shown, nor one from which such a number follows: what is absent is not zero. The rules: docs/protocol/statistics.md.
     */
    get: operations['readStatistics'];
    put?: never;
    post?: never;
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/api/v1/statistics/purposes': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    /**
     * What this country asked and answered for in a month that is over
     * @description For this country alone. No number under ten is shown, nor one from which such a number follows.
     */
    get: operations['countPurposes'];
    put?: never;
    post?: never;
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/public/v1/extract-status': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    get?: never;
    put?: never;
    /**
     * Whether an extract of this country holds
     * @description UNKNOWN for a wrong code as for an unknown number. No sign-in; limited per address.
     */
    post: operations['extractStatus'];
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/public/v1/trust': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    /**
     * The certificates that an extract is judged by
     * @description CA certificates and revocation lists of the countries, and the time-stamp authorities believed here.
     */
    get: operations['publicTrust'];
    put?: never;
    post?: never;
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
}
export type webhooks = Record<string, never>;
export interface components {
  schemas: {
    DisclosureReportInput: {
      /**
       * @description UTC; entries of this second and later
       * @example 2026-11-01T00:00:00Z
       */
      from: string;
      /**
       * @description language of the summary
       * @example es
       * @enum {string}
       */
      language: 'es' | 'en' | 'pt' | 'nl';
      subject: components['schemas']['SubjectInput'];
      /**
       * @description UTC; entries before this second
       * @example 2026-12-01T00:00:00Z
       */
      to: string;
    };
    DocumentInput: {
      /**
       * @description ISO 3166-1 alpha-2
       * @example AR
       */
      country: string;
      /**
       * @description as written; spaces and dots do not matter
       * @example 30.123.456
       */
      number: string;
      /**
       * @description type of the document
       * @example AR_DNI
       */
      type: string;
    };
    ExportInput: {
      /**
       * @description number of a case or file
       * @example IPP-2026-004711
       */
      caseReference?: string;
      /**
       * @description the other country, or the broker
       * @example [
       *       "BR"
       *     ]
       */
      countries?: (
        | 'AR'
        | 'BB'
        | 'BR'
        | 'BS'
        | 'BZ'
        | 'CL'
        | 'CR'
        | 'DO'
        | 'EC'
        | 'GT'
        | 'GY'
        | 'HN'
        | 'JM'
        | 'PA'
        | 'PE'
        | 'PY'
        | 'SR'
        | 'UY'
        | 'BROKER'
      )[];
      /**
       * @description UTC; entries of this second and later
       * @example 2026-11-01T00:00:00Z
       */
      from: string;
      /**
       * @description codes of legal bases; an OUTCOME has that of its question
       * @example [
       *       "NASSAU-1992"
       *     ]
       */
      legalBases?: string[];
      /** @description who asked, looked or changed */
      official?: components['schemas']['OfficialInput'];
      /**
       * @description parts to open, with their salts; none unless said
       * @example [
       *       "detail"
       *     ]
       */
      open?: ('subject' | 'actor' | 'detail')[];
      /**
       * @description outcomes, of OUTCOME, LATE and the answers
       * @example [
       *       "RECORDS",
       *       "PARTIAL"
       *     ]
       */
      outcomes?: (
        | 'RECORDS'
        | 'NO_RECORD'
        | 'REFUSED'
        | 'NOT_COMPETENT'
        | 'DECEASED'
        | 'BIOMETRIC_MISMATCH'
        | 'MULTIPLE_CANDIDATES'
        | 'NOT_IDENTIFIED'
        | 'PARTIAL'
        | 'REJECTED'
        | 'UNDELIVERABLE'
        | 'TIMED_OUT'
        | 'LAPSED'
        | 'CANCELLED'
        | 'HIT'
        | 'MORE_INFORMATION'
        | 'JUSTIFIED'
        | 'NOT_JUSTIFIED'
      )[];
      /**
       * @description purposes; an OUTCOME has that of its question
       * @example [
       *       "C2"
       *     ]
       */
      purposes?: ('C1' | 'C2' | 'C3' | 'C4' | 'C5' | 'E1' | 'P1' | 'P2' | 'P3' | 'P4' | 'P5' | 'P6' | 'P7')[];
      /** @description a person, by the numbers and names that stand in the log */
      subject?: components['schemas']['SubjectInput'];
      /**
       * @description UTC; entries before this second
       * @example 2026-12-01T00:00:00Z
       */
      to: string;
      /**
       * @description types of entries (docs/protocol/log-entries.md)
       * @example [
       *       "ASK",
       *       "OUTCOME"
       *     ]
       */
      types?: (
        | 'DRAFT'
        | 'ASK'
        | 'OUTCOME'
        | 'LATE'
        | 'CANCELLATION'
        | 'TIMEOUT'
        | 'SECONDARY_DISSEMINATION'
        | 'DISCLOSURE'
        | 'NO_RECORD'
        | 'WITHHELD'
        | 'EXTRACT'
        | 'EXTRACT_ENDED'
        | 'CORRECTION'
        | 'RECALL'
        | 'NOTIFICATION'
        | 'ACKNOWLEDGEMENT'
        | 'IMPORT'
        | 'SEARCH'
        | 'SENT'
        | 'RECEIVED'
        | 'RELAYED'
        | 'TAKEN'
        | 'EXPIRED'
        | 'REFUSAL'
        | 'VOID'
        | 'RECONCILIATION'
        | 'RECONCILED'
        | 'COUNTER_EPOCH'
        | 'VIEW'
        | 'ACCESS_TO_LOG'
        | 'REVIEW'
        | 'SIGN_IN'
        | 'ERASURE'
        | 'PERIOD_ERASURE'
        | 'EPOCH_START'
        | 'KEY_EVENT'
        | 'CONFIG_CHANGE'
        | 'DIRECTORY_VERSION'
      )[];
    };
    OfficialInput: {
      /**
       * @description of which country; of this one unless said
       * @example BR
       * @enum {string}
       */
      country?:
        | 'AR'
        | 'BB'
        | 'BR'
        | 'BS'
        | 'BZ'
        | 'CL'
        | 'CR'
        | 'DO'
        | 'EC'
        | 'GT'
        | 'GY'
        | 'HN'
        | 'JM'
        | 'PA'
        | 'PE'
        | 'PY'
        | 'SR'
        | 'UY';
      /**
       * @description staff number
       * @example AR-4711
       */
      id: string;
    };
    PeriodInput: {
      /**
       * @description UTC; entries of this second and later
       * @example 2026-11-01T00:00:00Z
       */
      from: string;
      /**
       * @description UTC; entries before this second
       * @example 2026-12-01T00:00:00Z
       */
      to: string;
    };
    Problem: {
      /**
       * @description stable: programs decide by it
       * @example ask.not-allowed
       */
      code: string;
      /** @description what is wrong, without personal data */
      detail: string;
      /** @description names this one failure; the operator finds it in the log by it */
      instance: string;
      /** @description what to do about it */
      nextStep?: string;
      /** @description each element at fault (JSON pointer, RFC 6901) and the rule that it breaks, never its value */
      pointers?: {
        pointer: string;
        rule: string;
      }[];
      status: number;
      title: string;
      /** @description `urn:crex:problem:` and the code */
      type: string;
    };
    SearchInput: {
      /**
       * @description `next` of the page before
       * @example 1795305606.4711
       */
      after?: string;
      /**
       * @description number of a case or file
       * @example IPP-2026-004711
       */
      caseReference?: string;
      /**
       * @description the other country, or the broker
       * @example [
       *       "BR"
       *     ]
       */
      countries?: (
        | 'AR'
        | 'BB'
        | 'BR'
        | 'BS'
        | 'BZ'
        | 'CL'
        | 'CR'
        | 'DO'
        | 'EC'
        | 'GT'
        | 'GY'
        | 'HN'
        | 'JM'
        | 'PA'
        | 'PE'
        | 'PY'
        | 'SR'
        | 'UY'
        | 'BROKER'
      )[];
      /**
       * @description UTC; entries of this second and later
       * @example 2026-11-01T00:00:00Z
       */
      from: string;
      /**
       * @description codes of legal bases; an OUTCOME has that of its question
       * @example [
       *       "NASSAU-1992"
       *     ]
       */
      legalBases?: string[];
      /**
       * @description entries on a page
       * @default 50
       */
      limit: number;
      /** @description who asked, looked or changed */
      official?: components['schemas']['OfficialInput'];
      /**
       * @description outcomes, of OUTCOME, LATE and the answers
       * @example [
       *       "RECORDS",
       *       "PARTIAL"
       *     ]
       */
      outcomes?: (
        | 'RECORDS'
        | 'NO_RECORD'
        | 'REFUSED'
        | 'NOT_COMPETENT'
        | 'DECEASED'
        | 'BIOMETRIC_MISMATCH'
        | 'MULTIPLE_CANDIDATES'
        | 'NOT_IDENTIFIED'
        | 'PARTIAL'
        | 'REJECTED'
        | 'UNDELIVERABLE'
        | 'TIMED_OUT'
        | 'LAPSED'
        | 'CANCELLED'
        | 'HIT'
        | 'MORE_INFORMATION'
        | 'JUSTIFIED'
        | 'NOT_JUSTIFIED'
      )[];
      /**
       * @description purposes; an OUTCOME has that of its question
       * @example [
       *       "C2"
       *     ]
       */
      purposes?: ('C1' | 'C2' | 'C3' | 'C4' | 'C5' | 'E1' | 'P1' | 'P2' | 'P3' | 'P4' | 'P5' | 'P6' | 'P7')[];
      /** @description a person, by the numbers and names that stand in the log */
      subject?: components['schemas']['SubjectInput'];
      /**
       * @description UTC; entries before this second
       * @example 2026-12-01T00:00:00Z
       */
      to: string;
      /**
       * @description types of entries (docs/protocol/log-entries.md)
       * @example [
       *       "ASK",
       *       "OUTCOME"
       *     ]
       */
      types?: (
        | 'DRAFT'
        | 'ASK'
        | 'OUTCOME'
        | 'LATE'
        | 'CANCELLATION'
        | 'TIMEOUT'
        | 'SECONDARY_DISSEMINATION'
        | 'DISCLOSURE'
        | 'NO_RECORD'
        | 'WITHHELD'
        | 'EXTRACT'
        | 'EXTRACT_ENDED'
        | 'CORRECTION'
        | 'RECALL'
        | 'NOTIFICATION'
        | 'ACKNOWLEDGEMENT'
        | 'IMPORT'
        | 'SEARCH'
        | 'SENT'
        | 'RECEIVED'
        | 'RELAYED'
        | 'TAKEN'
        | 'EXPIRED'
        | 'REFUSAL'
        | 'VOID'
        | 'RECONCILIATION'
        | 'RECONCILED'
        | 'COUNTER_EPOCH'
        | 'VIEW'
        | 'ACCESS_TO_LOG'
        | 'REVIEW'
        | 'SIGN_IN'
        | 'ERASURE'
        | 'PERIOD_ERASURE'
        | 'EPOCH_START'
        | 'KEY_EVENT'
        | 'CONFIG_CHANGE'
        | 'DIRECTORY_VERSION'
      )[];
    };
    StatisticsInput: {
      /**
       * @description along which lines to count; a day is one of this country
       * @example [
       *       "day",
       *       "type",
       *       "country"
       *     ]
       */
      by: ('day' | 'type' | 'country' | 'purpose' | 'legalBasis' | 'outcome')[];
      /**
       * @description the other country, or the broker
       * @example [
       *       "BR"
       *     ]
       */
      countries?: (
        | 'AR'
        | 'BB'
        | 'BR'
        | 'BS'
        | 'BZ'
        | 'CL'
        | 'CR'
        | 'DO'
        | 'EC'
        | 'GT'
        | 'GY'
        | 'HN'
        | 'JM'
        | 'PA'
        | 'PE'
        | 'PY'
        | 'SR'
        | 'UY'
        | 'BROKER'
      )[];
      /**
       * @description UTC; entries of this second and later
       * @example 2026-11-01T00:00:00Z
       */
      from: string;
      /**
       * @description codes of legal bases; an OUTCOME has that of its question
       * @example [
       *       "NASSAU-1992"
       *     ]
       */
      legalBases?: string[];
      /**
       * @description outcomes, of OUTCOME, LATE and the answers
       * @example [
       *       "RECORDS",
       *       "PARTIAL"
       *     ]
       */
      outcomes?: (
        | 'RECORDS'
        | 'NO_RECORD'
        | 'REFUSED'
        | 'NOT_COMPETENT'
        | 'DECEASED'
        | 'BIOMETRIC_MISMATCH'
        | 'MULTIPLE_CANDIDATES'
        | 'NOT_IDENTIFIED'
        | 'PARTIAL'
        | 'REJECTED'
        | 'UNDELIVERABLE'
        | 'TIMED_OUT'
        | 'LAPSED'
        | 'CANCELLED'
        | 'HIT'
        | 'MORE_INFORMATION'
        | 'JUSTIFIED'
        | 'NOT_JUSTIFIED'
      )[];
      /**
       * @description purposes; an OUTCOME has that of its question
       * @example [
       *       "C2"
       *     ]
       */
      purposes?: ('C1' | 'C2' | 'C3' | 'C4' | 'C5' | 'E1' | 'P1' | 'P2' | 'P3' | 'P4' | 'P5' | 'P6' | 'P7')[];
      /**
       * @description UTC; entries before this second
       * @example 2026-12-01T00:00:00Z
       */
      to: string;
      /**
       * @description types of entries (docs/protocol/log-entries.md)
       * @example [
       *       "ASK",
       *       "OUTCOME"
       *     ]
       */
      types?: (
        | 'DRAFT'
        | 'ASK'
        | 'OUTCOME'
        | 'LATE'
        | 'CANCELLATION'
        | 'TIMEOUT'
        | 'SECONDARY_DISSEMINATION'
        | 'DISCLOSURE'
        | 'NO_RECORD'
        | 'WITHHELD'
        | 'EXTRACT'
        | 'EXTRACT_ENDED'
        | 'CORRECTION'
        | 'RECALL'
        | 'NOTIFICATION'
        | 'ACKNOWLEDGEMENT'
        | 'IMPORT'
        | 'SEARCH'
        | 'SENT'
        | 'RECEIVED'
        | 'RELAYED'
        | 'TAKEN'
        | 'EXPIRED'
        | 'REFUSAL'
        | 'VOID'
        | 'RECONCILIATION'
        | 'RECONCILED'
        | 'COUNTER_EPOCH'
        | 'VIEW'
        | 'ACCESS_TO_LOG'
        | 'REVIEW'
        | 'SIGN_IN'
        | 'ERASURE'
        | 'PERIOD_ERASURE'
        | 'EPOCH_START'
        | 'KEY_EVENT'
        | 'CONFIG_CHANGE'
        | 'DIRECTORY_VERSION'
      )[];
    };
    SubjectInput: {
      /**
       * @description `YYYY`, `YYYY-MM` or `YYYY-MM-DD`
       * @example 1984-02-29
       */
      birthDate?: string;
      /** @description identity numbers: any of them is enough */
      documents?: components['schemas']['DocumentInput'][];
      /**
       * @description full names; one is found with the very birth date that stood beside it
       * @example [
       *       "Juan Ejemplo Muñoz"
       *     ]
       */
      names?: string[];
    };
  };
  responses: never;
  parameters: never;
  requestBodies: never;
  headers: never;
  pathItems: never;
}
export type $defs = Record<string, never>;
export interface operations {
  listApprovals: {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      /** @description Done */
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': {
            requests: {
              /** @description UTC, ISO 8601 */
              askedAt: string;
              /** @description staff number */
              askedBy: string;
              countries: (
                | 'AR'
                | 'BB'
                | 'BR'
                | 'BS'
                | 'BZ'
                | 'CL'
                | 'CR'
                | 'DO'
                | 'EC'
                | 'GT'
                | 'GY'
                | 'HN'
                | 'JM'
                | 'PA'
                | 'PE'
                | 'PY'
                | 'SR'
                | 'UY'
              )[];
              id: string;
              /**
               * @description for the record, or whether there is one
               * @enum {string}
               */
              kind: 'REQ' | 'QUERY';
              /** @description it is over when nobody has submitted or approved it until then */
              lapsesAt: string;
              /** @enum {string} */
              purpose: 'C1' | 'C2' | 'C3' | 'C4' | 'C5' | 'E1' | 'P1' | 'P2' | 'P3' | 'P4' | 'P5' | 'P6' | 'P7';
              /** @description in which it is asked */
              role: string;
              /** @enum {string} */
              urgency: 'FLASH' | 'URGENT' | 'ROUTINE';
            }[];
          };
        };
      };
      /** @description `staff.unauthenticated`, `staff.wrong-audience`, `auth.step-up-needed` */
      401: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      /** @description `staff.no-role`, `auth.csrf` */
      403: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      /** @description `platform.internal` */
      500: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      /** @description `staff.issuer-unreachable` */
      503: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
    };
  };
  viewApproval: {
    parameters: {
      query?: never;
      header?: never;
      path: {
        id: string;
      };
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      /** @description Done */
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': {
            /** @description UTC, ISO 8601 */
            askedAt: string;
            /** @description staff number */
            askedBy: string;
            countries: (
              | 'AR'
              | 'BB'
              | 'BR'
              | 'BS'
              | 'BZ'
              | 'CL'
              | 'CR'
              | 'DO'
              | 'EC'
              | 'GT'
              | 'GY'
              | 'HN'
              | 'JM'
              | 'PA'
              | 'PE'
              | 'PY'
              | 'SR'
              | 'UY'
            )[];
            id: string;
            /**
             * @description for the record, or whether there is one
             * @enum {string}
             */
            kind: 'REQ' | 'QUERY';
            /** @description it is over when nobody has submitted or approved it until then */
            lapsesAt: string;
            /** @enum {string} */
            purpose: 'C1' | 'C2' | 'C3' | 'C4' | 'C5' | 'E1' | 'P1' | 'P2' | 'P3' | 'P4' | 'P5' | 'P6' | 'P7';
            /** @description the members of the request or query, as they were written */
            request: Record<string, never>;
            /** @description in which it is asked */
            role: string;
            /** @enum {string} */
            urgency: 'FLASH' | 'URGENT' | 'ROUTINE';
          };
        };
      };
      /** @description `staff.unauthenticated`, `staff.wrong-audience`, `auth.step-up-needed` */
      401: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      /** @description `staff.no-role`, `auth.csrf` */
      403: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      /** @description `ask.not-found` */
      404: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      /** @description `platform.internal` */
      500: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      /** @description `staff.issuer-unreachable`, `ask.unavailable` */
      503: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
    };
  };
  viewCatalogue: {
    parameters: {
      query: {
        language: 'es' | 'en' | 'pt' | 'nl';
      };
      header?: never;
      path?: never;
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      /** @description The catalogue */
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': {
            countries: {
              /** @enum {string} */
              code:
                | 'AR'
                | 'BB'
                | 'BR'
                | 'BS'
                | 'BZ'
                | 'CL'
                | 'CR'
                | 'DO'
                | 'EC'
                | 'GT'
                | 'GY'
                | 'HN'
                | 'JM'
                | 'PA'
                | 'PE'
                | 'PY'
                | 'SR'
                | 'UY';
              /** @description in the language that was asked for */
              name: string;
            }[];
            /**
             * @description whose node this is
             * @enum {string}
             */
            country:
              | 'AR'
              | 'BB'
              | 'BR'
              | 'BS'
              | 'BZ'
              | 'CL'
              | 'CR'
              | 'DO'
              | 'EC'
              | 'GT'
              | 'GY'
              | 'HN'
              | 'JM'
              | 'PA'
              | 'PE'
              | 'PY'
              | 'SR'
              | 'UY';
            documentTypes: {
              code: string;
              /** @enum {string} */
              country?:
                | 'AR'
                | 'BB'
                | 'BR'
                | 'BS'
                | 'BZ'
                | 'CL'
                | 'CR'
                | 'DO'
                | 'EC'
                | 'GT'
                | 'GY'
                | 'HN'
                | 'JM'
                | 'PA'
                | 'PE'
                | 'PY'
                | 'SR'
                | 'UY';
              isMain: boolean;
              /** @description in the language that was asked for */
              name: string;
            }[];
            evidence: {
              code: string;
              /** @description in the language that was asked for */
              name: string;
            }[];
            legalBases: {
              code: string;
              /** @description with which it is in place */
              countries: (
                | 'AR'
                | 'BB'
                | 'BR'
                | 'BS'
                | 'BZ'
                | 'CL'
                | 'CR'
                | 'DO'
                | 'EC'
                | 'GT'
                | 'GY'
                | 'HN'
                | 'JM'
                | 'PA'
                | 'PE'
                | 'PY'
                | 'SR'
                | 'UY'
              )[];
              /** @description in the language that was asked for */
              name: string;
              /**
               * @description how sure the entry is; never legal advice
               * @enum {string}
               */
              status: 'verified' | 'unverified' | 'illustrative';
            }[];
            /** @description ICCS */
            offences: {
              code: string;
              /** @description in the language that was asked for */
              name: string;
            }[];
            outcomes: {
              code: string;
              /** @description in the language that was asked for */
              name: string;
            }[];
            /** @description of the Alliance, in their order */
            pillars: {
              /** @enum {string} */
              code: 'VULNERABLE' | 'INSTITUTIONS' | 'MARKETS';
              /** @description in the language that was asked for */
              name: string;
            }[];
            purposes: {
              /** @enum {string} */
              code: 'C1' | 'C2' | 'C3' | 'C4' | 'C5' | 'E1' | 'P1' | 'P2' | 'P3' | 'P4' | 'P5' | 'P6' | 'P7';
              /** @description of the country that answers; absent: answered at once */
              deadlineWorkingDays?: number;
              /** @description what the question must bring, codes of `evidence` */
              evidence: string[];
              /** @description in the language that was asked for */
              name: string;
              /**
               * @description of the Alliance, illustrative; absent: none
               * @enum {string}
               */
              pillar?: 'VULNERABLE' | 'INSTITUTIONS' | 'MARKETS';
              /** @description what a form offers; the policy decides */
              roles: ('investigator' | 'prosecutor' | 'clerk' | 'auditor' | 'registrar' | 'operator')[];
              /** @description what kind of answer it is meant to bring */
              scope: string;
              /** @description the classes that may be chosen, the usual one first */
              urgencies: string[];
            }[];
            refusals: {
              code: string;
              /** @description in the language that was asked for */
              name: string;
            }[];
            roles: {
              /** @enum {string} */
              code: 'investigator' | 'prosecutor' | 'clerk' | 'auditor' | 'registrar' | 'operator';
              /** @description in the language that was asked for */
              name: string;
            }[];
            /** @description common categories of sanctions */
            sanctions: {
              code: string;
              /** @description in the language that was asked for */
              name: string;
            }[];
            /** @description on what terms each country answers this one: purposes that it refuses, consent that it wants */
            terms: {
              consents: {
                /** @enum {string} */
                consent: 'REQUIRED' | 'OR_LAW' | 'NONE';
                /** @enum {string} */
                purpose: 'C1' | 'C2' | 'C3' | 'C4' | 'C5' | 'E1' | 'P1' | 'P2' | 'P3' | 'P4' | 'P5' | 'P6' | 'P7';
              }[];
              /** @enum {string} */
              country:
                | 'AR'
                | 'BB'
                | 'BR'
                | 'BS'
                | 'BZ'
                | 'CL'
                | 'CR'
                | 'DO'
                | 'EC'
                | 'GT'
                | 'GY'
                | 'HN'
                | 'JM'
                | 'PA'
                | 'PE'
                | 'PY'
                | 'SR'
                | 'UY';
              refuses: ('C1' | 'C2' | 'C3' | 'C4' | 'C5' | 'E1' | 'P1' | 'P2' | 'P3' | 'P4' | 'P5' | 'P6' | 'P7')[];
            }[];
            urgencies: {
              code: string;
              hours?: number;
              /** @description in the language that was asked for */
              name: string;
            }[];
          };
        };
      };
      /** @description `staff.unauthenticated`, `staff.wrong-audience`, `auth.step-up-needed` */
      401: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      /** @description `staff.no-role`, `auth.csrf` */
      403: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      /** @description `ask.invalid-input` */
      422: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      /** @description `platform.internal` */
      500: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      /** @description `staff.issuer-unreachable` */
      503: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
    };
  };
  clerkNotifications: {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      /** @description What waits */
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': {
            notifications: {
              /** @description of the own register, most probable first */
              candidates: {
                /** @description line by line what speaks for and against it */
                explanation: {
                  /** @description of the subject, folded */
                  asked: string;
                  /** @description what was compared */
                  field: string;
                  /** @description of the register, folded */
                  held: string;
                  /** @enum {string} */
                  level: 'agrees' | 'close' | 'differs' | 'missing';
                  /** @description why it weighs so */
                  reason: string;
                  /** @description bits for (above 0) or against (below 0) */
                  weight: number;
                }[];
                /** @description none at a match */
                flags: string[];
                /** @description who the register says this is */
                identity: {
                  birthDate?: string;
                  birthPlace: {
                    country: string;
                    town?: string;
                  };
                  deceased?: string;
                  documents: {
                    country: string;
                    number: string;
                    type: string;
                  }[];
                  father?: {
                    full: string;
                    given?: string[];
                    /** @enum {unknown} */
                    kind: 'legal' | 'former' | 'birth' | 'alias' | 'nickname' | 'religious';
                    marriedName?: string;
                    prefix?: string;
                    suffix?: string;
                    surname1?: string;
                    surname2?: string;
                  };
                  mother?: {
                    full: string;
                    given?: string[];
                    /** @enum {unknown} */
                    kind: 'legal' | 'former' | 'birth' | 'alias' | 'nickname' | 'religious';
                    marriedName?: string;
                    prefix?: string;
                    suffix?: string;
                    surname1?: string;
                    surname2?: string;
                  };
                  names: {
                    full: string;
                    given?: string[];
                    /** @enum {unknown} */
                    kind: 'legal' | 'former' | 'birth' | 'alias' | 'nickname' | 'religious';
                    marriedName?: string;
                    prefix?: string;
                    suffix?: string;
                    surname1?: string;
                    surname2?: string;
                  }[];
                  nationalities: string[];
                  /** @enum {unknown} */
                  sex: 0 | 1 | 2 | 9;
                };
                /** @description the register’s own id of the person */
                personId: string;
                /** @description that this is the person, all other candidates and "none of them" considered */
                probability: number;
                /** @description evidence in bits: the sum of the lines */
                weight: number;
              }[];
              /** @description with what may be told of it to others */
              conviction: {
                convictingCountry: string;
                decidingAuthority: {
                  code: string;
                  name: {
                    /** @enum {unknown} */
                    language: 'es' | 'en' | 'pt' | 'nl';
                    /** @enum {unknown} */
                    translated?: 'Y' | 'N';
                    value: string;
                  }[];
                };
                decisionDate: string;
                decisions: {
                  authority?: {
                    code: string;
                    name: {
                      /** @enum {unknown} */
                      language: 'es' | 'en' | 'pt' | 'nl';
                      /** @enum {unknown} */
                      translated?: 'Y' | 'N';
                      value: string;
                    }[];
                  };
                  changeTypes: string[];
                  date: string;
                  /** @enum {unknown} */
                  deleteConvictionFromRegister: 'Y' | 'N' | 'U';
                  finalDate?: string;
                  id: string;
                  remarks?: {
                    /** @enum {unknown} */
                    language: 'es' | 'en' | 'pt' | 'nl';
                    /** @enum {unknown} */
                    translated?: 'Y' | 'N';
                    value: string;
                  }[];
                }[];
                fileNumber?: string;
                finalDate: string;
                id: string;
                /** @enum {unknown} */
                isNonCriminalRuling?: 'Y' | 'N' | 'U';
                /** @enum {unknown} */
                minorAtOffence: 'Y' | 'N' | 'U';
                offences: {
                  /** @enum {unknown} */
                  completion: 'C' | 'A' | 'U';
                  ecrisCode?: string;
                  endDate: string;
                  /** @enum {unknown} */
                  exemptionFromResponsibility?: 'S' | 'N';
                  /** @enum {unknown} */
                  formOfGuilt?: 'INTENTIONAL' | 'NEGLIGENT';
                  iccsCode: string;
                  id: string;
                  /** @enum {unknown} */
                  isContinuous?: 'Y' | 'N' | 'U';
                  legalProvisions: string;
                  nationalCode: string;
                  nationalTitle: {
                    /** @enum {unknown} */
                    language: 'es' | 'en' | 'pt' | 'nl';
                    /** @enum {unknown} */
                    translated?: 'Y' | 'N';
                    value: string;
                  }[];
                  occurrences?: number;
                  /** @enum {unknown} */
                  participation: 'M' | 'H' | 'U';
                  place?: {
                    country: string;
                    town?: string;
                  };
                  /** @enum {unknown} */
                  recidivism?: 'R' | 'N';
                  startDate: string;
                }[];
                /** @enum {unknown} */
                recordKind:
                  'FINAL_CONVICTION' | 'NON_FINAL' | 'PENDING_CASE' | 'POLICE_ENTRY' | 'ACQUITTAL' | 'ADMINISTRATIVE';
                relationships?: {
                  from: string;
                  /** @enum {unknown} */
                  kind:
                    | 'DECISION_SANCTIONS'
                    | 'DECISION_OFFENCES'
                    | 'SANCTION_SANCTIONS'
                    | 'SANCTION_OFFENCES'
                    | 'CONVICTION_CONVICTIONS';
                  to: string[];
                  type?: string;
                }[];
                retentionEndDate?: string;
                sanctions: {
                  /** @enum {unknown} */
                  alternativeType?: 'NONE' | 'PRINCIPAL' | 'NON_RESPECT';
                  commonCategory: string;
                  executionPeriod?: {
                    duration?: string;
                    end?: string;
                    /** @enum {unknown} */
                    exact?: 'Y' | 'N' | 'U';
                    start?: string;
                  };
                  fine?: {
                    amountMinor: number;
                    count?: number;
                    currency: string;
                  };
                  id: string;
                  interruptions?: {
                    duration?: string;
                    end?: string;
                    remarks?: {
                      /** @enum {unknown} */
                      language: 'es' | 'en' | 'pt' | 'nl';
                      /** @enum {unknown} */
                      translated?: 'Y' | 'N';
                      value: string;
                    }[];
                    start?: string;
                  }[];
                  multiplier?: number;
                  nationalCode: string;
                  nationalTitle: {
                    /** @enum {unknown} */
                    language: 'es' | 'en' | 'pt' | 'nl';
                    /** @enum {unknown} */
                    translated?: 'Y' | 'N';
                    value: string;
                  }[];
                  /** @enum {unknown} */
                  nature: 'P' | 'M';
                  remarks?: {
                    /** @enum {unknown} */
                    language: 'es' | 'en' | 'pt' | 'nl';
                    /** @enum {unknown} */
                    translated?: 'Y' | 'N';
                    value: string;
                  }[];
                  sentencedPeriod?: {
                    duration?: string;
                    end?: string;
                    /** @enum {unknown} */
                    exact?: 'Y' | 'N' | 'U';
                    start?: string;
                  };
                  /** @enum {unknown} */
                  specificToMinor: 'Y' | 'N' | 'U';
                  suspension?: {
                    duration?: string;
                    end?: string;
                    probationDuration?: string;
                    remarks?: {
                      /** @enum {unknown} */
                      language: 'es' | 'en' | 'pt' | 'nl';
                      /** @enum {unknown} */
                      translated?: 'Y' | 'N';
                      value: string;
                    }[];
                    start?: string;
                    suspendedAmount?: {
                      amountMinor: number;
                      currency: string;
                    };
                    suspendedPartDuration?: string;
                    /** @enum {unknown} */
                    type: 'FULL' | 'PARTIAL' | 'FULL_WITH_PROBATION' | 'PARTIAL_WITH_PROBATION';
                  };
                }[];
                sourceUpdatedAt: string;
                transmittable: {
                  /** @enum {unknown} */
                  criminal: 'Y' | 'N' | 'U';
                  /** @enum {unknown} */
                  other: 'Y' | 'N' | 'U';
                };
                version: number;
              };
              /**
               * @description where the person was convicted
               * @enum {string}
               */
              country:
                | 'AR'
                | 'BB'
                | 'BR'
                | 'BS'
                | 'BZ'
                | 'CL'
                | 'CR'
                | 'DO'
                | 'EC'
                | 'GT'
                | 'GY'
                | 'HN'
                | 'JM'
                | 'PA'
                | 'PE'
                | 'PY'
                | 'SR'
                | 'UY';
              /** Format: uuid */
              notificationId: string;
              /** @description who was convicted, as that country writes them */
              person: {
                birthDate?: string;
                birthPlace: {
                  country: string;
                  town?: string;
                };
                deceased?: string;
                documents: {
                  country: string;
                  number: string;
                  type: string;
                }[];
                father?: {
                  full: string;
                  given?: string[];
                  /** @enum {unknown} */
                  kind: 'legal' | 'former' | 'birth' | 'alias' | 'nickname' | 'religious';
                  marriedName?: string;
                  prefix?: string;
                  suffix?: string;
                  surname1?: string;
                  surname2?: string;
                };
                mother?: {
                  full: string;
                  given?: string[];
                  /** @enum {unknown} */
                  kind: 'legal' | 'former' | 'birth' | 'alias' | 'nickname' | 'religious';
                  marriedName?: string;
                  prefix?: string;
                  suffix?: string;
                  surname1?: string;
                  surname2?: string;
                };
                names: {
                  full: string;
                  given?: string[];
                  /** @enum {unknown} */
                  kind: 'legal' | 'former' | 'birth' | 'alias' | 'nickname' | 'religious';
                  marriedName?: string;
                  prefix?: string;
                  suffix?: string;
                  surname1?: string;
                  surname2?: string;
                }[];
                nationalities: string[];
                /** @enum {unknown} */
                sex: 0 | 1 | 2 | 9;
              };
              /** @description UTC, ISO 8601 */
              receivedAt: string;
            }[];
          };
        };
      };
      /** @description `staff.unauthenticated`, `staff.wrong-audience`, `auth.step-up-needed` */
      401: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      /** @description `staff.no-role`, `auth.csrf` */
      403: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      /** @description `platform.internal` */
      500: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      /** @description `staff.issuer-unreachable` */
      503: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
    };
  };
  clerkDecideNotification: {
    parameters: {
      query?: never;
      header?: never;
      path: {
        id: string;
      };
      cookie?: never;
    };
    requestBody: {
      content: {
        'application/json':
          | {
              /** @description whose conviction it is */
              personId: string;
              /** @constant */
              result: 'STORED';
            }
          | {
              /** @enum {unknown} */
              reason: 'NOT_A_NATIONAL' | 'DECEASED' | 'BIOMETRIC_MISMATCH' | 'SEVERAL_PERSONS' | 'NOT_IDENTIFIED';
              /** @constant */
              result: 'REFUSED';
            };
      };
    };
    responses: {
      /** @description Done */
      204: {
        headers: {
          [name: string]: unknown;
        };
        content?: never;
      };
      /** @description `platform.invalid-json` */
      400: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      /** @description `staff.unauthenticated`, `staff.wrong-audience`, `auth.step-up-needed` */
      401: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      /** @description `staff.no-role`, `auth.csrf` */
      403: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      /** @description `clerk.not-found` */
      404: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      /** @description `notify.not-waiting` */
      409: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      /** @description `platform.too-large` */
      413: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      /** @description `platform.unsupported-media-type` */
      415: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      /** @description `clerk.invalid-input`, `notify.unknown-person` */
      422: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      /** @description `platform.internal` */
      500: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      /** @description `staff.issuer-unreachable` */
      503: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
    };
  };
  clerkNotificationCount: {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      /** @description How many */
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': {
            waiting: number;
          };
        };
      };
      /** @description `staff.unauthenticated`, `staff.wrong-audience`, `auth.step-up-needed` */
      401: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      /** @description `staff.no-role`, `auth.csrf` */
      403: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      /** @description `platform.internal` */
      500: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      /** @description `staff.issuer-unreachable` */
      503: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
    };
  };
  clerkQuestion: {
    parameters: {
      query?: never;
      header?: never;
      path: {
        id: string;
      };
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      /** @description Done */
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': {
            /** @description whether your answer, your refusal, leaves without another clerk */
            alone: {
              answer: boolean;
              refusal: boolean;
            };
            announcedAt: string | null;
            assignee: string | null;
            candidates: {
              candidate: {
                /** @description line by line what speaks for and against it */
                explanation: {
                  /** @description of the subject, folded */
                  asked: string;
                  /** @description what was compared */
                  field: string;
                  /** @description of the register, folded */
                  held: string;
                  /** @enum {string} */
                  level: 'agrees' | 'close' | 'differs' | 'missing';
                  /** @description why it weighs so */
                  reason: string;
                  /** @description bits for (above 0) or against (below 0) */
                  weight: number;
                }[];
                /** @description none at a match */
                flags: string[];
                /** @description who the register says this is */
                identity: {
                  birthDate?: string;
                  birthPlace: {
                    country: string;
                    town?: string;
                  };
                  deceased?: string;
                  documents: {
                    country: string;
                    number: string;
                    type: string;
                  }[];
                  father?: {
                    full: string;
                    given?: string[];
                    /** @enum {unknown} */
                    kind: 'legal' | 'former' | 'birth' | 'alias' | 'nickname' | 'religious';
                    marriedName?: string;
                    prefix?: string;
                    suffix?: string;
                    surname1?: string;
                    surname2?: string;
                  };
                  mother?: {
                    full: string;
                    given?: string[];
                    /** @enum {unknown} */
                    kind: 'legal' | 'former' | 'birth' | 'alias' | 'nickname' | 'religious';
                    marriedName?: string;
                    prefix?: string;
                    suffix?: string;
                    surname1?: string;
                    surname2?: string;
                  };
                  names: {
                    full: string;
                    given?: string[];
                    /** @enum {unknown} */
                    kind: 'legal' | 'former' | 'birth' | 'alias' | 'nickname' | 'religious';
                    marriedName?: string;
                    prefix?: string;
                    suffix?: string;
                    surname1?: string;
                    surname2?: string;
                  }[];
                  nationalities: string[];
                  /** @enum {unknown} */
                  sex: 0 | 1 | 2 | 9;
                };
                /** @description the register’s own id of the person */
                personId: string;
                /** @description that this is the person, all other candidates and "none of them" considered */
                probability: number;
                /** @description evidence in bits: the sum of the lines */
                weight: number;
              };
              /** @description convictions in the register */
              held: number;
              /** @description convictions that the policy lets go */
              mayGo: number;
            }[];
            comments: {
              /** @description UTC, ISO 8601 */
              at: string;
              by: string | null;
              comment: string | null;
            }[];
            /**
             * @description who asks
             * @enum {string}
             */
            country:
              | 'AR'
              | 'BB'
              | 'BR'
              | 'BS'
              | 'BZ'
              | 'CL'
              | 'CR'
              | 'DO'
              | 'EC'
              | 'GT'
              | 'GY'
              | 'HN'
              | 'JM'
              | 'PA'
              | 'PE'
              | 'PY'
              | 'SR'
              | 'UY';
            /**
             * @description what the search says; absent where it was not asked
             * @enum {string}
             */
            decision?: 'MATCH' | 'SEVERAL' | 'NONE' | 'INSUFFICIENT_DATA';
            decisions: {
              archives?: {
                /** @enum {unknown} */
                language: 'es' | 'en' | 'pt' | 'nl';
                /** @enum {unknown} */
                translated?: 'Y' | 'N';
                value: string;
              }[];
              /** @enum {string} */
              choice:
                | 'PERSON'
                | 'PARTIAL'
                | 'DECEASED'
                | 'BIOMETRIC_MISMATCH'
                | 'REFUSED'
                | 'NOBODY'
                | 'CANNOT_TELL'
                | 'NOT_COMPETENT';
              /** @description UTC, ISO 8601 */
              decidedAt: string;
              decidedBy: string | null;
              personId?: string;
              /** @enum {string} */
              reason?:
                | 'LEGAL_BASIS'
                | 'PURPOSE'
                | 'POLITICAL_OFFENCE'
                | 'MINOR'
                | 'ORDRE_PUBLIC'
                | 'ONGOING_PROCEEDINGS'
                | 'DISPROPORTIONATE';
              settledAt: string | null;
              settledBy: string | null;
              /** @enum {string} */
              state: 'OPEN' | 'RELEASED' | 'RETURNED';
            }[];
            /** @description the legal deadline */
            dueAt: string;
            /** @description whether the asker may be asked for more */
            mayAsk: boolean;
            /** @description what the subject does not tell */
            missing?: (
              | 'Forename'
              | 'Surname'
              | 'SecondSurname'
              | 'Sex'
              | 'BirthDate'
              | 'BirthPlace'
              | 'Nationality'
              | 'FormerName'
              | 'MotherName'
              | 'FatherName'
              | 'IdentityNumber'
              | 'IdentificationDocument'
              | 'Address'
              | 'Alias'
              | 'Fingerprints'
              | 'MoreInformationOnRequestPurpose'
            )[];
            /** @enum {string} */
            purpose: 'C1' | 'C2' | 'C3' | 'C4' | 'C5' | 'E1' | 'P1' | 'P2' | 'P3' | 'P4' | 'P5' | 'P6' | 'P7';
            /** Format: uuid */
            questionId: string;
            /** @enum {string} */
            queue: 'AMBIGUOUS' | 'INFORMATION' | 'CONFIRM_REFUSAL' | 'RELEASE';
            /** @description UTC, ISO 8601 */
            receivedAt: string;
            /**
             * @description the reason of the policy, where it refuses the question
             * @enum {string}
             */
            refusal?:
              | 'LEGAL_BASIS'
              | 'PURPOSE'
              | 'POLITICAL_OFFENCE'
              | 'MINOR'
              | 'ORDRE_PUBLIC'
              | 'ONGOING_PROCEEDINGS'
              | 'DISPROPORTIONATE';
            /** @description what is asked (docs/protocol/schemas/body-REQ.json), without the salt */
            request: {
              authority: string;
              caseReference: string;
              evidence?: {
                accusedOffences?: string[];
                consent?: {
                  givenOn: string;
                  reference: string;
                };
                court?: string;
                identityProof?: string;
                law?: string;
                place?: string;
                position?: string;
                reason?: string;
              };
              legalBasis: string;
              official: {
                id: string;
                /** @enum {unknown} */
                role: 'investigator' | 'prosecutor' | 'clerk' | 'auditor' | 'registrar' | 'operator';
              };
              /** @enum {unknown} */
              purpose: 'C1' | 'C2' | 'C3' | 'C4' | 'C5' | 'E1' | 'P1' | 'P2' | 'P3' | 'P4' | 'P5' | 'P6' | 'P7';
              subject: {
                birthDate?: string;
                birthPlace?: {
                  country: string;
                  town?: string;
                };
                documents?: {
                  country: string;
                  number: string;
                  type: string;
                }[];
                father?: {
                  full: string;
                  given?: string[];
                  /** @enum {unknown} */
                  kind: 'legal' | 'former' | 'birth' | 'alias' | 'nickname' | 'religious';
                  marriedName?: string;
                  prefix?: string;
                  suffix?: string;
                  surname1?: string;
                  surname2?: string;
                };
                mother?: {
                  full: string;
                  given?: string[];
                  /** @enum {unknown} */
                  kind: 'legal' | 'former' | 'birth' | 'alias' | 'nickname' | 'religious';
                  marriedName?: string;
                  prefix?: string;
                  suffix?: string;
                  surname1?: string;
                  surname2?: string;
                };
                names: {
                  full: string;
                  given?: string[];
                  /** @enum {unknown} */
                  kind: 'legal' | 'former' | 'birth' | 'alias' | 'nickname' | 'religious';
                  marriedName?: string;
                  prefix?: string;
                  suffix?: string;
                  surname1?: string;
                  surname2?: string;
                }[];
                nationalities?: string[];
                /** @enum {unknown} */
                sex?: 0 | 1 | 2 | 9;
              };
              taskForce?: string;
              /** @enum {unknown} */
              urgency: 'FLASH' | 'URGENT' | 'ROUTINE';
            };
            /** @description how often the asker was asked for more */
            rounds: number;
            /** @description IN_PROGRESS, or DELAYED once a delay is announced */
            state: string;
            /** @enum {string} */
            urgency: 'FLASH' | 'URGENT' | 'ROUTINE';
            /**
             * @description what would tell the candidates apart best; for your eyes
             * @enum {string}
             */
            wouldSeparate?:
              | 'Forename'
              | 'Surname'
              | 'SecondSurname'
              | 'Sex'
              | 'BirthDate'
              | 'BirthPlace'
              | 'Nationality'
              | 'FormerName'
              | 'MotherName'
              | 'FatherName'
              | 'IdentityNumber'
              | 'IdentificationDocument'
              | 'Address'
              | 'Alias'
              | 'Fingerprints'
              | 'MoreInformationOnRequestPurpose';
          };
        };
      };
      /** @description `staff.unauthenticated`, `staff.wrong-audience`, `auth.step-up-needed` */
      401: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      /** @description `staff.no-role`, `auth.csrf` */
      403: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      /** @description `clerk.not-found` */
      404: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      /** @description `answer.question-erased` */
      410: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      /** @description `platform.internal` */
      500: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      /** @description `staff.issuer-unreachable`, `clerk.unavailable` */
      503: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
    };
  };
  clerkAssign: {
    parameters: {
      query?: never;
      header?: never;
      path: {
        id: string;
      };
      cookie?: never;
    };
    requestBody: {
      content: {
        'application/json': {
          /** @description null: nobody; absent: you */
          to?: string | unknown;
        };
      };
    };
    responses: {
      /** @description Done */
      204: {
        headers: {
          [name: string]: unknown;
        };
        content?: never;
      };
      /** @description `platform.invalid-json` */
      400: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      /** @description `staff.unauthenticated`, `staff.wrong-audience`, `auth.step-up-needed` */
      401: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      /** @description `staff.no-role`, `auth.csrf` */
      403: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      /** @description `clerk.not-found` */
      404: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      /** @description `platform.too-large` */
      413: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      /** @description `platform.unsupported-media-type` */
      415: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      /** @description `clerk.invalid-input` */
      422: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      /** @description `platform.internal` */
      500: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      /** @description `staff.issuer-unreachable` */
      503: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
    };
  };
  clerkComment: {
    parameters: {
      query?: never;
      header?: never;
      path: {
        id: string;
      };
      cookie?: never;
    };
    requestBody: {
      content: {
        'application/json': {
          /** @description for your colleagues; stays in this country */
          comment: string;
        };
      };
    };
    responses: {
      /** @description Done */
      204: {
        headers: {
          [name: string]: unknown;
        };
        content?: never;
      };
      /** @description `platform.invalid-json` */
      400: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      /** @description `staff.unauthenticated`, `staff.wrong-audience`, `auth.step-up-needed` */
      401: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      /** @description `staff.no-role`, `auth.csrf` */
      403: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      /** @description `clerk.not-found` */
      404: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      /** @description `platform.too-large` */
      413: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      /** @description `platform.unsupported-media-type` */
      415: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      /** @description `clerk.invalid-input` */
      422: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      /** @description `platform.internal` */
      500: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      /** @description `staff.issuer-unreachable` */
      503: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
    };
  };
  clerkDecide: {
    parameters: {
      query?: never;
      header?: never;
      path: {
        id: string;
      };
      cookie?: never;
    };
    requestBody: {
      content: {
        'application/json':
          | {
              /** @enum {unknown} */
              kind: 'PERSON' | 'DECEASED' | 'BIOMETRIC_MISMATCH';
              /** @description one of the candidates */
              personId: string;
            }
          | {
              /** @description what could not be looked through, by its name; nothing about anybody */
              archives: {
                /** @enum {unknown} */
                language: 'es' | 'en' | 'pt' | 'nl';
                /** @enum {unknown} */
                translated?: 'Y' | 'N';
                value: string;
              }[];
              /** @enum {unknown} */
              kind: 'PARTIAL';
              /** @description one of the candidates */
              personId: string;
            }
          | {
              /** @enum {unknown} */
              kind: 'REFUSED';
              /** @enum {unknown} */
              reason:
                | 'LEGAL_BASIS'
                | 'PURPOSE'
                | 'POLITICAL_OFFENCE'
                | 'MINOR'
                | 'ORDRE_PUBLIC'
                | 'ONGOING_PROCEEDINGS'
                | 'DISPROPORTIONATE';
            }
          | {
              /** @enum {unknown} */
              kind: 'NOBODY' | 'CANNOT_TELL' | 'NOT_COMPETENT';
            }
          | {
              /** @enum {unknown} */
              kind: 'ASK';
              missing: (
                | 'Forename'
                | 'Surname'
                | 'SecondSurname'
                | 'Sex'
                | 'BirthDate'
                | 'BirthPlace'
                | 'Nationality'
                | 'FormerName'
                | 'MotherName'
                | 'FatherName'
                | 'IdentityNumber'
                | 'IdentificationDocument'
                | 'Address'
                | 'Alias'
                | 'Fingerprints'
                | 'MoreInformationOnRequestPurpose'
              )[];
              /** @description for the asking country, in one language; never who the register holds */
              note?: {
                /** @enum {unknown} */
                language: 'es' | 'en' | 'pt' | 'nl';
                /** @enum {unknown} */
                translated?: 'Y' | 'N';
                value: string;
              };
            };
      };
    };
    responses: {
      /** @description Done */
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': {
            /** @enum {string} */
            result: 'SENT' | 'WAITS_FOR_RELEASE';
          };
        };
      };
      /** @description `platform.invalid-json` */
      400: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      /** @description `staff.unauthenticated`, `staff.wrong-audience`, `auth.step-up-needed` */
      401: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      /** @description `staff.no-role`, `auth.csrf` */
      403: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      /** @description `clerk.not-found` */
      404: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      /** @description `clerk.not-assigned`, `clerk.waits-for-release`, `clerk.nothing-to-ask`, `answer.policy-refuses`, `answer.no-candidate`, `answer.not-in-part` */
      409: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      /** @description `answer.question-erased` */
      410: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      /** @description `platform.too-large` */
      413: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      /** @description `platform.unsupported-media-type` */
      415: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      /** @description `clerk.invalid-input` */
      422: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      /** @description `platform.internal` */
      500: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      /** @description `staff.issuer-unreachable`, `answer.not-now` */
      503: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
    };
  };
  clerkDelay: {
    parameters: {
      query?: never;
      header?: never;
      path: {
        id: string;
      };
      cookie?: never;
    };
    requestBody: {
      content: {
        'application/json': {
          /** @description seconds since 1970 */
          announcedAt: number;
          /** @enum {string} */
          reason: 'WORKLOAD' | 'AWAITING_OTHER_AUTHORITY' | 'REGISTER_UNAVAILABLE' | 'MANUAL_ARCHIVE';
        };
      };
    };
    responses: {
      /** @description Done */
      204: {
        headers: {
          [name: string]: unknown;
        };
        content?: never;
      };
      /** @description `platform.invalid-json` */
      400: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      /** @description `staff.unauthenticated`, `staff.wrong-audience`, `auth.step-up-needed` */
      401: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      /** @description `staff.no-role`, `auth.csrf` */
      403: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      /** @description `clerk.not-found` */
      404: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      /** @description `clerk.not-assigned` */
      409: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      /** @description `platform.too-large` */
      413: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      /** @description `platform.unsupported-media-type` */
      415: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      /** @description `clerk.invalid-input` */
      422: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      /** @description `platform.internal` */
      500: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      /** @description `staff.issuer-unreachable` */
      503: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
    };
  };
  clerkRelease: {
    parameters: {
      query?: never;
      header?: never;
      path: {
        id: string;
      };
      cookie?: never;
    };
    requestBody: {
      content: {
        'application/json': {
          /** @enum {string} */
          verdict: 'RELEASE' | 'RETURN';
        };
      };
    };
    responses: {
      /** @description Done */
      204: {
        headers: {
          [name: string]: unknown;
        };
        content?: never;
      };
      /** @description `platform.invalid-json` */
      400: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      /** @description `staff.unauthenticated`, `staff.wrong-audience`, `auth.step-up-needed` */
      401: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      /** @description `staff.no-role`, `auth.csrf`, `clerk.same-official` */
      403: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      /** @description `clerk.not-found` */
      404: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      /** @description `clerk.nothing-to-release`, `answer.policy-refuses`, `answer.no-candidate`, `answer.not-in-part` */
      409: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      /** @description `answer.question-erased` */
      410: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      /** @description `platform.too-large` */
      413: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      /** @description `platform.unsupported-media-type` */
      415: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      /** @description `clerk.invalid-input` */
      422: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      /** @description `platform.internal` */
      500: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      /** @description `staff.issuer-unreachable`, `answer.not-now` */
      503: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
    };
  };
  clerkQueue: {
    parameters: {
      query?: {
        assigned?: 'me' | 'nobody';
        country?:
          | 'AR'
          | 'BB'
          | 'BR'
          | 'BS'
          | 'BZ'
          | 'CL'
          | 'CR'
          | 'DO'
          | 'EC'
          | 'GT'
          | 'GY'
          | 'HN'
          | 'JM'
          | 'PA'
          | 'PE'
          | 'PY'
          | 'SR'
          | 'UY';
        deadline?: 'AT_RISK' | 'OVERDUE';
        purpose?: 'C1' | 'C2' | 'C3' | 'C4' | 'C5' | 'E1' | 'P1' | 'P2' | 'P3' | 'P4' | 'P5' | 'P6' | 'P7';
        queue?: 'AMBIGUOUS' | 'INFORMATION' | 'CONFIRM_REFUSAL' | 'RELEASE';
        urgency?: 'FLASH' | 'URGENT' | 'ROUTINE';
      };
      header?: never;
      path?: never;
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      /** @description Done */
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': {
            questions: {
              announcedAt: string | null;
              assignee: string | null;
              /**
               * @description who asks
               * @enum {string}
               */
              country:
                | 'AR'
                | 'BB'
                | 'BR'
                | 'BS'
                | 'BZ'
                | 'CL'
                | 'CR'
                | 'DO'
                | 'EC'
                | 'GT'
                | 'GY'
                | 'HN'
                | 'JM'
                | 'PA'
                | 'PE'
                | 'PY'
                | 'SR'
                | 'UY';
              /** @enum {string} */
              deadline: 'RUNNING' | 'AT_RISK' | 'OVERDUE';
              /** @description the legal deadline */
              dueAt: string;
              /** @enum {string} */
              purpose: 'C1' | 'C2' | 'C3' | 'C4' | 'C5' | 'E1' | 'P1' | 'P2' | 'P3' | 'P4' | 'P5' | 'P6' | 'P7';
              /** Format: uuid */
              questionId: string;
              /** @enum {string} */
              queue: 'AMBIGUOUS' | 'INFORMATION' | 'CONFIRM_REFUSAL' | 'RELEASE';
              /** @description UTC, ISO 8601 */
              receivedAt: string;
              /** @description how often the asker was asked for more */
              rounds: number;
              /** @description IN_PROGRESS, or DELAYED once a delay is announced */
              state: string;
              /** @enum {string} */
              urgency: 'FLASH' | 'URGENT' | 'ROUTINE';
            }[];
          };
        };
      };
      /** @description `staff.unauthenticated`, `staff.wrong-audience`, `auth.step-up-needed` */
      401: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      /** @description `staff.no-role`, `auth.csrf` */
      403: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      /** @description `clerk.invalid-input` */
      422: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      /** @description `platform.internal` */
      500: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      /** @description `staff.issuer-unreachable` */
      503: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
    };
  };
  clerkSearches: {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      /** @description Done */
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': {
            searches: {
              name: string;
              query: {
                /** @enum {string} */
                assigned?: 'me' | 'nobody';
                /**
                 * @description who asks
                 * @enum {string}
                 */
                country?:
                  | 'AR'
                  | 'BB'
                  | 'BR'
                  | 'BS'
                  | 'BZ'
                  | 'CL'
                  | 'CR'
                  | 'DO'
                  | 'EC'
                  | 'GT'
                  | 'GY'
                  | 'HN'
                  | 'JM'
                  | 'PA'
                  | 'PE'
                  | 'PY'
                  | 'SR'
                  | 'UY';
                /**
                 * @description 70 % of the time has gone; all of it
                 * @enum {string}
                 */
                deadline?: 'AT_RISK' | 'OVERDUE';
                /** @enum {string} */
                purpose?: 'C1' | 'C2' | 'C3' | 'C4' | 'C5' | 'E1' | 'P1' | 'P2' | 'P3' | 'P4' | 'P5' | 'P6' | 'P7';
                /** @enum {string} */
                queue?: 'AMBIGUOUS' | 'INFORMATION' | 'CONFIRM_REFUSAL' | 'RELEASE';
                /** @enum {string} */
                urgency?: 'FLASH' | 'URGENT' | 'ROUTINE';
              };
            }[];
          };
        };
      };
      /** @description `staff.unauthenticated`, `staff.wrong-audience`, `auth.step-up-needed` */
      401: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      /** @description `staff.no-role`, `auth.csrf` */
      403: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      /** @description `platform.internal` */
      500: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      /** @description `staff.issuer-unreachable` */
      503: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
    };
  };
  clerkSaveSearch: {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    requestBody: {
      content: {
        'application/json': {
          name: string;
          query: {
            /** @enum {string} */
            assigned?: 'me' | 'nobody';
            /**
             * @description who asks
             * @enum {string}
             */
            country?:
              | 'AR'
              | 'BB'
              | 'BR'
              | 'BS'
              | 'BZ'
              | 'CL'
              | 'CR'
              | 'DO'
              | 'EC'
              | 'GT'
              | 'GY'
              | 'HN'
              | 'JM'
              | 'PA'
              | 'PE'
              | 'PY'
              | 'SR'
              | 'UY';
            /**
             * @description 70 % of the time has gone; all of it
             * @enum {string}
             */
            deadline?: 'AT_RISK' | 'OVERDUE';
            /** @enum {string} */
            purpose?: 'C1' | 'C2' | 'C3' | 'C4' | 'C5' | 'E1' | 'P1' | 'P2' | 'P3' | 'P4' | 'P5' | 'P6' | 'P7';
            /** @enum {string} */
            queue?: 'AMBIGUOUS' | 'INFORMATION' | 'CONFIRM_REFUSAL' | 'RELEASE';
            /** @enum {string} */
            urgency?: 'FLASH' | 'URGENT' | 'ROUTINE';
          };
        };
      };
    };
    responses: {
      /** @description Done */
      204: {
        headers: {
          [name: string]: unknown;
        };
        content?: never;
      };
      /** @description `platform.invalid-json` */
      400: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      /** @description `staff.unauthenticated`, `staff.wrong-audience`, `auth.step-up-needed` */
      401: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      /** @description `staff.no-role`, `auth.csrf` */
      403: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      /** @description `platform.too-large` */
      413: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      /** @description `platform.unsupported-media-type` */
      415: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      /** @description `clerk.invalid-input` */
      422: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      /** @description `platform.internal` */
      500: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      /** @description `staff.issuer-unreachable` */
      503: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
    };
  };
  clerkForgetSearch: {
    parameters: {
      query?: never;
      header?: never;
      path: {
        name: string;
      };
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      /** @description Done */
      204: {
        headers: {
          [name: string]: unknown;
        };
        content?: never;
      };
      /** @description `staff.unauthenticated`, `staff.wrong-audience`, `auth.step-up-needed` */
      401: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      /** @description `staff.no-role`, `auth.csrf` */
      403: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      /** @description `clerk.not-found` */
      404: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      /** @description `platform.internal` */
      500: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      /** @description `staff.issuer-unreachable` */
      503: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
    };
  };
  listDrafts: {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      /** @description Done */
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': {
            drafts: {
              /** @description UTC, ISO 8601 */
              changedAt: string;
              countries: (
                | 'AR'
                | 'BB'
                | 'BR'
                | 'BS'
                | 'BZ'
                | 'CL'
                | 'CR'
                | 'DO'
                | 'EC'
                | 'GT'
                | 'GY'
                | 'HN'
                | 'JM'
                | 'PA'
                | 'PE'
                | 'PY'
                | 'SR'
                | 'UY'
              )[];
              /** @description UTC, ISO 8601 */
              createdAt: string;
              /** @description and of the request that it becomes */
              id: string;
              /**
               * @description for the record, or whether there is one
               * @enum {string}
               */
              kind: 'REQ' | 'QUERY';
              /** @description it is over when nobody has submitted or approved it until then */
              lapsesAt: string;
              /** @enum {string} */
              state: 'DRAFT' | 'AWAITING_APPROVAL';
            }[];
          };
        };
      };
      /** @description `staff.unauthenticated`, `staff.wrong-audience`, `auth.step-up-needed` */
      401: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      /** @description `staff.no-role`, `auth.csrf` */
      403: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      /** @description `platform.internal` */
      500: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      /** @description `staff.issuer-unreachable` */
      503: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
    };
  };
  keepDraft: {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    requestBody: {
      content: {
        'application/json': {
          /**
           * @description for the record (REQ, if nothing is said), or a query
           * @enum {string}
           */
          kind?: 'REQ' | 'QUERY';
          /** @description the members of a request or query, as far as they are known; checked in full when it is submitted */
          request: {
            caseReference?: string;
            evidence?: Record<string, never>;
            legalBasis?: string;
            purpose?: string;
            subject?: Record<string, never>;
            taskForce?: string;
            to?:
              | 'ALL'
              | (
                  | 'AR'
                  | 'BB'
                  | 'BR'
                  | 'BS'
                  | 'BZ'
                  | 'CL'
                  | 'CR'
                  | 'DO'
                  | 'EC'
                  | 'GT'
                  | 'GY'
                  | 'HN'
                  | 'JM'
                  | 'PA'
                  | 'PE'
                  | 'PY'
                  | 'SR'
                  | 'UY'
                )[];
            urgency?: string;
          };
        };
      };
    };
    responses: {
      /** @description Done */
      201: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': {
            id: string;
          };
        };
      };
      /** @description `platform.invalid-json` */
      400: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      /** @description `staff.unauthenticated`, `staff.wrong-audience`, `auth.step-up-needed` */
      401: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      /** @description `staff.no-role`, `auth.csrf` */
      403: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      /** @description `ask.too-many-drafts` */
      409: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      /** @description `platform.too-large` */
      413: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      /** @description `platform.unsupported-media-type` */
      415: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      /** @description `ask.invalid-input` */
      422: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      /** @description `platform.internal` */
      500: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      /** @description `staff.issuer-unreachable` */
      503: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
    };
  };
  viewDraft: {
    parameters: {
      query?: never;
      header?: never;
      path: {
        id: string;
      };
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      /** @description Done */
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': {
            /** @description UTC, ISO 8601 */
            changedAt: string;
            countries: (
              | 'AR'
              | 'BB'
              | 'BR'
              | 'BS'
              | 'BZ'
              | 'CL'
              | 'CR'
              | 'DO'
              | 'EC'
              | 'GT'
              | 'GY'
              | 'HN'
              | 'JM'
              | 'PA'
              | 'PE'
              | 'PY'
              | 'SR'
              | 'UY'
            )[];
            /** @description UTC, ISO 8601 */
            createdAt: string;
            /** @description and of the request that it becomes */
            id: string;
            /**
             * @description for the record, or whether there is one
             * @enum {string}
             */
            kind: 'REQ' | 'QUERY';
            /** @description it is over when nobody has submitted or approved it until then */
            lapsesAt: string;
            /** @description the members of the request or query, as they were written */
            request: Record<string, never>;
            /** @description a second person has given it back */
            returned?: {
              reason?: string;
            };
            /** @enum {string} */
            state: 'DRAFT' | 'AWAITING_APPROVAL';
          };
        };
      };
      /** @description `staff.unauthenticated`, `staff.wrong-audience`, `auth.step-up-needed` */
      401: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      /** @description `staff.no-role`, `auth.csrf` */
      403: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      /** @description `ask.not-found` */
      404: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      /** @description `platform.internal` */
      500: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      /** @description `staff.issuer-unreachable`, `ask.unavailable` */
      503: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
    };
  };
  changeDraft: {
    parameters: {
      query?: never;
      header?: never;
      path: {
        id: string;
      };
      cookie?: never;
    };
    requestBody: {
      content: {
        'application/json': {
          /** @description the members of a request or query, as far as they are known; checked in full when it is submitted */
          request: {
            caseReference?: string;
            evidence?: Record<string, never>;
            legalBasis?: string;
            purpose?: string;
            subject?: Record<string, never>;
            taskForce?: string;
            to?:
              | 'ALL'
              | (
                  | 'AR'
                  | 'BB'
                  | 'BR'
                  | 'BS'
                  | 'BZ'
                  | 'CL'
                  | 'CR'
                  | 'DO'
                  | 'EC'
                  | 'GT'
                  | 'GY'
                  | 'HN'
                  | 'JM'
                  | 'PA'
                  | 'PE'
                  | 'PY'
                  | 'SR'
                  | 'UY'
                )[];
            urgency?: string;
          };
        };
      };
    };
    responses: {
      /** @description Done */
      204: {
        headers: {
          [name: string]: unknown;
        };
        content?: never;
      };
      /** @description `platform.invalid-json` */
      400: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      /** @description `staff.unauthenticated`, `staff.wrong-audience`, `auth.step-up-needed` */
      401: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      /** @description `staff.no-role`, `auth.csrf` */
      403: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      /** @description `ask.not-found` */
      404: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      /** @description `ask.not-a-draft` */
      409: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      /** @description `platform.too-large` */
      413: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      /** @description `platform.unsupported-media-type` */
      415: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      /** @description `ask.invalid-input` */
      422: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      /** @description `platform.internal` */
      500: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      /** @description `staff.issuer-unreachable` */
      503: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
    };
  };
  discardDraft: {
    parameters: {
      query?: never;
      header?: never;
      path: {
        id: string;
      };
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      /** @description Done */
      204: {
        headers: {
          [name: string]: unknown;
        };
        content?: never;
      };
      /** @description `staff.unauthenticated`, `staff.wrong-audience`, `auth.step-up-needed` */
      401: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      /** @description `staff.no-role`, `auth.csrf` */
      403: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      /** @description `ask.not-found` */
      404: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      /** @description `ask.not-a-draft` */
      409: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      /** @description `platform.internal` */
      500: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      /** @description `staff.issuer-unreachable` */
      503: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
    };
  };
  submitDraft: {
    parameters: {
      query?: never;
      header?: never;
      path: {
        id: string;
      };
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      /** @description Done */
      202: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': {
            id: string;
            /**
             * @description for the record, or whether there is one
             * @enum {string}
             */
            kind: 'REQ' | 'QUERY';
          };
        };
      };
      /** @description `staff.unauthenticated`, `staff.wrong-audience`, `auth.step-up-needed` */
      401: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      /** @description `staff.no-role`, `auth.csrf`, `ask.not-allowed` */
      403: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      /** @description `ask.not-found` */
      404: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      /** @description `ask.not-a-draft`, `ask.draft-changed` */
      409: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      /** @description `ask.invalid-input`, `ask.own-country` */
      422: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      /** @description `ask.over-budget` */
      429: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      /** @description `platform.internal` */
      500: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      /** @description `staff.issuer-unreachable` */
      503: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
    };
  };
  makeEvidence: {
    parameters: {
      query?: never;
      header?: {
        /** @description of an auditor */
        'CREX-Mandate'?: string;
      };
      path?: never;
      cookie?: never;
    };
    requestBody: {
      content: {
        'application/json': {
          /**
           * @description of a request to several countries, the one that is meant
           * @enum {string}
           */
          country?:
            | 'AR'
            | 'BB'
            | 'BR'
            | 'BS'
            | 'BZ'
            | 'CL'
            | 'CR'
            | 'DO'
            | 'EC'
            | 'GT'
            | 'GY'
            | 'HN'
            | 'JM'
            | 'PA'
            | 'PE'
            | 'PY'
            | 'SR'
            | 'UY';
          /**
           * @description code of the legal ground by which it is handed out; stands in the log
           * @example COURT-ORDER
           */
          ground: string;
          /** @description of the request or the question, or the number of a message of the exchange */
          id: string;
          /** @description though a proof is not there yet */
          incomplete?: boolean;
          /** @enum {string} */
          language: 'es' | 'pt' | 'en' | 'nl';
        };
      };
    };
    responses: {
      /** @description The page */
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'text/html': string;
        };
      };
      /** @description `log.mandate-missing`, `platform.invalid-json` */
      400: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      /** @description `staff.unauthenticated`, `staff.wrong-audience`, `auth.step-up-needed` */
      401: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      /** @description `staff.no-role`, `auth.csrf` */
      403: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      /** @description `log.unknown-exchange` */
      404: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      /** @description `log.several-exchanges`, `log.exchange-open`, `log.directory-not-held`, `log.evidence-incomplete` */
      409: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      /** @description `log.content-erased` */
      410: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      /** @description `platform.too-large` */
      413: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      /** @description `platform.unsupported-media-type` */
      415: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      /** @description `log.invalid-input` */
      422: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      /** @description `platform.internal` */
      500: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      /** @description `staff.issuer-unreachable` */
      503: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
    };
  };
  viewAlarms: {
    parameters: {
      query?: never;
      header: {
        /** @description file number of the order under which the auditor looks into the log */
        'CREX-Mandate': string;
      };
      path?: never;
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      /** @description The alarms of this country’s node */
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': {
            alarms: {
              /** @description UTC, ISO 8601 */
              clearedAt?: string;
              /** @description `cause`: it has gone by itself; otherwise the operator */
              clearedBy?: string;
              /** @description codes, counts, origins and ids */
              detail: Record<string, never>;
              /** @description which log, promise or pair: an origin, a digest, message numbers */
              key: string;
              /** @enum {string} */
              kind:
                | 'log-fork'
                | 'log-tiles'
                | 'log-behind'
                | 'log-withheld'
                | 'promise-late'
                | 'promise-broken'
                | 'own-promise'
                | 'cosignature-missing'
                | 'checkpoint-stale'
                | 'log-check'
                | 'message-missing'
                | 'message-unlogged'
                | 'reconciliation-differs'
                | 'reconciliation-overdue'
                | 'recall-unacknowledged'
                | 'notification-unanswered'
                | 'review-overdue'
                | 'use-not-justified'
                | 'extracts-waiting'
                | 'extract-fault';
              /** @description UTC, ISO 8601 */
              since: string;
            }[];
            lastCheck?: {
              /** @description UTC, ISO 8601 */
              checkedAt: string;
              entries: number;
              faultCount: number;
              /** @description the first hundred */
              faults: {
                code: string;
                detail: string;
              }[];
            };
          };
        };
      };
      /** @description `log.mandate-missing` */
      400: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      /** @description `staff.unauthenticated`, `staff.wrong-audience`, `auth.step-up-needed` */
      401: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      /** @description `staff.no-role`, `auth.csrf` */
      403: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      /** @description `platform.internal` */
      500: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      /** @description `staff.issuer-unreachable`, `log.unavailable` */
      503: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
    };
  };
  reportDisclosures: {
    parameters: {
      query?: never;
      header: {
        /** @description file number of the order under which the auditor looks into the log */
        'CREX-Mandate': string;
      };
      path?: never;
      cookie?: never;
    };
    requestBody: {
      content: {
        'application/json': components['schemas']['DisclosureReportInput'];
      };
    };
    responses: {
      /** @description The report */
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': {
            /** @enum {string} */
            country:
              | 'AR'
              | 'BB'
              | 'BR'
              | 'BS'
              | 'BZ'
              | 'CL'
              | 'CR'
              | 'DO'
              | 'EC'
              | 'GT'
              | 'GY'
              | 'HN'
              | 'JM'
              | 'PA'
              | 'PE'
              | 'PY'
              | 'SR'
              | 'UY';
            /** @description UTC, ISO 8601 */
            from: string;
            /** @description UTC, ISO 8601 */
            madeAt: string;
            others: {
              /** @description UTC, ISO 8601 */
              at: string;
              by?: {
                authority?: string;
                official?: string;
                role?: string;
              };
              caseReference?: string;
              /** @description which part is gone, and by which entry */
              erased: string[];
              eventId: string;
              foundBy: (
                | {
                    /** @constant */
                    by: 'document';
                    country: string;
                    number: string;
                    type: string;
                  }
                | {
                    birthDate: string;
                    /** @constant */
                    by: 'name';
                    name: string;
                  }
              )[];
              mandate?: string;
              purpose?: string;
              type: string;
            }[];
            partners: {
              /** @description we asked it; `seen`: who of ours was shown the answer, and when */
              asked: {
                /** @description UTC, ISO 8601 */
                at: string;
                by?: {
                  authority?: string;
                  official?: string;
                  role?: string;
                };
                caseReference?: string;
                /** @description which part is gone, and by which entry */
                erased: string[];
                eventId: string;
                foundBy: (
                  | {
                      /** @constant */
                      by: 'document';
                      country: string;
                      number: string;
                      type: string;
                    }
                  | {
                      birthDate: string;
                      /** @constant */
                      by: 'name';
                      name: string;
                    }
                )[];
                late: {
                  /** @description UTC, ISO 8601 */
                  at: string;
                  outcome: string;
                }[];
                legalBasis: string;
                outcome?: {
                  /** @description UTC, ISO 8601 */
                  at: string;
                  outcome: string;
                };
                purpose: string;
                seen: {
                  /** @description UTC, ISO 8601 */
                  at: string;
                  by?: {
                    authority?: string;
                    official?: string;
                    role?: string;
                  };
                  caseReference?: string;
                  /** @description which part is gone, and by which entry */
                  erased: string[];
                  eventId: string;
                  foundBy: (
                    | {
                        /** @constant */
                        by: 'document';
                        country: string;
                        number: string;
                        type: string;
                      }
                    | {
                        birthDate: string;
                        /** @constant */
                        by: 'name';
                        name: string;
                      }
                  )[];
                  type: string;
                }[];
                type: string;
              }[];
              /** @enum {string} */
              country:
                | 'AR'
                | 'BB'
                | 'BR'
                | 'BS'
                | 'BZ'
                | 'CL'
                | 'CR'
                | 'DO'
                | 'EC'
                | 'GT'
                | 'GY'
                | 'HN'
                | 'JM'
                | 'PA'
                | 'PE'
                | 'PY'
                | 'SR'
                | 'UY';
              /** @description it asked us, and was told this */
              told: {
                /** @description UTC, ISO 8601 */
                at: string;
                by?: {
                  authority?: string;
                  official?: string;
                  role?: string;
                };
                caseReference?: string;
                /** @description which part is gone, and by which entry */
                erased: string[];
                eventId: string;
                foundBy: (
                  | {
                      /** @constant */
                      by: 'document';
                      country: string;
                      number: string;
                      type: string;
                    }
                  | {
                      birthDate: string;
                      /** @constant */
                      by: 'name';
                      name: string;
                    }
                )[];
                legalBasis: string;
                outcome: string;
                purpose: string;
                records?: Record<string, never>[];
                type: string;
              }[];
            }[];
            references: (
              | {
                  /** @constant */
                  by: 'document';
                  country: string;
                  number: string;
                  type: string;
                }
              | {
                  birthDate: string;
                  /** @constant */
                  by: 'name';
                  name: string;
                }
            )[];
            /** @description for the person; names authorities, no official */
            summary: string;
            /** @description UTC, ISO 8601 */
            to: string;
            /** @constant */
            v: 1;
          };
        };
      };
      /** @description `log.mandate-missing`, `platform.invalid-json` */
      400: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      /** @description `staff.unauthenticated`, `staff.wrong-audience`, `auth.step-up-needed` */
      401: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      /** @description `staff.no-role`, `auth.csrf` */
      403: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      /** @description `platform.too-large` */
      413: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      /** @description `platform.unsupported-media-type` */
      415: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      /** @description `platform.invalid-input`, `log.invalid-input`, `log.too-much` */
      422: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      /** @description `platform.internal`, `log.inconsistent` */
      500: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      /** @description `staff.issuer-unreachable`, `log.unavailable` */
      503: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
    };
  };
  printDisclosures: {
    parameters: {
      query?: never;
      header: {
        /** @description file number of the order under which the auditor looks into the log */
        'CREX-Mandate': string;
      };
      path?: never;
      cookie?: never;
    };
    requestBody: {
      content: {
        'application/json': components['schemas']['DisclosureReportInput'];
      };
    };
    responses: {
      /** @description The PDF */
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/pdf': string;
        };
      };
      /** @description `log.mandate-missing`, `platform.invalid-json` */
      400: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      /** @description `staff.unauthenticated`, `staff.wrong-audience`, `auth.step-up-needed` */
      401: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      /** @description `staff.no-role`, `auth.csrf` */
      403: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      /** @description `platform.too-large` */
      413: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      /** @description `platform.unsupported-media-type` */
      415: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      /** @description `platform.invalid-input`, `log.invalid-input`, `log.too-much`, `log.not-printable` */
      422: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      /** @description `platform.internal`, `log.inconsistent` */
      500: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      /** @description `staff.issuer-unreachable`, `log.unavailable` */
      503: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
    };
  };
  searchLog: {
    parameters: {
      query?: never;
      header: {
        /** @description file number of the order under which the auditor looks into the log */
        'CREX-Mandate': string;
      };
      path?: never;
      cookie?: never;
    };
    requestBody: {
      content: {
        'application/json': components['schemas']['SearchInput'];
      };
    };
    responses: {
      /** @description A page of entries */
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': {
            entries: {
              /** @description UTC, ISO 8601 */
              at: string;
              eventId: string;
              /** @description what the log says for ever (docs/protocol/log-entries.md) */
              leaf: Record<string, never>;
              /** @description by which the tree knows the entry (RFC 9162) */
              leafHash: string;
              parts: {
                actor?:
                  | {
                      /**
                       * @description there, and not opened here
                       * @constant
                       */
                      status: 'closed';
                    }
                  | {
                      /** @constant */
                      status: 'open';
                      /** @description the part as it was written */
                      value: Record<string, never>;
                    }
                  | {
                      by: {
                        /** @description UTC, ISO 8601 */
                        at: string;
                        eventId: string;
                        ground: string;
                        /** @enum {unknown} */
                        type: 'ERASURE' | 'PERIOD_ERASURE';
                      };
                      /** @example erased by entry 5b0f8f5e-52a5-4c39-8a77-0a5b0d1f8a3c/ERASURE on 2026-11-22T12:00:00Z, ground COURT-ORDER */
                      note: string;
                      /** @constant */
                      status: 'erased';
                    }
                  | {
                      note: string;
                      /**
                       * @description gone, and no entry says that it was erased
                       * @constant
                       */
                      status: 'missing';
                    };
                detail?:
                  | {
                      /**
                       * @description there, and not opened here
                       * @constant
                       */
                      status: 'closed';
                    }
                  | {
                      /** @constant */
                      status: 'open';
                      /** @description the part as it was written */
                      value: Record<string, never>;
                    }
                  | {
                      by: {
                        /** @description UTC, ISO 8601 */
                        at: string;
                        eventId: string;
                        ground: string;
                        /** @enum {unknown} */
                        type: 'ERASURE' | 'PERIOD_ERASURE';
                      };
                      /** @example erased by entry 5b0f8f5e-52a5-4c39-8a77-0a5b0d1f8a3c/ERASURE on 2026-11-22T12:00:00Z, ground COURT-ORDER */
                      note: string;
                      /** @constant */
                      status: 'erased';
                    }
                  | {
                      note: string;
                      /**
                       * @description gone, and no entry says that it was erased
                       * @constant
                       */
                      status: 'missing';
                    };
                subject?:
                  | {
                      /**
                       * @description there, and not opened here
                       * @constant
                       */
                      status: 'closed';
                    }
                  | {
                      /** @constant */
                      status: 'open';
                      /** @description the part as it was written */
                      value: Record<string, never>;
                    }
                  | {
                      by: {
                        /** @description UTC, ISO 8601 */
                        at: string;
                        eventId: string;
                        ground: string;
                        /** @enum {unknown} */
                        type: 'ERASURE' | 'PERIOD_ERASURE';
                      };
                      /** @example erased by entry 5b0f8f5e-52a5-4c39-8a77-0a5b0d1f8a3c/ERASURE on 2026-11-22T12:00:00Z, ground COURT-ORDER */
                      note: string;
                      /** @constant */
                      status: 'erased';
                    }
                  | {
                      note: string;
                      /**
                       * @description gone, and no entry says that it was erased
                       * @constant
                       */
                      status: 'missing';
                    };
              };
              /** @enum {string} */
              type:
                | 'DRAFT'
                | 'ASK'
                | 'OUTCOME'
                | 'LATE'
                | 'CANCELLATION'
                | 'TIMEOUT'
                | 'SECONDARY_DISSEMINATION'
                | 'DISCLOSURE'
                | 'NO_RECORD'
                | 'WITHHELD'
                | 'EXTRACT'
                | 'EXTRACT_ENDED'
                | 'CORRECTION'
                | 'RECALL'
                | 'NOTIFICATION'
                | 'ACKNOWLEDGEMENT'
                | 'IMPORT'
                | 'SEARCH'
                | 'SENT'
                | 'RECEIVED'
                | 'RELAYED'
                | 'TAKEN'
                | 'EXPIRED'
                | 'REFUSAL'
                | 'VOID'
                | 'RECONCILIATION'
                | 'RECONCILED'
                | 'COUNTER_EPOCH'
                | 'VIEW'
                | 'ACCESS_TO_LOG'
                | 'REVIEW'
                | 'SIGN_IN'
                | 'ERASURE'
                | 'PERIOD_ERASURE'
                | 'EPOCH_START'
                | 'KEY_EVENT'
                | 'CONFIG_CHANGE'
                | 'DIRECTORY_VERSION';
            }[];
            /** @description send it as `after` for the next page; absent on the last */
            next?: string;
          };
        };
      };
      /** @description `log.mandate-missing`, `platform.invalid-json` */
      400: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      /** @description `staff.unauthenticated`, `staff.wrong-audience`, `auth.step-up-needed` */
      401: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      /** @description `staff.no-role`, `auth.csrf` */
      403: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      /** @description `platform.too-large` */
      413: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      /** @description `platform.unsupported-media-type` */
      415: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      /** @description `platform.invalid-input`, `log.invalid-input` */
      422: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      /** @description `platform.internal`, `log.inconsistent` */
      500: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      /** @description `staff.issuer-unreachable`, `log.unavailable` */
      503: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
    };
  };
  readLogEntry: {
    parameters: {
      query?: never;
      header: {
        /** @description file number of the order under which the auditor looks into the log */
        'CREX-Mandate': string;
      };
      path: {
        eventId: string;
        type:
          | 'DRAFT'
          | 'ASK'
          | 'OUTCOME'
          | 'LATE'
          | 'CANCELLATION'
          | 'TIMEOUT'
          | 'SECONDARY_DISSEMINATION'
          | 'DISCLOSURE'
          | 'NO_RECORD'
          | 'WITHHELD'
          | 'EXTRACT'
          | 'EXTRACT_ENDED'
          | 'CORRECTION'
          | 'RECALL'
          | 'NOTIFICATION'
          | 'ACKNOWLEDGEMENT'
          | 'IMPORT'
          | 'SEARCH'
          | 'SENT'
          | 'RECEIVED'
          | 'RELAYED'
          | 'TAKEN'
          | 'EXPIRED'
          | 'REFUSAL'
          | 'VOID'
          | 'RECONCILIATION'
          | 'RECONCILED'
          | 'COUNTER_EPOCH'
          | 'VIEW'
          | 'ACCESS_TO_LOG'
          | 'REVIEW'
          | 'SIGN_IN'
          | 'ERASURE'
          | 'PERIOD_ERASURE'
          | 'EPOCH_START'
          | 'KEY_EVENT'
          | 'CONFIG_CHANGE'
          | 'DIRECTORY_VERSION';
      };
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      /** @description The entry */
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': {
            /** @description UTC, ISO 8601 */
            at: string;
            eventId: string;
            /** @description what the log says for ever (docs/protocol/log-entries.md) */
            leaf: Record<string, never>;
            /** @description the bytes of the leaf, base64 */
            leafBytes: string;
            /** @description by which the tree knows the entry (RFC 9162) */
            leafHash: string;
            parts: {
              actor?:
                | {
                    /**
                     * @description there, and not opened here
                     * @constant
                     */
                    status: 'closed';
                  }
                | {
                    /** @constant */
                    status: 'open';
                    /** @description the part as it was written */
                    value: Record<string, never>;
                  }
                | {
                    by: {
                      /** @description UTC, ISO 8601 */
                      at: string;
                      eventId: string;
                      ground: string;
                      /** @enum {unknown} */
                      type: 'ERASURE' | 'PERIOD_ERASURE';
                    };
                    /** @example erased by entry 5b0f8f5e-52a5-4c39-8a77-0a5b0d1f8a3c/ERASURE on 2026-11-22T12:00:00Z, ground COURT-ORDER */
                    note: string;
                    /** @constant */
                    status: 'erased';
                  }
                | {
                    note: string;
                    /**
                     * @description gone, and no entry says that it was erased
                     * @constant
                     */
                    status: 'missing';
                  };
              detail?:
                | {
                    /**
                     * @description there, and not opened here
                     * @constant
                     */
                    status: 'closed';
                  }
                | {
                    /** @constant */
                    status: 'open';
                    /** @description the part as it was written */
                    value: Record<string, never>;
                  }
                | {
                    by: {
                      /** @description UTC, ISO 8601 */
                      at: string;
                      eventId: string;
                      ground: string;
                      /** @enum {unknown} */
                      type: 'ERASURE' | 'PERIOD_ERASURE';
                    };
                    /** @example erased by entry 5b0f8f5e-52a5-4c39-8a77-0a5b0d1f8a3c/ERASURE on 2026-11-22T12:00:00Z, ground COURT-ORDER */
                    note: string;
                    /** @constant */
                    status: 'erased';
                  }
                | {
                    note: string;
                    /**
                     * @description gone, and no entry says that it was erased
                     * @constant
                     */
                    status: 'missing';
                  };
              subject?:
                | {
                    /**
                     * @description there, and not opened here
                     * @constant
                     */
                    status: 'closed';
                  }
                | {
                    /** @constant */
                    status: 'open';
                    /** @description the part as it was written */
                    value: Record<string, never>;
                  }
                | {
                    by: {
                      /** @description UTC, ISO 8601 */
                      at: string;
                      eventId: string;
                      ground: string;
                      /** @enum {unknown} */
                      type: 'ERASURE' | 'PERIOD_ERASURE';
                    };
                    /** @example erased by entry 5b0f8f5e-52a5-4c39-8a77-0a5b0d1f8a3c/ERASURE on 2026-11-22T12:00:00Z, ground COURT-ORDER */
                    note: string;
                    /** @constant */
                    status: 'erased';
                  }
                | {
                    note: string;
                    /**
                     * @description gone, and no entry says that it was erased
                     * @constant
                     */
                    status: 'missing';
                  };
            };
            proof:
              | {
                  /**
                   * @description no signed checkpoint covers it yet
                   * @constant
                   */
                  status: 'pending';
                }
              | {
                  /** @description a tlog-proof file (C2SP) */
                  file: string;
                  index: number;
                  /** @constant */
                  status: 'proven';
                };
            /** @description the other entries of the event, and the entries that name it: views, erasures */
            related: {
              /** @description UTC, ISO 8601 */
              at: string;
              eventId: string;
              /** @description what the log says for ever (docs/protocol/log-entries.md) */
              leaf: Record<string, never>;
              /** @description by which the tree knows the entry (RFC 9162) */
              leafHash: string;
              /** @enum {string} */
              type:
                | 'DRAFT'
                | 'ASK'
                | 'OUTCOME'
                | 'LATE'
                | 'CANCELLATION'
                | 'TIMEOUT'
                | 'SECONDARY_DISSEMINATION'
                | 'DISCLOSURE'
                | 'NO_RECORD'
                | 'WITHHELD'
                | 'EXTRACT'
                | 'EXTRACT_ENDED'
                | 'CORRECTION'
                | 'RECALL'
                | 'NOTIFICATION'
                | 'ACKNOWLEDGEMENT'
                | 'IMPORT'
                | 'SEARCH'
                | 'SENT'
                | 'RECEIVED'
                | 'RELAYED'
                | 'TAKEN'
                | 'EXPIRED'
                | 'REFUSAL'
                | 'VOID'
                | 'RECONCILIATION'
                | 'RECONCILED'
                | 'COUNTER_EPOCH'
                | 'VIEW'
                | 'ACCESS_TO_LOG'
                | 'REVIEW'
                | 'SIGN_IN'
                | 'ERASURE'
                | 'PERIOD_ERASURE'
                | 'EPOCH_START'
                | 'KEY_EVENT'
                | 'CONFIG_CHANGE'
                | 'DIRECTORY_VERSION';
            }[];
            /** @enum {string} */
            type:
              | 'DRAFT'
              | 'ASK'
              | 'OUTCOME'
              | 'LATE'
              | 'CANCELLATION'
              | 'TIMEOUT'
              | 'SECONDARY_DISSEMINATION'
              | 'DISCLOSURE'
              | 'NO_RECORD'
              | 'WITHHELD'
              | 'EXTRACT'
              | 'EXTRACT_ENDED'
              | 'CORRECTION'
              | 'RECALL'
              | 'NOTIFICATION'
              | 'ACKNOWLEDGEMENT'
              | 'IMPORT'
              | 'SEARCH'
              | 'SENT'
              | 'RECEIVED'
              | 'RELAYED'
              | 'TAKEN'
              | 'EXPIRED'
              | 'REFUSAL'
              | 'VOID'
              | 'RECONCILIATION'
              | 'RECONCILED'
              | 'COUNTER_EPOCH'
              | 'VIEW'
              | 'ACCESS_TO_LOG'
              | 'REVIEW'
              | 'SIGN_IN'
              | 'ERASURE'
              | 'PERIOD_ERASURE'
              | 'EPOCH_START'
              | 'KEY_EVENT'
              | 'CONFIG_CHANGE'
              | 'DIRECTORY_VERSION';
          };
        };
      };
      /** @description `log.mandate-missing` */
      400: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      /** @description `staff.unauthenticated`, `staff.wrong-audience`, `auth.step-up-needed` */
      401: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      /** @description `staff.no-role`, `auth.csrf` */
      403: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      /** @description `log.not-found` */
      404: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      /** @description `platform.internal`, `log.inconsistent` */
      500: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      /** @description `staff.issuer-unreachable`, `log.unavailable` */
      503: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
    };
  };
  exportLog: {
    parameters: {
      query?: never;
      header: {
        /** @description file number of the order under which the auditor looks into the log */
        'CREX-Mandate': string;
      };
      path?: never;
      cookie?: never;
    };
    requestBody: {
      content: {
        'application/json': components['schemas']['ExportInput'];
      };
    };
    responses: {
      /** @description The file */
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/x-ndjson': string;
        };
      };
      /** @description `log.mandate-missing`, `platform.invalid-json` */
      400: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      /** @description `staff.unauthenticated`, `staff.wrong-audience`, `auth.step-up-needed` */
      401: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      /** @description `staff.no-role`, `auth.csrf` */
      403: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      /** @description `platform.too-large` */
      413: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      /** @description `platform.unsupported-media-type` */
      415: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      /** @description `platform.invalid-input`, `log.invalid-input`, `log.too-much` */
      422: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      /** @description `platform.internal`, `log.inconsistent` */
      500: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      /** @description `staff.issuer-unreachable`, `log.unavailable` */
      503: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
    };
  };
  viewReconciliations: {
    parameters: {
      query?: never;
      header: {
        /** @description file number of the order under which the auditor looks into the log */
        'CREX-Mandate': string;
      };
      path?: never;
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      /** @description The last reconciliation of each pair */
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': {
            pairs: {
              /** @description UTC, ISO 8601 */
              comparedAt?: string;
              differences?: {
                /** @enum {string} */
                kind: 'MISSING' | 'OTHER_DIGEST' | 'UNEXPECTED' | 'NO_ENTRY';
                number: number;
              }[];
              differing?: number;
              epoch: number;
              first: number;
              /** @enum {string} */
              from:
                | 'AR'
                | 'BB'
                | 'BR'
                | 'BS'
                | 'BZ'
                | 'CL'
                | 'CR'
                | 'DO'
                | 'EC'
                | 'GT'
                | 'GY'
                | 'HN'
                | 'JM'
                | 'PA'
                | 'PE'
                | 'PY'
                | 'SR'
                | 'UY';
              last: number;
              matched?: number;
              /** @description UTC, ISO 8601 */
              statedAt: string;
              /** @enum {string} */
              to:
                | 'AR'
                | 'BB'
                | 'BR'
                | 'BS'
                | 'BZ'
                | 'CL'
                | 'CR'
                | 'DO'
                | 'EC'
                | 'GT'
                | 'GY'
                | 'HN'
                | 'JM'
                | 'PA'
                | 'PE'
                | 'PY'
                | 'SR'
                | 'UY';
              /** @description numbers that were sent and that our own log does not name */
              unlogged: number[];
            }[];
          };
        };
      };
      /** @description `log.mandate-missing` */
      400: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      /** @description `staff.unauthenticated`, `staff.wrong-audience`, `auth.step-up-needed` */
      401: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      /** @description `staff.no-role`, `auth.csrf` */
      403: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      /** @description `platform.internal` */
      500: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      /** @description `staff.issuer-unreachable`, `log.unavailable` */
      503: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
    };
  };
  listReviews: {
    parameters: {
      query?: never;
      header: {
        /** @description file number of the order under which the auditor looks into the log */
        'CREX-Mandate': string;
      };
      path?: never;
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      /** @description What waits */
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': {
            reviews: {
              /**
               * @description that was asked, or was answered
               * @enum {string}
               */
              country:
                | 'AR'
                | 'BB'
                | 'BR'
                | 'BS'
                | 'BZ'
                | 'CL'
                | 'CR'
                | 'DO'
                | 'EC'
                | 'GT'
                | 'GY'
                | 'HN'
                | 'JM'
                | 'PA'
                | 'PE'
                | 'PY'
                | 'SR'
                | 'UY';
              /** @description an alarm is raised when nobody has reviewed it until then */
              dueAt: string;
              /**
               * Format: uuid
               * @description of the entry, as `entries/{eventId}/{type}` takes it
               */
              eventId: string;
              purpose: string;
              /** @enum {string} */
              type: 'ASK' | 'DISCLOSURE' | 'NO_RECORD';
              /** @description UTC, ISO 8601 */
              usedAt: string;
            }[];
          };
        };
      };
      /** @description `log.mandate-missing` */
      400: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      /** @description `staff.unauthenticated`, `staff.wrong-audience`, `auth.step-up-needed` */
      401: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      /** @description `staff.no-role`, `auth.csrf` */
      403: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      /** @description `platform.internal`, `log.inconsistent` */
      500: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      /** @description `staff.issuer-unreachable`, `log.unavailable` */
      503: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
    };
  };
  reviewUse: {
    parameters: {
      query?: never;
      header: {
        /** @description file number of the order under which the auditor looks into the log */
        'CREX-Mandate': string;
      };
      path: {
        eventId: string;
      };
      cookie?: never;
    };
    requestBody: {
      content: {
        'application/json': {
          /** @description why; stands in the log */
          comment: string;
          /** @enum {string} */
          verdict: 'JUSTIFIED' | 'NOT_JUSTIFIED';
        };
      };
    };
    responses: {
      /** @description Done */
      204: {
        headers: {
          [name: string]: unknown;
        };
        content?: never;
      };
      /** @description `log.mandate-missing`, `platform.invalid-json` */
      400: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      /** @description `staff.unauthenticated`, `staff.wrong-audience`, `auth.step-up-needed` */
      401: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      /** @description `staff.no-role`, `auth.csrf`, `log.own-use` */
      403: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      /** @description `log.not-found` */
      404: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      /** @description `log.already-reviewed` */
      409: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      /** @description `platform.too-large` */
      413: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      /** @description `platform.unsupported-media-type` */
      415: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      /** @description `log.invalid-input` */
      422: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      /** @description `platform.internal` */
      500: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      /** @description `staff.issuer-unreachable` */
      503: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
    };
  };
  countLog: {
    parameters: {
      query?: never;
      header: {
        /** @description file number of the order under which the auditor looks into the log */
        'CREX-Mandate': string;
      };
      path?: never;
      cookie?: never;
    };
    requestBody: {
      content: {
        'application/json': components['schemas']['StatisticsInput'];
      };
    };
    responses: {
      /** @description The cells that are not empty */
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': {
            cells: {
              count: number;
              country?: string | null;
              /** @example 2026-11-22 */
              day?: string;
              legalBasis?: string | null;
              outcome?: string | null;
              purpose?: string | null;
              type?: string;
            }[];
          };
        };
      };
      /** @description `log.mandate-missing`, `platform.invalid-json` */
      400: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      /** @description `staff.unauthenticated`, `staff.wrong-audience`, `auth.step-up-needed` */
      401: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      /** @description `staff.no-role`, `auth.csrf` */
      403: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      /** @description `platform.too-large` */
      413: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      /** @description `platform.unsupported-media-type` */
      415: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      /** @description `platform.invalid-input`, `log.invalid-input`, `log.too-much` */
      422: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      /** @description `platform.internal`, `log.inconsistent` */
      500: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      /** @description `staff.issuer-unreachable`, `log.unavailable` */
      503: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
    };
  };
  viewUnusual: {
    parameters: {
      query?: never;
      header: {
        /** @description file number of the order under which the auditor looks into the log */
        'CREX-Mandate': string;
      };
      path?: never;
      cookie?: never;
    };
    requestBody: {
      content: {
        'application/json': components['schemas']['PeriodInput'];
      };
    };
    responses: {
      /** @description What calls for a look */
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': {
            /** @description that were looked at */
            acts: number;
            findings: {
              /** @description the newest fifty */
              acts: {
                /** @description UTC, ISO 8601 */
                at: string;
                eventId: string;
                official: string;
                type: string;
              }[];
              count: number;
              /**
               * @description of this country, where it is about one day
               * @example 2026-11-22
               */
              day?: string;
              /** @description from so many on the rule speaks */
              limit: number;
              officials: {
                authority?: string;
                id: string;
              }[];
              /** @enum {string} */
              rule: 'MANY' | 'OUT_OF_HOURS' | 'SAME_PERSON' | 'REFUSED_SIGN_INS';
            }[];
          };
        };
      };
      /** @description `log.mandate-missing`, `platform.invalid-json` */
      400: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      /** @description `staff.unauthenticated`, `staff.wrong-audience`, `auth.step-up-needed` */
      401: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      /** @description `staff.no-role`, `auth.csrf` */
      403: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      /** @description `platform.too-large` */
      413: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      /** @description `platform.unsupported-media-type` */
      415: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      /** @description `platform.invalid-input`, `log.invalid-input`, `log.too-much` */
      422: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      /** @description `platform.internal`, `log.inconsistent` */
      500: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      /** @description `staff.issuer-unreachable`, `log.unavailable` */
      503: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
    };
  };
  viewWitnesses: {
    parameters: {
      query?: never;
      header: {
        /** @description file number of the order under which the auditor looks into the log */
        'CREX-Mandate': string;
      };
      path?: never;
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      /** @description Who watches over whom */
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': {
            origin: string;
            others: {
              /** @description the directory assigns this log to our witness */
              isOursToCosign: boolean;
              /** @enum {string} */
              member:
                | 'AR'
                | 'BB'
                | 'BR'
                | 'BS'
                | 'BZ'
                | 'CL'
                | 'CR'
                | 'DO'
                | 'EC'
                | 'GT'
                | 'GY'
                | 'HN'
                | 'JM'
                | 'PA'
                | 'PE'
                | 'PY'
                | 'SR'
                | 'UY'
                | 'BROKER';
              origin: string;
              seen?: {
                /** @description UTC, ISO 8601 */
                since: string;
                /** @description entries of the tree */
                size: string;
                /** @description UTC, ISO 8601 */
                until: string;
              };
            }[];
            quorum?: {
              /** @description UTC, ISO 8601 */
              since: string;
              /** @description entries of the tree */
              size: string;
              /** @description still the largest tree for a quorum then */
              until: string;
            };
            signed?: {
              /** @description UTC, ISO 8601 */
              at: string;
              /** @description entries of the tree */
              size: string;
            };
            /** @description verifier key (C2SP signed-note), as the directory lists it */
            vkey: string;
            witnesses: {
              last?: {
                /** @description UTC, ISO 8601 */
                at: string;
                /** @description entries of the tree */
                size: string;
              };
              /** @enum {string} */
              member:
                | 'AR'
                | 'BB'
                | 'BR'
                | 'BS'
                | 'BZ'
                | 'CL'
                | 'CR'
                | 'DO'
                | 'EC'
                | 'GT'
                | 'GY'
                | 'HN'
                | 'JM'
                | 'PA'
                | 'PE'
                | 'PY'
                | 'SR'
                | 'UY'
                | 'BROKER';
              /** @description verifier key (C2SP signed-note), as the directory lists it */
              vkey: string;
            }[];
          };
        };
      };
      /** @description `log.mandate-missing` */
      400: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      /** @description `staff.unauthenticated`, `staff.wrong-audience`, `auth.step-up-needed` */
      401: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      /** @description `staff.no-role`, `auth.csrf` */
      403: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      /** @description `platform.internal` */
      500: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      /** @description `staff.issuer-unreachable`, `log.unavailable` */
      503: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
    };
  };
  readLogFile: {
    parameters: {
      query?: never;
      header?: {
        /** @description the role to act in, for who has several */
        'CREX-Role'?: 'auditor';
      };
      path: {
        /** @description origin and file; its slashes are not encoded */
        path: string;
      };
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      /** @description A signed note (text), hashes of 32 bytes each, or a bundle of entries */
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/octet-stream': string;
          'text/plain': string;
        };
      };
      /** @description `staff.unauthenticated`, `staff.wrong-audience`, `auth.step-up-needed` */
      401: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      /** @description `staff.no-role`, `auth.csrf` */
      403: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      /** @description `log.not-found` */
      404: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      /** @description `platform.internal` */
      500: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      /** @description `staff.issuer-unreachable`, `log.unavailable` */
      503: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
    };
  };
  listMembers: {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      /** @description Every other country */
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': {
            members: {
              /** @enum {string} */
              country:
                | 'AR'
                | 'BB'
                | 'BR'
                | 'BS'
                | 'BZ'
                | 'CL'
                | 'CR'
                | 'DO'
                | 'EC'
                | 'GT'
                | 'GY'
                | 'HN'
                | 'JM'
                | 'PA'
                | 'PE'
                | 'PY'
                | 'SR'
                | 'UY';
              /** @description UTC, ISO 8601 */
              heardAt?: string;
              /** @description kinds of message that it does not understand yet */
              lacks: string[];
              /** @description seconds that the oldest of them has waited */
              oldest?: number;
              outages: {
                /** @description UTC, ISO 8601 */
                from: string;
                /** @description UTC, ISO 8601 */
                until: string;
              }[];
              /**
               * @description SILENT: not heard for ten minutes. OUT: in an outage that it has announced.
               * @enum {string}
               */
              state: 'ACTIVE' | 'SILENT' | 'OUT' | 'SUSPENDED' | 'ABSENT';
              /** @description questions of all countries that wait there for an answer */
              waiting?: number;
            }[];
          };
        };
      };
      /** @description `staff.unauthenticated`, `staff.wrong-audience`, `auth.step-up-needed` */
      401: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      /** @description `staff.no-role`, `auth.csrf` */
      403: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      /** @description `platform.internal` */
      500: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      /** @description `staff.issuer-unreachable`, `directory.expired` */
      503: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
    };
  };
  viewKeys: {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      /** @description The keys and certificates of this country, and until when what it publishes lasts */
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': {
            directory?: {
              /** @description UTC, ISO 8601 */
              expiresAt: string;
              isExpired: boolean;
              /** @description UTC, ISO 8601 */
              offlineEndsAt: string;
              /** @description UTC, ISO 8601 */
              onlineEndsAt: string;
              /** @description UTC, ISO 8601 */
              revocationsEndAt?: string;
              version: number;
            };
            keys: {
              /** @description `x5t#S256` of a certificate, `kid` of a sealing key */
              id: string;
              /** @description this process works with it */
              isHeld: boolean;
              /** @description the directory shows it to the others */
              isListed: boolean;
              /** @description UTC, ISO 8601 */
              notAfter: string;
              /** @description UTC, ISO 8601 */
              notBefore: string;
              /** @enum {string} */
              revocation: 'NONE' | 'REVOKED' | 'UNKNOWN';
              /** @enum {string} */
              role: 'ca' | 'tls' | 'signing' | 'extract-seal' | 'sealing';
            }[];
          };
        };
      };
      /** @description `staff.unauthenticated`, `staff.wrong-audience`, `auth.step-up-needed` */
      401: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      /** @description `staff.no-role`, `auth.csrf` */
      403: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      /** @description `platform.internal` */
      500: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      /** @description `staff.issuer-unreachable` */
      503: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
    };
  };
  viewLogState: {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      /** @description The own log: placed, signed, cosigned, checked; and the logs of others */
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': {
            cosigned?: {
              /** @description a count of entries, in decimal */
              entries: string;
              /** @description UTC, ISO 8601 */
              until: string;
            };
            /** @description a count of entries, in decimal */
            entries: string;
            epoch?: number;
            followed: {
              /** @description UTC, ISO 8601 */
              cosignedUntil?: string;
              /** @description a count of entries, in decimal */
              entries?: string;
              /** @enum {string} */
              member:
                | 'AR'
                | 'BB'
                | 'BR'
                | 'BS'
                | 'BZ'
                | 'CL'
                | 'CR'
                | 'DO'
                | 'EC'
                | 'GT'
                | 'GY'
                | 'HN'
                | 'JM'
                | 'PA'
                | 'PE'
                | 'PY'
                | 'SR'
                | 'UY'
                | 'BROKER';
            }[];
            lastCheck?: {
              /** @description UTC, ISO 8601 */
              at: string;
              entries: number;
              faults: number;
            };
            origin: string;
            signed?: {
              /** @description UTC, ISO 8601 */
              at: string;
              /** @description a count of entries, in decimal */
              entries: string;
            };
            unplaced: {
              entries: number;
              /** @description seconds */
              oldest?: number;
            };
            witnesses: {
              /** @description UTC, ISO 8601 */
              lastAt?: string;
              /** @enum {string} */
              member:
                | 'AR'
                | 'BB'
                | 'BR'
                | 'BS'
                | 'BZ'
                | 'CL'
                | 'CR'
                | 'DO'
                | 'EC'
                | 'GT'
                | 'GY'
                | 'HN'
                | 'JM'
                | 'PA'
                | 'PE'
                | 'PY'
                | 'SR'
                | 'UY'
                | 'BROKER';
            }[];
          };
        };
      };
      /** @description `staff.unauthenticated`, `staff.wrong-audience`, `auth.step-up-needed` */
      401: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      /** @description `staff.no-role`, `auth.csrf` */
      403: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      /** @description `log.not-listed` */
      409: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      /** @description `platform.internal` */
      500: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      /** @description `staff.issuer-unreachable`, `directory.expired`, `directory.none` */
      503: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
    };
  };
  listOutages: {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      /** @description The outages of this node that are announced and not over */
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': {
            outages: {
              /** @description UTC, ISO 8601 */
              from: string;
              /** @description UTC, ISO 8601 */
              until: string;
            }[];
          };
        };
      };
      /** @description `staff.unauthenticated`, `staff.wrong-audience`, `auth.step-up-needed` */
      401: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      /** @description `staff.no-role`, `auth.csrf` */
      403: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      /** @description `platform.internal` */
      500: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      /** @description `staff.issuer-unreachable` */
      503: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
    };
  };
  planOutage: {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    requestBody: {
      content: {
        'application/json': {
          /** @description UTC, whole minutes */
          from: string;
          /** @description UTC, whole minutes */
          until: string;
        };
      };
    };
    responses: {
      /** @description Announce an outage of this node to all members */
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': {
            outages: {
              /** @description UTC, ISO 8601 */
              from: string;
              /** @description UTC, ISO 8601 */
              until: string;
            }[];
          };
        };
      };
      /** @description `platform.invalid-json` */
      400: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      /** @description `staff.unauthenticated`, `staff.wrong-audience`, `auth.step-up-needed` */
      401: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      /** @description `staff.no-role`, `auth.csrf` */
      403: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      /** @description `node.too-many-outages` */
      409: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      /** @description `platform.too-large` */
      413: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      /** @description `operations.invalid-input`, `node.invalid-outage` */
      422: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      /** @description `platform.internal` */
      500: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      /** @description `staff.issuer-unreachable` */
      503: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
    };
  };
  endOutage: {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    requestBody: {
      content: {
        'application/json': {
          /** @description UTC, whole minutes */
          from: string;
          /** @description UTC, whole minutes */
          until: string;
        };
      };
    };
    responses: {
      /** @description Take an outage back, or end the one that is under way */
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': {
            outages: {
              /** @description UTC, ISO 8601 */
              from: string;
              /** @description UTC, ISO 8601 */
              until: string;
            }[];
          };
        };
      };
      /** @description `platform.invalid-json` */
      400: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      /** @description `staff.unauthenticated`, `staff.wrong-audience`, `auth.step-up-needed` */
      401: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      /** @description `staff.no-role`, `auth.csrf` */
      403: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      /** @description `node.no-such-outage` */
      404: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      /** @description `platform.too-large` */
      413: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      /** @description `operations.invalid-input`, `node.invalid-outage` */
      422: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      /** @description `platform.internal` */
      500: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      /** @description `staff.issuer-unreachable` */
      503: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
    };
  };
  viewOperations: {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      /** @description How this node is: checks, loops, queues, deadlines, alarms */
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': {
            alarms: {
              /** @enum {string} */
              kind:
                | 'log-fork'
                | 'log-tiles'
                | 'log-behind'
                | 'log-withheld'
                | 'promise-late'
                | 'promise-broken'
                | 'own-promise'
                | 'cosignature-missing'
                | 'checkpoint-stale'
                | 'log-check'
                | 'message-missing'
                | 'message-unlogged'
                | 'reconciliation-differs'
                | 'reconciliation-overdue'
                | 'recall-unacknowledged'
                | 'notification-unanswered'
                | 'review-overdue'
                | 'use-not-justified'
                | 'extracts-waiting'
                | 'extract-fault';
              open: number;
              /** @description UTC, ISO 8601 */
              since: string;
            }[];
            asked: {
              open: number;
              overdue: number;
            };
            checks: {
              isWell: boolean;
              /** @enum {string} */
              name: 'database' | 'directory' | 'numbers' | 'log';
            }[];
            incoming: {
              held: number;
              /** @description seconds */
              oldest?: number;
              waiting: number;
            };
            /** @description false in a process that waits until another one has ended */
            isCourier: boolean;
            loops: {
              code?: string;
              /** @description rounds since the last good one */
              failures: number;
              /** @description UTC, ISO 8601 */
              lastAt?: string;
              name: string;
              /** @description seconds */
              period: number;
              /** @enum {string} */
              state: 'OK' | 'STARTING' | 'FAILING' | 'LATE';
            }[];
            otherWork: {
              extractsWaiting: number;
              notificationsOpen: number;
              numbersToVoid: number;
              promisesPending: number;
              recallsOpen: number;
            };
            outgoing: {
              /** @enum {string} */
              country:
                | 'AR'
                | 'BB'
                | 'BR'
                | 'BS'
                | 'BZ'
                | 'CL'
                | 'CR'
                | 'DO'
                | 'EC'
                | 'GT'
                | 'GY'
                | 'HN'
                | 'JM'
                | 'PA'
                | 'PE'
                | 'PY'
                | 'SR'
                | 'UY';
              /** @description seconds */
              oldest: number;
              underWay: number;
              waiting: number;
            }[];
            /** @description questions of other countries without an answer, by their legal deadline */
            owed: {
              atRisk: number;
              overdue: number;
              running: number;
              stopped: number;
            };
            queues: {
              questions: number;
              queue: string;
            }[];
            software: string;
            /** @description UTC, ISO 8601 */
            startedAt: string;
          };
        };
      };
      /** @description `staff.unauthenticated`, `staff.wrong-audience`, `auth.step-up-needed` */
      401: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      /** @description `staff.no-role`, `auth.csrf` */
      403: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      /** @description `platform.internal` */
      500: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      /** @description `staff.issuer-unreachable` */
      503: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
    };
  };
  queryCountries: {
    parameters: {
      query?: never;
      header: {
        /** @description the role to act in, for who has several */
        'CREX-Role'?: 'investigator' | 'prosecutor' | 'registrar' | 'clerk';
        /** @description a fresh random key, such as a UUID; the same only to repeat the same question */
        'Idempotency-Key': string;
        /** @description `wait=30`: wait up to so many seconds (60 at most) for the outcomes (RFC 7240) */
        Prefer?: string;
      };
      path?: never;
      cookie?: never;
    };
    requestBody: {
      content: {
        'application/json': {
          /** @description The case or file that this is for. */
          caseReference: string;
          /** @description What the purpose must bring with it; the policy says what. */
          evidence?: {
            accusedOffences?: string[];
            consent?: {
              givenOn: string;
              reference: string;
            };
            court?: string;
            identityProof?: string;
            law?: string;
            place?: string;
            position?: string;
            reason?: string;
          };
          /** @description Code of the treaty or agreement with those countries. */
          legalBasis: string;
          /**
           * @description Why it is asked; the policy says which role may use which.
           * @enum {string}
           */
          purpose: 'C1' | 'C2' | 'C3' | 'C4' | 'C5' | 'E1' | 'P1' | 'P2' | 'P3' | 'P4' | 'P5' | 'P6' | 'P7';
          /** @description The person, as the asker describes them. */
          subject: {
            birthDate?: string;
            birthPlace?: {
              country: string;
              town?: string;
            };
            documents?: {
              country: string;
              number: string;
              type: string;
            }[];
            father?: {
              full: string;
              given?: string[];
              /** @enum {unknown} */
              kind: 'legal' | 'former' | 'birth' | 'alias' | 'nickname' | 'religious';
              marriedName?: string;
              prefix?: string;
              suffix?: string;
              surname1?: string;
              surname2?: string;
            };
            mother?: {
              full: string;
              given?: string[];
              /** @enum {unknown} */
              kind: 'legal' | 'former' | 'birth' | 'alias' | 'nickname' | 'religious';
              marriedName?: string;
              prefix?: string;
              suffix?: string;
              surname1?: string;
              surname2?: string;
            };
            names: {
              full: string;
              given?: string[];
              /** @enum {unknown} */
              kind: 'legal' | 'former' | 'birth' | 'alias' | 'nickname' | 'religious';
              marriedName?: string;
              prefix?: string;
              suffix?: string;
              surname1?: string;
              surname2?: string;
            }[];
            nationalities?: string[];
            /** @enum {unknown} */
            sex?: 0 | 1 | 2 | 9;
          };
          /** @description Code of the task force for which it is asked. */
          taskForce?: string;
          /** @description The countries to ask, other than this one; ALL: every other member that takes part. */
          to:
            | 'ALL'
            | (
                | 'AR'
                | 'BB'
                | 'BR'
                | 'BS'
                | 'BZ'
                | 'CL'
                | 'CR'
                | 'DO'
                | 'EC'
                | 'GT'
                | 'GY'
                | 'HN'
                | 'JM'
                | 'PA'
                | 'PE'
                | 'PY'
                | 'SR'
                | 'UY'
              )[];
          /** @enum {string} */
          urgency: 'FLASH' | 'URGENT' | 'ROUTINE';
        };
      };
    };
    responses: {
      /** @description With `Prefer: wait`: every country has its result */
      200: {
        headers: {
          /** @description where the request is */
          Location?: string;
          /** @description `wait`, if it was preferred */
          'Preference-Applied'?: string;
          [name: string]: unknown;
        };
        content: {
          'application/json': {
            countries: {
              /** @description when the result was set here */
              answeredAt: string | null;
              /** @description why it was rejected or not delivered */
              code: string | null;
              /** @enum {string} */
              country:
                | 'AR'
                | 'BB'
                | 'BR'
                | 'BS'
                | 'BZ'
                | 'CL'
                | 'CR'
                | 'DO'
                | 'EC'
                | 'GT'
                | 'GY'
                | 'HN'
                | 'JM'
                | 'PA'
                | 'PE'
                | 'PY'
                | 'SR'
                | 'UY';
              id: string;
              /** @description with MORE_INFORMATION: what the query does not tell */
              missing?: (
                | 'Forename'
                | 'Surname'
                | 'SecondSurname'
                | 'Sex'
                | 'BirthDate'
                | 'BirthPlace'
                | 'Nationality'
                | 'FormerName'
                | 'MotherName'
                | 'FatherName'
                | 'IdentityNumber'
                | 'IdentificationDocument'
                | 'Address'
                | 'Alias'
                | 'Fingerprints'
                | 'MoreInformationOnRequestPurpose'
              )[];
              proof: {
                /** @example BR-AR-1-000000000123 */
                answerMessageId?: string;
                promise?: {
                  eventId: string;
                  /** @description SHA-256, base64url */
                  leafHash: string;
                  origin: string;
                  /** @description seconds since 1970, as it was signed */
                  time: number;
                };
                /** @description SHA-256, base64url */
                requestDigest?: string;
              };
              /**
               * @description with REFUSED
               * @enum {string}
               */
              reason?:
                | 'LEGAL_BASIS'
                | 'PURPOSE'
                | 'POLITICAL_OFFENCE'
                | 'MINOR'
                | 'ORDRE_PUBLIC'
                | 'ONGOING_PROCEEDINGS'
                | 'DISPROPORTIONATE';
              /**
               * @description set once; null while it is open
               * @enum {string|null}
               */
              result:
                | 'HIT'
                | 'NO_HIT'
                | 'MORE_INFORMATION'
                | 'REFUSED'
                | 'REJECTED'
                | 'UNDELIVERABLE'
                | 'TIMED_OUT'
                | 'LAPSED'
                | 'CANCELLED'
                | null;
              /** @enum {string} */
              state:
                | 'SUBMITTED'
                | 'ROUTED'
                | 'DELIVERED'
                | 'IN_PROGRESS'
                | 'DELAYED'
                | 'AWAITING_INFO'
                | 'CANCEL_PENDING'
                | 'ANSWERED'
                | 'CLOSED'
                | 'RECALLED'
                | 'REJECTED'
                | 'UNDELIVERABLE'
                | 'LAPSED'
                | 'CANCELLED'
                | 'TIMED_OUT';
            }[];
            /** @description UTC, ISO 8601 */
            createdAt: string;
            id: string;
            /** @description only while nothing has been sent, and when nothing will be: it waits for a second person, or is over */
            unsent?: {
              countries: (
                | 'AR'
                | 'BB'
                | 'BR'
                | 'BS'
                | 'BZ'
                | 'CL'
                | 'CR'
                | 'DO'
                | 'EC'
                | 'GT'
                | 'GY'
                | 'HN'
                | 'JM'
                | 'PA'
                | 'PE'
                | 'PY'
                | 'SR'
                | 'UY'
              )[];
              /** @description it is over when nobody has submitted or approved it until then */
              lapsesAt: string;
              /** @enum {string} */
              state: 'DRAFT' | 'AWAITING_APPROVAL' | 'DISCARDED';
            };
          };
        };
      };
      /** @description Kept; the messages are on their way */
      202: {
        headers: {
          /** @description where the request is */
          Location?: string;
          /** @description `wait`, if it was preferred */
          'Preference-Applied'?: string;
          [name: string]: unknown;
        };
        content: {
          'application/json': {
            countries: {
              /** @description when the result was set here */
              answeredAt: string | null;
              /** @description why it was rejected or not delivered */
              code: string | null;
              /** @enum {string} */
              country:
                | 'AR'
                | 'BB'
                | 'BR'
                | 'BS'
                | 'BZ'
                | 'CL'
                | 'CR'
                | 'DO'
                | 'EC'
                | 'GT'
                | 'GY'
                | 'HN'
                | 'JM'
                | 'PA'
                | 'PE'
                | 'PY'
                | 'SR'
                | 'UY';
              id: string;
              /** @description with MORE_INFORMATION: what the query does not tell */
              missing?: (
                | 'Forename'
                | 'Surname'
                | 'SecondSurname'
                | 'Sex'
                | 'BirthDate'
                | 'BirthPlace'
                | 'Nationality'
                | 'FormerName'
                | 'MotherName'
                | 'FatherName'
                | 'IdentityNumber'
                | 'IdentificationDocument'
                | 'Address'
                | 'Alias'
                | 'Fingerprints'
                | 'MoreInformationOnRequestPurpose'
              )[];
              proof: {
                /** @example BR-AR-1-000000000123 */
                answerMessageId?: string;
                promise?: {
                  eventId: string;
                  /** @description SHA-256, base64url */
                  leafHash: string;
                  origin: string;
                  /** @description seconds since 1970, as it was signed */
                  time: number;
                };
                /** @description SHA-256, base64url */
                requestDigest?: string;
              };
              /**
               * @description with REFUSED
               * @enum {string}
               */
              reason?:
                | 'LEGAL_BASIS'
                | 'PURPOSE'
                | 'POLITICAL_OFFENCE'
                | 'MINOR'
                | 'ORDRE_PUBLIC'
                | 'ONGOING_PROCEEDINGS'
                | 'DISPROPORTIONATE';
              /**
               * @description set once; null while it is open
               * @enum {string|null}
               */
              result:
                | 'HIT'
                | 'NO_HIT'
                | 'MORE_INFORMATION'
                | 'REFUSED'
                | 'REJECTED'
                | 'UNDELIVERABLE'
                | 'TIMED_OUT'
                | 'LAPSED'
                | 'CANCELLED'
                | null;
              /** @enum {string} */
              state:
                | 'SUBMITTED'
                | 'ROUTED'
                | 'DELIVERED'
                | 'IN_PROGRESS'
                | 'DELAYED'
                | 'AWAITING_INFO'
                | 'CANCEL_PENDING'
                | 'ANSWERED'
                | 'CLOSED'
                | 'RECALLED'
                | 'REJECTED'
                | 'UNDELIVERABLE'
                | 'LAPSED'
                | 'CANCELLED'
                | 'TIMED_OUT';
            }[];
            /** @description UTC, ISO 8601 */
            createdAt: string;
            id: string;
            /** @description only while nothing has been sent, and when nothing will be: it waits for a second person, or is over */
            unsent?: {
              countries: (
                | 'AR'
                | 'BB'
                | 'BR'
                | 'BS'
                | 'BZ'
                | 'CL'
                | 'CR'
                | 'DO'
                | 'EC'
                | 'GT'
                | 'GY'
                | 'HN'
                | 'JM'
                | 'PA'
                | 'PE'
                | 'PY'
                | 'SR'
                | 'UY'
              )[];
              /** @description it is over when nobody has submitted or approved it until then */
              lapsesAt: string;
              /** @enum {string} */
              state: 'DRAFT' | 'AWAITING_APPROVAL' | 'DISCARDED';
            };
          };
        };
      };
      /** @description `ask.idempotency-key-missing`, `platform.invalid-json` */
      400: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      /** @description `staff.unauthenticated`, `staff.wrong-audience`, `auth.step-up-needed` */
      401: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      /** @description `staff.no-role`, `auth.csrf`, `ask.not-allowed` */
      403: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      /** @description `ask.key-reused` */
      409: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      /** @description `platform.too-large` */
      413: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      /** @description `platform.unsupported-media-type` */
      415: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      /** @description `ask.invalid-input`, `ask.own-country` */
      422: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      /** @description `ask.over-budget` */
      429: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      /** @description `platform.internal` */
      500: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      /** @description `staff.issuer-unreachable`, `ask.unavailable` */
      503: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
    };
  };
  viewQuery: {
    parameters: {
      query?: never;
      header?: {
        /** @description the role to act in, for who has several */
        'CREX-Role'?: 'investigator' | 'prosecutor' | 'registrar' | 'clerk';
        /** @description `wait=30`: wait up to so many seconds (60 at most) for the outcomes (RFC 7240) */
        Prefer?: string;
      };
      path: {
        id: string;
      };
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      /** @description The query; with `Prefer: wait`: every country has its result */
      200: {
        headers: {
          /** @description `wait`, if it was preferred */
          'Preference-Applied'?: string;
          [name: string]: unknown;
        };
        content: {
          'application/json': {
            countries: {
              /** @description when the result was set here */
              answeredAt: string | null;
              /** @description why it was rejected or not delivered */
              code: string | null;
              /** @enum {string} */
              country:
                | 'AR'
                | 'BB'
                | 'BR'
                | 'BS'
                | 'BZ'
                | 'CL'
                | 'CR'
                | 'DO'
                | 'EC'
                | 'GT'
                | 'GY'
                | 'HN'
                | 'JM'
                | 'PA'
                | 'PE'
                | 'PY'
                | 'SR'
                | 'UY';
              id: string;
              /** @description with MORE_INFORMATION: what the query does not tell */
              missing?: (
                | 'Forename'
                | 'Surname'
                | 'SecondSurname'
                | 'Sex'
                | 'BirthDate'
                | 'BirthPlace'
                | 'Nationality'
                | 'FormerName'
                | 'MotherName'
                | 'FatherName'
                | 'IdentityNumber'
                | 'IdentificationDocument'
                | 'Address'
                | 'Alias'
                | 'Fingerprints'
                | 'MoreInformationOnRequestPurpose'
              )[];
              proof: {
                /** @example BR-AR-1-000000000123 */
                answerMessageId?: string;
                promise?: {
                  eventId: string;
                  /** @description SHA-256, base64url */
                  leafHash: string;
                  origin: string;
                  /** @description seconds since 1970, as it was signed */
                  time: number;
                };
                /** @description SHA-256, base64url */
                requestDigest?: string;
              };
              /**
               * @description with REFUSED
               * @enum {string}
               */
              reason?:
                | 'LEGAL_BASIS'
                | 'PURPOSE'
                | 'POLITICAL_OFFENCE'
                | 'MINOR'
                | 'ORDRE_PUBLIC'
                | 'ONGOING_PROCEEDINGS'
                | 'DISPROPORTIONATE';
              /**
               * @description set once; null while it is open
               * @enum {string|null}
               */
              result:
                | 'HIT'
                | 'NO_HIT'
                | 'MORE_INFORMATION'
                | 'REFUSED'
                | 'REJECTED'
                | 'UNDELIVERABLE'
                | 'TIMED_OUT'
                | 'LAPSED'
                | 'CANCELLED'
                | null;
              /** @enum {string} */
              state:
                | 'SUBMITTED'
                | 'ROUTED'
                | 'DELIVERED'
                | 'IN_PROGRESS'
                | 'DELAYED'
                | 'AWAITING_INFO'
                | 'CANCEL_PENDING'
                | 'ANSWERED'
                | 'CLOSED'
                | 'RECALLED'
                | 'REJECTED'
                | 'UNDELIVERABLE'
                | 'LAPSED'
                | 'CANCELLED'
                | 'TIMED_OUT';
            }[];
            /** @description UTC, ISO 8601 */
            createdAt: string;
            id: string;
            /** @description only while nothing has been sent, and when nothing will be: it waits for a second person, or is over */
            unsent?: {
              countries: (
                | 'AR'
                | 'BB'
                | 'BR'
                | 'BS'
                | 'BZ'
                | 'CL'
                | 'CR'
                | 'DO'
                | 'EC'
                | 'GT'
                | 'GY'
                | 'HN'
                | 'JM'
                | 'PA'
                | 'PE'
                | 'PY'
                | 'SR'
                | 'UY'
              )[];
              /** @description it is over when nobody has submitted or approved it until then */
              lapsesAt: string;
              /** @enum {string} */
              state: 'DRAFT' | 'AWAITING_APPROVAL' | 'DISCARDED';
            };
          };
        };
      };
      /** @description With `Prefer: wait`: the time is over and a country has not answered */
      202: {
        headers: {
          /** @description `wait`, if it was preferred */
          'Preference-Applied'?: string;
          [name: string]: unknown;
        };
        content: {
          'application/json': {
            countries: {
              /** @description when the result was set here */
              answeredAt: string | null;
              /** @description why it was rejected or not delivered */
              code: string | null;
              /** @enum {string} */
              country:
                | 'AR'
                | 'BB'
                | 'BR'
                | 'BS'
                | 'BZ'
                | 'CL'
                | 'CR'
                | 'DO'
                | 'EC'
                | 'GT'
                | 'GY'
                | 'HN'
                | 'JM'
                | 'PA'
                | 'PE'
                | 'PY'
                | 'SR'
                | 'UY';
              id: string;
              /** @description with MORE_INFORMATION: what the query does not tell */
              missing?: (
                | 'Forename'
                | 'Surname'
                | 'SecondSurname'
                | 'Sex'
                | 'BirthDate'
                | 'BirthPlace'
                | 'Nationality'
                | 'FormerName'
                | 'MotherName'
                | 'FatherName'
                | 'IdentityNumber'
                | 'IdentificationDocument'
                | 'Address'
                | 'Alias'
                | 'Fingerprints'
                | 'MoreInformationOnRequestPurpose'
              )[];
              proof: {
                /** @example BR-AR-1-000000000123 */
                answerMessageId?: string;
                promise?: {
                  eventId: string;
                  /** @description SHA-256, base64url */
                  leafHash: string;
                  origin: string;
                  /** @description seconds since 1970, as it was signed */
                  time: number;
                };
                /** @description SHA-256, base64url */
                requestDigest?: string;
              };
              /**
               * @description with REFUSED
               * @enum {string}
               */
              reason?:
                | 'LEGAL_BASIS'
                | 'PURPOSE'
                | 'POLITICAL_OFFENCE'
                | 'MINOR'
                | 'ORDRE_PUBLIC'
                | 'ONGOING_PROCEEDINGS'
                | 'DISPROPORTIONATE';
              /**
               * @description set once; null while it is open
               * @enum {string|null}
               */
              result:
                | 'HIT'
                | 'NO_HIT'
                | 'MORE_INFORMATION'
                | 'REFUSED'
                | 'REJECTED'
                | 'UNDELIVERABLE'
                | 'TIMED_OUT'
                | 'LAPSED'
                | 'CANCELLED'
                | null;
              /** @enum {string} */
              state:
                | 'SUBMITTED'
                | 'ROUTED'
                | 'DELIVERED'
                | 'IN_PROGRESS'
                | 'DELAYED'
                | 'AWAITING_INFO'
                | 'CANCEL_PENDING'
                | 'ANSWERED'
                | 'CLOSED'
                | 'RECALLED'
                | 'REJECTED'
                | 'UNDELIVERABLE'
                | 'LAPSED'
                | 'CANCELLED'
                | 'TIMED_OUT';
            }[];
            /** @description UTC, ISO 8601 */
            createdAt: string;
            id: string;
            /** @description only while nothing has been sent, and when nothing will be: it waits for a second person, or is over */
            unsent?: {
              countries: (
                | 'AR'
                | 'BB'
                | 'BR'
                | 'BS'
                | 'BZ'
                | 'CL'
                | 'CR'
                | 'DO'
                | 'EC'
                | 'GT'
                | 'GY'
                | 'HN'
                | 'JM'
                | 'PA'
                | 'PE'
                | 'PY'
                | 'SR'
                | 'UY'
              )[];
              /** @description it is over when nobody has submitted or approved it until then */
              lapsesAt: string;
              /** @enum {string} */
              state: 'DRAFT' | 'AWAITING_APPROVAL' | 'DISCARDED';
            };
          };
        };
      };
      /** @description `staff.unauthenticated`, `staff.wrong-audience`, `auth.step-up-needed` */
      401: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      /** @description `staff.no-role`, `auth.csrf` */
      403: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      /** @description `ask.not-found` */
      404: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      /** @description `platform.internal` */
      500: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      /** @description `staff.issuer-unreachable`, `ask.unavailable` */
      503: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
    };
  };
  followQuery: {
    parameters: {
      query?: never;
      header?: never;
      path: {
        id: string;
      };
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'text/event-stream': string;
        };
      };
      /** @description `staff.unauthenticated`, `staff.wrong-audience`, `auth.step-up-needed` */
      401: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      /** @description `staff.no-role`, `auth.csrf` */
      403: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      /** @description `ask.not-found` */
      404: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      /** @description `platform.internal` */
      500: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      /** @description `staff.issuer-unreachable` */
      503: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
    };
  };
  searchRegister: {
    parameters: {
      query?: never;
      header?: {
        /** @description the role to act in, for who has several */
        'CREX-Role'?: 'registrar' | 'investigator';
      };
      path?: never;
      cookie?: never;
    };
    requestBody: {
      content: {
        'application/json': {
          /** @description The case or file that this is for. */
          caseReference: string;
          /** @description Code of the law or order, where the purpose needs one. */
          legalBasis?: string;
          /**
           * @description The most candidates to list; the decision does not depend on it.
           * @default 10
           */
          limit?: number;
          /**
           * @description Why the register is searched; stands in the log.
           * @enum {string}
           */
          purpose: 'C1' | 'C2' | 'C3' | 'C4' | 'C5' | 'E1' | 'P1' | 'P2' | 'P3' | 'P4' | 'P5' | 'P6' | 'P7';
          /** @description The person, as the asker describes them. */
          subject: {
            birthDate?: string;
            birthPlace?: {
              country: string;
              town?: string;
            };
            documents?: {
              country: string;
              number: string;
              type: string;
            }[];
            father?: {
              full: string;
              given?: string[];
              /** @enum {unknown} */
              kind: 'legal' | 'former' | 'birth' | 'alias' | 'nickname' | 'religious';
              marriedName?: string;
              prefix?: string;
              suffix?: string;
              surname1?: string;
              surname2?: string;
            };
            mother?: {
              full: string;
              given?: string[];
              /** @enum {unknown} */
              kind: 'legal' | 'former' | 'birth' | 'alias' | 'nickname' | 'religious';
              marriedName?: string;
              prefix?: string;
              suffix?: string;
              surname1?: string;
              surname2?: string;
            };
            names: {
              full: string;
              given?: string[];
              /** @enum {unknown} */
              kind: 'legal' | 'former' | 'birth' | 'alias' | 'nickname' | 'religious';
              marriedName?: string;
              prefix?: string;
              suffix?: string;
              surname1?: string;
              surname2?: string;
            }[];
            nationalities?: string[];
            /** @enum {unknown} */
            sex?: 0 | 1 | 2 | 9;
          };
        };
      };
    };
    responses: {
      /** @description Who it is, or why nobody can say */
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': {
            /** @description most probable first, `limit` at most; also with MATCH */
            candidates: {
              /** @description line by line what speaks for and against it */
              explanation: {
                /** @description of the subject, folded */
                asked: string;
                /** @description what was compared */
                field: string;
                /** @description of the register, folded */
                held: string;
                /** @enum {string} */
                level: 'agrees' | 'close' | 'differs' | 'missing';
                /** @description why it weighs so */
                reason: string;
                /** @description bits for (above 0) or against (below 0) */
                weight: number;
              }[];
              /** @description none at a match */
              flags: string[];
              /** @description who the register says this is */
              identity: {
                birthDate?: string;
                birthPlace: {
                  country: string;
                  town?: string;
                };
                deceased?: string;
                documents: {
                  country: string;
                  number: string;
                  type: string;
                }[];
                father?: {
                  full: string;
                  given?: string[];
                  /** @enum {unknown} */
                  kind: 'legal' | 'former' | 'birth' | 'alias' | 'nickname' | 'religious';
                  marriedName?: string;
                  prefix?: string;
                  suffix?: string;
                  surname1?: string;
                  surname2?: string;
                };
                mother?: {
                  full: string;
                  given?: string[];
                  /** @enum {unknown} */
                  kind: 'legal' | 'former' | 'birth' | 'alias' | 'nickname' | 'religious';
                  marriedName?: string;
                  prefix?: string;
                  suffix?: string;
                  surname1?: string;
                  surname2?: string;
                };
                names: {
                  full: string;
                  given?: string[];
                  /** @enum {unknown} */
                  kind: 'legal' | 'former' | 'birth' | 'alias' | 'nickname' | 'religious';
                  marriedName?: string;
                  prefix?: string;
                  suffix?: string;
                  surname1?: string;
                  surname2?: string;
                }[];
                nationalities: string[];
                /** @enum {unknown} */
                sex: 0 | 1 | 2 | 9;
              };
              /** @description the register’s own id of the person */
              personId: string;
              /** @description that this is the person, all other candidates and "none of them" considered */
              probability: number;
              /** @description evidence in bits: the sum of the lines */
              weight: number;
            }[];
            /** @description false: somebody who may be the person was left out of the search */
            complete: boolean;
            configuration: {
              /** @description the same in the log: `matchingDigest` */
              digest: string;
              /** @description of the matching configuration */
              version: string;
            };
            /**
             * @description MATCH: one certain person, `personId`. SEVERAL: the candidates listed may be the person; a human decides. NONE: nobody, after a complete search. INSUFFICIENT_DATA: too little to look for, or too much was left out to say NONE
             * @enum {string}
             */
            decision: 'MATCH' | 'SEVERAL' | 'NONE' | 'INSUFFICIENT_DATA';
            /** @description what the subject does not tell */
            missing: (
              | 'Forename'
              | 'Surname'
              | 'SecondSurname'
              | 'Sex'
              | 'BirthDate'
              | 'BirthPlace'
              | 'Nationality'
              | 'FormerName'
              | 'MotherName'
              | 'FatherName'
              | 'IdentityNumber'
              | 'IdentificationDocument'
              | 'Address'
              | 'Alias'
              | 'Fingerprints'
              | 'MoreInformationOnRequestPurpose'
            )[];
            /** @description with MATCH alone */
            personId?: string;
            register: {
              /** @description in the register when it was counted last */
              persons: number;
            };
            timings: {
              /** @description persons compared */
              candidates: number;
              /** @description comparing */
              scoreMs: number;
              /** @description in the database */
              searchMs: number;
            };
            warnings: string[];
            /**
             * @description with SEVERAL: what would tell the candidates apart best
             * @enum {string}
             */
            wouldSeparate?:
              | 'Forename'
              | 'Surname'
              | 'SecondSurname'
              | 'Sex'
              | 'BirthDate'
              | 'BirthPlace'
              | 'Nationality'
              | 'FormerName'
              | 'MotherName'
              | 'FatherName'
              | 'IdentityNumber'
              | 'IdentificationDocument'
              | 'Address'
              | 'Alias'
              | 'Fingerprints'
              | 'MoreInformationOnRequestPurpose';
          };
        };
      };
      /** @description `platform.invalid-json` */
      400: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      /** @description `staff.unauthenticated`, `staff.wrong-audience`, `auth.step-up-needed` */
      401: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      /** @description `staff.no-role`, `auth.csrf` */
      403: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      /** @description `platform.too-large` */
      413: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      /** @description `platform.unsupported-media-type` */
      415: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      /** @description `register.invalid-input` */
      422: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      /** @description `platform.internal` */
      500: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      /** @description `staff.issuer-unreachable`, `register.not-ready`, `register.unavailable` */
      503: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
    };
  };
  listRequestSearches: {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      /** @description Yours */
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': {
            searches: {
              name: string;
              query: {
                /**
                 * @description who was asked
                 * @enum {string}
                 */
                country?:
                  | 'AR'
                  | 'BB'
                  | 'BR'
                  | 'BS'
                  | 'BZ'
                  | 'CL'
                  | 'CR'
                  | 'DO'
                  | 'EC'
                  | 'GT'
                  | 'GY'
                  | 'HN'
                  | 'JM'
                  | 'PA'
                  | 'PE'
                  | 'PY'
                  | 'SR'
                  | 'UY';
                /** @enum {string} */
                kind?: 'REQ' | 'QUERY';
                /** @enum {string} */
                show?: 'unread' | 'attention' | 'open' | 'done';
              };
            }[];
          };
        };
      };
      /** @description `staff.unauthenticated`, `staff.wrong-audience`, `auth.step-up-needed` */
      401: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      /** @description `staff.no-role`, `auth.csrf` */
      403: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      /** @description `platform.internal` */
      500: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      /** @description `staff.issuer-unreachable` */
      503: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
    };
  };
  saveRequestSearch: {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    requestBody: {
      content: {
        'application/json': {
          name: string;
          query: {
            /**
             * @description who was asked
             * @enum {string}
             */
            country?:
              | 'AR'
              | 'BB'
              | 'BR'
              | 'BS'
              | 'BZ'
              | 'CL'
              | 'CR'
              | 'DO'
              | 'EC'
              | 'GT'
              | 'GY'
              | 'HN'
              | 'JM'
              | 'PA'
              | 'PE'
              | 'PY'
              | 'SR'
              | 'UY';
            /** @enum {string} */
            kind?: 'REQ' | 'QUERY';
            /** @enum {string} */
            show?: 'unread' | 'attention' | 'open' | 'done';
          };
        };
      };
    };
    responses: {
      /** @description Done */
      204: {
        headers: {
          [name: string]: unknown;
        };
        content?: never;
      };
      /** @description `platform.invalid-json` */
      400: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      /** @description `staff.unauthenticated`, `staff.wrong-audience`, `auth.step-up-needed` */
      401: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      /** @description `staff.no-role`, `auth.csrf` */
      403: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      /** @description `platform.too-large` */
      413: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      /** @description `platform.unsupported-media-type` */
      415: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      /** @description `ask.invalid-input` */
      422: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      /** @description `platform.internal` */
      500: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      /** @description `staff.issuer-unreachable` */
      503: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
    };
  };
  forgetRequestSearch: {
    parameters: {
      query?: never;
      header?: never;
      path: {
        name: string;
      };
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      /** @description Done */
      204: {
        headers: {
          [name: string]: unknown;
        };
        content?: never;
      };
      /** @description `staff.unauthenticated`, `staff.wrong-audience`, `auth.step-up-needed` */
      401: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      /** @description `staff.no-role`, `auth.csrf` */
      403: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      /** @description `ask.not-found` */
      404: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      /** @description `platform.internal` */
      500: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      /** @description `staff.issuer-unreachable` */
      503: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
    };
  };
  listRequests: {
    parameters: {
      query?: {
        /** @description for the record (REQ, if nothing is said), or queries, or both */
        kind?: 'REQ' | 'QUERY' | 'ALL';
        /** @description only those with an answer that you have not looked at */
        unread?: boolean;
      };
      header?: never;
      path?: never;
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      /** @description The list */
      200: {
        headers: {
          /** @description `wait`, if it was preferred */
          'Preference-Applied'?: string;
          [name: string]: unknown;
        };
        content: {
          'application/json': {
            requests: {
              /** @description likewise */
              caseReference?: string;
              /** @description UTC, ISO 8601 */
              createdAt: string;
              id: string;
              /** @enum {string} */
              kind: 'REQ' | 'QUERY';
              /**
               * @description from when it is signed until it is erased
               * @enum {string}
               */
              purpose?: 'C1' | 'C2' | 'C3' | 'C4' | 'C5' | 'E1' | 'P1' | 'P2' | 'P3' | 'P4' | 'P5' | 'P6' | 'P7';
              questions: {
                /** @description when the outcome was set here */
                answeredAt: string | null;
                /** @enum {string} */
                country:
                  | 'AR'
                  | 'BB'
                  | 'BR'
                  | 'BS'
                  | 'BZ'
                  | 'CL'
                  | 'CR'
                  | 'DO'
                  | 'EC'
                  | 'GT'
                  | 'GY'
                  | 'HN'
                  | 'JM'
                  | 'PA'
                  | 'PE'
                  | 'PY'
                  | 'SR'
                  | 'UY';
                /** @description unread for five working days of this country */
                isReminded?: boolean;
                /** @enum {string} */
                state:
                  | 'SUBMITTED'
                  | 'ROUTED'
                  | 'DELIVERED'
                  | 'IN_PROGRESS'
                  | 'DELAYED'
                  | 'AWAITING_INFO'
                  | 'CANCEL_PENDING'
                  | 'ANSWERED'
                  | 'CLOSED'
                  | 'RECALLED'
                  | 'REJECTED'
                  | 'UNDELIVERABLE'
                  | 'LAPSED'
                  | 'CANCELLED'
                  | 'TIMED_OUT';
                /** @description answered then, and you have not looked at it */
                unreadSince?: string;
              }[];
            }[];
          };
        };
      };
      /** @description `staff.unauthenticated`, `staff.wrong-audience`, `auth.step-up-needed` */
      401: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      /** @description `staff.no-role`, `auth.csrf` */
      403: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      /** @description `ask.invalid-input` */
      422: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      /** @description `platform.internal` */
      500: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      /** @description `staff.issuer-unreachable` */
      503: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
    };
  };
  askCountries: {
    parameters: {
      query?: never;
      header: {
        /** @description the role to act in, for who has several */
        'CREX-Role'?: 'investigator' | 'prosecutor' | 'registrar' | 'clerk';
        /** @description a fresh random key, such as a UUID; the same only to repeat the same question */
        'Idempotency-Key': string;
        /** @description `wait=30`: wait up to so many seconds (60 at most) for the outcomes (RFC 7240) */
        Prefer?: string;
      };
      path?: never;
      cookie?: never;
    };
    requestBody: {
      content: {
        'application/json': {
          /** @description The case or file that this is for. */
          caseReference: string;
          /** @description What the purpose must bring with it; the policy says what. */
          evidence?: {
            accusedOffences?: string[];
            consent?: {
              givenOn: string;
              reference: string;
            };
            court?: string;
            identityProof?: string;
            law?: string;
            place?: string;
            position?: string;
            reason?: string;
          };
          /** @description Code of the treaty or agreement with those countries. */
          legalBasis: string;
          /**
           * @description Why it is asked; the policy says which role may use which.
           * @enum {string}
           */
          purpose: 'C1' | 'C2' | 'C3' | 'C4' | 'C5' | 'E1' | 'P1' | 'P2' | 'P3' | 'P4' | 'P5' | 'P6' | 'P7';
          /** @description The person, as the asker describes them. */
          subject: {
            birthDate?: string;
            birthPlace?: {
              country: string;
              town?: string;
            };
            documents?: {
              country: string;
              number: string;
              type: string;
            }[];
            father?: {
              full: string;
              given?: string[];
              /** @enum {unknown} */
              kind: 'legal' | 'former' | 'birth' | 'alias' | 'nickname' | 'religious';
              marriedName?: string;
              prefix?: string;
              suffix?: string;
              surname1?: string;
              surname2?: string;
            };
            mother?: {
              full: string;
              given?: string[];
              /** @enum {unknown} */
              kind: 'legal' | 'former' | 'birth' | 'alias' | 'nickname' | 'religious';
              marriedName?: string;
              prefix?: string;
              suffix?: string;
              surname1?: string;
              surname2?: string;
            };
            names: {
              full: string;
              given?: string[];
              /** @enum {unknown} */
              kind: 'legal' | 'former' | 'birth' | 'alias' | 'nickname' | 'religious';
              marriedName?: string;
              prefix?: string;
              suffix?: string;
              surname1?: string;
              surname2?: string;
            }[];
            nationalities?: string[];
            /** @enum {unknown} */
            sex?: 0 | 1 | 2 | 9;
          };
          /** @description Code of the task force for which it is asked. */
          taskForce?: string;
          /** @description The countries to ask, other than this one. */
          to: (
            | 'AR'
            | 'BB'
            | 'BR'
            | 'BS'
            | 'BZ'
            | 'CL'
            | 'CR'
            | 'DO'
            | 'EC'
            | 'GT'
            | 'GY'
            | 'HN'
            | 'JM'
            | 'PA'
            | 'PE'
            | 'PY'
            | 'SR'
            | 'UY'
          )[];
          /** @enum {string} */
          urgency: 'FLASH' | 'URGENT' | 'ROUTINE';
        };
      };
    };
    responses: {
      /** @description With `Prefer: wait`: every country has its outcome */
      200: {
        headers: {
          /** @description where the request is */
          Location?: string;
          /** @description `wait`, if it was preferred */
          'Preference-Applied'?: string;
          [name: string]: unknown;
        };
        content: {
          'application/json': {
            /** @description UTC, ISO 8601 */
            createdAt: string;
            id: string;
            questions: {
              answer?: {
                /** @description with PARTIAL: what could not be looked through */
                archives?: {
                  /** @enum {unknown} */
                  language: 'es' | 'en' | 'pt' | 'nl';
                  /** @enum {unknown} */
                  translated?: 'Y' | 'N';
                  value: string;
                }[];
                /** @description with MULTIPLE_CANDIDATES: so many at most */
                candidates?: number;
                /** @description until when its law gives it time */
                dueAt: string;
                /** @description with NOT_IDENTIFIED and MULTIPLE_CANDIDATES: what the question does not tell */
                missing?: (
                  | 'Forename'
                  | 'Surname'
                  | 'SecondSurname'
                  | 'Sex'
                  | 'BirthDate'
                  | 'BirthPlace'
                  | 'Nationality'
                  | 'FormerName'
                  | 'MotherName'
                  | 'FatherName'
                  | 'IdentityNumber'
                  | 'IdentificationDocument'
                  | 'Address'
                  | 'Alias'
                  | 'Fingerprints'
                  | 'MoreInformationOnRequestPurpose'
                )[];
                /** @enum {string} */
                outcome:
                  | 'RECORDS'
                  | 'NO_RECORD'
                  | 'REFUSED'
                  | 'NOT_COMPETENT'
                  | 'DECEASED'
                  | 'BIOMETRIC_MISMATCH'
                  | 'MULTIPLE_CANDIDATES'
                  | 'NOT_IDENTIFIED'
                  | 'PARTIAL';
                /**
                 * @description with REFUSED
                 * @enum {string}
                 */
                reason?:
                  | 'LEGAL_BASIS'
                  | 'PURPOSE'
                  | 'POLITICAL_OFFENCE'
                  | 'MINOR'
                  | 'ORDRE_PUBLIC'
                  | 'ONGOING_PROCEEDINGS'
                  | 'DISPROPORTIONATE';
                /** @description when the answering country had the question */
                receivedAt: string;
                /** @description with RECORDS and PARTIAL */
                record?: {
                  convictions: {
                    convictingCountry: string;
                    decidingAuthority: {
                      code: string;
                      name: {
                        /** @enum {unknown} */
                        language: 'es' | 'en' | 'pt' | 'nl';
                        /** @enum {unknown} */
                        translated?: 'Y' | 'N';
                        value: string;
                      }[];
                    };
                    decisionDate: string;
                    decisions: {
                      authority?: {
                        code: string;
                        name: {
                          /** @enum {unknown} */
                          language: 'es' | 'en' | 'pt' | 'nl';
                          /** @enum {unknown} */
                          translated?: 'Y' | 'N';
                          value: string;
                        }[];
                      };
                      changeTypes: string[];
                      date: string;
                      /** @enum {unknown} */
                      deleteConvictionFromRegister: 'Y' | 'N' | 'U';
                      finalDate?: string;
                      id: string;
                      remarks?: {
                        /** @enum {unknown} */
                        language: 'es' | 'en' | 'pt' | 'nl';
                        /** @enum {unknown} */
                        translated?: 'Y' | 'N';
                        value: string;
                      }[];
                    }[];
                    fileNumber?: string;
                    finalDate: string;
                    id: string;
                    /** @enum {unknown} */
                    isNonCriminalRuling?: 'Y' | 'N' | 'U';
                    /** @enum {unknown} */
                    minorAtOffence: 'Y' | 'N' | 'U';
                    offences: {
                      /** @enum {unknown} */
                      completion: 'C' | 'A' | 'U';
                      ecrisCode?: string;
                      endDate: string;
                      /** @enum {unknown} */
                      exemptionFromResponsibility?: 'S' | 'N';
                      /** @enum {unknown} */
                      formOfGuilt?: 'INTENTIONAL' | 'NEGLIGENT';
                      iccsCode: string;
                      id: string;
                      /** @enum {unknown} */
                      isContinuous?: 'Y' | 'N' | 'U';
                      legalProvisions: string;
                      nationalCode: string;
                      nationalTitle: {
                        /** @enum {unknown} */
                        language: 'es' | 'en' | 'pt' | 'nl';
                        /** @enum {unknown} */
                        translated?: 'Y' | 'N';
                        value: string;
                      }[];
                      occurrences?: number;
                      /** @enum {unknown} */
                      participation: 'M' | 'H' | 'U';
                      place?: {
                        country: string;
                        town?: string;
                      };
                      /** @enum {unknown} */
                      recidivism?: 'R' | 'N';
                      startDate: string;
                    }[];
                    /** @enum {unknown} */
                    recordKind:
                      | 'FINAL_CONVICTION'
                      | 'NON_FINAL'
                      | 'PENDING_CASE'
                      | 'POLICE_ENTRY'
                      | 'ACQUITTAL'
                      | 'ADMINISTRATIVE';
                    relationships?: {
                      from: string;
                      /** @enum {unknown} */
                      kind:
                        | 'DECISION_SANCTIONS'
                        | 'DECISION_OFFENCES'
                        | 'SANCTION_SANCTIONS'
                        | 'SANCTION_OFFENCES'
                        | 'CONVICTION_CONVICTIONS';
                      to: string[];
                      type?: string;
                    }[];
                    retentionEndDate?: string;
                    sanctions: {
                      /** @enum {unknown} */
                      alternativeType?: 'NONE' | 'PRINCIPAL' | 'NON_RESPECT';
                      commonCategory: string;
                      executionPeriod?: {
                        duration?: string;
                        end?: string;
                        /** @enum {unknown} */
                        exact?: 'Y' | 'N' | 'U';
                        start?: string;
                      };
                      fine?: {
                        amountMinor: number;
                        count?: number;
                        currency: string;
                      };
                      id: string;
                      interruptions?: {
                        duration?: string;
                        end?: string;
                        remarks?: {
                          /** @enum {unknown} */
                          language: 'es' | 'en' | 'pt' | 'nl';
                          /** @enum {unknown} */
                          translated?: 'Y' | 'N';
                          value: string;
                        }[];
                        start?: string;
                      }[];
                      multiplier?: number;
                      nationalCode: string;
                      nationalTitle: {
                        /** @enum {unknown} */
                        language: 'es' | 'en' | 'pt' | 'nl';
                        /** @enum {unknown} */
                        translated?: 'Y' | 'N';
                        value: string;
                      }[];
                      /** @enum {unknown} */
                      nature: 'P' | 'M';
                      remarks?: {
                        /** @enum {unknown} */
                        language: 'es' | 'en' | 'pt' | 'nl';
                        /** @enum {unknown} */
                        translated?: 'Y' | 'N';
                        value: string;
                      }[];
                      sentencedPeriod?: {
                        duration?: string;
                        end?: string;
                        /** @enum {unknown} */
                        exact?: 'Y' | 'N' | 'U';
                        start?: string;
                      };
                      /** @enum {unknown} */
                      specificToMinor: 'Y' | 'N' | 'U';
                      suspension?: {
                        duration?: string;
                        end?: string;
                        probationDuration?: string;
                        remarks?: {
                          /** @enum {unknown} */
                          language: 'es' | 'en' | 'pt' | 'nl';
                          /** @enum {unknown} */
                          translated?: 'Y' | 'N';
                          value: string;
                        }[];
                        start?: string;
                        suspendedAmount?: {
                          amountMinor: number;
                          currency: string;
                        };
                        suspendedPartDuration?: string;
                        /** @enum {unknown} */
                        type: 'FULL' | 'PARTIAL' | 'FULL_WITH_PROBATION' | 'PARTIAL_WITH_PROBATION';
                      };
                    }[];
                    sourceUpdatedAt: string;
                    transmittable: {
                      /** @enum {unknown} */
                      criminal: 'Y' | 'N' | 'U';
                      /** @enum {unknown} */
                      other: 'Y' | 'N' | 'U';
                    };
                    version: number;
                  }[];
                  identity: {
                    birthDate?: string;
                    birthPlace: {
                      country: string;
                      town?: string;
                    };
                    deceased?: string;
                    documents: {
                      country: string;
                      number: string;
                      type: string;
                    }[];
                    father?: {
                      full: string;
                      given?: string[];
                      /** @enum {unknown} */
                      kind: 'legal' | 'former' | 'birth' | 'alias' | 'nickname' | 'religious';
                      marriedName?: string;
                      prefix?: string;
                      suffix?: string;
                      surname1?: string;
                      surname2?: string;
                    };
                    mother?: {
                      full: string;
                      given?: string[];
                      /** @enum {unknown} */
                      kind: 'legal' | 'former' | 'birth' | 'alias' | 'nickname' | 'religious';
                      marriedName?: string;
                      prefix?: string;
                      suffix?: string;
                      surname1?: string;
                      surname2?: string;
                    };
                    names: {
                      full: string;
                      given?: string[];
                      /** @enum {unknown} */
                      kind: 'legal' | 'former' | 'birth' | 'alias' | 'nickname' | 'religious';
                      marriedName?: string;
                      prefix?: string;
                      suffix?: string;
                      surname1?: string;
                      surname2?: string;
                    }[];
                    nationalities: string[];
                    /** @enum {unknown} */
                    sex: 0 | 1 | 2 | 9;
                  };
                };
              };
              /** @description when the outcome was set here */
              answeredAt: string | null;
              /**
               * @description the answering country's deadline: at risk when 70 % has gone; stopped while it waits for information
               * @enum {string}
               */
              clock?: 'RUNNING' | 'AT_RISK' | 'OVERDUE' | 'STOPPED';
              /** @description why it was rejected or not delivered */
              code: string | null;
              /** @enum {string} */
              country:
                | 'AR'
                | 'BB'
                | 'BR'
                | 'BS'
                | 'BZ'
                | 'CL'
                | 'CR'
                | 'DO'
                | 'EC'
                | 'GT'
                | 'GY'
                | 'HN'
                | 'JM'
                | 'PA'
                | 'PE'
                | 'PY'
                | 'SR'
                | 'UY';
              delay?: {
                /** @description when the answering country now expects to answer; its deadline stays */
                announcedAt: string;
                /** @enum {string} */
                reason: 'WORKLOAD' | 'AWAITING_OTHER_AUTHORITY' | 'REGISTER_UNAVAILABLE' | 'MANUAL_ARCHIVE';
              };
              /** @description the answering country's deadline, from its signed receipt */
              dueAt: string | null;
              id: string;
              information?: {
                missing: (
                  | 'Forename'
                  | 'Surname'
                  | 'SecondSurname'
                  | 'Sex'
                  | 'BirthDate'
                  | 'BirthPlace'
                  | 'Nationality'
                  | 'FormerName'
                  | 'MotherName'
                  | 'FatherName'
                  | 'IdentityNumber'
                  | 'IdentificationDocument'
                  | 'Address'
                  | 'Alias'
                  | 'Fingerprints'
                  | 'MoreInformationOnRequestPurpose'
                )[];
                /** @description language, value, translated */
                note?: Record<string, never>;
                /** @description without a word until then the question lapses */
                respondBy: string;
                round: number;
              };
              /** @description answers that came after the outcome was set */
              late: {
                answer?: {
                  /** @description with PARTIAL: what could not be looked through */
                  archives?: {
                    /** @enum {unknown} */
                    language: 'es' | 'en' | 'pt' | 'nl';
                    /** @enum {unknown} */
                    translated?: 'Y' | 'N';
                    value: string;
                  }[];
                  /** @description with MULTIPLE_CANDIDATES: so many at most */
                  candidates?: number;
                  /** @description until when its law gives it time */
                  dueAt: string;
                  /** @description with NOT_IDENTIFIED and MULTIPLE_CANDIDATES: what the question does not tell */
                  missing?: (
                    | 'Forename'
                    | 'Surname'
                    | 'SecondSurname'
                    | 'Sex'
                    | 'BirthDate'
                    | 'BirthPlace'
                    | 'Nationality'
                    | 'FormerName'
                    | 'MotherName'
                    | 'FatherName'
                    | 'IdentityNumber'
                    | 'IdentificationDocument'
                    | 'Address'
                    | 'Alias'
                    | 'Fingerprints'
                    | 'MoreInformationOnRequestPurpose'
                  )[];
                  /** @enum {string} */
                  outcome:
                    | 'RECORDS'
                    | 'NO_RECORD'
                    | 'REFUSED'
                    | 'NOT_COMPETENT'
                    | 'DECEASED'
                    | 'BIOMETRIC_MISMATCH'
                    | 'MULTIPLE_CANDIDATES'
                    | 'NOT_IDENTIFIED'
                    | 'PARTIAL';
                  /**
                   * @description with REFUSED
                   * @enum {string}
                   */
                  reason?:
                    | 'LEGAL_BASIS'
                    | 'PURPOSE'
                    | 'POLITICAL_OFFENCE'
                    | 'MINOR'
                    | 'ORDRE_PUBLIC'
                    | 'ONGOING_PROCEEDINGS'
                    | 'DISPROPORTIONATE';
                  /** @description when the answering country had the question */
                  receivedAt: string;
                  /** @description with RECORDS and PARTIAL */
                  record?: {
                    convictions: {
                      convictingCountry: string;
                      decidingAuthority: {
                        code: string;
                        name: {
                          /** @enum {unknown} */
                          language: 'es' | 'en' | 'pt' | 'nl';
                          /** @enum {unknown} */
                          translated?: 'Y' | 'N';
                          value: string;
                        }[];
                      };
                      decisionDate: string;
                      decisions: {
                        authority?: {
                          code: string;
                          name: {
                            /** @enum {unknown} */
                            language: 'es' | 'en' | 'pt' | 'nl';
                            /** @enum {unknown} */
                            translated?: 'Y' | 'N';
                            value: string;
                          }[];
                        };
                        changeTypes: string[];
                        date: string;
                        /** @enum {unknown} */
                        deleteConvictionFromRegister: 'Y' | 'N' | 'U';
                        finalDate?: string;
                        id: string;
                        remarks?: {
                          /** @enum {unknown} */
                          language: 'es' | 'en' | 'pt' | 'nl';
                          /** @enum {unknown} */
                          translated?: 'Y' | 'N';
                          value: string;
                        }[];
                      }[];
                      fileNumber?: string;
                      finalDate: string;
                      id: string;
                      /** @enum {unknown} */
                      isNonCriminalRuling?: 'Y' | 'N' | 'U';
                      /** @enum {unknown} */
                      minorAtOffence: 'Y' | 'N' | 'U';
                      offences: {
                        /** @enum {unknown} */
                        completion: 'C' | 'A' | 'U';
                        ecrisCode?: string;
                        endDate: string;
                        /** @enum {unknown} */
                        exemptionFromResponsibility?: 'S' | 'N';
                        /** @enum {unknown} */
                        formOfGuilt?: 'INTENTIONAL' | 'NEGLIGENT';
                        iccsCode: string;
                        id: string;
                        /** @enum {unknown} */
                        isContinuous?: 'Y' | 'N' | 'U';
                        legalProvisions: string;
                        nationalCode: string;
                        nationalTitle: {
                          /** @enum {unknown} */
                          language: 'es' | 'en' | 'pt' | 'nl';
                          /** @enum {unknown} */
                          translated?: 'Y' | 'N';
                          value: string;
                        }[];
                        occurrences?: number;
                        /** @enum {unknown} */
                        participation: 'M' | 'H' | 'U';
                        place?: {
                          country: string;
                          town?: string;
                        };
                        /** @enum {unknown} */
                        recidivism?: 'R' | 'N';
                        startDate: string;
                      }[];
                      /** @enum {unknown} */
                      recordKind:
                        | 'FINAL_CONVICTION'
                        | 'NON_FINAL'
                        | 'PENDING_CASE'
                        | 'POLICE_ENTRY'
                        | 'ACQUITTAL'
                        | 'ADMINISTRATIVE';
                      relationships?: {
                        from: string;
                        /** @enum {unknown} */
                        kind:
                          | 'DECISION_SANCTIONS'
                          | 'DECISION_OFFENCES'
                          | 'SANCTION_SANCTIONS'
                          | 'SANCTION_OFFENCES'
                          | 'CONVICTION_CONVICTIONS';
                        to: string[];
                        type?: string;
                      }[];
                      retentionEndDate?: string;
                      sanctions: {
                        /** @enum {unknown} */
                        alternativeType?: 'NONE' | 'PRINCIPAL' | 'NON_RESPECT';
                        commonCategory: string;
                        executionPeriod?: {
                          duration?: string;
                          end?: string;
                          /** @enum {unknown} */
                          exact?: 'Y' | 'N' | 'U';
                          start?: string;
                        };
                        fine?: {
                          amountMinor: number;
                          count?: number;
                          currency: string;
                        };
                        id: string;
                        interruptions?: {
                          duration?: string;
                          end?: string;
                          remarks?: {
                            /** @enum {unknown} */
                            language: 'es' | 'en' | 'pt' | 'nl';
                            /** @enum {unknown} */
                            translated?: 'Y' | 'N';
                            value: string;
                          }[];
                          start?: string;
                        }[];
                        multiplier?: number;
                        nationalCode: string;
                        nationalTitle: {
                          /** @enum {unknown} */
                          language: 'es' | 'en' | 'pt' | 'nl';
                          /** @enum {unknown} */
                          translated?: 'Y' | 'N';
                          value: string;
                        }[];
                        /** @enum {unknown} */
                        nature: 'P' | 'M';
                        remarks?: {
                          /** @enum {unknown} */
                          language: 'es' | 'en' | 'pt' | 'nl';
                          /** @enum {unknown} */
                          translated?: 'Y' | 'N';
                          value: string;
                        }[];
                        sentencedPeriod?: {
                          duration?: string;
                          end?: string;
                          /** @enum {unknown} */
                          exact?: 'Y' | 'N' | 'U';
                          start?: string;
                        };
                        /** @enum {unknown} */
                        specificToMinor: 'Y' | 'N' | 'U';
                        suspension?: {
                          duration?: string;
                          end?: string;
                          probationDuration?: string;
                          remarks?: {
                            /** @enum {unknown} */
                            language: 'es' | 'en' | 'pt' | 'nl';
                            /** @enum {unknown} */
                            translated?: 'Y' | 'N';
                            value: string;
                          }[];
                          start?: string;
                          suspendedAmount?: {
                            amountMinor: number;
                            currency: string;
                          };
                          suspendedPartDuration?: string;
                          /** @enum {unknown} */
                          type: 'FULL' | 'PARTIAL' | 'FULL_WITH_PROBATION' | 'PARTIAL_WITH_PROBATION';
                        };
                      }[];
                      sourceUpdatedAt: string;
                      transmittable: {
                        /** @enum {unknown} */
                        criminal: 'Y' | 'N' | 'U';
                        /** @enum {unknown} */
                        other: 'Y' | 'N' | 'U';
                      };
                      version: number;
                    }[];
                    identity: {
                      birthDate?: string;
                      birthPlace: {
                        country: string;
                        town?: string;
                      };
                      deceased?: string;
                      documents: {
                        country: string;
                        number: string;
                        type: string;
                      }[];
                      father?: {
                        full: string;
                        given?: string[];
                        /** @enum {unknown} */
                        kind: 'legal' | 'former' | 'birth' | 'alias' | 'nickname' | 'religious';
                        marriedName?: string;
                        prefix?: string;
                        suffix?: string;
                        surname1?: string;
                        surname2?: string;
                      };
                      mother?: {
                        full: string;
                        given?: string[];
                        /** @enum {unknown} */
                        kind: 'legal' | 'former' | 'birth' | 'alias' | 'nickname' | 'religious';
                        marriedName?: string;
                        prefix?: string;
                        suffix?: string;
                        surname1?: string;
                        surname2?: string;
                      };
                      names: {
                        full: string;
                        given?: string[];
                        /** @enum {unknown} */
                        kind: 'legal' | 'former' | 'birth' | 'alias' | 'nickname' | 'religious';
                        marriedName?: string;
                        prefix?: string;
                        suffix?: string;
                        surname1?: string;
                        surname2?: string;
                      }[];
                      nationalities: string[];
                      /** @enum {unknown} */
                      sex: 0 | 1 | 2 | 9;
                    };
                  };
                };
                /** @description UTC, ISO 8601 */
                arrivedAt: string;
                /** @description why it was rejected or not delivered */
                code?: string;
                /** @example BR-AR-1-000000000123 */
                messageId: string;
                /** @enum {string} */
                outcome:
                  | 'RECORDS'
                  | 'NO_RECORD'
                  | 'REFUSED'
                  | 'NOT_COMPETENT'
                  | 'DECEASED'
                  | 'BIOMETRIC_MISMATCH'
                  | 'MULTIPLE_CANDIDATES'
                  | 'NOT_IDENTIFIED'
                  | 'PARTIAL'
                  | 'REJECTED'
                  | 'UNDELIVERABLE'
                  | 'TIMED_OUT'
                  | 'LAPSED'
                  | 'CANCELLED';
                promise?: {
                  eventId: string;
                  /** @description SHA-256, base64url */
                  leafHash: string;
                  origin: string;
                  /** @description seconds since 1970, as it was signed */
                  time: number;
                };
              }[];
              /** @example BR-AR-1-000000000123 */
              messageId: string | null;
              /**
               * @description set once; null while it is open
               * @enum {string|null}
               */
              outcome:
                | 'RECORDS'
                | 'NO_RECORD'
                | 'REFUSED'
                | 'NOT_COMPETENT'
                | 'DECEASED'
                | 'BIOMETRIC_MISMATCH'
                | 'MULTIPLE_CANDIDATES'
                | 'NOT_IDENTIFIED'
                | 'PARTIAL'
                | 'REJECTED'
                | 'UNDELIVERABLE'
                | 'TIMED_OUT'
                | 'LAPSED'
                | 'CANCELLED'
                | null;
              proof: {
                /** @example BR-AR-1-000000000123 */
                answerMessageId?: string;
                promise?: {
                  eventId: string;
                  /** @description SHA-256, base64url */
                  leafHash: string;
                  origin: string;
                  /** @description seconds since 1970, as it was signed */
                  time: number;
                };
                /** @description SHA-256, base64url */
                requestDigest?: string;
              };
              /** @description when its official first saw the answer */
              readAt: string | null;
              /** @description what the country has said of its answers since */
              recalls: {
                /**
                 * @description the answer that does not hold any more
                 * @example BR-AR-1-000000000123
                 */
                answerMessageId: string;
                /** @description those of its convictions that it is about; empty when it is about who the person is */
                convictionIds: string[];
                /** @example BR-AR-1-000000000123 */
                messageId: string;
                /** @enum {string} */
                reason: 'CORRECTED' | 'ANNULLED' | 'REMOVED' | 'EXTRACT_REVOKED' | 'EXTRACT_SUPERSEDED';
                /** @description UTC, ISO 8601 */
                receivedAt: string;
              }[];
              /** @enum {string} */
              state:
                | 'SUBMITTED'
                | 'ROUTED'
                | 'DELIVERED'
                | 'IN_PROGRESS'
                | 'DELAYED'
                | 'AWAITING_INFO'
                | 'CANCEL_PENDING'
                | 'ANSWERED'
                | 'CLOSED'
                | 'RECALLED'
                | 'REJECTED'
                | 'UNDELIVERABLE'
                | 'LAPSED'
                | 'CANCELLED'
                | 'TIMED_OUT';
            }[];
            /** @description only while nothing has been sent, and when nothing will be: it waits for a second person, or is over */
            unsent?: {
              countries: (
                | 'AR'
                | 'BB'
                | 'BR'
                | 'BS'
                | 'BZ'
                | 'CL'
                | 'CR'
                | 'DO'
                | 'EC'
                | 'GT'
                | 'GY'
                | 'HN'
                | 'JM'
                | 'PA'
                | 'PE'
                | 'PY'
                | 'SR'
                | 'UY'
              )[];
              /** @description it is over when nobody has submitted or approved it until then */
              lapsesAt: string;
              /** @enum {string} */
              state: 'DRAFT' | 'AWAITING_APPROVAL' | 'DISCARDED';
            };
          };
        };
      };
      /** @description Kept; the questions are on their way */
      202: {
        headers: {
          /** @description where the request is */
          Location?: string;
          /** @description `wait`, if it was preferred */
          'Preference-Applied'?: string;
          [name: string]: unknown;
        };
        content: {
          'application/json': {
            /** @description UTC, ISO 8601 */
            createdAt: string;
            id: string;
            questions: {
              answer?: {
                /** @description with PARTIAL: what could not be looked through */
                archives?: {
                  /** @enum {unknown} */
                  language: 'es' | 'en' | 'pt' | 'nl';
                  /** @enum {unknown} */
                  translated?: 'Y' | 'N';
                  value: string;
                }[];
                /** @description with MULTIPLE_CANDIDATES: so many at most */
                candidates?: number;
                /** @description until when its law gives it time */
                dueAt: string;
                /** @description with NOT_IDENTIFIED and MULTIPLE_CANDIDATES: what the question does not tell */
                missing?: (
                  | 'Forename'
                  | 'Surname'
                  | 'SecondSurname'
                  | 'Sex'
                  | 'BirthDate'
                  | 'BirthPlace'
                  | 'Nationality'
                  | 'FormerName'
                  | 'MotherName'
                  | 'FatherName'
                  | 'IdentityNumber'
                  | 'IdentificationDocument'
                  | 'Address'
                  | 'Alias'
                  | 'Fingerprints'
                  | 'MoreInformationOnRequestPurpose'
                )[];
                /** @enum {string} */
                outcome:
                  | 'RECORDS'
                  | 'NO_RECORD'
                  | 'REFUSED'
                  | 'NOT_COMPETENT'
                  | 'DECEASED'
                  | 'BIOMETRIC_MISMATCH'
                  | 'MULTIPLE_CANDIDATES'
                  | 'NOT_IDENTIFIED'
                  | 'PARTIAL';
                /**
                 * @description with REFUSED
                 * @enum {string}
                 */
                reason?:
                  | 'LEGAL_BASIS'
                  | 'PURPOSE'
                  | 'POLITICAL_OFFENCE'
                  | 'MINOR'
                  | 'ORDRE_PUBLIC'
                  | 'ONGOING_PROCEEDINGS'
                  | 'DISPROPORTIONATE';
                /** @description when the answering country had the question */
                receivedAt: string;
                /** @description with RECORDS and PARTIAL */
                record?: {
                  convictions: {
                    convictingCountry: string;
                    decidingAuthority: {
                      code: string;
                      name: {
                        /** @enum {unknown} */
                        language: 'es' | 'en' | 'pt' | 'nl';
                        /** @enum {unknown} */
                        translated?: 'Y' | 'N';
                        value: string;
                      }[];
                    };
                    decisionDate: string;
                    decisions: {
                      authority?: {
                        code: string;
                        name: {
                          /** @enum {unknown} */
                          language: 'es' | 'en' | 'pt' | 'nl';
                          /** @enum {unknown} */
                          translated?: 'Y' | 'N';
                          value: string;
                        }[];
                      };
                      changeTypes: string[];
                      date: string;
                      /** @enum {unknown} */
                      deleteConvictionFromRegister: 'Y' | 'N' | 'U';
                      finalDate?: string;
                      id: string;
                      remarks?: {
                        /** @enum {unknown} */
                        language: 'es' | 'en' | 'pt' | 'nl';
                        /** @enum {unknown} */
                        translated?: 'Y' | 'N';
                        value: string;
                      }[];
                    }[];
                    fileNumber?: string;
                    finalDate: string;
                    id: string;
                    /** @enum {unknown} */
                    isNonCriminalRuling?: 'Y' | 'N' | 'U';
                    /** @enum {unknown} */
                    minorAtOffence: 'Y' | 'N' | 'U';
                    offences: {
                      /** @enum {unknown} */
                      completion: 'C' | 'A' | 'U';
                      ecrisCode?: string;
                      endDate: string;
                      /** @enum {unknown} */
                      exemptionFromResponsibility?: 'S' | 'N';
                      /** @enum {unknown} */
                      formOfGuilt?: 'INTENTIONAL' | 'NEGLIGENT';
                      iccsCode: string;
                      id: string;
                      /** @enum {unknown} */
                      isContinuous?: 'Y' | 'N' | 'U';
                      legalProvisions: string;
                      nationalCode: string;
                      nationalTitle: {
                        /** @enum {unknown} */
                        language: 'es' | 'en' | 'pt' | 'nl';
                        /** @enum {unknown} */
                        translated?: 'Y' | 'N';
                        value: string;
                      }[];
                      occurrences?: number;
                      /** @enum {unknown} */
                      participation: 'M' | 'H' | 'U';
                      place?: {
                        country: string;
                        town?: string;
                      };
                      /** @enum {unknown} */
                      recidivism?: 'R' | 'N';
                      startDate: string;
                    }[];
                    /** @enum {unknown} */
                    recordKind:
                      | 'FINAL_CONVICTION'
                      | 'NON_FINAL'
                      | 'PENDING_CASE'
                      | 'POLICE_ENTRY'
                      | 'ACQUITTAL'
                      | 'ADMINISTRATIVE';
                    relationships?: {
                      from: string;
                      /** @enum {unknown} */
                      kind:
                        | 'DECISION_SANCTIONS'
                        | 'DECISION_OFFENCES'
                        | 'SANCTION_SANCTIONS'
                        | 'SANCTION_OFFENCES'
                        | 'CONVICTION_CONVICTIONS';
                      to: string[];
                      type?: string;
                    }[];
                    retentionEndDate?: string;
                    sanctions: {
                      /** @enum {unknown} */
                      alternativeType?: 'NONE' | 'PRINCIPAL' | 'NON_RESPECT';
                      commonCategory: string;
                      executionPeriod?: {
                        duration?: string;
                        end?: string;
                        /** @enum {unknown} */
                        exact?: 'Y' | 'N' | 'U';
                        start?: string;
                      };
                      fine?: {
                        amountMinor: number;
                        count?: number;
                        currency: string;
                      };
                      id: string;
                      interruptions?: {
                        duration?: string;
                        end?: string;
                        remarks?: {
                          /** @enum {unknown} */
                          language: 'es' | 'en' | 'pt' | 'nl';
                          /** @enum {unknown} */
                          translated?: 'Y' | 'N';
                          value: string;
                        }[];
                        start?: string;
                      }[];
                      multiplier?: number;
                      nationalCode: string;
                      nationalTitle: {
                        /** @enum {unknown} */
                        language: 'es' | 'en' | 'pt' | 'nl';
                        /** @enum {unknown} */
                        translated?: 'Y' | 'N';
                        value: string;
                      }[];
                      /** @enum {unknown} */
                      nature: 'P' | 'M';
                      remarks?: {
                        /** @enum {unknown} */
                        language: 'es' | 'en' | 'pt' | 'nl';
                        /** @enum {unknown} */
                        translated?: 'Y' | 'N';
                        value: string;
                      }[];
                      sentencedPeriod?: {
                        duration?: string;
                        end?: string;
                        /** @enum {unknown} */
                        exact?: 'Y' | 'N' | 'U';
                        start?: string;
                      };
                      /** @enum {unknown} */
                      specificToMinor: 'Y' | 'N' | 'U';
                      suspension?: {
                        duration?: string;
                        end?: string;
                        probationDuration?: string;
                        remarks?: {
                          /** @enum {unknown} */
                          language: 'es' | 'en' | 'pt' | 'nl';
                          /** @enum {unknown} */
                          translated?: 'Y' | 'N';
                          value: string;
                        }[];
                        start?: string;
                        suspendedAmount?: {
                          amountMinor: number;
                          currency: string;
                        };
                        suspendedPartDuration?: string;
                        /** @enum {unknown} */
                        type: 'FULL' | 'PARTIAL' | 'FULL_WITH_PROBATION' | 'PARTIAL_WITH_PROBATION';
                      };
                    }[];
                    sourceUpdatedAt: string;
                    transmittable: {
                      /** @enum {unknown} */
                      criminal: 'Y' | 'N' | 'U';
                      /** @enum {unknown} */
                      other: 'Y' | 'N' | 'U';
                    };
                    version: number;
                  }[];
                  identity: {
                    birthDate?: string;
                    birthPlace: {
                      country: string;
                      town?: string;
                    };
                    deceased?: string;
                    documents: {
                      country: string;
                      number: string;
                      type: string;
                    }[];
                    father?: {
                      full: string;
                      given?: string[];
                      /** @enum {unknown} */
                      kind: 'legal' | 'former' | 'birth' | 'alias' | 'nickname' | 'religious';
                      marriedName?: string;
                      prefix?: string;
                      suffix?: string;
                      surname1?: string;
                      surname2?: string;
                    };
                    mother?: {
                      full: string;
                      given?: string[];
                      /** @enum {unknown} */
                      kind: 'legal' | 'former' | 'birth' | 'alias' | 'nickname' | 'religious';
                      marriedName?: string;
                      prefix?: string;
                      suffix?: string;
                      surname1?: string;
                      surname2?: string;
                    };
                    names: {
                      full: string;
                      given?: string[];
                      /** @enum {unknown} */
                      kind: 'legal' | 'former' | 'birth' | 'alias' | 'nickname' | 'religious';
                      marriedName?: string;
                      prefix?: string;
                      suffix?: string;
                      surname1?: string;
                      surname2?: string;
                    }[];
                    nationalities: string[];
                    /** @enum {unknown} */
                    sex: 0 | 1 | 2 | 9;
                  };
                };
              };
              /** @description when the outcome was set here */
              answeredAt: string | null;
              /**
               * @description the answering country's deadline: at risk when 70 % has gone; stopped while it waits for information
               * @enum {string}
               */
              clock?: 'RUNNING' | 'AT_RISK' | 'OVERDUE' | 'STOPPED';
              /** @description why it was rejected or not delivered */
              code: string | null;
              /** @enum {string} */
              country:
                | 'AR'
                | 'BB'
                | 'BR'
                | 'BS'
                | 'BZ'
                | 'CL'
                | 'CR'
                | 'DO'
                | 'EC'
                | 'GT'
                | 'GY'
                | 'HN'
                | 'JM'
                | 'PA'
                | 'PE'
                | 'PY'
                | 'SR'
                | 'UY';
              delay?: {
                /** @description when the answering country now expects to answer; its deadline stays */
                announcedAt: string;
                /** @enum {string} */
                reason: 'WORKLOAD' | 'AWAITING_OTHER_AUTHORITY' | 'REGISTER_UNAVAILABLE' | 'MANUAL_ARCHIVE';
              };
              /** @description the answering country's deadline, from its signed receipt */
              dueAt: string | null;
              id: string;
              information?: {
                missing: (
                  | 'Forename'
                  | 'Surname'
                  | 'SecondSurname'
                  | 'Sex'
                  | 'BirthDate'
                  | 'BirthPlace'
                  | 'Nationality'
                  | 'FormerName'
                  | 'MotherName'
                  | 'FatherName'
                  | 'IdentityNumber'
                  | 'IdentificationDocument'
                  | 'Address'
                  | 'Alias'
                  | 'Fingerprints'
                  | 'MoreInformationOnRequestPurpose'
                )[];
                /** @description language, value, translated */
                note?: Record<string, never>;
                /** @description without a word until then the question lapses */
                respondBy: string;
                round: number;
              };
              /** @description answers that came after the outcome was set */
              late: {
                answer?: {
                  /** @description with PARTIAL: what could not be looked through */
                  archives?: {
                    /** @enum {unknown} */
                    language: 'es' | 'en' | 'pt' | 'nl';
                    /** @enum {unknown} */
                    translated?: 'Y' | 'N';
                    value: string;
                  }[];
                  /** @description with MULTIPLE_CANDIDATES: so many at most */
                  candidates?: number;
                  /** @description until when its law gives it time */
                  dueAt: string;
                  /** @description with NOT_IDENTIFIED and MULTIPLE_CANDIDATES: what the question does not tell */
                  missing?: (
                    | 'Forename'
                    | 'Surname'
                    | 'SecondSurname'
                    | 'Sex'
                    | 'BirthDate'
                    | 'BirthPlace'
                    | 'Nationality'
                    | 'FormerName'
                    | 'MotherName'
                    | 'FatherName'
                    | 'IdentityNumber'
                    | 'IdentificationDocument'
                    | 'Address'
                    | 'Alias'
                    | 'Fingerprints'
                    | 'MoreInformationOnRequestPurpose'
                  )[];
                  /** @enum {string} */
                  outcome:
                    | 'RECORDS'
                    | 'NO_RECORD'
                    | 'REFUSED'
                    | 'NOT_COMPETENT'
                    | 'DECEASED'
                    | 'BIOMETRIC_MISMATCH'
                    | 'MULTIPLE_CANDIDATES'
                    | 'NOT_IDENTIFIED'
                    | 'PARTIAL';
                  /**
                   * @description with REFUSED
                   * @enum {string}
                   */
                  reason?:
                    | 'LEGAL_BASIS'
                    | 'PURPOSE'
                    | 'POLITICAL_OFFENCE'
                    | 'MINOR'
                    | 'ORDRE_PUBLIC'
                    | 'ONGOING_PROCEEDINGS'
                    | 'DISPROPORTIONATE';
                  /** @description when the answering country had the question */
                  receivedAt: string;
                  /** @description with RECORDS and PARTIAL */
                  record?: {
                    convictions: {
                      convictingCountry: string;
                      decidingAuthority: {
                        code: string;
                        name: {
                          /** @enum {unknown} */
                          language: 'es' | 'en' | 'pt' | 'nl';
                          /** @enum {unknown} */
                          translated?: 'Y' | 'N';
                          value: string;
                        }[];
                      };
                      decisionDate: string;
                      decisions: {
                        authority?: {
                          code: string;
                          name: {
                            /** @enum {unknown} */
                            language: 'es' | 'en' | 'pt' | 'nl';
                            /** @enum {unknown} */
                            translated?: 'Y' | 'N';
                            value: string;
                          }[];
                        };
                        changeTypes: string[];
                        date: string;
                        /** @enum {unknown} */
                        deleteConvictionFromRegister: 'Y' | 'N' | 'U';
                        finalDate?: string;
                        id: string;
                        remarks?: {
                          /** @enum {unknown} */
                          language: 'es' | 'en' | 'pt' | 'nl';
                          /** @enum {unknown} */
                          translated?: 'Y' | 'N';
                          value: string;
                        }[];
                      }[];
                      fileNumber?: string;
                      finalDate: string;
                      id: string;
                      /** @enum {unknown} */
                      isNonCriminalRuling?: 'Y' | 'N' | 'U';
                      /** @enum {unknown} */
                      minorAtOffence: 'Y' | 'N' | 'U';
                      offences: {
                        /** @enum {unknown} */
                        completion: 'C' | 'A' | 'U';
                        ecrisCode?: string;
                        endDate: string;
                        /** @enum {unknown} */
                        exemptionFromResponsibility?: 'S' | 'N';
                        /** @enum {unknown} */
                        formOfGuilt?: 'INTENTIONAL' | 'NEGLIGENT';
                        iccsCode: string;
                        id: string;
                        /** @enum {unknown} */
                        isContinuous?: 'Y' | 'N' | 'U';
                        legalProvisions: string;
                        nationalCode: string;
                        nationalTitle: {
                          /** @enum {unknown} */
                          language: 'es' | 'en' | 'pt' | 'nl';
                          /** @enum {unknown} */
                          translated?: 'Y' | 'N';
                          value: string;
                        }[];
                        occurrences?: number;
                        /** @enum {unknown} */
                        participation: 'M' | 'H' | 'U';
                        place?: {
                          country: string;
                          town?: string;
                        };
                        /** @enum {unknown} */
                        recidivism?: 'R' | 'N';
                        startDate: string;
                      }[];
                      /** @enum {unknown} */
                      recordKind:
                        | 'FINAL_CONVICTION'
                        | 'NON_FINAL'
                        | 'PENDING_CASE'
                        | 'POLICE_ENTRY'
                        | 'ACQUITTAL'
                        | 'ADMINISTRATIVE';
                      relationships?: {
                        from: string;
                        /** @enum {unknown} */
                        kind:
                          | 'DECISION_SANCTIONS'
                          | 'DECISION_OFFENCES'
                          | 'SANCTION_SANCTIONS'
                          | 'SANCTION_OFFENCES'
                          | 'CONVICTION_CONVICTIONS';
                        to: string[];
                        type?: string;
                      }[];
                      retentionEndDate?: string;
                      sanctions: {
                        /** @enum {unknown} */
                        alternativeType?: 'NONE' | 'PRINCIPAL' | 'NON_RESPECT';
                        commonCategory: string;
                        executionPeriod?: {
                          duration?: string;
                          end?: string;
                          /** @enum {unknown} */
                          exact?: 'Y' | 'N' | 'U';
                          start?: string;
                        };
                        fine?: {
                          amountMinor: number;
                          count?: number;
                          currency: string;
                        };
                        id: string;
                        interruptions?: {
                          duration?: string;
                          end?: string;
                          remarks?: {
                            /** @enum {unknown} */
                            language: 'es' | 'en' | 'pt' | 'nl';
                            /** @enum {unknown} */
                            translated?: 'Y' | 'N';
                            value: string;
                          }[];
                          start?: string;
                        }[];
                        multiplier?: number;
                        nationalCode: string;
                        nationalTitle: {
                          /** @enum {unknown} */
                          language: 'es' | 'en' | 'pt' | 'nl';
                          /** @enum {unknown} */
                          translated?: 'Y' | 'N';
                          value: string;
                        }[];
                        /** @enum {unknown} */
                        nature: 'P' | 'M';
                        remarks?: {
                          /** @enum {unknown} */
                          language: 'es' | 'en' | 'pt' | 'nl';
                          /** @enum {unknown} */
                          translated?: 'Y' | 'N';
                          value: string;
                        }[];
                        sentencedPeriod?: {
                          duration?: string;
                          end?: string;
                          /** @enum {unknown} */
                          exact?: 'Y' | 'N' | 'U';
                          start?: string;
                        };
                        /** @enum {unknown} */
                        specificToMinor: 'Y' | 'N' | 'U';
                        suspension?: {
                          duration?: string;
                          end?: string;
                          probationDuration?: string;
                          remarks?: {
                            /** @enum {unknown} */
                            language: 'es' | 'en' | 'pt' | 'nl';
                            /** @enum {unknown} */
                            translated?: 'Y' | 'N';
                            value: string;
                          }[];
                          start?: string;
                          suspendedAmount?: {
                            amountMinor: number;
                            currency: string;
                          };
                          suspendedPartDuration?: string;
                          /** @enum {unknown} */
                          type: 'FULL' | 'PARTIAL' | 'FULL_WITH_PROBATION' | 'PARTIAL_WITH_PROBATION';
                        };
                      }[];
                      sourceUpdatedAt: string;
                      transmittable: {
                        /** @enum {unknown} */
                        criminal: 'Y' | 'N' | 'U';
                        /** @enum {unknown} */
                        other: 'Y' | 'N' | 'U';
                      };
                      version: number;
                    }[];
                    identity: {
                      birthDate?: string;
                      birthPlace: {
                        country: string;
                        town?: string;
                      };
                      deceased?: string;
                      documents: {
                        country: string;
                        number: string;
                        type: string;
                      }[];
                      father?: {
                        full: string;
                        given?: string[];
                        /** @enum {unknown} */
                        kind: 'legal' | 'former' | 'birth' | 'alias' | 'nickname' | 'religious';
                        marriedName?: string;
                        prefix?: string;
                        suffix?: string;
                        surname1?: string;
                        surname2?: string;
                      };
                      mother?: {
                        full: string;
                        given?: string[];
                        /** @enum {unknown} */
                        kind: 'legal' | 'former' | 'birth' | 'alias' | 'nickname' | 'religious';
                        marriedName?: string;
                        prefix?: string;
                        suffix?: string;
                        surname1?: string;
                        surname2?: string;
                      };
                      names: {
                        full: string;
                        given?: string[];
                        /** @enum {unknown} */
                        kind: 'legal' | 'former' | 'birth' | 'alias' | 'nickname' | 'religious';
                        marriedName?: string;
                        prefix?: string;
                        suffix?: string;
                        surname1?: string;
                        surname2?: string;
                      }[];
                      nationalities: string[];
                      /** @enum {unknown} */
                      sex: 0 | 1 | 2 | 9;
                    };
                  };
                };
                /** @description UTC, ISO 8601 */
                arrivedAt: string;
                /** @description why it was rejected or not delivered */
                code?: string;
                /** @example BR-AR-1-000000000123 */
                messageId: string;
                /** @enum {string} */
                outcome:
                  | 'RECORDS'
                  | 'NO_RECORD'
                  | 'REFUSED'
                  | 'NOT_COMPETENT'
                  | 'DECEASED'
                  | 'BIOMETRIC_MISMATCH'
                  | 'MULTIPLE_CANDIDATES'
                  | 'NOT_IDENTIFIED'
                  | 'PARTIAL'
                  | 'REJECTED'
                  | 'UNDELIVERABLE'
                  | 'TIMED_OUT'
                  | 'LAPSED'
                  | 'CANCELLED';
                promise?: {
                  eventId: string;
                  /** @description SHA-256, base64url */
                  leafHash: string;
                  origin: string;
                  /** @description seconds since 1970, as it was signed */
                  time: number;
                };
              }[];
              /** @example BR-AR-1-000000000123 */
              messageId: string | null;
              /**
               * @description set once; null while it is open
               * @enum {string|null}
               */
              outcome:
                | 'RECORDS'
                | 'NO_RECORD'
                | 'REFUSED'
                | 'NOT_COMPETENT'
                | 'DECEASED'
                | 'BIOMETRIC_MISMATCH'
                | 'MULTIPLE_CANDIDATES'
                | 'NOT_IDENTIFIED'
                | 'PARTIAL'
                | 'REJECTED'
                | 'UNDELIVERABLE'
                | 'TIMED_OUT'
                | 'LAPSED'
                | 'CANCELLED'
                | null;
              proof: {
                /** @example BR-AR-1-000000000123 */
                answerMessageId?: string;
                promise?: {
                  eventId: string;
                  /** @description SHA-256, base64url */
                  leafHash: string;
                  origin: string;
                  /** @description seconds since 1970, as it was signed */
                  time: number;
                };
                /** @description SHA-256, base64url */
                requestDigest?: string;
              };
              /** @description when its official first saw the answer */
              readAt: string | null;
              /** @description what the country has said of its answers since */
              recalls: {
                /**
                 * @description the answer that does not hold any more
                 * @example BR-AR-1-000000000123
                 */
                answerMessageId: string;
                /** @description those of its convictions that it is about; empty when it is about who the person is */
                convictionIds: string[];
                /** @example BR-AR-1-000000000123 */
                messageId: string;
                /** @enum {string} */
                reason: 'CORRECTED' | 'ANNULLED' | 'REMOVED' | 'EXTRACT_REVOKED' | 'EXTRACT_SUPERSEDED';
                /** @description UTC, ISO 8601 */
                receivedAt: string;
              }[];
              /** @enum {string} */
              state:
                | 'SUBMITTED'
                | 'ROUTED'
                | 'DELIVERED'
                | 'IN_PROGRESS'
                | 'DELAYED'
                | 'AWAITING_INFO'
                | 'CANCEL_PENDING'
                | 'ANSWERED'
                | 'CLOSED'
                | 'RECALLED'
                | 'REJECTED'
                | 'UNDELIVERABLE'
                | 'LAPSED'
                | 'CANCELLED'
                | 'TIMED_OUT';
            }[];
            /** @description only while nothing has been sent, and when nothing will be: it waits for a second person, or is over */
            unsent?: {
              countries: (
                | 'AR'
                | 'BB'
                | 'BR'
                | 'BS'
                | 'BZ'
                | 'CL'
                | 'CR'
                | 'DO'
                | 'EC'
                | 'GT'
                | 'GY'
                | 'HN'
                | 'JM'
                | 'PA'
                | 'PE'
                | 'PY'
                | 'SR'
                | 'UY'
              )[];
              /** @description it is over when nobody has submitted or approved it until then */
              lapsesAt: string;
              /** @enum {string} */
              state: 'DRAFT' | 'AWAITING_APPROVAL' | 'DISCARDED';
            };
          };
        };
      };
      /** @description `ask.idempotency-key-missing`, `platform.invalid-json` */
      400: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      /** @description `staff.unauthenticated`, `staff.wrong-audience`, `auth.step-up-needed` */
      401: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      /** @description `staff.no-role`, `auth.csrf`, `ask.not-allowed` */
      403: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      /** @description `ask.key-reused` */
      409: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      /** @description `platform.too-large` */
      413: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      /** @description `platform.unsupported-media-type` */
      415: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      /** @description `ask.invalid-input`, `ask.own-country` */
      422: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      /** @description `ask.over-budget` */
      429: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      /** @description `platform.internal` */
      500: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      /** @description `staff.issuer-unreachable`, `ask.unavailable` */
      503: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
    };
  };
  viewRequest: {
    parameters: {
      query?: never;
      header?: {
        /** @description the role to act in, for who has several */
        'CREX-Role'?: 'investigator' | 'prosecutor' | 'registrar' | 'clerk';
        /** @description `wait=30`: wait up to so many seconds (60 at most) for the outcomes (RFC 7240) */
        Prefer?: string;
      };
      path: {
        id: string;
      };
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      /** @description The request; with `Prefer: wait`: every country has its outcome */
      200: {
        headers: {
          /** @description `wait`, if it was preferred */
          'Preference-Applied'?: string;
          [name: string]: unknown;
        };
        content: {
          'application/json': {
            /** @description UTC, ISO 8601 */
            createdAt: string;
            id: string;
            questions: {
              answer?: {
                /** @description with PARTIAL: what could not be looked through */
                archives?: {
                  /** @enum {unknown} */
                  language: 'es' | 'en' | 'pt' | 'nl';
                  /** @enum {unknown} */
                  translated?: 'Y' | 'N';
                  value: string;
                }[];
                /** @description with MULTIPLE_CANDIDATES: so many at most */
                candidates?: number;
                /** @description until when its law gives it time */
                dueAt: string;
                /** @description with NOT_IDENTIFIED and MULTIPLE_CANDIDATES: what the question does not tell */
                missing?: (
                  | 'Forename'
                  | 'Surname'
                  | 'SecondSurname'
                  | 'Sex'
                  | 'BirthDate'
                  | 'BirthPlace'
                  | 'Nationality'
                  | 'FormerName'
                  | 'MotherName'
                  | 'FatherName'
                  | 'IdentityNumber'
                  | 'IdentificationDocument'
                  | 'Address'
                  | 'Alias'
                  | 'Fingerprints'
                  | 'MoreInformationOnRequestPurpose'
                )[];
                /** @enum {string} */
                outcome:
                  | 'RECORDS'
                  | 'NO_RECORD'
                  | 'REFUSED'
                  | 'NOT_COMPETENT'
                  | 'DECEASED'
                  | 'BIOMETRIC_MISMATCH'
                  | 'MULTIPLE_CANDIDATES'
                  | 'NOT_IDENTIFIED'
                  | 'PARTIAL';
                /**
                 * @description with REFUSED
                 * @enum {string}
                 */
                reason?:
                  | 'LEGAL_BASIS'
                  | 'PURPOSE'
                  | 'POLITICAL_OFFENCE'
                  | 'MINOR'
                  | 'ORDRE_PUBLIC'
                  | 'ONGOING_PROCEEDINGS'
                  | 'DISPROPORTIONATE';
                /** @description when the answering country had the question */
                receivedAt: string;
                /** @description with RECORDS and PARTIAL */
                record?: {
                  convictions: {
                    convictingCountry: string;
                    decidingAuthority: {
                      code: string;
                      name: {
                        /** @enum {unknown} */
                        language: 'es' | 'en' | 'pt' | 'nl';
                        /** @enum {unknown} */
                        translated?: 'Y' | 'N';
                        value: string;
                      }[];
                    };
                    decisionDate: string;
                    decisions: {
                      authority?: {
                        code: string;
                        name: {
                          /** @enum {unknown} */
                          language: 'es' | 'en' | 'pt' | 'nl';
                          /** @enum {unknown} */
                          translated?: 'Y' | 'N';
                          value: string;
                        }[];
                      };
                      changeTypes: string[];
                      date: string;
                      /** @enum {unknown} */
                      deleteConvictionFromRegister: 'Y' | 'N' | 'U';
                      finalDate?: string;
                      id: string;
                      remarks?: {
                        /** @enum {unknown} */
                        language: 'es' | 'en' | 'pt' | 'nl';
                        /** @enum {unknown} */
                        translated?: 'Y' | 'N';
                        value: string;
                      }[];
                    }[];
                    fileNumber?: string;
                    finalDate: string;
                    id: string;
                    /** @enum {unknown} */
                    isNonCriminalRuling?: 'Y' | 'N' | 'U';
                    /** @enum {unknown} */
                    minorAtOffence: 'Y' | 'N' | 'U';
                    offences: {
                      /** @enum {unknown} */
                      completion: 'C' | 'A' | 'U';
                      ecrisCode?: string;
                      endDate: string;
                      /** @enum {unknown} */
                      exemptionFromResponsibility?: 'S' | 'N';
                      /** @enum {unknown} */
                      formOfGuilt?: 'INTENTIONAL' | 'NEGLIGENT';
                      iccsCode: string;
                      id: string;
                      /** @enum {unknown} */
                      isContinuous?: 'Y' | 'N' | 'U';
                      legalProvisions: string;
                      nationalCode: string;
                      nationalTitle: {
                        /** @enum {unknown} */
                        language: 'es' | 'en' | 'pt' | 'nl';
                        /** @enum {unknown} */
                        translated?: 'Y' | 'N';
                        value: string;
                      }[];
                      occurrences?: number;
                      /** @enum {unknown} */
                      participation: 'M' | 'H' | 'U';
                      place?: {
                        country: string;
                        town?: string;
                      };
                      /** @enum {unknown} */
                      recidivism?: 'R' | 'N';
                      startDate: string;
                    }[];
                    /** @enum {unknown} */
                    recordKind:
                      | 'FINAL_CONVICTION'
                      | 'NON_FINAL'
                      | 'PENDING_CASE'
                      | 'POLICE_ENTRY'
                      | 'ACQUITTAL'
                      | 'ADMINISTRATIVE';
                    relationships?: {
                      from: string;
                      /** @enum {unknown} */
                      kind:
                        | 'DECISION_SANCTIONS'
                        | 'DECISION_OFFENCES'
                        | 'SANCTION_SANCTIONS'
                        | 'SANCTION_OFFENCES'
                        | 'CONVICTION_CONVICTIONS';
                      to: string[];
                      type?: string;
                    }[];
                    retentionEndDate?: string;
                    sanctions: {
                      /** @enum {unknown} */
                      alternativeType?: 'NONE' | 'PRINCIPAL' | 'NON_RESPECT';
                      commonCategory: string;
                      executionPeriod?: {
                        duration?: string;
                        end?: string;
                        /** @enum {unknown} */
                        exact?: 'Y' | 'N' | 'U';
                        start?: string;
                      };
                      fine?: {
                        amountMinor: number;
                        count?: number;
                        currency: string;
                      };
                      id: string;
                      interruptions?: {
                        duration?: string;
                        end?: string;
                        remarks?: {
                          /** @enum {unknown} */
                          language: 'es' | 'en' | 'pt' | 'nl';
                          /** @enum {unknown} */
                          translated?: 'Y' | 'N';
                          value: string;
                        }[];
                        start?: string;
                      }[];
                      multiplier?: number;
                      nationalCode: string;
                      nationalTitle: {
                        /** @enum {unknown} */
                        language: 'es' | 'en' | 'pt' | 'nl';
                        /** @enum {unknown} */
                        translated?: 'Y' | 'N';
                        value: string;
                      }[];
                      /** @enum {unknown} */
                      nature: 'P' | 'M';
                      remarks?: {
                        /** @enum {unknown} */
                        language: 'es' | 'en' | 'pt' | 'nl';
                        /** @enum {unknown} */
                        translated?: 'Y' | 'N';
                        value: string;
                      }[];
                      sentencedPeriod?: {
                        duration?: string;
                        end?: string;
                        /** @enum {unknown} */
                        exact?: 'Y' | 'N' | 'U';
                        start?: string;
                      };
                      /** @enum {unknown} */
                      specificToMinor: 'Y' | 'N' | 'U';
                      suspension?: {
                        duration?: string;
                        end?: string;
                        probationDuration?: string;
                        remarks?: {
                          /** @enum {unknown} */
                          language: 'es' | 'en' | 'pt' | 'nl';
                          /** @enum {unknown} */
                          translated?: 'Y' | 'N';
                          value: string;
                        }[];
                        start?: string;
                        suspendedAmount?: {
                          amountMinor: number;
                          currency: string;
                        };
                        suspendedPartDuration?: string;
                        /** @enum {unknown} */
                        type: 'FULL' | 'PARTIAL' | 'FULL_WITH_PROBATION' | 'PARTIAL_WITH_PROBATION';
                      };
                    }[];
                    sourceUpdatedAt: string;
                    transmittable: {
                      /** @enum {unknown} */
                      criminal: 'Y' | 'N' | 'U';
                      /** @enum {unknown} */
                      other: 'Y' | 'N' | 'U';
                    };
                    version: number;
                  }[];
                  identity: {
                    birthDate?: string;
                    birthPlace: {
                      country: string;
                      town?: string;
                    };
                    deceased?: string;
                    documents: {
                      country: string;
                      number: string;
                      type: string;
                    }[];
                    father?: {
                      full: string;
                      given?: string[];
                      /** @enum {unknown} */
                      kind: 'legal' | 'former' | 'birth' | 'alias' | 'nickname' | 'religious';
                      marriedName?: string;
                      prefix?: string;
                      suffix?: string;
                      surname1?: string;
                      surname2?: string;
                    };
                    mother?: {
                      full: string;
                      given?: string[];
                      /** @enum {unknown} */
                      kind: 'legal' | 'former' | 'birth' | 'alias' | 'nickname' | 'religious';
                      marriedName?: string;
                      prefix?: string;
                      suffix?: string;
                      surname1?: string;
                      surname2?: string;
                    };
                    names: {
                      full: string;
                      given?: string[];
                      /** @enum {unknown} */
                      kind: 'legal' | 'former' | 'birth' | 'alias' | 'nickname' | 'religious';
                      marriedName?: string;
                      prefix?: string;
                      suffix?: string;
                      surname1?: string;
                      surname2?: string;
                    }[];
                    nationalities: string[];
                    /** @enum {unknown} */
                    sex: 0 | 1 | 2 | 9;
                  };
                };
              };
              /** @description when the outcome was set here */
              answeredAt: string | null;
              /**
               * @description the answering country's deadline: at risk when 70 % has gone; stopped while it waits for information
               * @enum {string}
               */
              clock?: 'RUNNING' | 'AT_RISK' | 'OVERDUE' | 'STOPPED';
              /** @description why it was rejected or not delivered */
              code: string | null;
              /** @enum {string} */
              country:
                | 'AR'
                | 'BB'
                | 'BR'
                | 'BS'
                | 'BZ'
                | 'CL'
                | 'CR'
                | 'DO'
                | 'EC'
                | 'GT'
                | 'GY'
                | 'HN'
                | 'JM'
                | 'PA'
                | 'PE'
                | 'PY'
                | 'SR'
                | 'UY';
              delay?: {
                /** @description when the answering country now expects to answer; its deadline stays */
                announcedAt: string;
                /** @enum {string} */
                reason: 'WORKLOAD' | 'AWAITING_OTHER_AUTHORITY' | 'REGISTER_UNAVAILABLE' | 'MANUAL_ARCHIVE';
              };
              /** @description the answering country's deadline, from its signed receipt */
              dueAt: string | null;
              id: string;
              information?: {
                missing: (
                  | 'Forename'
                  | 'Surname'
                  | 'SecondSurname'
                  | 'Sex'
                  | 'BirthDate'
                  | 'BirthPlace'
                  | 'Nationality'
                  | 'FormerName'
                  | 'MotherName'
                  | 'FatherName'
                  | 'IdentityNumber'
                  | 'IdentificationDocument'
                  | 'Address'
                  | 'Alias'
                  | 'Fingerprints'
                  | 'MoreInformationOnRequestPurpose'
                )[];
                /** @description language, value, translated */
                note?: Record<string, never>;
                /** @description without a word until then the question lapses */
                respondBy: string;
                round: number;
              };
              /** @description answers that came after the outcome was set */
              late: {
                answer?: {
                  /** @description with PARTIAL: what could not be looked through */
                  archives?: {
                    /** @enum {unknown} */
                    language: 'es' | 'en' | 'pt' | 'nl';
                    /** @enum {unknown} */
                    translated?: 'Y' | 'N';
                    value: string;
                  }[];
                  /** @description with MULTIPLE_CANDIDATES: so many at most */
                  candidates?: number;
                  /** @description until when its law gives it time */
                  dueAt: string;
                  /** @description with NOT_IDENTIFIED and MULTIPLE_CANDIDATES: what the question does not tell */
                  missing?: (
                    | 'Forename'
                    | 'Surname'
                    | 'SecondSurname'
                    | 'Sex'
                    | 'BirthDate'
                    | 'BirthPlace'
                    | 'Nationality'
                    | 'FormerName'
                    | 'MotherName'
                    | 'FatherName'
                    | 'IdentityNumber'
                    | 'IdentificationDocument'
                    | 'Address'
                    | 'Alias'
                    | 'Fingerprints'
                    | 'MoreInformationOnRequestPurpose'
                  )[];
                  /** @enum {string} */
                  outcome:
                    | 'RECORDS'
                    | 'NO_RECORD'
                    | 'REFUSED'
                    | 'NOT_COMPETENT'
                    | 'DECEASED'
                    | 'BIOMETRIC_MISMATCH'
                    | 'MULTIPLE_CANDIDATES'
                    | 'NOT_IDENTIFIED'
                    | 'PARTIAL';
                  /**
                   * @description with REFUSED
                   * @enum {string}
                   */
                  reason?:
                    | 'LEGAL_BASIS'
                    | 'PURPOSE'
                    | 'POLITICAL_OFFENCE'
                    | 'MINOR'
                    | 'ORDRE_PUBLIC'
                    | 'ONGOING_PROCEEDINGS'
                    | 'DISPROPORTIONATE';
                  /** @description when the answering country had the question */
                  receivedAt: string;
                  /** @description with RECORDS and PARTIAL */
                  record?: {
                    convictions: {
                      convictingCountry: string;
                      decidingAuthority: {
                        code: string;
                        name: {
                          /** @enum {unknown} */
                          language: 'es' | 'en' | 'pt' | 'nl';
                          /** @enum {unknown} */
                          translated?: 'Y' | 'N';
                          value: string;
                        }[];
                      };
                      decisionDate: string;
                      decisions: {
                        authority?: {
                          code: string;
                          name: {
                            /** @enum {unknown} */
                            language: 'es' | 'en' | 'pt' | 'nl';
                            /** @enum {unknown} */
                            translated?: 'Y' | 'N';
                            value: string;
                          }[];
                        };
                        changeTypes: string[];
                        date: string;
                        /** @enum {unknown} */
                        deleteConvictionFromRegister: 'Y' | 'N' | 'U';
                        finalDate?: string;
                        id: string;
                        remarks?: {
                          /** @enum {unknown} */
                          language: 'es' | 'en' | 'pt' | 'nl';
                          /** @enum {unknown} */
                          translated?: 'Y' | 'N';
                          value: string;
                        }[];
                      }[];
                      fileNumber?: string;
                      finalDate: string;
                      id: string;
                      /** @enum {unknown} */
                      isNonCriminalRuling?: 'Y' | 'N' | 'U';
                      /** @enum {unknown} */
                      minorAtOffence: 'Y' | 'N' | 'U';
                      offences: {
                        /** @enum {unknown} */
                        completion: 'C' | 'A' | 'U';
                        ecrisCode?: string;
                        endDate: string;
                        /** @enum {unknown} */
                        exemptionFromResponsibility?: 'S' | 'N';
                        /** @enum {unknown} */
                        formOfGuilt?: 'INTENTIONAL' | 'NEGLIGENT';
                        iccsCode: string;
                        id: string;
                        /** @enum {unknown} */
                        isContinuous?: 'Y' | 'N' | 'U';
                        legalProvisions: string;
                        nationalCode: string;
                        nationalTitle: {
                          /** @enum {unknown} */
                          language: 'es' | 'en' | 'pt' | 'nl';
                          /** @enum {unknown} */
                          translated?: 'Y' | 'N';
                          value: string;
                        }[];
                        occurrences?: number;
                        /** @enum {unknown} */
                        participation: 'M' | 'H' | 'U';
                        place?: {
                          country: string;
                          town?: string;
                        };
                        /** @enum {unknown} */
                        recidivism?: 'R' | 'N';
                        startDate: string;
                      }[];
                      /** @enum {unknown} */
                      recordKind:
                        | 'FINAL_CONVICTION'
                        | 'NON_FINAL'
                        | 'PENDING_CASE'
                        | 'POLICE_ENTRY'
                        | 'ACQUITTAL'
                        | 'ADMINISTRATIVE';
                      relationships?: {
                        from: string;
                        /** @enum {unknown} */
                        kind:
                          | 'DECISION_SANCTIONS'
                          | 'DECISION_OFFENCES'
                          | 'SANCTION_SANCTIONS'
                          | 'SANCTION_OFFENCES'
                          | 'CONVICTION_CONVICTIONS';
                        to: string[];
                        type?: string;
                      }[];
                      retentionEndDate?: string;
                      sanctions: {
                        /** @enum {unknown} */
                        alternativeType?: 'NONE' | 'PRINCIPAL' | 'NON_RESPECT';
                        commonCategory: string;
                        executionPeriod?: {
                          duration?: string;
                          end?: string;
                          /** @enum {unknown} */
                          exact?: 'Y' | 'N' | 'U';
                          start?: string;
                        };
                        fine?: {
                          amountMinor: number;
                          count?: number;
                          currency: string;
                        };
                        id: string;
                        interruptions?: {
                          duration?: string;
                          end?: string;
                          remarks?: {
                            /** @enum {unknown} */
                            language: 'es' | 'en' | 'pt' | 'nl';
                            /** @enum {unknown} */
                            translated?: 'Y' | 'N';
                            value: string;
                          }[];
                          start?: string;
                        }[];
                        multiplier?: number;
                        nationalCode: string;
                        nationalTitle: {
                          /** @enum {unknown} */
                          language: 'es' | 'en' | 'pt' | 'nl';
                          /** @enum {unknown} */
                          translated?: 'Y' | 'N';
                          value: string;
                        }[];
                        /** @enum {unknown} */
                        nature: 'P' | 'M';
                        remarks?: {
                          /** @enum {unknown} */
                          language: 'es' | 'en' | 'pt' | 'nl';
                          /** @enum {unknown} */
                          translated?: 'Y' | 'N';
                          value: string;
                        }[];
                        sentencedPeriod?: {
                          duration?: string;
                          end?: string;
                          /** @enum {unknown} */
                          exact?: 'Y' | 'N' | 'U';
                          start?: string;
                        };
                        /** @enum {unknown} */
                        specificToMinor: 'Y' | 'N' | 'U';
                        suspension?: {
                          duration?: string;
                          end?: string;
                          probationDuration?: string;
                          remarks?: {
                            /** @enum {unknown} */
                            language: 'es' | 'en' | 'pt' | 'nl';
                            /** @enum {unknown} */
                            translated?: 'Y' | 'N';
                            value: string;
                          }[];
                          start?: string;
                          suspendedAmount?: {
                            amountMinor: number;
                            currency: string;
                          };
                          suspendedPartDuration?: string;
                          /** @enum {unknown} */
                          type: 'FULL' | 'PARTIAL' | 'FULL_WITH_PROBATION' | 'PARTIAL_WITH_PROBATION';
                        };
                      }[];
                      sourceUpdatedAt: string;
                      transmittable: {
                        /** @enum {unknown} */
                        criminal: 'Y' | 'N' | 'U';
                        /** @enum {unknown} */
                        other: 'Y' | 'N' | 'U';
                      };
                      version: number;
                    }[];
                    identity: {
                      birthDate?: string;
                      birthPlace: {
                        country: string;
                        town?: string;
                      };
                      deceased?: string;
                      documents: {
                        country: string;
                        number: string;
                        type: string;
                      }[];
                      father?: {
                        full: string;
                        given?: string[];
                        /** @enum {unknown} */
                        kind: 'legal' | 'former' | 'birth' | 'alias' | 'nickname' | 'religious';
                        marriedName?: string;
                        prefix?: string;
                        suffix?: string;
                        surname1?: string;
                        surname2?: string;
                      };
                      mother?: {
                        full: string;
                        given?: string[];
                        /** @enum {unknown} */
                        kind: 'legal' | 'former' | 'birth' | 'alias' | 'nickname' | 'religious';
                        marriedName?: string;
                        prefix?: string;
                        suffix?: string;
                        surname1?: string;
                        surname2?: string;
                      };
                      names: {
                        full: string;
                        given?: string[];
                        /** @enum {unknown} */
                        kind: 'legal' | 'former' | 'birth' | 'alias' | 'nickname' | 'religious';
                        marriedName?: string;
                        prefix?: string;
                        suffix?: string;
                        surname1?: string;
                        surname2?: string;
                      }[];
                      nationalities: string[];
                      /** @enum {unknown} */
                      sex: 0 | 1 | 2 | 9;
                    };
                  };
                };
                /** @description UTC, ISO 8601 */
                arrivedAt: string;
                /** @description why it was rejected or not delivered */
                code?: string;
                /** @example BR-AR-1-000000000123 */
                messageId: string;
                /** @enum {string} */
                outcome:
                  | 'RECORDS'
                  | 'NO_RECORD'
                  | 'REFUSED'
                  | 'NOT_COMPETENT'
                  | 'DECEASED'
                  | 'BIOMETRIC_MISMATCH'
                  | 'MULTIPLE_CANDIDATES'
                  | 'NOT_IDENTIFIED'
                  | 'PARTIAL'
                  | 'REJECTED'
                  | 'UNDELIVERABLE'
                  | 'TIMED_OUT'
                  | 'LAPSED'
                  | 'CANCELLED';
                promise?: {
                  eventId: string;
                  /** @description SHA-256, base64url */
                  leafHash: string;
                  origin: string;
                  /** @description seconds since 1970, as it was signed */
                  time: number;
                };
              }[];
              /** @example BR-AR-1-000000000123 */
              messageId: string | null;
              /**
               * @description set once; null while it is open
               * @enum {string|null}
               */
              outcome:
                | 'RECORDS'
                | 'NO_RECORD'
                | 'REFUSED'
                | 'NOT_COMPETENT'
                | 'DECEASED'
                | 'BIOMETRIC_MISMATCH'
                | 'MULTIPLE_CANDIDATES'
                | 'NOT_IDENTIFIED'
                | 'PARTIAL'
                | 'REJECTED'
                | 'UNDELIVERABLE'
                | 'TIMED_OUT'
                | 'LAPSED'
                | 'CANCELLED'
                | null;
              proof: {
                /** @example BR-AR-1-000000000123 */
                answerMessageId?: string;
                promise?: {
                  eventId: string;
                  /** @description SHA-256, base64url */
                  leafHash: string;
                  origin: string;
                  /** @description seconds since 1970, as it was signed */
                  time: number;
                };
                /** @description SHA-256, base64url */
                requestDigest?: string;
              };
              /** @description when its official first saw the answer */
              readAt: string | null;
              /** @description what the country has said of its answers since */
              recalls: {
                /**
                 * @description the answer that does not hold any more
                 * @example BR-AR-1-000000000123
                 */
                answerMessageId: string;
                /** @description those of its convictions that it is about; empty when it is about who the person is */
                convictionIds: string[];
                /** @example BR-AR-1-000000000123 */
                messageId: string;
                /** @enum {string} */
                reason: 'CORRECTED' | 'ANNULLED' | 'REMOVED' | 'EXTRACT_REVOKED' | 'EXTRACT_SUPERSEDED';
                /** @description UTC, ISO 8601 */
                receivedAt: string;
              }[];
              /** @enum {string} */
              state:
                | 'SUBMITTED'
                | 'ROUTED'
                | 'DELIVERED'
                | 'IN_PROGRESS'
                | 'DELAYED'
                | 'AWAITING_INFO'
                | 'CANCEL_PENDING'
                | 'ANSWERED'
                | 'CLOSED'
                | 'RECALLED'
                | 'REJECTED'
                | 'UNDELIVERABLE'
                | 'LAPSED'
                | 'CANCELLED'
                | 'TIMED_OUT';
            }[];
            /** @description only while nothing has been sent, and when nothing will be: it waits for a second person, or is over */
            unsent?: {
              countries: (
                | 'AR'
                | 'BB'
                | 'BR'
                | 'BS'
                | 'BZ'
                | 'CL'
                | 'CR'
                | 'DO'
                | 'EC'
                | 'GT'
                | 'GY'
                | 'HN'
                | 'JM'
                | 'PA'
                | 'PE'
                | 'PY'
                | 'SR'
                | 'UY'
              )[];
              /** @description it is over when nobody has submitted or approved it until then */
              lapsesAt: string;
              /** @enum {string} */
              state: 'DRAFT' | 'AWAITING_APPROVAL' | 'DISCARDED';
            };
          };
        };
      };
      /** @description With `Prefer: wait`: the time is over and a country has not answered */
      202: {
        headers: {
          /** @description `wait`, if it was preferred */
          'Preference-Applied'?: string;
          [name: string]: unknown;
        };
        content: {
          'application/json': {
            /** @description UTC, ISO 8601 */
            createdAt: string;
            id: string;
            questions: {
              answer?: {
                /** @description with PARTIAL: what could not be looked through */
                archives?: {
                  /** @enum {unknown} */
                  language: 'es' | 'en' | 'pt' | 'nl';
                  /** @enum {unknown} */
                  translated?: 'Y' | 'N';
                  value: string;
                }[];
                /** @description with MULTIPLE_CANDIDATES: so many at most */
                candidates?: number;
                /** @description until when its law gives it time */
                dueAt: string;
                /** @description with NOT_IDENTIFIED and MULTIPLE_CANDIDATES: what the question does not tell */
                missing?: (
                  | 'Forename'
                  | 'Surname'
                  | 'SecondSurname'
                  | 'Sex'
                  | 'BirthDate'
                  | 'BirthPlace'
                  | 'Nationality'
                  | 'FormerName'
                  | 'MotherName'
                  | 'FatherName'
                  | 'IdentityNumber'
                  | 'IdentificationDocument'
                  | 'Address'
                  | 'Alias'
                  | 'Fingerprints'
                  | 'MoreInformationOnRequestPurpose'
                )[];
                /** @enum {string} */
                outcome:
                  | 'RECORDS'
                  | 'NO_RECORD'
                  | 'REFUSED'
                  | 'NOT_COMPETENT'
                  | 'DECEASED'
                  | 'BIOMETRIC_MISMATCH'
                  | 'MULTIPLE_CANDIDATES'
                  | 'NOT_IDENTIFIED'
                  | 'PARTIAL';
                /**
                 * @description with REFUSED
                 * @enum {string}
                 */
                reason?:
                  | 'LEGAL_BASIS'
                  | 'PURPOSE'
                  | 'POLITICAL_OFFENCE'
                  | 'MINOR'
                  | 'ORDRE_PUBLIC'
                  | 'ONGOING_PROCEEDINGS'
                  | 'DISPROPORTIONATE';
                /** @description when the answering country had the question */
                receivedAt: string;
                /** @description with RECORDS and PARTIAL */
                record?: {
                  convictions: {
                    convictingCountry: string;
                    decidingAuthority: {
                      code: string;
                      name: {
                        /** @enum {unknown} */
                        language: 'es' | 'en' | 'pt' | 'nl';
                        /** @enum {unknown} */
                        translated?: 'Y' | 'N';
                        value: string;
                      }[];
                    };
                    decisionDate: string;
                    decisions: {
                      authority?: {
                        code: string;
                        name: {
                          /** @enum {unknown} */
                          language: 'es' | 'en' | 'pt' | 'nl';
                          /** @enum {unknown} */
                          translated?: 'Y' | 'N';
                          value: string;
                        }[];
                      };
                      changeTypes: string[];
                      date: string;
                      /** @enum {unknown} */
                      deleteConvictionFromRegister: 'Y' | 'N' | 'U';
                      finalDate?: string;
                      id: string;
                      remarks?: {
                        /** @enum {unknown} */
                        language: 'es' | 'en' | 'pt' | 'nl';
                        /** @enum {unknown} */
                        translated?: 'Y' | 'N';
                        value: string;
                      }[];
                    }[];
                    fileNumber?: string;
                    finalDate: string;
                    id: string;
                    /** @enum {unknown} */
                    isNonCriminalRuling?: 'Y' | 'N' | 'U';
                    /** @enum {unknown} */
                    minorAtOffence: 'Y' | 'N' | 'U';
                    offences: {
                      /** @enum {unknown} */
                      completion: 'C' | 'A' | 'U';
                      ecrisCode?: string;
                      endDate: string;
                      /** @enum {unknown} */
                      exemptionFromResponsibility?: 'S' | 'N';
                      /** @enum {unknown} */
                      formOfGuilt?: 'INTENTIONAL' | 'NEGLIGENT';
                      iccsCode: string;
                      id: string;
                      /** @enum {unknown} */
                      isContinuous?: 'Y' | 'N' | 'U';
                      legalProvisions: string;
                      nationalCode: string;
                      nationalTitle: {
                        /** @enum {unknown} */
                        language: 'es' | 'en' | 'pt' | 'nl';
                        /** @enum {unknown} */
                        translated?: 'Y' | 'N';
                        value: string;
                      }[];
                      occurrences?: number;
                      /** @enum {unknown} */
                      participation: 'M' | 'H' | 'U';
                      place?: {
                        country: string;
                        town?: string;
                      };
                      /** @enum {unknown} */
                      recidivism?: 'R' | 'N';
                      startDate: string;
                    }[];
                    /** @enum {unknown} */
                    recordKind:
                      | 'FINAL_CONVICTION'
                      | 'NON_FINAL'
                      | 'PENDING_CASE'
                      | 'POLICE_ENTRY'
                      | 'ACQUITTAL'
                      | 'ADMINISTRATIVE';
                    relationships?: {
                      from: string;
                      /** @enum {unknown} */
                      kind:
                        | 'DECISION_SANCTIONS'
                        | 'DECISION_OFFENCES'
                        | 'SANCTION_SANCTIONS'
                        | 'SANCTION_OFFENCES'
                        | 'CONVICTION_CONVICTIONS';
                      to: string[];
                      type?: string;
                    }[];
                    retentionEndDate?: string;
                    sanctions: {
                      /** @enum {unknown} */
                      alternativeType?: 'NONE' | 'PRINCIPAL' | 'NON_RESPECT';
                      commonCategory: string;
                      executionPeriod?: {
                        duration?: string;
                        end?: string;
                        /** @enum {unknown} */
                        exact?: 'Y' | 'N' | 'U';
                        start?: string;
                      };
                      fine?: {
                        amountMinor: number;
                        count?: number;
                        currency: string;
                      };
                      id: string;
                      interruptions?: {
                        duration?: string;
                        end?: string;
                        remarks?: {
                          /** @enum {unknown} */
                          language: 'es' | 'en' | 'pt' | 'nl';
                          /** @enum {unknown} */
                          translated?: 'Y' | 'N';
                          value: string;
                        }[];
                        start?: string;
                      }[];
                      multiplier?: number;
                      nationalCode: string;
                      nationalTitle: {
                        /** @enum {unknown} */
                        language: 'es' | 'en' | 'pt' | 'nl';
                        /** @enum {unknown} */
                        translated?: 'Y' | 'N';
                        value: string;
                      }[];
                      /** @enum {unknown} */
                      nature: 'P' | 'M';
                      remarks?: {
                        /** @enum {unknown} */
                        language: 'es' | 'en' | 'pt' | 'nl';
                        /** @enum {unknown} */
                        translated?: 'Y' | 'N';
                        value: string;
                      }[];
                      sentencedPeriod?: {
                        duration?: string;
                        end?: string;
                        /** @enum {unknown} */
                        exact?: 'Y' | 'N' | 'U';
                        start?: string;
                      };
                      /** @enum {unknown} */
                      specificToMinor: 'Y' | 'N' | 'U';
                      suspension?: {
                        duration?: string;
                        end?: string;
                        probationDuration?: string;
                        remarks?: {
                          /** @enum {unknown} */
                          language: 'es' | 'en' | 'pt' | 'nl';
                          /** @enum {unknown} */
                          translated?: 'Y' | 'N';
                          value: string;
                        }[];
                        start?: string;
                        suspendedAmount?: {
                          amountMinor: number;
                          currency: string;
                        };
                        suspendedPartDuration?: string;
                        /** @enum {unknown} */
                        type: 'FULL' | 'PARTIAL' | 'FULL_WITH_PROBATION' | 'PARTIAL_WITH_PROBATION';
                      };
                    }[];
                    sourceUpdatedAt: string;
                    transmittable: {
                      /** @enum {unknown} */
                      criminal: 'Y' | 'N' | 'U';
                      /** @enum {unknown} */
                      other: 'Y' | 'N' | 'U';
                    };
                    version: number;
                  }[];
                  identity: {
                    birthDate?: string;
                    birthPlace: {
                      country: string;
                      town?: string;
                    };
                    deceased?: string;
                    documents: {
                      country: string;
                      number: string;
                      type: string;
                    }[];
                    father?: {
                      full: string;
                      given?: string[];
                      /** @enum {unknown} */
                      kind: 'legal' | 'former' | 'birth' | 'alias' | 'nickname' | 'religious';
                      marriedName?: string;
                      prefix?: string;
                      suffix?: string;
                      surname1?: string;
                      surname2?: string;
                    };
                    mother?: {
                      full: string;
                      given?: string[];
                      /** @enum {unknown} */
                      kind: 'legal' | 'former' | 'birth' | 'alias' | 'nickname' | 'religious';
                      marriedName?: string;
                      prefix?: string;
                      suffix?: string;
                      surname1?: string;
                      surname2?: string;
                    };
                    names: {
                      full: string;
                      given?: string[];
                      /** @enum {unknown} */
                      kind: 'legal' | 'former' | 'birth' | 'alias' | 'nickname' | 'religious';
                      marriedName?: string;
                      prefix?: string;
                      suffix?: string;
                      surname1?: string;
                      surname2?: string;
                    }[];
                    nationalities: string[];
                    /** @enum {unknown} */
                    sex: 0 | 1 | 2 | 9;
                  };
                };
              };
              /** @description when the outcome was set here */
              answeredAt: string | null;
              /**
               * @description the answering country's deadline: at risk when 70 % has gone; stopped while it waits for information
               * @enum {string}
               */
              clock?: 'RUNNING' | 'AT_RISK' | 'OVERDUE' | 'STOPPED';
              /** @description why it was rejected or not delivered */
              code: string | null;
              /** @enum {string} */
              country:
                | 'AR'
                | 'BB'
                | 'BR'
                | 'BS'
                | 'BZ'
                | 'CL'
                | 'CR'
                | 'DO'
                | 'EC'
                | 'GT'
                | 'GY'
                | 'HN'
                | 'JM'
                | 'PA'
                | 'PE'
                | 'PY'
                | 'SR'
                | 'UY';
              delay?: {
                /** @description when the answering country now expects to answer; its deadline stays */
                announcedAt: string;
                /** @enum {string} */
                reason: 'WORKLOAD' | 'AWAITING_OTHER_AUTHORITY' | 'REGISTER_UNAVAILABLE' | 'MANUAL_ARCHIVE';
              };
              /** @description the answering country's deadline, from its signed receipt */
              dueAt: string | null;
              id: string;
              information?: {
                missing: (
                  | 'Forename'
                  | 'Surname'
                  | 'SecondSurname'
                  | 'Sex'
                  | 'BirthDate'
                  | 'BirthPlace'
                  | 'Nationality'
                  | 'FormerName'
                  | 'MotherName'
                  | 'FatherName'
                  | 'IdentityNumber'
                  | 'IdentificationDocument'
                  | 'Address'
                  | 'Alias'
                  | 'Fingerprints'
                  | 'MoreInformationOnRequestPurpose'
                )[];
                /** @description language, value, translated */
                note?: Record<string, never>;
                /** @description without a word until then the question lapses */
                respondBy: string;
                round: number;
              };
              /** @description answers that came after the outcome was set */
              late: {
                answer?: {
                  /** @description with PARTIAL: what could not be looked through */
                  archives?: {
                    /** @enum {unknown} */
                    language: 'es' | 'en' | 'pt' | 'nl';
                    /** @enum {unknown} */
                    translated?: 'Y' | 'N';
                    value: string;
                  }[];
                  /** @description with MULTIPLE_CANDIDATES: so many at most */
                  candidates?: number;
                  /** @description until when its law gives it time */
                  dueAt: string;
                  /** @description with NOT_IDENTIFIED and MULTIPLE_CANDIDATES: what the question does not tell */
                  missing?: (
                    | 'Forename'
                    | 'Surname'
                    | 'SecondSurname'
                    | 'Sex'
                    | 'BirthDate'
                    | 'BirthPlace'
                    | 'Nationality'
                    | 'FormerName'
                    | 'MotherName'
                    | 'FatherName'
                    | 'IdentityNumber'
                    | 'IdentificationDocument'
                    | 'Address'
                    | 'Alias'
                    | 'Fingerprints'
                    | 'MoreInformationOnRequestPurpose'
                  )[];
                  /** @enum {string} */
                  outcome:
                    | 'RECORDS'
                    | 'NO_RECORD'
                    | 'REFUSED'
                    | 'NOT_COMPETENT'
                    | 'DECEASED'
                    | 'BIOMETRIC_MISMATCH'
                    | 'MULTIPLE_CANDIDATES'
                    | 'NOT_IDENTIFIED'
                    | 'PARTIAL';
                  /**
                   * @description with REFUSED
                   * @enum {string}
                   */
                  reason?:
                    | 'LEGAL_BASIS'
                    | 'PURPOSE'
                    | 'POLITICAL_OFFENCE'
                    | 'MINOR'
                    | 'ORDRE_PUBLIC'
                    | 'ONGOING_PROCEEDINGS'
                    | 'DISPROPORTIONATE';
                  /** @description when the answering country had the question */
                  receivedAt: string;
                  /** @description with RECORDS and PARTIAL */
                  record?: {
                    convictions: {
                      convictingCountry: string;
                      decidingAuthority: {
                        code: string;
                        name: {
                          /** @enum {unknown} */
                          language: 'es' | 'en' | 'pt' | 'nl';
                          /** @enum {unknown} */
                          translated?: 'Y' | 'N';
                          value: string;
                        }[];
                      };
                      decisionDate: string;
                      decisions: {
                        authority?: {
                          code: string;
                          name: {
                            /** @enum {unknown} */
                            language: 'es' | 'en' | 'pt' | 'nl';
                            /** @enum {unknown} */
                            translated?: 'Y' | 'N';
                            value: string;
                          }[];
                        };
                        changeTypes: string[];
                        date: string;
                        /** @enum {unknown} */
                        deleteConvictionFromRegister: 'Y' | 'N' | 'U';
                        finalDate?: string;
                        id: string;
                        remarks?: {
                          /** @enum {unknown} */
                          language: 'es' | 'en' | 'pt' | 'nl';
                          /** @enum {unknown} */
                          translated?: 'Y' | 'N';
                          value: string;
                        }[];
                      }[];
                      fileNumber?: string;
                      finalDate: string;
                      id: string;
                      /** @enum {unknown} */
                      isNonCriminalRuling?: 'Y' | 'N' | 'U';
                      /** @enum {unknown} */
                      minorAtOffence: 'Y' | 'N' | 'U';
                      offences: {
                        /** @enum {unknown} */
                        completion: 'C' | 'A' | 'U';
                        ecrisCode?: string;
                        endDate: string;
                        /** @enum {unknown} */
                        exemptionFromResponsibility?: 'S' | 'N';
                        /** @enum {unknown} */
                        formOfGuilt?: 'INTENTIONAL' | 'NEGLIGENT';
                        iccsCode: string;
                        id: string;
                        /** @enum {unknown} */
                        isContinuous?: 'Y' | 'N' | 'U';
                        legalProvisions: string;
                        nationalCode: string;
                        nationalTitle: {
                          /** @enum {unknown} */
                          language: 'es' | 'en' | 'pt' | 'nl';
                          /** @enum {unknown} */
                          translated?: 'Y' | 'N';
                          value: string;
                        }[];
                        occurrences?: number;
                        /** @enum {unknown} */
                        participation: 'M' | 'H' | 'U';
                        place?: {
                          country: string;
                          town?: string;
                        };
                        /** @enum {unknown} */
                        recidivism?: 'R' | 'N';
                        startDate: string;
                      }[];
                      /** @enum {unknown} */
                      recordKind:
                        | 'FINAL_CONVICTION'
                        | 'NON_FINAL'
                        | 'PENDING_CASE'
                        | 'POLICE_ENTRY'
                        | 'ACQUITTAL'
                        | 'ADMINISTRATIVE';
                      relationships?: {
                        from: string;
                        /** @enum {unknown} */
                        kind:
                          | 'DECISION_SANCTIONS'
                          | 'DECISION_OFFENCES'
                          | 'SANCTION_SANCTIONS'
                          | 'SANCTION_OFFENCES'
                          | 'CONVICTION_CONVICTIONS';
                        to: string[];
                        type?: string;
                      }[];
                      retentionEndDate?: string;
                      sanctions: {
                        /** @enum {unknown} */
                        alternativeType?: 'NONE' | 'PRINCIPAL' | 'NON_RESPECT';
                        commonCategory: string;
                        executionPeriod?: {
                          duration?: string;
                          end?: string;
                          /** @enum {unknown} */
                          exact?: 'Y' | 'N' | 'U';
                          start?: string;
                        };
                        fine?: {
                          amountMinor: number;
                          count?: number;
                          currency: string;
                        };
                        id: string;
                        interruptions?: {
                          duration?: string;
                          end?: string;
                          remarks?: {
                            /** @enum {unknown} */
                            language: 'es' | 'en' | 'pt' | 'nl';
                            /** @enum {unknown} */
                            translated?: 'Y' | 'N';
                            value: string;
                          }[];
                          start?: string;
                        }[];
                        multiplier?: number;
                        nationalCode: string;
                        nationalTitle: {
                          /** @enum {unknown} */
                          language: 'es' | 'en' | 'pt' | 'nl';
                          /** @enum {unknown} */
                          translated?: 'Y' | 'N';
                          value: string;
                        }[];
                        /** @enum {unknown} */
                        nature: 'P' | 'M';
                        remarks?: {
                          /** @enum {unknown} */
                          language: 'es' | 'en' | 'pt' | 'nl';
                          /** @enum {unknown} */
                          translated?: 'Y' | 'N';
                          value: string;
                        }[];
                        sentencedPeriod?: {
                          duration?: string;
                          end?: string;
                          /** @enum {unknown} */
                          exact?: 'Y' | 'N' | 'U';
                          start?: string;
                        };
                        /** @enum {unknown} */
                        specificToMinor: 'Y' | 'N' | 'U';
                        suspension?: {
                          duration?: string;
                          end?: string;
                          probationDuration?: string;
                          remarks?: {
                            /** @enum {unknown} */
                            language: 'es' | 'en' | 'pt' | 'nl';
                            /** @enum {unknown} */
                            translated?: 'Y' | 'N';
                            value: string;
                          }[];
                          start?: string;
                          suspendedAmount?: {
                            amountMinor: number;
                            currency: string;
                          };
                          suspendedPartDuration?: string;
                          /** @enum {unknown} */
                          type: 'FULL' | 'PARTIAL' | 'FULL_WITH_PROBATION' | 'PARTIAL_WITH_PROBATION';
                        };
                      }[];
                      sourceUpdatedAt: string;
                      transmittable: {
                        /** @enum {unknown} */
                        criminal: 'Y' | 'N' | 'U';
                        /** @enum {unknown} */
                        other: 'Y' | 'N' | 'U';
                      };
                      version: number;
                    }[];
                    identity: {
                      birthDate?: string;
                      birthPlace: {
                        country: string;
                        town?: string;
                      };
                      deceased?: string;
                      documents: {
                        country: string;
                        number: string;
                        type: string;
                      }[];
                      father?: {
                        full: string;
                        given?: string[];
                        /** @enum {unknown} */
                        kind: 'legal' | 'former' | 'birth' | 'alias' | 'nickname' | 'religious';
                        marriedName?: string;
                        prefix?: string;
                        suffix?: string;
                        surname1?: string;
                        surname2?: string;
                      };
                      mother?: {
                        full: string;
                        given?: string[];
                        /** @enum {unknown} */
                        kind: 'legal' | 'former' | 'birth' | 'alias' | 'nickname' | 'religious';
                        marriedName?: string;
                        prefix?: string;
                        suffix?: string;
                        surname1?: string;
                        surname2?: string;
                      };
                      names: {
                        full: string;
                        given?: string[];
                        /** @enum {unknown} */
                        kind: 'legal' | 'former' | 'birth' | 'alias' | 'nickname' | 'religious';
                        marriedName?: string;
                        prefix?: string;
                        suffix?: string;
                        surname1?: string;
                        surname2?: string;
                      }[];
                      nationalities: string[];
                      /** @enum {unknown} */
                      sex: 0 | 1 | 2 | 9;
                    };
                  };
                };
                /** @description UTC, ISO 8601 */
                arrivedAt: string;
                /** @description why it was rejected or not delivered */
                code?: string;
                /** @example BR-AR-1-000000000123 */
                messageId: string;
                /** @enum {string} */
                outcome:
                  | 'RECORDS'
                  | 'NO_RECORD'
                  | 'REFUSED'
                  | 'NOT_COMPETENT'
                  | 'DECEASED'
                  | 'BIOMETRIC_MISMATCH'
                  | 'MULTIPLE_CANDIDATES'
                  | 'NOT_IDENTIFIED'
                  | 'PARTIAL'
                  | 'REJECTED'
                  | 'UNDELIVERABLE'
                  | 'TIMED_OUT'
                  | 'LAPSED'
                  | 'CANCELLED';
                promise?: {
                  eventId: string;
                  /** @description SHA-256, base64url */
                  leafHash: string;
                  origin: string;
                  /** @description seconds since 1970, as it was signed */
                  time: number;
                };
              }[];
              /** @example BR-AR-1-000000000123 */
              messageId: string | null;
              /**
               * @description set once; null while it is open
               * @enum {string|null}
               */
              outcome:
                | 'RECORDS'
                | 'NO_RECORD'
                | 'REFUSED'
                | 'NOT_COMPETENT'
                | 'DECEASED'
                | 'BIOMETRIC_MISMATCH'
                | 'MULTIPLE_CANDIDATES'
                | 'NOT_IDENTIFIED'
                | 'PARTIAL'
                | 'REJECTED'
                | 'UNDELIVERABLE'
                | 'TIMED_OUT'
                | 'LAPSED'
                | 'CANCELLED'
                | null;
              proof: {
                /** @example BR-AR-1-000000000123 */
                answerMessageId?: string;
                promise?: {
                  eventId: string;
                  /** @description SHA-256, base64url */
                  leafHash: string;
                  origin: string;
                  /** @description seconds since 1970, as it was signed */
                  time: number;
                };
                /** @description SHA-256, base64url */
                requestDigest?: string;
              };
              /** @description when its official first saw the answer */
              readAt: string | null;
              /** @description what the country has said of its answers since */
              recalls: {
                /**
                 * @description the answer that does not hold any more
                 * @example BR-AR-1-000000000123
                 */
                answerMessageId: string;
                /** @description those of its convictions that it is about; empty when it is about who the person is */
                convictionIds: string[];
                /** @example BR-AR-1-000000000123 */
                messageId: string;
                /** @enum {string} */
                reason: 'CORRECTED' | 'ANNULLED' | 'REMOVED' | 'EXTRACT_REVOKED' | 'EXTRACT_SUPERSEDED';
                /** @description UTC, ISO 8601 */
                receivedAt: string;
              }[];
              /** @enum {string} */
              state:
                | 'SUBMITTED'
                | 'ROUTED'
                | 'DELIVERED'
                | 'IN_PROGRESS'
                | 'DELAYED'
                | 'AWAITING_INFO'
                | 'CANCEL_PENDING'
                | 'ANSWERED'
                | 'CLOSED'
                | 'RECALLED'
                | 'REJECTED'
                | 'UNDELIVERABLE'
                | 'LAPSED'
                | 'CANCELLED'
                | 'TIMED_OUT';
            }[];
            /** @description only while nothing has been sent, and when nothing will be: it waits for a second person, or is over */
            unsent?: {
              countries: (
                | 'AR'
                | 'BB'
                | 'BR'
                | 'BS'
                | 'BZ'
                | 'CL'
                | 'CR'
                | 'DO'
                | 'EC'
                | 'GT'
                | 'GY'
                | 'HN'
                | 'JM'
                | 'PA'
                | 'PE'
                | 'PY'
                | 'SR'
                | 'UY'
              )[];
              /** @description it is over when nobody has submitted or approved it until then */
              lapsesAt: string;
              /** @enum {string} */
              state: 'DRAFT' | 'AWAITING_APPROVAL' | 'DISCARDED';
            };
          };
        };
      };
      /** @description `staff.unauthenticated`, `staff.wrong-audience`, `auth.step-up-needed` */
      401: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      /** @description `staff.no-role`, `auth.csrf` */
      403: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      /** @description `ask.not-found` */
      404: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      /** @description `platform.internal` */
      500: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      /** @description `staff.issuer-unreachable`, `ask.unavailable` */
      503: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
    };
  };
  decideOnRequest: {
    parameters: {
      query?: never;
      header?: never;
      path: {
        id: string;
      };
      cookie?: never;
    };
    requestBody: {
      content: {
        'application/json': {
          /** @enum {string} */
          decision: 'APPROVE' | 'REJECT';
          /** @description for the official who asks; about the request, not about the person */
          reason?: string;
        };
      };
    };
    responses: {
      /** @description Done */
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': {
            id: string;
            /** @enum {string} */
            state: 'SUBMITTED' | 'DRAFT';
          };
        };
      };
      /** @description `platform.invalid-json` */
      400: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      /** @description `staff.unauthenticated`, `staff.wrong-audience`, `auth.step-up-needed` */
      401: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      /** @description `staff.no-role`, `auth.csrf`, `ask.same-official`, `ask.not-allowed` */
      403: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      /** @description `ask.not-found` */
      404: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      /** @description `platform.too-large` */
      413: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      /** @description `platform.unsupported-media-type` */
      415: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      /** @description `ask.invalid-input` */
      422: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      /** @description `platform.internal` */
      500: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      /** @description `staff.issuer-unreachable` */
      503: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
    };
  };
  viewAsked: {
    parameters: {
      query?: never;
      header?: never;
      path: {
        id: string;
      };
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      /** @description What was asked */
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': {
            /** @description The case or file that this is for. */
            caseReference: string;
            /** @description What the purpose must bring with it; the policy says what. */
            evidence?: {
              accusedOffences?: string[];
              consent?: {
                givenOn: string;
                reference: string;
              };
              court?: string;
              identityProof?: string;
              law?: string;
              place?: string;
              position?: string;
              reason?: string;
            };
            /**
             * @description for the record, or whether there is one
             * @enum {string}
             */
            kind: 'REQ' | 'QUERY';
            /** @description Code of the treaty or agreement with those countries. */
            legalBasis: string;
            /**
             * @description Why it is asked; the policy says which role may use which.
             * @enum {string}
             */
            purpose: 'C1' | 'C2' | 'C3' | 'C4' | 'C5' | 'E1' | 'P1' | 'P2' | 'P3' | 'P4' | 'P5' | 'P6' | 'P7';
            /** @description The person, as the asker describes them. */
            subject: {
              birthDate?: string;
              birthPlace?: {
                country: string;
                town?: string;
              };
              documents?: {
                country: string;
                number: string;
                type: string;
              }[];
              father?: {
                full: string;
                given?: string[];
                /** @enum {unknown} */
                kind: 'legal' | 'former' | 'birth' | 'alias' | 'nickname' | 'religious';
                marriedName?: string;
                prefix?: string;
                suffix?: string;
                surname1?: string;
                surname2?: string;
              };
              mother?: {
                full: string;
                given?: string[];
                /** @enum {unknown} */
                kind: 'legal' | 'former' | 'birth' | 'alias' | 'nickname' | 'religious';
                marriedName?: string;
                prefix?: string;
                suffix?: string;
                surname1?: string;
                surname2?: string;
              };
              names: {
                full: string;
                given?: string[];
                /** @enum {unknown} */
                kind: 'legal' | 'former' | 'birth' | 'alias' | 'nickname' | 'religious';
                marriedName?: string;
                prefix?: string;
                suffix?: string;
                surname1?: string;
                surname2?: string;
              }[];
              nationalities?: string[];
              /** @enum {unknown} */
              sex?: 0 | 1 | 2 | 9;
            };
            /** @description Code of the task force for which it is asked. */
            taskForce?: string;
            to: (
              | 'AR'
              | 'BB'
              | 'BR'
              | 'BS'
              | 'BZ'
              | 'CL'
              | 'CR'
              | 'DO'
              | 'EC'
              | 'GT'
              | 'GY'
              | 'HN'
              | 'JM'
              | 'PA'
              | 'PE'
              | 'PY'
              | 'SR'
              | 'UY'
            )[];
            /** @enum {string} */
            urgency: 'FLASH' | 'URGENT' | 'ROUTINE';
          };
        };
      };
      /** @description `staff.unauthenticated`, `staff.wrong-audience`, `auth.step-up-needed` */
      401: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      /** @description `staff.no-role`, `auth.csrf` */
      403: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      /** @description `ask.not-found` */
      404: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      /** @description `platform.internal` */
      500: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      /** @description `staff.issuer-unreachable` */
      503: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
    };
  };
  recordDissemination: {
    parameters: {
      query?: never;
      header?: never;
      path: {
        id: string;
      };
      cookie?: never;
    };
    requestBody: {
      content: {
        'application/json': {
          /** @description The case or file of that authority. */
          caseReference: string;
          /**
           * @description The country whose answer was passed on.
           * @enum {string}
           */
          country:
            | 'AR'
            | 'BB'
            | 'BR'
            | 'BS'
            | 'BZ'
            | 'CL'
            | 'CR'
            | 'DO'
            | 'EC'
            | 'GT'
            | 'GY'
            | 'HN'
            | 'JM'
            | 'PA'
            | 'PE'
            | 'PY'
            | 'SR'
            | 'UY';
          /** @description Code of the law that allows it. */
          legalBasis: string;
          /**
           * @description What it is used for there.
           * @enum {string}
           */
          purpose: 'C1' | 'C2' | 'C3' | 'C4' | 'C5' | 'E1' | 'P1' | 'P2' | 'P3' | 'P4' | 'P5' | 'P6' | 'P7';
          /** @description The authority of this country that got it. */
          recipient: string;
        };
      };
    };
    responses: {
      /** @description Recorded */
      201: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': {
            /**
             * Format: uuid
             * @description of its entry in the log
             */
            eventId: string;
          };
        };
      };
      /** @description `platform.invalid-json` */
      400: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      /** @description `staff.unauthenticated`, `staff.wrong-audience`, `auth.step-up-needed` */
      401: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      /** @description `staff.no-role`, `auth.csrf` */
      403: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      /** @description `ask.not-found` */
      404: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      /** @description `ask.no-answer` */
      409: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      /** @description `platform.too-large` */
      413: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      /** @description `platform.unsupported-media-type` */
      415: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      /** @description `ask.invalid-input` */
      422: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      /** @description `platform.internal` */
      500: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      /** @description `staff.issuer-unreachable` */
      503: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
    };
  };
  followRequest: {
    parameters: {
      query?: never;
      header?: never;
      path: {
        id: string;
      };
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'text/event-stream': string;
        };
      };
      /** @description `staff.unauthenticated`, `staff.wrong-audience`, `auth.step-up-needed` */
      401: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      /** @description `staff.no-role`, `auth.csrf` */
      403: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      /** @description `ask.not-found` */
      404: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      /** @description `platform.internal` */
      500: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      /** @description `staff.issuer-unreachable` */
      503: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
    };
  };
  viewExtract: {
    parameters: {
      query?: {
        /** @description one of several; else the newest that verifies */
        number?: string;
      };
      header?: never;
      path: {
        id: string;
      };
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      /** @description The document as it came */
      200: {
        headers: {
          /** @description what the copy is worth */
          'CREX-Extract-Status'?: string;
          [name: string]: unknown;
        };
        content: {
          'application/pdf': string;
        };
      };
      /** @description `staff.unauthenticated`, `staff.wrong-audience`, `auth.step-up-needed` */
      401: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      /** @description `staff.no-role`, `auth.csrf` */
      403: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      /** @description `ask.not-found`, `ask.no-extract` */
      404: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      /** @description `ask.extract-refused`, `ask.extract-altered` */
      409: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      /** @description `ask.extract-erased` */
      410: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      /** @description `ask.invalid-input` */
      422: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      /** @description `platform.internal` */
      500: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      /** @description `staff.issuer-unreachable`, `ask.unavailable` */
      503: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
    };
  };
  proveExtract: {
    parameters: {
      query?: {
        /** @description one of several; else the newest that verifies */
        number?: string;
      };
      header?: never;
      path: {
        id: string;
      };
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      /** @description The proof */
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'text/plain': string;
        };
      };
      /** @description `staff.unauthenticated`, `staff.wrong-audience`, `auth.step-up-needed` */
      401: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      /** @description `staff.no-role`, `auth.csrf` */
      403: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      /** @description `ask.not-found`, `ask.no-extract` */
      404: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      /** @description `ask.extract-refused`, `ask.no-proof-yet` */
      409: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      /** @description `ask.invalid-input` */
      422: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      /** @description `platform.internal` */
      500: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      /** @description `staff.issuer-unreachable` */
      503: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
    };
  };
  listExtracts: {
    parameters: {
      query?: never;
      header?: never;
      path: {
        id: string;
      };
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      /** @description The newest first */
      200: {
        headers: {
          /** @description `wait`, if it was preferred */
          'Preference-Applied'?: string;
          [name: string]: unknown;
        };
        content: {
          'application/json': {
            extracts: {
              /** @description UTC, ISO 8601 */
              arrivedAt: string;
              /** @description of the first fault, or why the extract could not be made */
              code: string | null;
              /** @enum {string} */
              country:
                | 'AR'
                | 'BB'
                | 'BR'
                | 'BS'
                | 'BZ'
                | 'CL'
                | 'CR'
                | 'DO'
                | 'EC'
                | 'GT'
                | 'GY'
                | 'HN'
                | 'JM'
                | 'PA'
                | 'PE'
                | 'PY'
                | 'SR'
                | 'UY';
              /** @description each check on arrival */
              findings: {
                /** @description the check by its name, for a page that puts it into words */
                check: string;
                /** @description of a fault, and of a check that was not made */
                code?: string;
                /** @description file, seal, time-stamp, archive, certificate, data, page or log */
                part: string;
                /** @enum {string} */
                result: 'good' | 'fault' | 'not-made';
                says: string;
              }[];
              /** @description UTC, ISO 8601 */
              issuedAt: string | null;
              /** @example BR-2026-000417 */
              number: string;
              /** @enum {string|null} */
              recalledFor: 'CORRECTED' | 'ANNULLED' | 'REMOVED' | 'EXTRACT_REVOKED' | 'EXTRACT_SUPERSEDED' | null;
              /**
               * @description what the copy here is worth; FAULT and NOT_MADE are not shown
               * @enum {string}
               */
              status: 'VALID' | 'EXPIRED' | 'SUPERSEDED' | 'REVOKED' | 'FAULT' | 'NOT_MADE';
              /** @example BR-2026-000417 */
              supersededBy: string | null;
              /**
               * @description the extract whose place it takes
               * @example BR-2026-000417
               */
              supersedes: string | null;
              /** @description UTC, ISO 8601 */
              validUntil: string | null;
            }[];
          };
        };
      };
      /** @description `staff.unauthenticated`, `staff.wrong-audience`, `auth.step-up-needed` */
      401: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      /** @description `staff.no-role`, `auth.csrf` */
      403: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      /** @description `ask.not-found` */
      404: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      /** @description `platform.internal` */
      500: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      /** @description `staff.issuer-unreachable` */
      503: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
    };
  };
  cancelQuestion: {
    parameters: {
      query?: never;
      header?: never;
      path: {
        country:
          | 'AR'
          | 'BB'
          | 'BR'
          | 'BS'
          | 'BZ'
          | 'CL'
          | 'CR'
          | 'DO'
          | 'EC'
          | 'GT'
          | 'GY'
          | 'HN'
          | 'JM'
          | 'PA'
          | 'PE'
          | 'PY'
          | 'SR'
          | 'UY';
        id: string;
      };
      cookie?: never;
    };
    requestBody: {
      content: {
        'application/json': {
          /** @enum {string} */
          reason: 'NO_LONGER_NEEDED' | 'SENT_IN_ERROR' | 'WRONG_PERSON' | 'DUPLICATE';
        };
      };
    };
    responses: {
      /** @description Kept; on its way */
      202: {
        headers: {
          [name: string]: unknown;
        };
        content?: never;
      };
      /** @description `platform.invalid-json` */
      400: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      /** @description `staff.unauthenticated`, `staff.wrong-audience`, `auth.step-up-needed` */
      401: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      /** @description `staff.no-role`, `auth.csrf` */
      403: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      /** @description `ask.not-found` */
      404: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      /** @description `ask.not-open` */
      409: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      /** @description `platform.too-large` */
      413: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      /** @description `platform.unsupported-media-type` */
      415: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      /** @description `ask.invalid-input` */
      422: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      /** @description `platform.internal` */
      500: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      /** @description `staff.issuer-unreachable` */
      503: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
    };
  };
  informCountry: {
    parameters: {
      query?: never;
      header?: never;
      path: {
        country:
          | 'AR'
          | 'BB'
          | 'BR'
          | 'BS'
          | 'BZ'
          | 'CL'
          | 'CR'
          | 'DO'
          | 'EC'
          | 'GT'
          | 'GY'
          | 'HN'
          | 'JM'
          | 'PA'
          | 'PE'
          | 'PY'
          | 'SR'
          | 'UY';
        id: string;
      };
      cookie?: never;
    };
    requestBody: {
      content: {
        'application/json': {
          note?: {
            /** @enum {unknown} */
            language: 'es' | 'en' | 'pt' | 'nl';
            /** @enum {unknown} */
            translated?: 'Y' | 'N';
            value: string;
          };
          /** @enum {unknown} */
          response: 'PROVIDED' | 'NOT_AVAILABLE';
          subject?: {
            birthDate?: string;
            birthPlace?: {
              country: string;
              town?: string;
            };
            documents?: {
              country: string;
              number: string;
              type: string;
            }[];
            father?: {
              full: string;
              given?: string[];
              /** @enum {unknown} */
              kind: 'legal' | 'former' | 'birth' | 'alias' | 'nickname' | 'religious';
              marriedName?: string;
              prefix?: string;
              suffix?: string;
              surname1?: string;
              surname2?: string;
            };
            mother?: {
              full: string;
              given?: string[];
              /** @enum {unknown} */
              kind: 'legal' | 'former' | 'birth' | 'alias' | 'nickname' | 'religious';
              marriedName?: string;
              prefix?: string;
              suffix?: string;
              surname1?: string;
              surname2?: string;
            };
            names: {
              full: string;
              given?: string[];
              /** @enum {unknown} */
              kind: 'legal' | 'former' | 'birth' | 'alias' | 'nickname' | 'religious';
              marriedName?: string;
              prefix?: string;
              suffix?: string;
              surname1?: string;
              surname2?: string;
            }[];
            nationalities?: string[];
            /** @enum {unknown} */
            sex?: 0 | 1 | 2 | 9;
          };
        };
      };
    };
    responses: {
      /** @description Kept; on its way */
      202: {
        headers: {
          [name: string]: unknown;
        };
        content?: never;
      };
      /** @description `platform.invalid-json` */
      400: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      /** @description `staff.unauthenticated`, `staff.wrong-audience`, `auth.step-up-needed` */
      401: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      /** @description `staff.no-role`, `auth.csrf` */
      403: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      /** @description `ask.not-found` */
      404: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      /** @description `ask.not-awaited` */
      409: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      /** @description `platform.too-large` */
      413: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      /** @description `platform.unsupported-media-type` */
      415: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      /** @description `ask.invalid-input` */
      422: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      /** @description `platform.internal` */
      500: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      /** @description `staff.issuer-unreachable` */
      503: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
    };
  };
  readStatistics: {
    parameters: {
      query?: {
        /** @description who has published */
        country?:
          | 'AR'
          | 'BB'
          | 'BR'
          | 'BS'
          | 'BZ'
          | 'CL'
          | 'CR'
          | 'DO'
          | 'EC'
          | 'GT'
          | 'GY'
          | 'HN'
          | 'JM'
          | 'PA'
          | 'PE'
          | 'PY'
          | 'SR'
          | 'UY';
        format?: 'json' | 'csv';
        /** @description a month, in the publishing country’s time zone */
        month?: string;
      };
      header?: never;
      path?: never;
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      /** @description Of each member that has published it; CSV with `format=csv` */
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': {
            statistics: {
              /** @enum {string} */
              by:
                | 'AR'
                | 'BB'
                | 'BR'
                | 'BS'
                | 'BZ'
                | 'CL'
                | 'CR'
                | 'DO'
                | 'EC'
                | 'GT'
                | 'GY'
                | 'HN'
                | 'JM'
                | 'PA'
                | 'PE'
                | 'PY'
                | 'SR'
                | 'UY';
              /** @description a month, in the publishing country’s time zone */
              month: string;
              pairs: {
                informed?: number;
                inTime?: number;
                /** @enum {unknown} */
                kind: 'REQ' | 'QUERY';
                medianSeconds?: number;
                /** @enum {unknown} */
                other:
                  | 'AR'
                  | 'BB'
                  | 'BR'
                  | 'BS'
                  | 'BZ'
                  | 'CL'
                  | 'CR'
                  | 'DO'
                  | 'EC'
                  | 'GT'
                  | 'GY'
                  | 'HN'
                  | 'JM'
                  | 'PA'
                  | 'PE'
                  | 'PY'
                  | 'SR'
                  | 'UY';
                outcomes: {
                  BIOMETRIC_MISMATCH?: number;
                  CANCELLED?: number;
                  DECEASED?: number;
                  HIT?: number;
                  LAPSED?: number;
                  MORE_INFORMATION?: number;
                  MULTIPLE_CANDIDATES?: number;
                  NO_HIT?: number;
                  NO_RECORD?: number;
                  NOT_COMPETENT?: number;
                  NOT_IDENTIFIED?: number;
                  PARTIAL?: number;
                  RECORDS?: number;
                  REFUSED?: number;
                  REJECTED?: number;
                  TIMED_OUT?: number;
                  UNDELIVERABLE?: number;
                };
                p95Seconds?: number;
                questions: number;
                rates: {
                  hitsFrom: number;
                  hitsTo: number;
                  informed?: number;
                  inTime?: number;
                };
                refusals: {
                  DISPROPORTIONATE?: number;
                  LEGAL_BASIS?: number;
                  MINOR?: number;
                  ONGOING_PROCEEDINGS?: number;
                  ORDRE_PUBLIC?: number;
                  POLITICAL_OFFENCE?: number;
                  PURPOSE?: number;
                };
                /** @enum {unknown} */
                side: 'ASKED' | 'ANSWERED';
              }[];
              /** @description UTC, ISO 8601 */
              publishedAt: string;
              /** @description what the country has signed (JWS): `crex statistics verify` judges it */
              signed: string;
            }[];
          };
          'text/csv': string;
        };
      };
      /** @description `staff.unauthenticated`, `staff.wrong-audience`, `auth.step-up-needed` */
      401: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      /** @description `staff.no-role`, `auth.csrf` */
      403: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      /** @description `statistics.invalid-input` */
      422: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      /** @description `platform.internal` */
      500: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      /** @description `staff.issuer-unreachable` */
      503: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
    };
  };
  countPurposes: {
    parameters: {
      query?: {
        format?: 'json' | 'csv';
        month?: string;
      };
      header?: never;
      path?: never;
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      /** @description Questions by purpose and pillar; CSV with `format=csv` */
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': {
            answered: {
              C1?: number;
              C2?: number;
              C3?: number;
              C4?: number;
              C5?: number;
              E1?: number;
              P1?: number;
              P2?: number;
              P3?: number;
              P4?: number;
              P5?: number;
              P6?: number;
              P7?: number;
            };
            asked: {
              C1?: number;
              C2?: number;
              C3?: number;
              C4?: number;
              C5?: number;
              E1?: number;
              P1?: number;
              P2?: number;
              P3?: number;
              P4?: number;
              P5?: number;
              P6?: number;
              P7?: number;
            };
            /** @description a month, in the publishing country’s time zone */
            month: string;
            /** @description the same by pillar of the Alliance: sums of the purposes that are shown, so many at least */
            pillars: {
              answered: {
                INSTITUTIONS?: number;
                MARKETS?: number;
                VULNERABLE?: number;
              };
              asked: {
                INSTITUTIONS?: number;
                MARKETS?: number;
                VULNERABLE?: number;
              };
            };
          };
          'text/csv': string;
        };
      };
      /** @description `staff.unauthenticated`, `staff.wrong-audience`, `auth.step-up-needed` */
      401: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      /** @description `staff.no-role`, `auth.csrf` */
      403: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      /** @description `statistics.invalid-input` */
      422: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      /** @description `platform.internal` */
      500: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      /** @description `staff.issuer-unreachable` */
      503: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
    };
  };
  extractStatus: {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    requestBody: {
      content: {
        'application/json': {
          /** @description the check code: spaces, dashes and small letters are taken */
          code: string;
          /**
           * @description as it is printed
           * @example BR-2026-000417
           */
          number: string;
        };
      };
    };
    responses: {
      /** @description The status, and nothing else */
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': {
            /** @enum {string} */
            status: 'VALID' | 'SUPERSEDED' | 'REVOKED' | 'UNKNOWN';
          };
        };
      };
      /** @description `platform.invalid-json` */
      400: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      /** @description `platform.too-large` */
      413: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      /** @description `platform.unsupported-media-type` */
      415: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      /** @description `public.invalid-input` */
      422: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      /** @description `public.rate-limited` */
      429: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      /** @description `platform.internal` */
      500: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
    };
  };
  publicTrust: {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      /** @description As the directory lists them today */
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': {
            directory: {
              /** @description seconds since 1970 */
              at: number;
              version: number;
            };
            /** @enum {string} */
            env: 'production' | 'test' | 'demo';
            /** @description by country code */
            members: {
              [key: string]: {
                caCertificates: string[];
                crls: string[];
              };
            };
            timeStampAuthorities: string[];
          };
        };
      };
      /** @description `platform.internal` */
      500: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      /** @description `directory.none`, `directory.expired` */
      503: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
    };
  };
}
