import type { CountryCode } from '#libs/protocol';

/** How a community writes a full name. */
export type NameStyle = 'hispanic' | 'portuguese' | 'english' | 'dutch';

/** The names of one community, most frequent first. */
export interface NamePool {
  readonly style: NameStyle;
  readonly male: readonly string[];
  readonly female: readonly string[];
  readonly surnames: readonly string[];
  /** Borne by nobody in any register: for questions about persons who are not there. */
  readonly absentSurnames: readonly string[];
  /** Share of persons with a single name and no surname. */
  readonly singleNames?: number;
}

const words = (text: string): string[] => text.split(/\s+/);

const HISPANIC_MALE = words(
  'Juan José Luis Carlos Jorge Miguel Daniel Diego Pablo Marcelo Sergio Gustavo Eduardo Roberto Ricardo Fernando Alejandro Martín Oscar Héctor Mario Alberto Raúl Hugo Rubén Víctor Manuel Francisco Antonio Pedro Ramón Ángel Julio César Gabriel Sebastián Nicolás Matías Cristian Leonardo Andrés Facundo Emanuel Ezequiel Lucas Maximiliano Gonzalo Rodrigo Hernán Adrián Claudio Walter Néstor Guillermo Darío Fabián Iván Ignacio Agustín Bruno',
);
const HISPANIC_FEMALE = words(
  'María Ana Juana Rosa Laura Silvia Patricia Claudia Marta Mónica Graciela Susana Andrea Gabriela Carolina Natalia Paula Lucía Florencia Verónica Sandra Adriana Norma Alicia Elena Gladys Mirta Carmen Teresa Beatriz Cristina Liliana Nancy Lorena Romina Valeria Soledad Daniela Julieta Camila Micaela Sofía Valentina Martina Victoria Cecilia Lidia Ramona Elsa Olga Nélida Irma Yolanda Blanca Estela Viviana Karina Noelia Yesica Milagros',
);
const HISPANIC_SURNAMES = words(
  'González Rodríguez Gómez Fernández López Díaz Martínez Pérez García Sánchez Romero Sosa Torres Álvarez Ruiz Ramírez Flores Benítez Acosta Medina Herrera Suárez Aguirre Giménez Gutiérrez Pereyra Rojas Molina Castro Ortiz Silva Núñez Luna Juárez Cabrera Ríos Morales Godoy Moreno Ferreyra Domínguez Carrizo Peralta Castillo Ledesma Quiroga Vega Vera Muñoz Ojeda Ponce Villalba Cardozo Navarro Ramos Arias Coronel Córdoba Figueroa Correa Cáceres Vargas Maldonado Mansilla Farías Rivero Paz Miranda Roldán Méndez Guzmán Ayala Escobar Mendoza Bravo Peña Soto Lucero Barrios Ibáñez',
);
const HISPANIC_ABSENT = words(
  'Iturralde Zubizarreta Echegoyen Larralde Urdapilleta Basterrica Goyeneche Anchorena Olazábal Irigoyen Ezcurra Mendizábal Garmendia Uriburu Zabaleta Etcheverry',
);

/** Surnames that stand out in one Spanish-speaking country, placed before the common ones. */
const LOCAL_SURNAMES: Partial<Record<CountryCode, string>> = {
  CL: 'Muñoz Rojas Soto Contreras Sepúlveda Morales Fuentes Valenzuela Araya Espinoza Tapia Reyes',
  CR: 'Mora Jiménez Vargas Solano Chaves Quesada Brenes Alfaro Araya Salas Umaña Calderón',
  DO: 'Rosario Polanco Peguero Familia Encarnación Mercedes Peralta Guerrero Báez Taveras Then Jáquez',
  EC: 'Zambrano Cedeño Guamán Quishpe Mera Chávez Macías Intriago Loor Vera Pincay Toapanta',
  GT: 'Caal Xol Choc Pop Ajú Tzul Chávez Cux Batz Coy Barrios Monzón',
  HN: 'Zelaya Lagos Mejía Aguilar Funes Discua Amador Bonilla Euceda Banegas Alvarado Paz',
  PA: 'Batista Chiari Guardia Bethancourt Pinto Barría Quintero Saldaña Atencio Arosemena Delgado Moreno',
  PE: 'Quispe Flores Huamán Mamani Chávez Condori Vásquez Ccahuana Apaza Choque Yupanqui Huanca',
  PY: 'Benítez Ayala Duarte Villalba Ovelar Cabañas Estigarribia Cabral Bogado Insfrán Amarilla Riveros',
  UY: 'Olivera Techera Píriz Machado Berrutti Silveira Olivari Sosa Fagúndez Cardozo Umpiérrez Bentancur',
};

