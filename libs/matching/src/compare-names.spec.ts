import fc from 'fast-check';
import type { PersonName } from '#libs/protocol';
import { SAME_NAME_SCORE, compareNames } from '#libs/matching';

const full = (text: string): PersonName => ({ full: text.trim(), kind: 'legal' });

/** Made-up names, written for this test: `=` one person, `!` two. Some pairs are hard on purpose. */
const PAIRS = `
# Spanish
= José Luis García López | GARCIA LOPEZ, JOSE LUIS
= José Luis García López | Jose Garcia
= María del Carmen Pérez Gómez | Carmen Perez Gomez
= María Fernanda Rodríguez | Maria Fernanda Rodrigues
= Juan de la Cruz Mamani | Juan Delacruz Mamani
= Francisco Javier Ortiz | Paco Ortiz
= Francisco Javier Ortiz Vega | Fco. Javier Ortiz Vega
= Ma. Guadalupe Hernández | María Guadalupe Hernandez
= Ximena Jiménez Vargas | Jimena Gimenez Vargas
= Guillermo Muñoz | GUILLERMO MUNOZ
= Ana López de Pérez | Ana López
= Ana López vda. de Pérez | Ana Lopez
= Luis Alberto Quispe Huamán | Luis Quispe Guaman
= Carlos Andrés Peña Niño | Carlos Pena Nino
= Roberto González | Roberto Gonzales
= Roberto González | Robreto Gonzalez
= José San Martín | JOSE SANMARTIN
= Jesús Alberto Zambrano | Alberto Zambrano
= Alejandro Vázquez | Alex Vasquez
= Manuel Antonio Norambuena Rojas | M. A. Norambuena Rojas
! José Luis García López | José Leonardo García López
! José García | José Pérez
! María Rodríguez | Marta Rodríguez
! Juan Carlos Rojas | Juan Pablo Rojas
! Carlos Gómez Pérez | Carlos Gómez Ruiz
! Ana María López | Rosa Elena López
! Luis Fernández | Luis Hernández
! Mario Vargas | María Vargas
! Juan Pérez García | Pedro Pérez García
! Daniel Ocampo Ruiz | Daniela Ocampo Ruiz
! Julio César Medina | Julio Alberto Molina
! Pedro Sánchez Castillo | Pablo Sánchez Castillo
! Carmen Morales | Carmelo Morales
! Hugo Paz | Víctor Paz
! Miguel Ángel Torres Díaz | Miguel Ángel Flores Díaz
# Portuguese
= João da Silva Santos | Joao Silva Santos
= João Silva | João da Silva
= Luiz Ignácio Souza | Luis Ignacio Sousa
= Thiago Oliveira Neves | Tiago de Oliveira Neves
= Maria Aparecida dos Santos | Aparecida Santos
= José Carlos D'Oliveira | Jose Carlos Oliveira
= Antônio Carlos Conceição Júnior | Antonio Carlos Conceicao Jr.
= Francisco Xavier Lima | Chico Lima
= Walter Munhoz | Valter Muñoz
= Ana Beatriz Cavalcanti de Albuquerque | Ana B. Cavalcanti Albuquerque
= Sebastião Ferreira da Costa | SEBASTIAO FERREIRA COSTA
! João da Silva Santos | José da Silva Santos
! Maria Souza Lima | Mariana Souza Lima
! Paulo Roberto Ferreira | Paulo Henrique Ferreira
! Antônio Pereira da Silva | Antônio Pereira dos Santos
! João Souza Júnior | João Souza Neto
! Luiz Gomes | Luiza Gomes
! Fernando Alves | Fernanda Alves
# English / Caribbean
= John Michael Smith | John Smith
= Smith, John M. | John Michael Smith
= William Clarke | Bill Clarke
= Robert Anthony Campbell | Bob Campbell
= Dr. Elizabeth Thompson | Elizabeth Thomson
= Devon McDonald | Devon Mac Donald
= Devon McDonald | Devon MacDonald
= Patrick O'Neil | Patrick Oneil
= Catherine Brathwaite | Katherine Braithwaite
= Stephen Phillips | Steven Philips
= J. R. Johnson | James Robert Johnson
= Michael Brown Jr | Michael Brown
= Margaret Anne Joseph | Peggy Joseph
= Christopher Gayle Bennett | Chris Bennett
= JOHNSMITH | John Smith
= Nicholas Robinson | Nicolas Robinson
= Jonathan Edward Blake | Edward Jonathan Blake
! John Smith | Jane Smith
! Robert Smith | Richard Smith
! John Smith | John Brown
! Michael Brown Jr | Michael Brown Sr
! Devon Clarke | Devin Clarke
! David Williams | David Wilson
! Mark Johnson | Mary Johnson
! James Edward Taylor | John Edward Taylor
! Alan Harris | Allison Harris
! Peter Grant | Peter Graham
! Winston Baptiste | Wilson Baptiste
! Kevin Anderson | Karen Anderson
! Thomas Greene | Thomas Gibson
# Dutch / Surinamese / Javanese / Hindustani
= Johannes van der Jagt | Jan van der Jagt
= Hendrik Willem ten Brink | Henk ten Brink
= Soekardjo Kromodikoro | Sukarjo Kromodikoro
= Ramdin, Chandrikapersad | Chandrikapersad Ramdeen
= Soerinder Mahabier | Surinder Mahabir
= Pieter de Vries | Piet de Vries
= Kasanmoentalib | Kasanmuntalib
= Wilhelmina Pinas | Wilhelmina Josephina Pinas
! Johannes van der Jagt | Johannes van der Berg
! Kromodikoro Soekardjo | Kromodikoro Wagiman
! Pieter de Vries | Petra de Vries
! Saridjo | Karijo
! Ramdin Singh | Ramdath Singh
# Arabic
= Mohammed Abdul Rahman Al-Hassan | Muhammad Abdulrahman Alhassan
= Mohamed bin Salman | Muhammad Salman
= Hussein Al Masri | Husain el-Masry
= Khaled Mahmoud | Khalid Mahmud
= محمد حسن | Mohammed Hassan
= Abdel Fattah Ibrahim | Abdul Fatah Ibrahim
= Abd al-Rahman Qasim | Abdulrahman Kassem
= Muammar Qaddafi Saleh | Moammar Gadhafi Saleh
= Yusuf Othman | Youssef Osman
= Said Jaber | Saeed Jabir
= Fatima Zahra Bennani | Fatma Zohra Bennani
! Mohammed Hassan | Mohammed Hussein
! Ahmed Ali | Ahmed Omar
! Ahmed Mohammed Ali | Mahmoud Mohammed Ali
! Khaled Mahmoud | Khalil Mahmoud
! Abdul Rahman Saleh | Abdul Rahim Saleh
! Hassan Nasser | Hussein Nasser
! Omar Farouk | Amr Farouk
# Chinese
= Zhang Wei Ming | Zhang Weiming
= Wang Xiaoming | Xiao Ming Wang
= 李小龙 | Li Xiaolong
= 王建国 | Wang Jianguo
= Zhang Weiming | Chang Wei-ming
= Chen Guangfu | Guangfu Chen
= Ouyang Feng | 欧阳锋
! Zhang Wei | Zhang Min
! Wang Xiaoming | Wang Xiaohong
! Li Na | Li Ning
! Chen Guangfu | Chen Guangming
! Liu Yang | Li Yang
! Wang Fang | Huang Fang
# Russian / Ukrainian
= Vladimir Petrovich Sokolov | Sokolov Vladimir
= Владимир Петрович Соколов | Vladimir Sokolov
= Aleksandr Ivanov | Alexander Ivanoff
= Sergey Kuznetsov | Sergei Kusnezow
= Екатерина Морозова | Ekaterina Morozova
= Ekaterina Morozova | Katya Morozova
= Yevgeny Zhukov | Evgeni Joukov
= Dmitriy Tkachenko | Dmytro Tkachenko
= Mikhail Gorbachov Lebedev | Michail Gorbatschow Lebedev
= Юрий Шевченко | Yuri Shevchenko
= Nikolai Khrushchin | Nikolay Chruschtschin
= Tatiana Vorobyova | Tatyana Vorobeva
! Vladimir Sokolov | Viktor Sokolov
! Aleksandr Ivanov | Aleksei Ivanov
! Ivan Petrov | Ivan Petrenko
! Sergei Ivanovich Orlov | Sergei Petrovich Orlov
! Dmitri Sidorov | Dmitri Fedorov
! Vladimir Ivanov | Ivan Vladimirov
! Aleksandr Pavlov | Aleksandra Pavlova
# Indian
= Rajesh Kumar Sharma | Rajesh Sharma
= Mohd Imran Khan | Mohammed Imran Khan
= Suresh Babu Venkatesan | S. B. Venkatesan
= Lakshmi Narayanan | Laxmi Narayan
= Subramaniam Krishnamurthy | Subramanyam Krishnamurti
= Chaudhary Vikram Singh | Vikram Singh Choudhury
= नरेन्द्र शर्मा | Narendra Sharma
! Rajesh Kumar | Ramesh Kumar
! Amit Singh Patel | Sumit Singh Patel
! Priya Sharma | Pooja Sharma
! Anil Kumar Gupta | Sunil Kumar Gupta
! Ravi Shankar | Uma Shankar
# Korean / Vietnamese / Thai / Indonesian
= Kim Jong-su | Jong Su Kim
= 김정수 | Kim Jeong-su
= Lee Min-ho | Yi Minho
= Park Geun-hae | Bak Geunhae
= Choi Sung Min | Choe Seong-min
= Nguyễn Văn Minh | Nguyen Van Minh
= Nguyen Van Minh | Minh Van Nguyen
= Trần Thị Hoa | Tran Thi Hoa
= Soeharto Widjaja | Suharto Wijaya
= Siti Nurhaliza binti Ahmad | Siti Nurhaliza Ahmad
! Kim Jong-su | Kim Jong-min
! Lee Min-ho | Lee Min-jung
! Nguyen Van Minh | Nguyen Van Hung
! Nguyen Thi Hoa | Nguyen Thi Lan
! Park Ji-sung | Park Ji-young
! Tran Van Duc | Tran Minh Duc
! Budi Santoso | Budi Hartono
# African
= Oluwaseun Adebayo | Seun Adebayo
= Ousmane Diallo | Usman Diallo
= Mamadou Lamine Ndiaye | Mamadou N'Diaye
= Chukwuemeka Okafor | Emeka Okafor
= Tendai Moyo | Tendayi Moyo
= Abubakar Danjuma Bello | Abubakr Bello
= Kwame Nkansah Mensah | Kwame Mensah
! Oluwaseun Adebayo | Oluwaseyi Adeyemi
! Ousmane Diallo | Ousmane Traoré
! Kwame Mensah | Kofi Mensah
! Ibrahim Keita | Issa Keita
! Joseph Kabeya | Joseph Kabongo
! Amina Yusuf | Amina Usman
# French / Haitian / German / others
= Jean-Pierre Duval | Jean Pierre Duval
= Jean-Baptiste Moreau | J.B. Moreau
= Hans-Jürgen Müller | Hans Juergen Mueller
= Wojciech Kowalski | Woiciech Kowalsky
= Marie-Thérèse Charles | Marie Therese Charles
= Γιώργος Παπαδόπουλος | Giorgos Papadopoulos
= Georgios Papadopoulos | George Papadopoulos
= Nino Beridze-Kapanadze | Nino Beridze
= Ahmet Yılmaz | Ahmed Yilmaz
= Søren Kjærgaard | Soeren Kjaergaard
! Jean-Pierre Duval | Jean-Paul Duval
! Jean Baptiste | Jean Pierre
! Hans Müller | Hans Möller
! Anna Kowalska | Hanna Nowak
! Marie Joseph | Joseph Marie Charles
! Giorgos Papadopoulos | Nikos Papadopoulos
! Ahmet Yılmaz | Mehmet Yılmaz
# forms of writing
= Dr. Peter Alan Jones | Peter Jones
= Christofer Andersson | Christopher Anderson
= Annna Petersen | Anna Petersen
= Friedrich Lindemann | Freidrich Lindemann
= Michelangelo Bertolucci | Michael Angelo Bertolucci
= Maxwell Kingsley | Maxwel Kingsly
= PEREZ<<JUAN<CARLOS | Juan Carlos Perez
= Barbara Anne Whitfield | Barbara Whitfield
= Alexandra Kensington | Alexandra Kensingtn
= Theodora Papanikolaou | Papanikolaou Th.
! Peter Jones | Petra Jonas
! Anna Petersen | Anna Peters
! Christopher Anderson | Christine Anderson
! Maxwell Kingsley | Maxine Kinsella
! Barbara Whitfield | Whitfield
! Friedrich Lindemann | Caspar Friedrich
! Peter | Peter Jones
! Emilia Andrade | Amelia Andrade
! Martin Luther Greenwood | Arthur Martin Greenwood
! Alexander Kensington | Alexandra Kensington
# of all cultures, written after the rules
= Joaquín Aurelio Beltrán Loera | Joaquin Beltran
= Nicolás Moros Madueño | Nicolas Moros
= Ramón Saúl Etcheverry | SAUL RAMON ETCHEVERRY
= Edmundo Cunha Magalhães | Edmundo Magalhaes
= Rosângela Aparecida Figueiredo | Rosangela Figueredo
= Zé Roberto Nogueira | José Roberto Nogueira
= Nair de Souza Teixeira | Nair Sousa Teixeira
= Maurício Azevedo Filho | Mauricio Azevedo
= Desmond Alexander Fraser | Desmond A. Fraser
= Shaquille Emmanuel Prescod | Shaquil Prescod
= Theodore Grantley Lashley | Ted Lashley
= Mr Kurleigh Octave | Kurleigh Octave
= Ronaldinho Vredebregt | Ronaldino Vredebregt
= Cornelis van den Heuvel | Kees van den Heuvel
= Desiré Delano Bouwer | Desire Bouwer
= Jules Radjinder Wijdenveld | Jules Wydenveld
= Ngurah Wiryawan Soesilo | Ngurah Susilo
= Abu Bakr al-Husseini | Aboubakr Al Hussaini
= Gamal Abdel Nasser Fahmy | Jamal Abdul Nasser Fahmi
= Ayman Mohammed Rabie | Aiman Muhammad Rabi
= Zine El Abidine Toumi | Zin Al Abidin Tumi
= Abdulaziz bin Fahd | Abdul Aziz Fahad
= عبد الله صالح | Abdullah Saleh
= Mahmood Ebrahimi | Mahmoud Ibrahimi
= Rouhollah Kazemi | Ruhollah Kazimi
= Deng Yaling | Yaling Deng
= 陈志强 | Chen Zhiqiang
= Tsai Ing-mei | Cai Yingmei
= Lin Tsu-Wei | LIN Tsu Wei
= Pavel Anatolyevich Durnov | Pavel Durnov
= Konstantin Tcherbenko | Konstantin Cherbenko
= Валентина Андреевна Щербакова | Valentina Shcherbakova
= Oleksandr Zakharchenko | Aleksandr Zaharchenko
= Gennady Ryuganov | Gennadiy Riuganov
= Arkady Romanovich Rotenko | Arkadiy Rotenko
= Vasyl Khmelnytsky | Vasiliy Khmelnitskiy
= Nursultan Abishuly | Nursoultan Abishuli
= Balasubramanian Iyer | Balasubramanyan Iyer
= Harpreet Kaur Gill | Harprit Gill
= Venkata Ramana Reddy | V. Ramana Reddy
= Jayalalitha Ramachandran | Jayalalithaa Ramchandran
= Mukherjee, Pradip Kumar | Pradip Mukherji
= Bae Ki-moon | Bae Gi Mun
= Roh Tae-sik | No Tae Sik
= 박지훈 | Park Ji-hoon
= Võ Nguyên Khoa | Vo Nguyen Khoa
= Hoàng Thị Mai Anh | Hoang Mai Anh
= Bambang Soedarsono | Bambang Sudarsono
= Sukarnodewi Melati | Melati Soekarnodewi
= Thaksin Phannarat | Taksin Phanarat
= Ferdinand Emmanuel Edralin | Ferdinand Edralin
= Olusegun Matthew Okikiola | Olusegun Okikiola
= Ngozi Okonjo | Ngozi Okonjo-Amadi
= Haile Mariam Tadesse | Hailemariam Tadesse
= Moussa Lamine Camara | Musa Lamine Kamara
= Laurent-Désiré Mbuyi | Laurent Desire Mbuyi
= François-Xavier Delmas | Francois Xavier Delmas
= Jürgen Grabowski | Juergen Grabowski
= Zdravko Čović | Zdravko Covic
= Slobodan Miloradović Petrov | Slobodan Miloradovich Petrov
= Björn Åkesson | Bjoern Aakesson
= Recep Tahir Erdoğmuş Kaya | Recep Erdogmus Kaya
= Ελένη Παπαδάκη | Eleni Papadaki
= Şükrü Çelik | Sukru Celik
= Robert J. Hendersonn | Robert Henderson
= Samntha Wilkinson | Samantha Wilkinson
= Gregory Hollingsworth | Gregory Hollingworth
= Timothy Bartholomew | Bartholomew Timothy
= Mackenzie Livingstone | MackenzieLivingstone
= Veronica Castellanos | Veronika Kastellanos
= A. P. Worthington | Arthur Philip Worthington
= xx Eleanor Fitzgerald | Eleanor Fitzgerald
= Eleanor Fitzgerald's | Eleanor Fitzgerald
= Fitzgerald Eleanor Rose | Eleanor Rose Fitzgerald
= Sir Reginald Ashcroft | Reginald Ashcroft
= Nathaniel Ashcrofft | Nathanial Ashcroft
! Joaquín Beltrán | Joaquín Loera
! Nicolás Moros | Nicolás Morales
! Saúl Etcheverry | Raúl Etcheverry
! Rosângela Figueiredo | Rosana Figueiredo
! José Roberto Nogueira | João Roberto Nogueira
! Lucas Teixeira | Luciana Teixeira
! Desmond Fraser | Raymond Fraser
! Grantley Lashley | Stanley Lashley
! Ronald Vredebregt | Roland Vredebregt
! Cornelis van den Heuvel | Cornelis van den Berg
! Radjinder Mathoera | Soerinder Mathoera
! Ngurah Susilo | Bambang Susilo
! Jamal Nasser | Kamal Nasser
! Ayman Rabie | Ayman Rashid
! Abdulaziz Fahd | Abdulmajid Fahd
! Mahmoud Ibrahimi | Mahmoud Karimi
! Abu Bakr Husseini | Abu Omar Husseini
! Deng Yaling | Deng Xiaoling
! Chen Zhiqiang | Chen Zhigang
! Lin Tsu-Wei | Lin Chih-Wei
! Pavel Durnov | Nikolai Durnov
! Konstantin Cherbenko | Konstantin Chernov
! Valentina Shcherbakova | Valentin Shcherbakov
! Arkady Rotenko | Boris Rotenko
! Gennady Ryuganov | Gennady Gudkov
! Harpreet Gill | Harjit Gill
! Ramana Reddy | Ramesh Reddy
! Pradip Mukherjee | Pratap Mukherjee
! Bae Ki-moon | Bae Ki-young
! Park Ji-hoon | Park Ji-min
! Vo Nguyen Khoa | Vo Van Tam
! Hoang Mai Anh | Hoang Mai Lan
! Bambang Sudarsono | Bambang Sudarmanto
! Olusegun Okikiola | Olumide Okikiola
! Ngozi Okonjo | Ngozi Okafor
! Moussa Camara | Moussa Kaba
! Laurent Mbuyi | Lauren Mbuyi
! François Delmas | Françoise Delmas
! Jürgen Grabowski | Jörg Grabowski
! Zdravko Covic | Zoran Covic
! Recep Kaya | Recep Kara
! Eleni Papadaki | Elpida Papadaki
! Robert Henderson | Robert Anderson
! Samantha Wilkinson | Samantha Watkinson
! Gregory Hollingsworth | George Hollingsworth
! Timothy Bartholomew | Thomas Bartholomew
! Eleanor Fitzgerald | Eleanor Fitzpatrick
! Eleanor Fitzgerald | Elena Fitzgerald
! Reginald Ashcroft | Ronald Ashcroft
! Arthur Worthington | Alfred Worthington
! Jean-Claude Duvivier | Jean-Marc Duvivier
! Maria Eduarda Prates | Maria Clara Prates
! Luis Miguel Prado | Luis Manuel Prado
! Gabriel Soto | Gabriela Soto
! Andrés Ibáñez | Andrea Ibáñez
! Juan Manuel Rivas | Manuel Juan Salas
! Marco Antonio Solís | Marco Aurelio Solís
! Yolanda Cabral | Yolanda Cabrera
! Simón Ledesma | Simona Ledesma
! Wilmer Ochoa | Wilson Ochoa
! Omar Arias | Omar Farías
! Victor Julio | Julio Victor Paz Aldana
! Edwin Persaud | Edward Persaud
! Indra Ramsaran | Chandra Ramsaran
! Kenneth Baptiste | Kendall Baptiste
! Marlon James | James Marlowe
! Sasha Grant | Natasha Grant
! Ali Hassan Mazin | Ali Hassan Salhab
! Omar Suleiman | Osman Suleiman
! Salman Rashid | Suleiman Rashid
! Kim Yong-sam | Kim Yong-gil
! Igor Sechenov | Igor Setkov
! Anton Vaido | Anton Silvanov
`;

