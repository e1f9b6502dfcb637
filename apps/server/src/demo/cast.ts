import type { LegalRegime, MemberRole } from '@liaison/domain';

/** Somebody of the demonstration: invented, like everything about them. */
export interface Part {
  readonly name: string;
  readonly agency: string;
  /** Their role in the task force; null for those who only coordinate, audit or oversee. */
  readonly role: MemberRole | null;
  readonly duties: readonly ('coordinator' | 'organiser' | 'auditor')[];
  readonly oversight: boolean;
}

export interface AgencyPart {
  readonly code: string;
  readonly name: string;
  readonly country: string;
  readonly regime: LegalRegime;
  /** Languages its people write in, the one of their own agency's talk first. */
  readonly languages: readonly string[];
  /** `role name`, first come those who are in the room. */
  readonly experts: readonly string[];
  readonly coordinators: readonly [string, string];
  readonly auditor: string;
}

/** code | name | regime | languages | experts in the room, each after their role | coordinators | auditor */
const lines = `
EUROPOL | Europol | eu_body | en fr | analyst Nora Lindqvist | Henrik Aalto, Camille Renard | Tomas Oravec
INTERPOL | INTERPOL | international_organisation | en fr | liaison_officer Amara Diallo | Julian Ortega, Salma Haddad | Peter Whitlock
AT | Criminal Intelligence Service, Austria | eu | de en | investigator Lukas Brandstätter | Theresa Moser, Florian Egger | Ingrid Pichler
AU | Federal Police, Australia | agreement | en | investigator Chloe Marsden | Liam Hargrave, Priya Naidoo | Grace Whitby
BE | Federal Police, Belgium | eu | nl fr en | investigator Joris Claessens | Elke Vermeiren, Hugo Lambert | Sofie Maes
CA | Mounted Police, Canada | agreement | en fr | analyst Maude Tremblay | Owen Fraser, Élise Gagnon | Dale Morrison
CH | Federal Office of Police, Switzerland | schengen_associated | de fr it | investigator Reto Ammann | Sabine Zürcher, Marc Favre | Ursina Caduff
CZ | National Police, Czechia | eu | en | investigator Petra Nováková | Jiří Dvořák, Lenka Malá | Milan Beneš
DE | Federal Criminal Police, Germany | eu | de en | analyst Mia Hoffmann, investigator Jonas Keller | Katrin Vogt, Stefan Albrecht | Birgit Neumann
DK | National Police, Denmark | eu | en | investigator Freja Holm | Anders Kjær, Mette Lund | Søren Bach
ES | National Police, Spain | eu | es en | investigator Lucía Ferrer | Álvaro Montes, Nuria Campos | Gonzalo Prieto
FI | National Bureau of Investigation, Finland | eu | en sv | investigator Aino Korhonen | Mikko Laine, Sari Nieminen | Jukka Virtanen
FR | Judicial Police, France | eu | fr en | investigator Luc Martin, analyst Inès Carpentier | Hélène Roussel, Bastien Garnier | Odile Lefèvre
GB | National Crime Agency, United Kingdom | adequacy | en | investigator Harriet Cole | Daniel Mercer, Fiona Blair | Alan Pritchard
HU | National Bureau of Investigation, Hungary | eu | en | investigator Zsófia Kovács | Gábor Tóth, Eszter Varga | László Fekete
IE | National Protective Services, Ireland | eu | en | investigator Aoife Brennan | Cormac Daly, Niamh Keane | Declan Roche
IT | Postal Police, Italy | eu | it en | investigator Giulia Conti | Marco Bellini, Serena Galli | Paolo Rinaldi
NL | National Police, Netherlands | eu | nl en | investigator Ana Visser, analyst Daan Bakker | Marieke de Wit, Pieter Hoekstra | Ruben van Dijk
NO | National Criminal Investigation Service, Norway | schengen_associated | en | analyst Ingrid Solberg | Lars Haugen, Silje Dahl | Even Moen
PL | National Police, Poland | eu | pl en | investigator Agnieszka Wrona | Tomasz Zieliński, Marta Kubiak | Paweł Sikora
PT | Judicial Police, Portugal | eu | pt en | investigator Beatriz Fonseca | Rui Carvalho, Teresa Pinto | Nuno Barros
RO | National Police, Romania | eu | en fr | investigator Andreea Ionescu | Mihai Popa, Ioana Dumitru | Radu Stan
SE | National Operations Department, Sweden | eu | sv en | investigator Elsa Nyström | Karin Sandberg, Oskar Blom | Gunilla Åkesson
US | Homeland Security Investigations, United States | agreement | en es | analyst Renee Castillo | Marcus Boyd, Ellen Park | Todd Ramsey
`;