const hispanic = (country: CountryCode): NamePool => ({
  style: 'hispanic',
  male: HISPANIC_MALE,
  female: HISPANIC_FEMALE,
  surnames: [...new Set([...words(LOCAL_SURNAMES[country] ?? 'González'), ...HISPANIC_SURNAMES])],
  absentSurnames: HISPANIC_ABSENT,
});

const BRAZIL: NamePool = {
  style: 'portuguese',
  male: words(
    'José João Antônio Francisco Carlos Paulo Pedro Lucas Luiz Marcos Luís Gabriel Rafael Daniel Marcelo Bruno Eduardo Felipe Raimundo Rodrigo Manoel Mateus André Fernando Fábio Leonardo Gustavo Guilherme Leandro Tiago Anderson Ricardo Márcio Jorge Sebastião Alexandre Roberto Edson Diego Vítor Sérgio Cláudio Thiago Adriano Luciano Júlio Renato Alex Vinícius Rogério Samuel Ronaldo Mário Flávio Igor Douglas Davi Joaquim Jéferson Wellington',
  ),
  female: words(
    'Maria Ana Francisca Antônia Adriana Juliana Márcia Fernanda Patrícia Aline Sandra Camila Amanda Bruna Jéssica Letícia Júlia Luciana Vanessa Mariana Gabriela Vera Vitória Larissa Cláudia Beatriz Rita Luana Sônia Renata Eliane Josefa Simone Natália Cristiane Carla Débora Rosângela Jaqueline Rosa Daniela Aparecida Marlene Terezinha Raimunda Andréia Fabiana Lúcia Raquel Ângela Rafaela Joana Luzia Elaine Daiane Regina Mônica Silvana Cecília Tatiane',
  ),
  surnames: words(
    'Silva Santos Oliveira Souza Rodrigues Ferreira Alves Pereira Lima Gomes Costa Ribeiro Martins Carvalho Almeida Lopes Soares Fernandes Vieira Barbosa Rocha Dias Nascimento Andrade Moreira Nunes Marques Machado Mendes Freitas Cardoso Ramos Gonçalves Santana Teixeira Araújo Melo Cavalcanti Monteiro Moura Batista Campos Correia Castro Cunha Pinto Azevedo Barros Miranda Conceição Nogueira Farias Macedo Sales Duarte Brito Guimarães Peixoto Tavares Queiroz Siqueira Xavier Viana Bezerra Assis Borges Braga Leite Amaral Pires',
  ),
  absentSurnames: words(
    'Albuquerque Bragança Capanema Drummond Figueiroa Gusmão Lacerda Magalhães Noronha Pitombeira Quintanilha Sampaio Trancoso Vasconcelos',
  ),
};

