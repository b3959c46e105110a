/**
 * The long tail of name lists, made by rule: roots and endings as the language joins them. Most of these names exist,
 * some do not; what matters is how many there are, how they sound and how seldom each is.
 */
const words = (text: string): string[] => text.trim().split(/\s+/);

const isVowel = (letter: string | undefined): boolean => /[aeiouáéíóúâêôãõäëïöüy]/i.test(letter ?? '');

/** Every root with every ending, in an order that goes through all roots before an ending comes back. */
function combine(roots: readonly string[], endings: readonly string[]): string[] {
  const made: string[] = [];
  for (let round = 0; round < endings.length; round += 1) {
    roots.forEach((root, at) => {
      const ending = endings[(round + at * 7) % endings.length] ?? '';
      made.push(isVowel(root.at(-1)) && isVowel(ending[0]) ? root.slice(0, -1) + ending : root + ending);
    });
  }
  return made;
}

/** Takes turns among lists, so that the rarer kinds of a mixed tail are not all at its end. */
function interleave(...lists: readonly (readonly string[])[]): string[] {
  const longest = Math.max(...lists.map((list) => list.length));
  return Array.from({ length: longest }, (_, at) => lists.flatMap((list) => list[at] ?? [])).flat();
}

const spanish = (): string[] =>
  combine(
    words(
      'Alb Alm Alc Andr Ar Arc Ast Avel Bal Barr Bel Berm Bol Bon Brav Bust Cab Cald Cam Camp Can Cañ Carb Card Carr Cas Cast Caz Ced Cerv Cis Col Cord Corr Cort Cot Crist Cuel Cuet Dorr Dur Enc Esc Espin Est Fern Ferr Figu Fold Font Fres Fuent Gal Gall Gam Garc Gavil Gir Gran Gred Guad Guerr Herr Hin Hoy Huert Jar Jim Labr Lag Lav Llan Llor Lob Lomb Lop Luc Mach Madr Mald Man Manz Marq Mat Matt Maz Med Mel Men Mer Mes Mir Mol Mont Mor Mosqu Mur Nav Neb Noc Oliv Orm Ort Otañ Pal Palom Pard Parr Pas Ped Peñ Per Pin Pl Pol Port Pozu Quint Rab Ram Rend Rib Riqu Riv Robl Rom Ros Sal Salced Sand Sant Sauc Sed Segov Ser Siqu Sol Sor Tab Tal Tamar Tej Ter Tob Torr Tord Trig Tru Ub Val Vall Var Veg Velard Ver Viz Yeb Zambr Zap Zurit',
    ),
    words(
      'al ales ana anco ando aneda anes ar ares arro asco ate ayo azo eda edo ega ejo ena eña era eros ero eta ete ías ida iego iel illa illas illo inas ino iño isco ista ito izo oba oja olo ón onda ones ora orio osa oso ote oya udo uela uelo uero uña',
    ),
  );

const basque = (): string[] =>
  combine(
    words(
      'Agirre Aldu Aram Aris Arra Arte Astu Ay Azpi Barren Beldar Berro Bide Egui Eche Eli Ere Errasti Esna Gara Goi Gorri Iba Ira Iri Iru Iturri Jaure Lakun Larra Lazca Lecu Lizar Maya Men Muru Ola Oro Otegui Oya Sala Sarra Uga Urda Uri Urqui Urru Yra Zaba Zuga',
    ),
    words(
      'barría berry biaga buru chea coa garate garay goitía goyen guren iaga iarte irain irena iturri larre legui mendi ndi ondo rreta sábal tegui zabal zaga zarreta zuri',
    ),
  );