interface Pair {
  readonly isSame: boolean;
  readonly left: PersonName;
  readonly right: PersonName;
}

const pairs = PAIRS.split('\n')
  .filter((line) => /^[=!]/.test(line))
  .map((line): Pair => {
    const [left = '', right = ''] = line.slice(1).split('|');
    return { isSame: line.startsWith('='), left: full(left), right: full(right) };
  });

describe('compareNames', () => {
  it('tells one person from two by their names alone: precision and recall above 0.95 on 374 written pairs', () => {
    const judged = pairs.map((pair) => ({ ...pair, ...compareNames(pair.left, pair.right) }));
    const found = judged.filter(({ same, isSame }) => same && isSame).length;
    const precision = found / judged.filter(({ same }) => same).length;
    const recall = found / judged.filter(({ isSame }) => isSame).length;
    expect(judged.length).toBe(374);
    expect(precision).toBeGreaterThan(0.95);
    expect(recall).toBeGreaterThan(0.95);
  });

  it('gives the same answer in both directions, and to a name and itself the score 1', () => {
    for (const { left, right } of pairs) {
      expect(compareNames(right, left).score).toBe(compareNames(left, right).score);
      expect(compareNames(left, left)).toMatchObject({ score: 1, same: true });
    }
  });

  it.each([
    ['every word agrees', 'Juan Pérez', 'PEREZ JUAN', 1],
    ['a second name more', 'Juan Carlos Pérez', 'Juan Pérez', 0.917],
    ['an initial', 'J. Pérez', 'Juan Pérez', 0.908],
    ['a single name of two', 'Juan', 'Juan Pérez', 0.575],
    ['another initial', 'Juan M. Pérez', 'Juan R. Pérez', 0.704],
    ['another given name', 'Pedro Pérez', 'Juan Pérez', 0.155],
    ['nothing in common', 'Pedro Soto', 'Juan Pérez', 0],
    ['a name that is not known', 'NN', 'NN', 0],
  ])('scores %s', (_what, left, right, score) => {
    const compared = compareNames(full(left), full(right));
    expect(compared.score).toBe(score);
    expect(compared.same).toBe(score >= SAME_NAME_SCORE);
  });

  it('holds a son and his father apart by the suffix, and a name without suffix for either', () => {
    expect(compareNames(full('João Souza Filho'), full('João Souza Neto')).same).toBe(false);
    expect(compareNames(full('João Souza Lima Filho'), full('João Souza Lima')).same).toBe(true);
  });

  it('uses the parts of the names where they are told', () => {
    const told: PersonName = { full: '?', given: ['Ana'], surname1: 'López', marriedName: 'de Pérez', kind: 'legal' };
    expect(compareNames(told, full('López, Ana')).same).toBe(true);
    expect(compareNames(told, full('López, Eva')).same).toBe(false);
  });

  it('never throws and stays between 0 and 1, whatever is written', () => {
    const text = fc.string({ unit: 'binary', maxLength: 60 });
    fc.assert(
      fc.property(text, text, (left, right) => {
        const { score } = compareNames(full(left), full(right));
        expect(score).toBeGreaterThanOrEqual(0);
        expect(score).toBeLessThanOrEqual(1);
        expect(compareNames(full(right), full(left)).score).toBe(score);
      }),
    );
  });
});