const CARIBBEAN_MALE = words(
  'Michael Andre Christopher Kevin Devon Omar David Ricardo Jermaine Marlon Dwayne Anthony Delroy Garfield Leroy Winston Everton Damion Kemar Shane Nicholas Richard Oneil Courtney Rohan Patrick Errol Desmond Clive Glenroy Orville Trevor Wayne Lloyd Fitzroy Tyrone Jason Adrian Romaine Javaughn',
);
const CARIBBEAN_FEMALE = words(
  'Shanice Tamara Keisha Marcia Sandra Donna Nadine Kerry-Ann Latoya Simone Sharon Natalie Michelle Beverley Paulette Yvonne Claudette Camille Tanya Nicole Shelly-Ann Karen Andrea Kimberly Tashana Monique Georgia Hyacinth Merlene Icilda Audrey Patricia Cynthia Veronica Charmaine Tracy-Ann Peta-Gaye Jodian Rochelle Dahlia',
);
const CARIBBEAN_SURNAMES = words(
  "Brown Williams Smith Campbell Johnson Clarke Thompson Grant Gordon Reid Morgan Francis Davis Wright Bailey Henry Walker Robinson Stewart Lewis Edwards Scott Mitchell Anderson Allen Miller Green Jackson Wilson Taylor Thomas Roberts Martin Simpson Lawrence Powell Bennett McKenzie Graham Samuels Palmer Harris Richards Ellis Hall Barrett Blake Dixon Facey Gayle Hylton Levy Nembhard O'Connor Parchment Spence Tulloch Vassell Whyte Wynter",
);
const CARIBBEAN_ABSENT = words(
  'Abercrombie Balfour Carruthers Dalrymple Fotheringham Gillespie Hathaway Kinghorn Lockhart Mowbray Penhaligon Ravensworth Thistlewood Wetherburn',
);

const caribbean = (local: string): NamePool => ({
  style: 'english',
  male: CARIBBEAN_MALE,
  female: CARIBBEAN_FEMALE,
  surnames: [...new Set([...words(local), ...CARIBBEAN_SURNAMES])],
  absentSurnames: CARIBBEAN_ABSENT,
});

const INDO_GUYANESE: NamePool = {
  style: 'english',
  male: words(
    'Ravi Vishnu Anil Rajendra Mohan Deonarine Ramesh Suresh Rakesh Navin Vickram Chandrapaul Lakeram Mahendra Parmanand Krishna Haresh Bhisham Dhanraj Imran Mohamed Shaheed Azeem Satrohan Jagdeo Hemraj Yadram Surendra Omadat Ganesh',
  ),
  female: words(
    'Indra Savitri Devika Shanta Kamla Sunita Anjali Radha Parbattie Chandrawattie Bibi Shabana Nalini Vidya Padmini Sharda Basmattie Lilawattie Roshini Ameena Drupattie Sarojini Geeta Kavita Reshma Nazeela Rukmin Seeta Hemwattie Pooja',
  ),
  surnames: words(
    'Persaud Singh Khan Ramnarine Mohamed Ali Narine Budhram Ramsammy Deonarine Bacchus Sukhdeo Ramkissoon Hussain Jagdeo Ramotar Baksh Rampersaud Seecharan Gobin Samaroo Balkaran Dookie Harripersaud Jaigobin Lall Mangal Nandlall Outar Pooran Ramroop Sankar Tiwari Umrao Yassin Hardyal Ifill Latchman Mahadeo Ganpat',
  ),
  absentSurnames: words(
    'Abhiraj Bissessar Chatterpaul Dharamlall Etwaroo Jhagroo Kissoondyal Lokenauth Mootoosammy Oudho Purushottam Ragoobar',
  ),
};