const italian = (): string[] =>
  combine(
    words(
      'Abr Acc Alb Andr Ant Arc Bald Balz Bar Bass Batt Bell Ben Bern Bert Bian Boll Bon Bord Borr Brun Calv Camp Cant Cap Card Carl Cast Cav Cer Ciar Coll Cont Cor Dom Don Fab Fall Fas Ferr Fil Frances Gal Gasp Gat Ger Giac Gior Giul Grass Guid Lanz Laur Lomb Luc Magn Mald Manc Mar Mart Mass Matt Mel Mor Mus Nar Nic Oliv Pal Paol Pass Pell Pier Pomp Quar Rav Ric Rin Rom Ross Sacc Salv Sant Sart Scar Ser Spin Stef Tam Tor Trev Val Vend Ver Vit Zan Zucc',
    ),
    words(
      'accio adini alli ani anti ardi aro asco atti azzo eghini elli enzo eri etta etti iani ico igni ini ino isi ola olini one oni ossi otti ucci uolo uzzi',
    ),
  );

const portuguese = (): string[] =>
  combine(
    words(
      'Abr Alb Alc Alm Alv Ant Arag Arr Bald Band Barr Bel Bon Bot Brag Cab Cal Cam Camp Card Carr Casc Castr Cerq Cord Coutr Crist Dam Esp Est Fag Far Feit Ferr Figu Fog Font Fons Frag Freit Furt Gal Galv God Gouv Gran Guim Jard Lac Lag Lam Laur Lim Lour Mac Mach Madr Mag Mald Mart Mat Med Mesq Mir Mont Mor Mour Nat Nog Nor Oliv Our Pal Paran Pass Ped Peix Pent Per Pest Pinh Piment Port Prad Quint Ramalh Reb Rez Rib Roch Salg Samp Sard Seabr Serp Silv Sob Sout Tab Tav Teix Toled Tour Trind Vasc Varg Varj Velh Ver Vid Vil',
    ),
    words(
      'aça ado ães agem ais al ança anha ão arães aro ares ato eda edo egas eira eiro eiros ela elas elo enha erra escas eses ete ias ide inha inho iz oaga ola ona ones ota osa oso uda una ura',
    ),
  );

const german = (): string[] =>
  combine(
    words(
      'Acker Berg Blum Brand Braun Diet Eber Eich Eisen Feld Frei Geiss Gold Gross Hart Heid Hoff Holz Jung Kauf Kirch Klein Kloss Lang Lieb Linden Meis Neu Ober Rein Roth Sauer Schiff Schöne Stein Stoll Wald Wein Weiss Zimmer',
    ),
    words('auer bach berg brecht burg ding er feld haus hardt huber ing ke ler mann meier mer ner ser stein wald'),
  );

const japanese = (): string[] =>
  combine(
    words(
      'Aka Ara Fuji Fuku Haya Hira Hori Ichi Ike Ino Ishi Iwa Kato Kawa Kami Kita Koba Ko Kuro Matsu Miya Mori Mura Naka Nishi No Oka Ono Saka Sawa Shima Shiro Sugi Taka Take Tana Tera Toyo Uchi Ue Wata Yama Yoshi',
    ),
    words('be buchi da gawa guchi hara hashi ji ka kawa ki mine moto mura nabe naga no saki shita ta ura yama zaki'),
  );

const english = (): string[] =>
  interleave(
    combine(
      words(
        'Alder Apple Ash Bar Beck Ben Black Blen Brad Bram Brook Brough Burl Cald Carl Chal Chat Clay Clif Clif Cold Cran Croft Cum Dal Dar Den Ded Dray Dun East Edge Ell Ever Fair Farn Fen Gar Glad Graf Green Hal Ham Har Hat Hay Hazel Hemp Hill Hol Hunt Ire Kel Ken Kin Lamb Lang Law Leigh Lin Long Lud Mar May Mel Mid Mil More New Nor Oak Old Pem Pen Per Pres Rad Ran Red Rock Rush Shel Sher Skel Stan Sted Stock Stone Straw Sut Swan Thorn Thur Tre Up Wake Wal War Wat Web West Whit Wick Wind Win Wood Wor Yar',
      ),
      words(
        'bank beck bourne bridge brook burn bury by combe cote cott dale den don field ford gate ham hurst land ley ling low man mere more ney ridge ron row stead ster stock ston thorpe ton wall water way well wick wood worth',
      ),
    ),
    combine(
      words(
        'Adam Aitken Alder Allan Ander Bart Ben Cal Christ Davi Dick Don Dougal Edmond Farl Fer Gib Gil Greg Har Hender Hob Jame Jeffer John Kean Lach Law Math Mor Nel Nichol Park Pater Peter Rich Rob Roder San Sim Steven Tom Wat William Wil',
      ),
      words('s son kins kinson ness man ington gall mond'),
    ),
    combine(
      words('Mc Mac'),
      words(
        'Allister Alpine Ardle Arthur Aulay Bean Bride Cabe Call Callum Cann Cartney Caskill Clean Cleod Clure Coll Connell Cormack Coy Crae Culloch Dermott Donald Dougall Dowell Duff Elroy Ewen Fadden Farlane Gann Gee Ghie Gill Ginnis Gowan Gregor Guire Hugh Innis Intosh Intyre Kay Kendrick Kinley Kinnon Knight Lachlan Laren Laughlin Lean Lennan Leod Master Millan Murdo Nab Nair Naughton Neil Nish Phee Pherson Quarrie Queen Rae Taggart Tavish Vey Vicar Whirter Wilson',
      ),
    ),
  );

