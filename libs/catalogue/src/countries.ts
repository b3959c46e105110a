import type { CountryCode } from '#libs/protocol';
import { labels } from './label.js';
import type { Labels } from './label.js';

/** The names of the members. @see ISO 3166-1 for the codes; UNTERM short names */
export const COUNTRY_NAMES: Readonly<Record<CountryCode, Labels>> = {
  AR: labels('Argentina', 'Argentina', 'Argentina', 'Argentinië'),
  BB: labels('Barbados', 'Barbados', 'Barbados', 'Barbados'),
  BR: labels('Brasil', 'Brazil', 'Brasil', 'Brazilië'),
  BS: labels('Bahamas', 'Bahamas', 'Bahamas', 'Bahama’s'),
  BZ: labels('Belice', 'Belize', 'Belize', 'Belize'),
  CL: labels('Chile', 'Chile', 'Chile', 'Chili'),
  CR: labels('Costa Rica', 'Costa Rica', 'Costa Rica', 'Costa Rica'),
  DO: labels('República Dominicana', 'Dominican Republic', 'República Dominicana', 'Dominicaanse Republiek'),
  EC: labels('Ecuador', 'Ecuador', 'Equador', 'Ecuador'),
  GT: labels('Guatemala', 'Guatemala', 'Guatemala', 'Guatemala'),
  GY: labels('Guyana', 'Guyana', 'Guiana', 'Guyana'),
  HN: labels('Honduras', 'Honduras', 'Honduras', 'Honduras'),
  JM: labels('Jamaica', 'Jamaica', 'Jamaica', 'Jamaica'),
  PA: labels('Panamá', 'Panama', 'Panamá', 'Panama'),
  PE: labels('Perú', 'Peru', 'Peru', 'Peru'),
  PY: labels('Paraguay', 'Paraguay', 'Paraguai', 'Paraguay'),
  SR: labels('Surinam', 'Suriname', 'Suriname', 'Suriname'),
  UY: labels('Uruguay', 'Uruguay', 'Uruguai', 'Uruguay'),
};
