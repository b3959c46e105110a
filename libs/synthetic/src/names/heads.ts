/**
 * Heads of name lists by country, most frequent first where the source ranks them.
 *
 * Source: "Popular Names by Country Dataset" of sigpwned (github.com/sigpwned/popular-names-by-country-dataset), public
 * domain under CC0 1.0; a choice of its countries, names of one word, in their local spelling (romanised for CN, IN, LB).
 */
export const SURNAME_HEADS = {
  AR: 'González Rodríguez Fernández García López Martínez Pérez Álvarez Gómez Sánchez Díaz Vásquez Castro Romero Suárez Blanco Ruiz Alonso Torres Domínguez Gutiérrez Sosa Iglesias Giménez Ramírez Martín Varela Ramos Núñez Rossi Silva Méndez Hernández Flores Pereyra Ferrari Ortiz Medina Benítez Herrera Arias Acosta Moreno Aguirre Otero Cabrera Rey Rojas Vidal Molina Russo Paz Vega Costa Bruno Romano Morales Ríos Miranda Muñoz Franco Castillo Campos Bianchi Luna Correa Ferreyra Navarro Quiroga Colombo Cohen Vera Lorenzo Gil Santos Delgado Godoy Rivas Rivero Gallo Peralta Soto Figueroa Juárez Marino Ponce Calvo Ibáñez Cáceres Carrizo Vargas Mendoza Aguilar Ledesma Guzmán Soria Villalba Prieto Maldonado',
  BR: 'Silva Santos Sousa Oliveira Pereira Lima Carvalho Ferreira Rodrigues Almeida Costa Gomes Martins Araújo Melo Barbosa Ribeiro Alves Cardoso Schmitz Schmidt Rocha Correia Correa Dias Teixeira Fernandes Azevedo Cavalcante Cavalcanti Montes Morais Gonçalves',
  CL: 'González Muñoz Rojas Díaz Pérez Soto Contreras Silva Martínez Sepúlveda Morales Rodríguez López Fuentes Hernández Torres Araya Flores Espinoza Valenzuela Castillo Ramírez Reyes Gutiérrez Castro Vargas Álvarez Vásquez Tapia Fernández Sánchez Carrasco Gómez Cortés Herrera Núñez Jara Vergara Rivera Figueroa Riquelme García Miranda Bravo Vera Molina Vega Campos Sandoval Orellana Zúñiga Olivares Alarcón Gallardo Ortiz Garrido Salazar Guzmán Henríquez Saavedra Navarro Aguilera Parra Romero Aravena Pizarro Godoy Peña Cáceres Leiva Escobar Yáñez Valdés Vidal Salinas Cárdenas Jiménez Ruiz Lagos Maldonado Bustos Medina Pino Palma Moreno Sanhueza Carvajal Navarrete Sáez Alvarado Donoso Poblete Bustamante Toro Ortega Venegas Guerrero Paredes Farías',
  CR: 'Hernández Mora Rodríguez González Jiménez Morales Sánchez Ramírez Pérez Calderón Gutiérrez Rojas Vargas Torres Salas Segura Valverde Villalobos Araya Herrera López Madrigal',
  DO: 'Rodríguez Pérez Martinez García Reyes Sánchez Díaz Peña Jiménez Ramírez Hernández Rosario González Santana Núñez Castillo Cruz Guzmán Gómez Santos López Fuentes Vásquez Mejía Ponce Fernández Vargas Montes',
  GT: 'López García Morales Hernández Pérez González Rodríguez Ramírez Martínez Castillo Estrada Marroquín Gómez Vásquez Méndez Reyes Díaz Aguilar Velásquez',
  MX: 'Hernández García Martínez González López Rodríguez Pérez Sánchez Ramírez Flores Gómez Torres Díaz Vásquez Cruz Morales Gutiérrez Reyes Ruíz Jiménez Mendoza Aguilar Ortíz Álvarez Castillo Romero Moreno Chávez Rivera Ramos Herrera Medina Vargas Castro Méndez Guzmán Fernández Juárez Muñoz Ortega Salazar Rojas Guerrero Contreras Luna Domínguez Garza Velásquez Estrada Soto Cortez Lara Espinoza Vega Ávila Cervantes Sandoval Carrillo Alvarado Silva León Ríos Navarro Delgado Márquez Campos Ibarra Solís Rosas Miranda Camacho Valdez Cárdenas Orozco Aguirre Mejía Acosta Padilla Robles Núñez Peña Cabrera Rosales Molina Pacheco Castañeda Fuentes Valenzuela Rangel Ayala Meza Nava Valencia Maldonado Ochoa Serrano Tapia Salinas Suárez Zamora',
  PE: 'Quispe Flores Sánchez Rodríguez García Rojas González Díaz Chávez Torres Ramírez Mendoza Ramos López Castillo Espinoza Vásquez Huamán Pérez Vargas Gutiérrez Fernández Castro Mamani Ruíz Romero Martínez Morales Reyes Salazar',
  PY: 'González Benítez Martínez López Giménez Vera Duarte Ramírez Villalba Fernández Gómez Acosta Rojas Ortiz Cáceres Rodríguez Ruiz Núñez Ayala Báez Galeano Herrera Franco Torres Cardozo',
  ES: 'García Fernández González Rodríguez López Martínez Sánchez Pérez Martín Gómez Ruiz Hernández Jiménez Díaz Álvarez Moreno Muñoz Alonso Gutiérrez Romero Navarro Torres Domínguez Gil Vázquez Serrano Ramos Blanco Sanz Castro Suárez Ortega Rubio Molina Delgado Ramírez Morales Ortiz Marín Iglesias',
  PT: 'Silva Santos Ferreira Pereira Oliveira Costa Rodrigues Martins Jesus Sousa Fernandes Gonçalves Gomes Lopes Marques Alves Almeida Ribeiro Pinto Carvalho Teixeira Moreira Correia Mendes Nunes Soares Vieira Monteiro Cardoso Rocha Neves Coelho Cruz Cunha Pires Duarte Reis Simões Antunes Matos Fonseca Machado Araújo Barbosa Tavares Lourenço Castro Figueiredo Azevedo Freitas',
  NL: 'Jansen Bakker Janssen Visser Smit Meijer Meyer Mulder Bos Vos Peters Hendriks Dekker Brouwer Dijkstra Smits',
  GB: 'Brown Smith Patel Jones Williams Johnson Taylor Thomas Roberts Khan Lewis Jackson Clarke James Phillips Wilson Ali Mason Mitchell Rose Davis Davies Rodríguez Cox Alexander',
  US: 'Smith Johnson Williams Brown Jones Miller Davis Garcia Rodriguez Wilson Martinez Anderson Taylor Thomas Hernandez Moore Martin Jackson Thompson White Lopez Lee Gonzalez Harris Clark Lewis Robinson Walker Perez Hall Young Allen Sanchez Wright King Scott Green Baker Adams Nelson Hill Ramirez Campbell Mitchell Roberts Carter Phillips Evans Turner Torres Parker Collins Edwards Stewart Flores Morris Nguyen Murphy Rivera Cook Rogers Morgan Peterson Cooper Reed Bailey Bell Gomez Kelly Howard Ward Cox Diaz Richardson Wood Watson Brooks Bennett Gray James Reyes Cruz Hughes Price Myers Long Foster Sanders Ross Morales Powell Sullivan Russell Ortiz Jenkins Gutierrez Perry Butler Barnes Fisher',
  IT: "Rossi Russo Ferrari Esposito Bianchi Romano Colombo Bruno Ricci Greco Marino Gallo Conti Costa Mancini Giordano Rizzo Lombardi Barbieri Moretti Fontana Caruso Mariani Ferrara Santoro Rinaldi Leone D'Angelo Longo Galli Martini Martinelli Serra Conte Vitale Marchetti Messina Gentile Villa Marini Lombardo Coppola Ferri Parisi Bianco Amato Fabbri Gatti Sala Morelli Grasso Pellegrini Ferraro Monti Palumbo Grassi Testa Valentini Carbone Benedetti Silvestri Farina D'Amico Martino Bernardi Caputo Mazza Sanna Fiore Pellegrino Giuliani Rizzi Cattaneo Rossetti Orlando Basile Neri Barone Palmieri Riva Romeo Franco Sorrentino Pagano D'Agostino Piras Ruggiero Montanari Battaglia Bellini Castelli Guerra Poli Valente Ferretti",
  FR: 'Martin Bernard Dubois Thomas Robert Richard Petit Durand Leroy Moreau Simon Laurent Lefebvre Michel Garcia David Bertrand Roux Vincent Fournier Morel Girard André Lefèvre Mercier Dupont Lambert Bonnet François Martinez',
  DE: 'Müller Schmidt Schneider Fischer Meyer Weber Wagner Schulz Becker Hoffmann',
  CN: 'Wang Wong Lee Cheung Liu Lau Chen Chan Yang Yeung Huang Zhao Chiu Wu Ng Chow Xu Tsui Suen Ma Chu Hu Kwok He Ho Lin Lam Ko Luo Law',
} as const;

