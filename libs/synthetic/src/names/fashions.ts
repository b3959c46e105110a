import type { Sex } from '#libs/protocol';
import type { RankedList } from '../random.js';

/**
 * Given names come into fashion and leave it. By naming culture and generation, men before the bar and women behind it,
 * most frequent first; a generation stands under the year in which its names were most in use. Written for this purpose
 * from what is commonly known of these countries: illustrative, no statistics. Names that stand nowhere are of all times.
 */
const GENERATIONS = {
  spanish: {
    1945: 'Segundo Ramón Pedro Rubén Héctor Alberto Osvaldo Hipólito Isidro Gregorio Evaristo Teodoro Genaro Plácido Nicanor Norberto Eugenio Virgilio | Juana Rosa Elsa Nélida Olga Irma Ramona Zoila Hilda Berta Ofelia Delia Dora Dolores Haydée Celia Josefina Lidia',
    1968: 'Jorge Carlos Sergio Eduardo Ricardo Roberto Gustavo Claudio Marcelo Raúl Walter Guillermo Néstor Orlando Nelson Jaime Hugo | Silvia Patricia Mónica Susana Claudia Graciela Sandra Liliana Norma Mirta Gladys Nancy Adriana Viviana Marcela Beatriz Maritza',
    1986: 'Cristian Diego Pablo Jonathan Leonardo Gonzalo Rodrigo Javier Mauricio Fabián Wilmer Edgar Darío Esteban Jefferson Yoel | Carolina Natalia Paola Verónica Lorena Romina Gabriela Vanessa Karina Noelia Yesica Yesenia Karla Tatiana Daniela Jéssica',
    2001: 'Matías Facundo Brayan Kevin Santiago Agustín Thiago Tomás Nicolás Bautista Joaquín Lautaro Dylan Yeison Cristopher Nahuel Gael | Camila Valentina Sofía Martina Micaela Julieta Milagros Ximena Agustina Nicole Yamileth Melany Antonella Emily Isabella Abril',
  },
  portuguese: {
    1945: 'Sebastião Raimundo Benedito Geraldo Manoel Joaquim Severino Cícero Osvaldo Nelson Valdir Waldemar Osmar Hélio Rubens | Terezinha Josefa Aparecida Raimunda Benedita Sebastiana Luzia Francisca Conceição Nair Dirce Iracema Alzira Neusa Nilza',
    1968: 'Carlos Paulo Marcos Sérgio Jorge Ronaldo Edson Márcio Cláudio Luiz Roberto Wagner Reinaldo Ademir Gilberto | Sandra Márcia Sônia Rosângela Vera Regina Cristina Eliane Silvana Sueli Solange Roseli Marli Kátia Tânia',
    1986: 'Rodrigo Rafael Fábio Leandro Anderson Diego Tiago Bruno Wellington Adriano Fabrício Alex Renato Danilo Everton | Juliana Fernanda Patrícia Aline Vanessa Daniela Tatiane Camila Priscila Cristiane Renata Luciana Fabiana Daiane Michele',
    2001: 'Lucas Gabriel Matheus Vinícius Guilherme Vítor Igor Kauã Caíque Davi Arthur Caio Breno Wesley Ryan | Larissa Letícia Vitória Bruna Amanda Beatriz Giovana Júlia Thaís Laís Milena Rafaela Lara Isabelly Emily',
  },
  english: {
    1945: 'Cecil Hubert Oswald Percival Rudolph Gladstone Godfrey Vernon Neville Lionel Cedric Norman Basil Clifton Fitzroy | Mavis Icilda Myrtle Hyacinth Millicent Ivy Mabel Edna Thelma Olive Una Eulalie Ernestine Phyllis Pearl',
    1968: 'Winston Errol Trevor Desmond Everton Delroy Michael Anthony Patrick Clive Donovan Garfield Lloyd Colin Leroy | Marcia Sandra Donna Beverley Paulette Yvonne Claudette Sonia Sharon Lorna Marva Maxine Heather Charmaine Audrey',
    1986: 'Andre Jermaine Marlon Dwayne Kevin Omar Damion Ricardo Shane Kirk Troy Sheldon Jason Courtney Rohan | Keisha Latoya Nadine Tamara Simone Nicole Natalie Michelle Kerry-Ann Tanya Rochelle Alicia Kadian Shelly-Ann Melissa',
    2001: 'Javaughn Kemar Akeem Tevin Romaine Jamal Javon Zavion Tyrese Joshua Nathaniel Jaden Isaiah Ajani Shamar | Shanice Shaneka Tashana Kimberly Abigail Ashley Kayla Zara Aaliyah Brianna Jada Oneika Destiny Tiana Gabrielle',
  },
  indian: {
    1945: 'Ramnarine Budhram Seepersaud Gopaul Latchman Motilall Mahadeo Sookdeo Oudit Jainarine Rampersaud Roopnarine | Mahadai Sumintra Jasodra Rajkumarie Basmattie Lilawattie Parbattie Kalawattie Taramattie Dhanmattie Bhagmattie Sattie',
    1968: 'Mohan Ramesh Deonarine Rajendra Surendra Parmanand Mahendra Bharrat Chandrapaul Khemraj Hemraj Balram | Indra Savitri Kamla Shanta Indranie Chandrawattie Omawattie Hemwattie Drupattie Rukmin Sarojini Usha',
    1986: 'Ravi Anil Suresh Rakesh Navin Vickram Sunil Vijay Naresh Haresh Imran Feroze | Sunita Anjali Devika Kavita Reshma Roshini Nalini Geeta Vidya Anita Shabana Asha',
    2001: 'Arjun Rohan Avinash Rahul Kevin Aryan Vishal Varun Akash Nikhil Ryan Zamir | Pooja Amrita Priya Aaliyah Shania Alisha Neha Divya Tiffany Anisa Vanita Anaya',
  },
  surinamese: {
    1945: 'Johan Hendrik Willem Frits Jozef Anton August Ferdinand Pieter Ludwig Ewald Albert | Wilhelmina Cornelia Johanna Petronella Josephine Hermina Juliana Elfriede Francisca Esseline Jetty Louise',
    1968: 'Henk Ronald Stanley Humphrey Iwan Harold Eddy Edwin Roy Kenneth Franklin Frank | Hilda Yvonne Ingrid Astrid Gerda Muriel Jacqueline Irma Lilian Sylvia Henna Carmen',
    1986: 'Dennis Ricardo Romeo Marcel Orlando Gregory Marlon Clyde Jeffrey Sergio Patrick Rinaldo | Sandra Patricia Mireille Denise Diana Monique Vanessa Nadia Melissa Tessa Xaviera Sabrina',
    2001: 'Quincy Gianni Xavier Giovanni Ryan Justin Kevin Jayden Shaquille Jamal Dion Romano | Shanaya Chelsea Naomi Ashley Rachelle Kimberly Shaniqua Angelique Destiny Joanna Priscilla Gaby',
  },
  javanese: {
    1945: 'Kromo Wongso Karto Kasiman Sariman Paidjan Wagimin Ponimin Salimin Samidjo | Ngatinem Wagirah Sarinem Kasinem Paini Waginem Legiyem Ponijem Samirah Satimah',
    1968: 'Soekardjo Ngadiman Soemitro Moeljo Toekidjan Rasidin Djoemadi Saidi | Soeminah Toeminah Sakinem Djoeminah Rasinah Moersinah Kamirah Soetinah',
    1986: 'Raymond Roy Johnny Eddy Ronny Stanley Hendrik Soeroto | Jenny Wirjati Astrid Sylvia Diana Linda Soerijati Yvonne',
    2001: 'Kevin Ryan Romano Jeffrey Michael Rowan Shane Dion | Chelsea Priscilla Melissa Rachel Kimberly Natasha Sharon Ashley',
  },
  haitian: {
    1945: 'Dieudonné Clerveaux Fénel Osner Célestin Lucien Renel Luckner Wesner Edner | Philomène Rosemène Yolette Islaine Dieula Elvire Marie-Ange Jeanne Ghislaine',
    1968: 'Jean-Claude Jean-Robert Wilner Frantz Reginald Fritz Ronald Serge Yves Guy | Guerda Nadège Marie-Claire Mireille Ketly Marlène Edwidge Magalie Gina',
    1986: 'Kervens Makenson Roody Evenson Jude Rony Mackendy Fednel Woodly Wilfrid | Fabiola Roseline Natacha Wideline Manoucheka Guerline Sherline Carline Sabine',
    2001: 'Stevenson Peterson Stanley Jameson Evens Wilson Ricardo Woodson Kendy | Widelene Mirlande Lovelie Judeline Chedeline Esther Angeline Lovely Rose-Merline',
  },
} as const;

