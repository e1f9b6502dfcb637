import type { Phrases } from './phrases.js';

export const fr: Phrases = {
  language: 'fr',
  titles: {
    audio: 'piste audio',
    socket: 'prise et interrupteur',
    vegetation: 'arbres et lumière',
    edition: 'comparaison avec l’édition de printemps',
    metadata: 'deux appareils',
    open: 'par où commencer',
    packaging: 'emballage d’une marque régionale',
    receipt: 'ticket avec une partie de rue',
    timetable: 'emploi du temps scolaire',
    vehicle: 'véhicule vu de derrière',
  },
  sights: {
    audio: [
      'À l’arrière-plan, une météo à {t} ; les noms de régions renvoient vers {a}.',
      'Le présentateur dit l’heure comme on le fait en {a}.',
      'On entend l’indicatif d’une station après {n} minutes.',
    ],
    socket: [
      'Prise de type E avec cadre rond ; l’interrupteur voisin se vendait en {a} et {b}.',
      'Le cadre a {n} vis, ce qui est inhabituel.',
      'La goulotte est repeinte, c’était courant dans les logements loués en {a}.',
    ],
    vegetation: [
      'Bouleaux et jalons à neige le long de la route : {a} plutôt que {b}.',
      'L’ombre est longue pour {t}.',
      'Cette haie est commune en {a} et rare en {b}.',
    ],
    edition: [
      'Au printemps, {ref} avait le même motif de rideau.',
      '{n} entrées sont nouvelles depuis le printemps, le reste était connu.',
      'La série figure deux fois au registre sous deux numéros.',
    ],
    metadata: [
      'Deux modèles d’appareil d’après les en-têtes ; le plus ancien n’écrit pas le fuseau.',
      'L’horloge a {n} heures de décalage. Une fois corrigée, tout concorde.',
      'La langue réglée est celle de {a}, le clavier celui de {b}.',
    ],
    open: [
      'Pas encore de piste. Je commence par la poignée, la plinthe et le radiateur.',
      'Le robinet du radiateur est en bas à droite, courant en {a}.',
      'Un tiers parcouru, rien qui désigne un seul pays.',
    ],
    packaging: [
      'Une brique de lait avec un texte en deux langues ; la plus petite peut être de {a}.',
      'Le logo de tri est celui de {a} depuis 2022.',
      'Le code-barres commence par le préfixe de {a}.',
    ],
    receipt: [
      'On lit « rue … {n} » et un code postal à cinq chiffres dont deux manquent.',
      'Les taux de TVA sont ceux de {a} après 2023.',
      'L’heure du ticket est {t}, donc un jour de semaine.',
    ],
    timetable: [
      'Cours de 55 minutes et pause à {t} : c’est l’usage en {a}.',
      'Les abréviations des matières sont celles de {a}.',
      'Les vacances de la semaine {n} correspondent à {a} et à une région de {b}.',
    ],
    vehicle: [
      'La plaque ressemble à {p}. Cela pourrait être {a} ou {b}.',
      'La vignette est à gauche, donc pas {b}.',
      'Il y a un cadre de concessionnaire avec {n} mots.',
    ],
  },
  questions: [
    '{who} peux-tu regarder cela avec les références de {a} ?',
    'Quelqu’un a-t-il déjà demandé à {a} ?',
    '{ref} est-il de la même série ?',
    'Qui porte la question à {a} ? Je peux demain après {t}.',
    'L’heure convient-elle ? Je lis {t}.',
  ],
  replies: [
    'D’accord. Confiance modérée tant que {a} n’a pas répondu.',
    'Merci. Je regarde cet après-midi et je reviens avant {t}.',
    'Pas de {a} : vérifié avec deux collègues.',
    'Cela correspond à ce que je vois dans {ref}.',
    'Prudence, {b} utilisait le même jusqu’en 2016.',
    'Fait. La réponse de {a} est arrivée à {t}, elle est négative.',
    'Bien vu. Peux-tu l’inscrire aussi dans l’évaluation ?',
    'Je m’en charge.',
  ],
  errands: ['Horaires et salles', 'Point du matin', 'Qui est là quand', 'Questions sur le registre', 'Transport'],
  logistics: [
    'Point à {t} en salle {n}, dix minutes.',
    'Les badges sont à l’accueil à partir de {t}.',
    'Je pars à {t}, {who} reprend mes points ouverts.',
    'La liste des deux prochains jours est dans le registre.',
    'Le réseau est lent en salle {n}. Par câble, cela marche.',
    'Ici seulement des nombres et des remarques, rien du matériel lui-même.',
  ],
  decisions: [
    'Pays déterminé : {a}, à transmettre à son point de contact.',
    'Vérifié avec {a} et {b} : pas chez eux. Reste ouvert.',
    'Répondu, plus rien à faire ici.',
  ],
};