/** Given names of men and women, several countries of one language together. */
export const GIVEN_HEADS = {
  ES: [
    'Mateo Matías Liam Markel Santiago Thiago Ramón Juan Sebastián Bautista Gaspar Jerónimo Martín Benjamín Gerónimo Dylan Julen Ian José Samuel Felipe Lucas Emiliano Oihan Leordo Gael Antonio Diego Bruno Jon Carlos Gabriel Noah Mario Aiur Luis Daniel Alejandro Benicio David Agustín Aimar Ferndo Vicente Emmanuel Ibai Eithan Javier Ciro Maximiliano Luka Jorge Tomás Isaac Ángel Danel Alexander César Marc Nil Pol Jan Leo Pau Àlex Marti Biel Hugo Manuel Pablo Álvaro',
    'Emma Martha Antonella Mía Ane Sofía Mia María Camila Olivia Roxana Isabella Danna Laia Valentina Elizabeth Maria Martina Luciana June Regina Lía Alessia Beatriz Emilia Celeste Nahia Ana Ramona Victoria Alma Sonia Julieta Maddi Ximena Zoe Liz Catalina Juana Trinidad Gabriela Emily Malen Concepción Valeria Patricia Isidora Mariana Nora Aitana Carolina Nicole Ámbar Lidia Agustina Irati Mabel Samantha Rosmery Josefa Salomé Izaro Luana Raquel Delfina Carmen Guadalupe Sara Renata Lucía Ariana Noemí Júlia Ona Paula Julia Daniela Carla',
  ],
  PT: [
    'José Francisco João Afonso Antônio Tomás Carlos Duarte Paulo Lourenço Pedro Santiago Lucas Martim Luiz Miguel Marcos Gabriel Arthur Gael Théo Heitor Ravi Davi Berrdo Noah',
    'Maria Ana Alice Francisca Leonor Antônia Matilde Adriana Benedita Juliana Carolina Marcia Beatriz Fernanda Margarida Patrícia Aline Camila Helena Laura Sophia Manuela Maitê Liz Cecília Isabella',
  ],
  EN: [
    'James Noah John George Liam Robert Oliver William Michael Muhammad Leo Arthur Benjamin David Theodore Richard Harry Jack Charles Oscar Thomas Joseph Henry Logan Theo Elijah Charlie Édouard Archie Jacob Lucas Louis Nathan Oisin Cillian Harris Luca Rory Alfie Finlay Lewis',
    'Mary Olivia Patricia Amelia Emma Linda Isla Charlotte Barbara Ava Elizabeth Ivy Jennifer Florence Sophia Maria Lily Chloe Susan Freya Mia Margaret Mila Dorothy Willow Alice Charlie Isabella Rosie Grace Léa Evelyn Livia Luna Evie Rose Juliette Emily Fiadh Aoife Annie Millie Sophie Ella',
  ],
  NL: [
    'Noah Arthur Liam Luca Louis Lucas Mees Jules Finn Adam James Milan Gabriel Levi Victor Sem Oscar',
    'Emma Olivia Julia Mila Louise Sophie Alice Yara Camille Saar Lina Nora Sofia Tess Ella Noor Juliette',
  ],
  HT: [
    'Stevenson Léo Stanley Gabriel Samuel Raphaël Peterson Arthur Daniel Louis Wilson Maël Jameson Lucas Evens Adam Ricardo Tiago Emmanuel Hugo',
    'Widelene Jade Mirlande Emma Myrlande Louise Islande Mia Lovelie Alice Lovely Lina Judeline Ambre Angeline Rose Esther Chloé Chedeline Anna Jessica Rose-Merline',
  ],
  LB: [
    'Elie Mohammad Adam Charbel Ahmed Ali Youssef Hassan Omar Hussein Karam George Shahem Ahmad Jad Christian Joe Hashem',
    'Marie Jouri Fatima Salma Jessica Naya Zeinab Mira Mariam Lianne Sarah Leen Maya Zina Layla Christina Wateen Amal Tuleen',
  ],
  IN: [
    'Muhammad Shivansh Dhruv Kabir Vedant Kiaan Aarav Arjun Viraj Krishna',
    'Aditi Inaya Aarya Kiara Aadhya Vamika Pari Jiya Mehar Amayra',
  ],
} as const;