const dutch = (): string[] =>
  interleave(
    combine(
      words(
        'Aar Amster Bakker Berg Blij Boer Bloem Bon Bree Bruin Burger Dal Dijk Doorn Edel Goed Graan Groot Haag Heem Heer Hof Hoog Hooi Jong Kaal Kamp Klaver Klein Koorn Land Lang Leeuwen Lief Linde Lust Meer Meule Molen Naar Nieuw Noord Olie Oost Ooster Overs Rijk Roos Rust Schoon Sluis Sonne Spring Staat Steen Strand Vaar Veld Visser Vlies Vreden Vrij Water Weide Wester Wijn Winter Woude Zand Zeeland Zorg Zuider Zwart',
      ),
      words(
        'aar berg boom brug burg daal dijk dam drecht enaar fort haven hart hof hoop horst huis kamp kerk lust man meer oord poort rust schot stad stein straat tein veen veld vliet waard weg wijk zicht zorg',
      ),
    ),
    combine(
      words('Abr Ad Ams Bab Cab Cast Dum Fran Gam Kar Lar Mac Mon Pen Rob Sab Tur Wes Wil Zam'),
      words('endam ieri issen oelo olin omont ondo opat uma usoe'),
    ),
  );

/** Guyana and the islands write u and ee, Suriname oe and ie: the same names from the same villages. */
const INDIAN_ROOTS = words(
  'Amar Anand Arjun Badri Bal Baldeo Bansi Beni Bhag Bhagwan Bharat Bir Birj Bisun Brij Chandra Chatter Chet Dal Daya Deo Dhan Dharam Dil Duk Gaja Ganga Girdhar Gob Gopaul Guna Gur Hanu Hari Heera Het Indra Jag Jagar Jai Jank Jas Jawahir Jhag Jit Kal Kali Kesh Khem Kishun Lach Lal Latch Loke Mad Maha Maikoo Mangal Mata Moti Nan Nara Naresh Nirmal Ori Param Par Pita Pooran Prem Rag Raghu Raj Ram Ramesh Rup Sad Sahade Sal Sarju Sat Seo Shan Sheo Shiv Sis Sital Soma Suk Suraj Tej Tilak Tul Udai Umra Vish Yad',
);
const hindustani = (): string[] =>
  combine(
    INDIAN_ROOTS,
    words(
      'an bahadur bali bally baran beharry charan charitar das dass dat deen deo dhan dhanie dharie gobin gopal harack harry jattan jeet jit khelawan kissoon lall lochan mohan nandan narain narine nath oodit pal pargas paul persaud rattan roop sahai samooj saran sarran singh sook sukh toolie tull wattie',
    ),
  );
const dutchIndian = (): string[] =>
  combine(
    INDIAN_ROOTS.map((root) =>
      root.replaceAll('oo', 'oe').replace(/u/g, 'oe').replaceAll('J', 'Dj').replace('ee', 'ie'),
    ),
    words(
      'autar bali behari bhoelai charan das dat dew dien dihal djiet djoe ghoelam goelam harakh khedoe khelawan kisoen lakhan lal lochan misier mohan narain nath oedit pal persad pershad radj rattan sahai sanoe saran sing singh soekh soender taroe tewarie wat',
    ),
  );

