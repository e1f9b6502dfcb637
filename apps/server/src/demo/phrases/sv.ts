import type { Phrases } from './phrases.js';

export const sv: Phrases = {
  language: 'sv',
  titles: {
    audio: 'ljudspår',
    socket: 'vägguttag och strömbrytare',
    vegetation: 'träd och ljus',
    edition: 'jämfört med vårens omgång',
    metadata: 'två enheter',
    open: 'var vi börjar',
    packaging: 'förpackning av ett regionalt märke',
    receipt: 'kvitto med del av gatunamn',
    timetable: 'skolschema',
    vehicle: 'fordon bakifrån',
  },
  sights: {
    audio: [
      'I bakgrunden hörs en väderrapport {t}; landskapsnamnen pekar mot {a}.',
      'Hallåan säger klockslaget som man gör i {a}.',
      'Efter {n} minuter hörs en stations signatur.',
    ],
    socket: [
      'Uttag av typ F med rund ram; strömbrytaren bredvid såldes i {a} och {b}.',
      'Ramen har {n} skruvar, det är ovanligt.',
      'Kabelkanalen är övermålad, vanligt i hyresbostäder i {a}.',
    ],
    vegetation: [
      'Björk och snöstakar längs vägen: hellre {a} än {b}.',
      'Skuggan är lång för {t}.',
      'Häcken är vanlig i {a} och sällsynt i {b}.',
    ],
    edition: [
      'I våras hade {ref} samma gardinmönster.',
      '{n} poster är nya sedan i våras, resten var känt.',
      'Serien står två gånger i registret under olika nummer.',
    ],
    metadata: [
      'Två enhetsmodeller enligt huvudena; den äldre skriver ingen tidszon.',
      'Klockan går {n} timmar efter. Rättat stämmer de överens.',
      'Språket är {a}, tangentbordet {b}.',
    ],
    open: [
      'Ingen ledtråd än. Jag börjar med dörrhandtag, golvlist och element.',
      'Ventilen på elementet sitter nere till höger, vanligt i {a}.',
      'En tredjedel genomgången, inget som pekar på ett enda land.',
    ],
    packaging: [
      'En mjölkkartong med text på två språk; det mindre kan vara från {a}.',
      'Pantmärket hör till {a}.',
      'Streckkoden börjar med prefixet för {a}.',
    ],
    receipt: [
      'Läsbart är "…gatan {n}" och ett femsiffrigt postnummer där två saknas.',
      'Momssatserna är de i {a} efter 2023.',
      'Klockslaget på kvittot är {t}, alltså en vardag.',
    ],
    timetable: [
      'Lektioner på 60 minuter och rast {t}: så gör skolor i {a}.',
      'Ämnesförkortningarna är de i {a}.',
      'Lovet vecka {n} stämmer med {a} och en del av {b}.',
    ],
    vehicle: [
      'Skylten ser ut som {p}. Det kan vara {a} eller {b}.',
      'Dekalen sitter till vänster, alltså inte {b}.',
      'Runt skylten sitter en handlarram med {n} ord.',
    ],
  },
  questions: [
    '{who} kan du titta på det mot uppgifterna från {a}?',
    'Har någon redan frågat {a}?',
    'Är {ref} samma serie?',
    'Vem tar frågan till {a}? Jag kan i morgon efter {t}.',
    'Stämmer klockslaget? Jag läser {t}.',
  ],
  replies: [
    'Överens. Måttlig säkerhet tills {a} har svarat.',
    'Tack. Jag tittar i eftermiddag och återkommer före {t}.',
    'Inte från {a}: kontrollerat med två kollegor hemma.',
    'Det stämmer med vad jag ser i {ref}.',
    'Försiktigt, {b} använde samma till 2016.',
    'Klart. Svaret från {a} kom {t} och är negativt.',
    'Bra hittat. Lägger du in det i bedömningen också?',
    'Jag tar den.',
  ],
  errands: ['Tider och rum', 'Morgonmöte', 'Vem är här när', 'Frågor om registret'],
  logistics: [
    'Möte {t} i rum {n}, tio minuter.',
    'Passerkorten finns i receptionen från {t}.',
    'Jag går {t}, {who} har mina öppna punkter.',
    'Listan för de två närmaste dagarna ligger i registret.',
    'Nätet är långsamt i rum {n}. Med kabel går det.',
    'Här bara antal och anmärkningar, inget av materialet.',
  ],
  decisions: [
    'Land fastställt: {a}, går till kontaktpunkten.',
    'Kontrollerat med {a} och {b}: inte deras. Förblir öppet.',
    'Besvarat, inget mer att göra här.',
  ],
};