export type Culture = keyof typeof GENERATIONS;
export const CULTURES = Object.keys(GENERATIONS) as Culture[];

/** The names of one generation of a culture. */
export interface Generation {
  /** The year in which its names were most in use. */
  readonly peak: number;
  readonly names: RankedList;
}

interface Side {
  readonly generations: readonly Generation[];
  readonly peaks: ReadonlyMap<string, number>;
}

function sideOf(culture: Culture, at: 0 | 1): Side {
  const generations = Object.entries(GENERATIONS[culture]).map(([peak, text]): Generation => {
    const names = text.split(' | ')[at] ?? '';
    return { peak: Number(peak), names: { names: names.split(' '), flatness: 6, exponent: 1.2 } };
  });
  const peaks = generations.flatMap(({ peak, names }) => names.names.map((name) => [name, peak] as const));
  return { generations, peaks: new Map(peaks) };
}

const SIDES = Object.fromEntries(
  CULTURES.map((culture) => [culture, { men: sideOf(culture, 0), women: sideOf(culture, 1) }]),
) as Readonly<Record<Culture, { readonly men: Side; readonly women: Side }>>;

const side = (culture: Culture, sex: Sex): Side => (sex === 2 ? SIDES[culture].women : SIDES[culture].men);

/** The generations of a culture, the oldest first. */
export const generationsOf = (culture: Culture, sex: Sex): readonly Generation[] => side(culture, sex).generations;

/** Names of the years round about its peak are still given half as often after this many years. */
const HALF = 12;
/** A name out of fashion does not die: a child is named after a grandfather. */
const LEAST = 0.06;

/** Whoever was born before has the names of the oldest generation. */
const OLDEST = 1945;

/** How much in fashion the names of a generation are in a decade: 1 in that of its peak. */
function fashion(peak: number, born: number): number {
  const decade = Math.max(OLDEST, Math.floor(born / 10) * 10 + 5);
  return Math.max(LEAST, 2 ** -(((decade - peak) / HALF) ** 2));
}

/** The generation whose names a child of this year has, drawn by how much they are in fashion. */
export function generationAt(culture: Culture, sex: Sex, born: number, fraction: number): Generation {
  const all = generationsOf(culture, sex);
  const weights = all.map(({ peak }) => fashion(peak, born));
  let rest = fraction * weights.reduce((sum, weight) => sum + weight, 0);
  const at = weights.findIndex((weight) => (rest -= weight) < 0);
  return all.at(at) as Generation;
}

/** How willingly this name is given in this year, up to 1; 1 for the names of all times. */
export function inFashion(culture: Culture, sex: Sex, name: string, born: number): number {
  const peak = side(culture, sex).peaks.get(name);
  return peak === undefined ? 1 : fashion(peak, born);
}