const JAVANESE_ROOTS = words(
  'Amat Ardjo Atmo Bandjar Boedi Dipo Djojo Djono Doelah Gito Gondo Hardjo Irodi Joedo Kario Karso Karto Kasan Kerto Kromo Marto Mangoen Mento Merto Moekti Notto Padmo Pantjo Parto Pawiro Poero Prawiro Redjo Resodi Rono Samo Sanmoe Santo Sardjo Sastro Secro Sentono Setro Singo Sodi Soero Somo Sonto Sosro Tanoe Tirto Todi Troeno Wagi Warso Widjojo Wirjo Wongso',
);
const javanese = (): string[] =>
  combine(
    JAVANESE_ROOTS,
    words(
      'dikromo dimedjo dinomo dirdjo dirono ditomo djojo diwongso hardjo karijo karso karto kromo medjo menggolo moeljo moestadja pawiro rejo redjo rono santono sastro semito sentiko sentono setiko soeroto sono taroeno tiko tirto toemenggoeng wikromo widjojo wirio wongso',
    ),
  );
const javaneseGiven = (female: boolean): string[] =>
  combine(
    words('Djoe Har Kami Kar Kasi Lasi Legi Mar Moer Nga Ngadi Pai Poni Rasi Rebo Sa Sadi Sami Sari Sati Soe Soedi Soeki Soemi Soepi Tami Tari Toe Toeki Toemi Wa Wagi Wakidi Wari Wasi'), // prettier-ignore
    words(female ? 'nah nem ni ti yem jem rah yah ngatmi tini' : 'djan din djo man min mo no ran ro wan to so yo kin'),
  );

const maya = (): string[] =>
  combine(
    words('Ac Aj B’a Ba Be Ca Ch’o Cha Che Chi Cho Chu Co Cu Cu’ Cho’ Ic Ix Ixc I Ka Ke Ki Ku Ma Mo Mu Na Pa Pe Po Pu Qui Sa Sha Si Sot Su Ta Te Ti To Tz’i Tza Tze Tzi Tzo Tzu Tu U Xa Xe Xi Xo Xu Ya Yo Za'), // prettier-ignore
    words('al an ic oc um ux j jol l lam m n nil oy p pop q ton tz uc x y yaj chaj col jché chén bal quib tún wec jay'),
  ).map((name) => name.replaceAll('’', ''));

const andean = (): string[] =>
  combine(
    words(
      'Acha Allca Anca Apu Ayma Cahua Calla Can Ccalla Cca Ccori Chahua Chamba Chara Chipa Choque Coa Colque Con Coro Cuti Espi Guari Hanco Hualla Huaman Huanca Huara Huay Illa Inca Jala Lima Lla Mayta Nina Ñau Ochoa Pacha Pari Pauca Poma Puma Quilla Quis Ramo Rima Sacsa Sulca Suyo Tacu Tica Tinta Topa Tupa Urco Usca Vilca Yana Yauri Yupa Zárat',
    ),
    words(
      'cahua calla canqui cari coaquira condo cusi cho gua huaman huanca huata huayta lla llo llanqui macho mani nca nchu ni pa paza paucar poma pi quispe qui rana rimachi ro sa si soncco ta taipe tito tupa vilca ya yanqui',
    ),
  );
const mapuche = (): string[] =>
  combine(
    words('Aillá Aniñ Antil Cala Calfu Cari Catri Cayu Cheuque Col Coli Coñue Curi Curri Epul Gua Hue Huai Huenchu Huenu Huili Lefi Leu Lin Llan Loncón Manqui Mari Mela Milla Nahuel Nancu Neculp Ñan Paill Paine Pichi Quila Quin Railaf Tra Treca Tripai Viluch'), // prettier-ignore
    words(
      'che cheo fil fual ful gual hual huen huinca lao laf lef león levío man mán mil milla ñanco ñir nao pan pil queo vil',
    ),
  );