const CREOLE_SURINAME: NamePool = {
  style: 'dutch',
  male: words(
    'Johan Henk Ruben Ronald Stanley Ricardo Errol Humphrey Iwan Ludwig Dennis Edwin Marcel Romeo Orlando Frits Eddy Harold Clyde Winston Gregory Desi Hendrik Franklin Kenneth Guno Carlo Roy Michel Wensley',
  ),
  female: words(
    'Maria Josephine Wilhelmina Cornelia Hilda Ingrid Yvonne Sandra Henna Lucia Esseline Muriel Astrid Marlène Jacqueline Carmen Sylvia Naomi Elfriede Gerda Helen Patricia Denise Ruth Irma Mireille Xaviera Ellen Jetty Lucille',
  ),
  surnames: words(
    'Pinas Esajas Vriesde Kartosen Wijngaarde Venetiaan Lieveld Bouterse Kensmil Leeflang Menig Neijhorst Pengel Rozenblad Slagveer Tjon Uiterloo Vyent Waaldijk Zeefuik Amatali Breeveld Cairo Dwarka Echteld Fräser Goedschalk Haakmat Jozefzoon Kruisland Landveld Misiekaba Nelson Olijfveld Parabirsing Redmond Sedney Themen Valpoort Wongsodikromo',
  ),
  absentSurnames: words(
    'Appelgrijn Bruijnzeel Couwenberg Dijkgraaf Eijgendaal Heuvelrijk Ijsselstein Lindeboom Noordwijk Rietveld Schouwenaar Vredeveld',
  ),
};
const HINDUSTANI_SURINAME: NamePool = {
  ...INDO_GUYANESE,
  style: 'dutch',
  surnames: words(
    'Ramdin Soekhoe Bihari Jaggan Kalloe Mahabier Oemrawsingh Ramsoebhag Sewnath Tewarie Autar Baldewsingh Chotoe Doerga Ganga Hindori Jhinkoe Kanhai Lachmon Mohan Nanhoe Parohi Raghoebier Sardjoe Tilakdharie Sital Bhagwandin Gajadin Jadoenathmisier Ramlakhan',
  ),
};
const JAVANESE_SURINAME: NamePool = {
  style: 'dutch',
  male: words(
    'Soekardjo Wagimin Kasiman Sariman Paidjan Salimin Ngadiman Samidjo Kromo Soemitro Wongso Ponimin Saidi Moeljo Toekidjan Karto Rasidin Djoemadi Partoredjo Raymond',
  ),
  female: words(
    'Soeminah Ngatinem Wagirah Sarinem Paini Kasinem Toeminah Samirah Sakinem Waginem Legiyem Djoeminah Ponijem Rasinah Moersinah Kamirah Soetinah Satimah Jenny Wirjati',
  ),
  surnames: words(
    'Somohardjo Kertosentono Sardjoe Atmodikromo Pawironadi Kromodihardjo Soemodihardjo Wongsowikromo Amatredjo Djojodikromo Kartoredjo Martoredjo Pawirodikromo Redjopawiro Sastrodimedjo Tirtosemito Ardjosentono Karijodimedjo Ronodikromo Troenokarso',
  ),
  absentSurnames: CREOLE_SURINAME.absentSurnames,
  singleNames: 0.3,
};

const JAMAICA = caribbean('Brown Williams Campbell Clarke');
const GUYANA_AFRICAN = caribbean('Williams Benn Adams Fraser Blackman London Hinds Cummings Joseph Bristol');
const BELIZE_CREOLE = caribbean('Flowers Young Gillett Usher Tillett Arana Gentle Hyde Castillo Neal');

/** Communities of a country and the share of each, summing to 1. */
const COMMUNITIES: Partial<Record<CountryCode, readonly (readonly [number, NamePool])[]>> = {
  BR: [[1, BRAZIL]],
  JM: [[0.97, JAMAICA], [0.03, INDO_GUYANESE]],
  BB: [[1, caribbean('Clarke Holder Brathwaite Alleyne Greenidge Gittens Bourne Worrell Skeete Griffith')]],
  BS: [[1, caribbean('Rolle Ferguson Johnson Moss Knowles Pinder Bethel Cartwright Sands Cooper')]],
  GY: [[0.45, INDO_GUYANESE], [0.55, GUYANA_AFRICAN]],
  BZ: [[0.5, BELIZE_CREOLE], [0.5, hispanic('GT')]],
  SR: [[0.45, CREOLE_SURINAME], [0.37, HINDUSTANI_SURINAME], [0.18, JAVANESE_SURINAME]],
}; // prettier-ignore

const pools = new Map<CountryCode, readonly (readonly [number, NamePool])[]>();

/** The communities of a country with the share of each. Countries without a list of their own bear common Spanish names. */
export function communitiesOf(country: CountryCode): readonly (readonly [number, NamePool])[] {
  const known = pools.get(country) ?? COMMUNITIES[country] ?? [[1, hispanic(country)]];
  pools.set(country, known);
  return known;
}