/** The host, INTERPOL and the agencies of 22 countries; 27 experts. */
export const agencyParts: readonly AgencyPart[] = lines.trim().split('\n').map(readLine);

function readLine(line: string): AgencyPart {
  const [code = '', name = '', regime = '', languages = '', experts = '', coordinators = '', auditor = ''] =
    line.split(' | ');
  const [first = '', second = ''] = coordinators.split(', ');
  return {
    code,
    name,
    country: code === 'EUROPOL' || code === 'INTERPOL' ? 'international' : code,
    regime: regime as LegalRegime,
    languages: languages.split(' '),
    experts: experts.split(', '),
    coordinators: [first, second],
    auditor,
  };
}

const taskLeads = ['Sofia Marín', 'Viktor Dahlgren'] as const;
const oversightOfficer = 'Isabelle Thévenin';
/** Opens the joint investigation team, which its own agency hosts. */
const secondLead = 'Sanne Kuipers';

const part = (agency: string, name: string, more: Partial<Part> = {}): Part => ({
  agency,
  name,
  role: null,
  duties: [],
  oversight: false,
  ...more,
});

/** Everybody but the administrator, coordinators first. */
export const parts: readonly Part[] = [
  ...agencyParts.flatMap(({ code, coordinators }) =>
    coordinators.map((name) => part(code, name, { duties: ['coordinator'] })),
  ),
  ...taskLeads.map((name) => part('EUROPOL', name, { role: 'lead', duties: ['organiser'] })),
  part('NL', secondLead, { duties: ['organiser'] }),
  ...agencyParts.flatMap(({ code, experts }) => experts.map((said) => expert(code, said))),
  ...agencyParts.map(({ code, auditor }) => part(code, auditor, { duties: ['auditor'] })),
  part('EUROPOL', oversightOfficer, { oversight: true }),
];

function expert(code: string, said: string): Part {
  const [role = '', ...name] = said.split(' ');
  return part(code, name.join(' '), { role: role as MemberRole });
}

/** `Ana Visser` is `ana.visser`, `Zsófia Kovács` is `zsofia.kovacs`. */
export const handleOf = (name: string): string =>
  name
    .toLowerCase()
    .replaceAll('ø', 'o')
    .replaceAll('æ', 'ae')
    .replaceAll('ł', 'l')
    .normalize('NFD')
    .replace(/\p{M}/gu, '')
    .replace(/[^a-z ]/g, '')
    .trim()
    .replace(/ +/g, '.');

export const signInNameOf = ({ name, agency }: Part): string => `${handleOf(name)}@${agency.toLowerCase()}`;

/** Whom the start prints: one of each kind. */
export const personas: readonly { readonly title: string; readonly agency: string; readonly name: string }[] = [
  { title: 'task lead', agency: 'EUROPOL', name: taskLeads[0] },
  { title: 'investigator', agency: 'NL', name: 'Ana Visser' },
  { title: 'investigator', agency: 'FR', name: 'Luc Martin' },
  { title: 'analyst', agency: 'DE', name: 'Mia Hoffmann' },
  { title: 'coordinator', agency: 'SE', name: 'Karin Sandberg' },
  { title: 'auditor', agency: 'NL', name: 'Ruben van Dijk' },
  { title: 'oversight', agency: 'EUROPOL', name: oversightOfficer },
];

export const leadNames = { task: taskLeads, joint: secondLead } as const;