const guarani = (): string[] =>
  combine(
    words('Abá Ara Arecá Areguá Caa Cará Cu Guai Gua Ira Itá Jara Mbo Mbara Ñan Para Pira Po Taba Tapi Ya Yro'),
    words('caré cué guá guari í mbu mbi nda ndy pé poty qui rapé ré sy tí yú yí'),
  );

const haitian = (heads: readonly string[]): string[] =>
  interleave(
    combine(
      heads.slice(0, 45).map((head) => `${head}-`),
      heads.slice(0, 45),
    ),
    combine(
      words('Saint- Beau Bien Bon Dor Des Du Fleur Gas Mau Mont Pré Val Ville'),
      words(
        'aimé bien blanc brun champ cius cour fils font gène jour juste lien lus mond neuf pin plaisir rival ry sir ton veau ville vil',
      ),
    ),
  );

const chinese = (heads: readonly string[]): string[] =>
  interleave(
    combine(
      heads.slice(0, 30).map((head) => `${head}-`),
      words(
        'Chong Chung Fatt Fook Hing Kee Kong Kwong Leung Loy Long Lum Quee Sang See Shing Shue Sue Tai Tung Wah Yen You',
      ),
    ),
    combine(heads.slice(0, 40), words('-A-Fat -A-Kwie -A-Tjak -A-Hing -Sang -Kon -Foe -Fong')),
  );

/** The tails by kind; each is made when a community first needs it. */
export const TAILS = {
  spanish,
  basque,
  italian,
  portuguese,
  german,
  japanese,
  english,
  dutch,
  hindustani,
  dutchIndian,
  javanese,
  javaneseGiven,
  maya,
  andean,
  mapuche,
  guarani,
  haitian,
  chinese,
  interleave,
  /** Made-up given names as three continents make them. */
  spanishGiven: (female: boolean): string[] =>
    combine(
      words('Al Ander Bel Bri Cris Dar Day De Del Dei El Ed Er Esc Ev Fran Gil Gris Her Is Jac Jair Jef Jen Jes Jhon Jor Jos Kar Ken Ker Lean Lis Luc Mai Mar Mart Mel Mil Nel Ner Ol Or Os Reyn Rin Ros Ru Sel Wil Yad Yan Yel Yer Yol Yor Yu Zul'), // prettier-ignore
      words(female ? 'eida elis elys eny ena iana ibel icela ilda imar ina ira isa ita iza lenis leny mary neida nelly nia ra sy' : 'ando arlin bert ber ciso der dy eiro ell erson eudis eris ibal iel imer in inson is iver mer mino nel ney nin omar on son ulfo vin win'), // prettier-ignore
    ),
  portugueseGiven: (female: boolean): string[] =>
    combine(
      words('Ad Ade Al An Ani Ar Be Cle Cre Da De Di Do Ed Ede El Eri Eve Fran Ge Gil Gi Gle He Iv Ja Jai Je Jo Ju Ke Le Li Lu Ma Mar Ne Ni Os Ro Ru Sil Si Te Va Val Vi Wa Wal We Wi Za Ze'), // prettier-ignore
      words(female ? 'ane cia cilda da dete diane ene iane ilda ilene ini ice lane lene lma maura nalva neide nice nete niane rlene sangela telma za' : 'berto bson cimar cir ckson demar derson der dinei ilson lio lton mar milson naldo nei nilson rlei ro rson ssandro valdo vanildo ton'), // prettier-ignore
    ),
  caribbeanGiven: (female: boolean): string[] =>
    combine(
      words('A An Bre Cha Da Dan De Dea Do Ja Jah Jar Je Ka Ke Key Kha La Lat Le Ma Mar Na Nat Ne O Ra Ri Ro Sha Shan Shau She Ta Te Ti To Tre Tri Ty Va Wa Xa Za'), // prettier-ignore
      words(female ? 'bria cia dine donna drea dia isha kera keisha leta lina lisha meka monique mara nade neil nese nique reen rica rona shana shelle sha toya via vonne' : 'andre beal don dane hari jay kwon lando maine mar mario meil nardo nathan nell niel quan rard rell ron royd shane shaun vante vaughn von wayne won'), // prettier-ignore
    ),
};
